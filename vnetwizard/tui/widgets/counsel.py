"""The foot of a page: about the question in focus, and where Next leads or what it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Vertical

from vnetwizard.tui.model.lines import Tone, width
from vnetwizard.tui.widgets.folded import Folded
from vnetwizard.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from vnetwizard.tui.model.lines import Line


class Seam(Painted):
    """The rule above the counsel, with what it is about at its left and what Next does at its right."""

    DEFAULT_CSS = "Seam { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._about = ""
        self._onward = ("", False)

    def show(self, about: str, onward: tuple[str, bool]) -> None:
        """Show what is in focus, and where Next leads or what it waits for, and whether it waits."""
        self._about, self._onward = about, onward
        self._draw()

    def on_resize(self) -> None:
        """Draw it anew."""
        self._draw()

    def _draw(self) -> None:
        rule, room = self.signs.rule, self.room
        if not room:
            return
        onward, waits = self._onward
        onward = self.cut(onward, room * 2 // 3)
        about = self.cut(self._about, max(0, room - cell_len(onward) - 8))
        left: Line = ((rule, Tone.FAINT), (f" {about} " if about else "", Tone.STRONG))
        right: Line = (
            (f" {onward} " if onward else "", Tone.WARNING if waits else Tone.FAINT),
            (rule, Tone.FAINT),
        )
        gap = max(0, room - width(left) - width(right))
        self.paint([(*left, (rule * gap, Tone.FAINT), *right)])


class Counsel(Vertical):
    """The seam, and some lines whose room is always kept."""

    DEFAULT_CSS = """
    Counsel {
        dock: bottom;
        height: 4;
        margin: 0 0 1 0;
        & > Folded { height: 1fr; overflow: hidden; padding: 0 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """Make both."""
        yield Seam()
        yield Folded(grows=False)

    def show(self, about: str, lines: tuple[Line, ...], onward: tuple[str, bool]) -> None:
        """Show what there is to say and about what, and where Next leads or what it waits for, and whether it waits."""
        self.query_one(Seam).show(about, onward)
        self.query_one(Folded).lines = lines
