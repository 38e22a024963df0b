"""One network's steps, one under another; each line is a widget, so that only the lines that differ are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import STYLES, Drawn, spread

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from vnetwizard.tui.model.progress import Bar, Side, StepRow

_ROOM_FOR_USUAL = 50
_ELAPSED = 7


class SideTitle(Drawn):
    """The network and its region."""

    DEFAULT_CSS = "SideTitle { height: 1; }"

    title: reactive[tuple[str, str]] = reactive(("", ""))
    """Name and region."""

    def render(self) -> Content:
        """Draw the line."""
        name, region = self.title
        return Content.assemble(
            (self.cut(name, self.room - len(region) - 2), "bold"), "  ", (self.cut(region, self.room), "dim")
        )


class StepLine(Drawn):
    """Sign, name, word, how long it has taken."""

    DEFAULT_CSS = "StepLine { height: 1; }"

    row: reactive[StepRow | None] = reactive(None)
    """What is shown."""

    def render(self) -> Content:
        """Draw the line; the usual time stands here where there is room and it has no line of its own."""
        row = self.row
        if row is None:
            return Content("")
        elapsed = f" {row.elapsed:>{_ELAPSED}}"
        if not row.elapsed and cell_len(row.name) + cell_len(row.word) + len(elapsed) + 3 > self.room:
            elapsed = ""  # the name needs the cells more
        right = Content.assemble((row.word, STYLES[row.sign]), elapsed)
        if self.room >= _ROOM_FOR_USUAL:
            right = Content.assemble(right, (f"{'' if row.long else row.usual:>18}", "dim"))
        name = self.cut(row.name, self.room - right.cell_length - 3)
        return spread(Content.assemble(self.sign(row.sign), " ", name), right, self.room)


class TimeLine(Drawn):
    """How long a gateway usually takes; while it is made, a bar that sets the time beside it."""

    DEFAULT_CSS = "TimeLine { height: 1; padding: 0 0 0 2; }"

    usual: reactive[str] = reactive("")
    """The usual time in words."""

    cells: reactive[tuple[int, int, int]] = reactive((0, 0, 0))
    """How many cells of the bar have passed, are to come, are within the usual."""

    def show(self, row: StepRow) -> None:
        """Show a step's usual time, and its bar where it has one."""
        self.usual = row.usual
        width = self.room - len(row.usual) - 1
        self.cells = _cells(row.bar, width) if row.bar and width > 0 else (0, 0, 0)

    def render(self) -> Content:
        """Draw the line."""
        passed, coming, usual = self.cells
        bar = Content.assemble(
            (self.signs.passed * passed, "$secondary"),
            (self.signs.coming * coming, "dim"),
            (self.signs.usual * usual, "dim"),
            " " if any(self.cells) else "",
        )
        return Content.assemble(bar, (self.usual, "dim"))


def _cells(bar: Bar, width: int) -> tuple[int, int, int]:
    """Return how many cells of a bar have passed, are to come, and are to come within the usual time."""
    passed = min(width, int(width * bar.seconds / bar.longest))
    usual = min(width - passed, round(width * (bar.longest - bar.shortest) / bar.longest))
    return passed, width - passed - usual, usual


class SidePanel(Vertical):
    """All steps of one network."""

    DEFAULT_CSS = "SidePanel { height: auto; }"

    def __init__(self, side: Side) -> None:
        super().__init__()
        self._side = side

    def compose(self) -> ComposeResult:
        """Make a line of each step."""
        yield SideTitle()
        for row in self._side.rows:
            yield StepLine()
            if row.long:
                yield TimeLine()

    def on_mount(self) -> None:
        """Show what it was made with."""
        self.show(self._side)

    def on_resize(self) -> None:
        """Fit the bars."""
        self.show(self._side)

    def show(self, side: Side) -> None:
        """Show the same steps as they stand now."""
        self._side = side
        self.query_one(SideTitle).title = (side.name, side.region)
        for line, row in zip(self.query(StepLine), side.rows, strict=True):
            line.row = row
        for time_line, row in zip(self.query(TimeLine), (row for row in side.rows if row.long), strict=True):
            time_line.show(row)


def shape(sides: tuple[Side, ...]) -> tuple[object, ...]:
    """Return what of sides decides which lines there are."""
    return tuple((side.name, tuple((row.name, row.long) for row in side.rows)) for side in sides)
