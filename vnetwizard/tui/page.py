"""What all pages have: a header, a line of keys, and a word where the terminal is too small for anything else."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events, on
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import Screen

from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.tui.widgets.drawing import Drawn
from vnetwizard.tui.widgets.header import Header
from vnetwizard.tui.widgets.key_line import KeyLine
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from vnetwizard.tui.app import Window
    from vnetwizard.tui.keys import Key
    from vnetwizard.tui.model.parting import Farewell

SMALLEST = (60, 20)
"""Columns and rows below which a page only says what it needs."""

Answer = TypeVar("Answer")


class TooSmall(Drawn):
    """Says what the page needs."""

    DEFAULT_CSS = "TooSmall { display: none; height: 1fr; padding: 0 1; }"

    def render(self) -> Content:
        """Draw it in words that fit anywhere."""
        needs = mark(
            "This window has {columns} columns and {rows} rows; this page needs {wide} and {high}. "
            "Make it larger, or leave with Esc."
        )
        size = self.screen.size
        values = {"columns": size.width, "rows": size.height, "wide": SMALLEST[0], "high": SMALLEST[1]}
        return Content(say(needs, values))


class Asking(Screen[Answer]):
    """A screen whose choices do what their keys do."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual's own, but without painting the whole screen anew for each move of the focus: 5 kB over a slow line."""

    @property
    def window(self) -> Window:
        """The application, by its own type."""
        return cast("Window", self.app)

    @on(events.DescendantFocus)
    def _take_the_cursor_along(self, event: events.DescendantFocus) -> None:
        """Put the terminal's own cursor, hidden as it is, where the focus is: screen readers follow it."""
        self.app.cursor_position = event.widget.region.offset

    @on(Choice.Chosen)
    async def _do_what_was_chosen(self, message: Choice.Chosen) -> None:
        message.stop()
        await self.run_action(message.action)


class Page(Asking[None]):
    """A page. What it shows comes from `compose_body`, its keys from `KEYS`."""

    KEYS: ClassVar[tuple[Key, ...]] = ()
    """What can be done here, in the order of the key line."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._unpainted = ExitStack()

    def hold(self) -> None:
        """Paint nothing until `release`: each paint of a whole page is 5 kB."""
        self._unpainted.enter_context(self.app.batch_update())

    def release(self) -> None:
        """Paint what has come together."""
        self._unpainted.close()

    def on_unmount(self) -> None:
        """Let others paint, whatever happened."""
        self.release()

    def compose(self) -> ComposeResult:
        """Put the body between header and keys."""
        yield TooSmall()
        yield self.header()
        yield from self.compose_body()
        yield KeyLine(self.KEYS)

    def header(self) -> Header:
        """Make the header."""
        return Header(self.window.whereabouts)

    def compose_body(self) -> Iterable[Widget]:
        """Make what is between header and keys."""
        return ()

    def usable_keys(self) -> tuple[Key, ...]:
        """Return the keys that do something now."""
        return tuple(key for key in self.KEYS if self.check_action(key.action, ()))

    def action_leave(self) -> None:
        """Leave the application."""
        self.window.action_leave()

    def farewell(self) -> Farewell | None:
        """Return what to print when the application is left from here; None where this page knows nothing of it."""
        return None
