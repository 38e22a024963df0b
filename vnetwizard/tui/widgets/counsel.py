"""The foot of a page: about the question in focus, and where Next leads or what it waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import Drawn
from vnetwizard.tui.widgets.folded import Folded

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from vnetwizard.tui.model.lines import Line


class Seam(Drawn):
    """The rule above the counsel, with what it is about at its left and what Next does at its right."""

    DEFAULT_CSS = "Seam { height: 1; }"

    about: reactive[str] = reactive("")
    """The label of the question in focus."""

    onward: reactive[str] = reactive("")
    """Where Next leads, or what it waits for."""

    waits: reactive[bool] = reactive(default=False)
    """Whether it waits."""

    def render(self) -> Content:
        """Draw it."""
        rule = self.signs.rule
        onward = self.cut(self.onward, self.room * 2 // 3)
        about = self.cut(self.about, max(0, self.room - cell_len(onward) - 8))
        left = Content.assemble((rule, "dim"), " " if about else "", (about, "bold"), " " if about else "")
        right = Content.assemble(" ", (onward, "$warning bold" if self.waits else "dim"), " ", (rule, "dim"))
        if not onward:
            right = Content.styled(rule, "dim")
        gap = max(1, self.room - left.cell_length - right.cell_length)
        return Content.assemble(left, (rule * gap, "dim"), right)


class Counsel(Vertical):
    """The seam, and some lines whose room is always kept."""

    DEFAULT_CSS = """
    Counsel {
        dock: bottom;
        height: 4;
        padding: 0 1;
        margin: 0 0 1 0;
        & > Folded { height: 1fr; overflow: hidden; }
    }
    """

    def compose(self) -> ComposeResult:
        """Make both."""
        yield Seam()
        yield Folded()

    def show(self, about: str, lines: tuple[Line, ...]) -> None:
        """Show what there is to say, and about what."""
        self.query_one(Seam).about = about
        self.query_one(Folded).lines = lines

    def gate(self, onward: str, *, waits: bool) -> None:
        """Show what Next does."""
        seam = self.query_one(Seam)
        seam.onward, seam.waits = onward, waits
