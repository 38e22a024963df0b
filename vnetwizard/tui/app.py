"""The application: colours, sizes, signals, leaving. What it shows is up to its pages."""

from __future__ import annotations

import asyncio
import getpass
import os
import socket
import sys
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding

from vnetwizard.run.codes import DONE, UNFINISHED
from vnetwizard.tui import leaving, signs
from vnetwizard.tui.crash import Crash
from vnetwizard.tui.model.parting import Farewell
from vnetwizard.tui.page import SMALLEST, Page
from vnetwizard.tui.printable import Printable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.filter import LineFilter

    from vnetwizard.tui.signs import Signs

_PRINTABLE = Printable()
_ANSI_THEMES = ("ansi-dark", "textual-ansi")  # the second is what Textual before 8.2.5 calls it


class Window(App[Farewell]):
    """The one application; `first` makes its first page.

    It is drawn in the terminal's own sixteen colours, so it looks as everything else in that terminal, light or dark.
    NO_COLOR takes them away; nothing is told by colour alone.
    """

    DEFAULT_MODE = "pages"
    TITLE = "vnetwizard"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+l,f3", "redraw", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-too-narrow"),
        (SMALLEST[0], "-narrow"),
        (80, "-standard"),
        (120, "-wide"),
        (200, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it so
        (0, "-too-low"),
        (SMALLEST[1], "-low"),
        (24, "-even"),
        (36, "-high"),
    ]

    def __init__(self, first: Callable[[], Page], *, whereabouts: str = "", drawn_with: Signs | None = None) -> None:
        # Textual chooses the filter for NO_COLOR in its constructor, by this argument; later is too late
        super().__init__(ansi_color=True)
        self.theme = next(name for name in _ANSI_THEMES if name in self.available_themes)
        self.animation_level = "none"
        self.whereabouts = whereabouts or f"{getpass.getuser()}@{socket.gethostname()}"
        self.signs = drawn_with or signs.fitting(getattr(sys.__stderr__, "encoding", None), os.environ.get("TERM", ""))
        self.set_class(self.signs is signs.PLAIN, "-plain")
        self.add_mode(self.DEFAULT_MODE, first)  # a page pushed over the default screen would be painted second
        self.at_the_end: list[Callable[[], Awaitable[None]]] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line goes through before it reaches the terminal."""
        return [*super().get_line_filters(), _PRINTABLE]

    def run_here(self) -> Farewell:
        """Run on this terminal until somebody leaves, or SIGHUP or SIGTERM says so. The mouse stays the terminal's."""
        with leaving.by_signals(self._leave_soon, UNFINISHED):
            farewell = self.run(mouse=False)
        return farewell or Farewell(self.return_code or UNFINISHED)

    def on_mount(self) -> None:
        """Know the loop that signals have to reach."""
        self._loop = asyncio.get_running_loop()

    async def on_unmount(self) -> None:
        """End what was started for the pages."""
        for end in self.at_the_end:
            await end()

    def farewell(self) -> Farewell:
        """Return what the topmost page that knows has to say."""
        told = (screen.farewell() for screen in reversed(self.screen_stack) if isinstance(screen, Page))
        return next((one for one in told if one is not None), Farewell(DONE))

    def action_leave(self) -> None:
        """Leave; what works goes on."""
        self.exit(self.farewell())

    def action_redraw(self) -> None:
        """Draw everything anew, after noise on the line."""
        self.refresh(layout=True)

    def _leave_soon(self) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.action_leave)

    def _handle_exception(self, error: Exception) -> None:
        """Print our own page. Textual offers no public way, and its own page shows all local variables."""
        try:
            stands = self.farewell().lines
        except Exception:  # noqa: BLE001 - what is at fault may be just this
            stands = ()
        super()._handle_exception(Crash(error, stands))
