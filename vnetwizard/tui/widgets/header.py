"""The two lines at the top of every page: the program, which Azure it is about, who sits where; then a rule."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import Drawn, spread


class Header(Drawn):
    """Stands still, unless something runs: only then is there a clock."""

    DEFAULT_CSS = """
    Header {
        dock: top;
        height: 2;
    }
    """

    azure: reactive[str] = reactive("")
    """Which Azure the page is about, if it is about one."""

    practice: reactive[bool] = reactive(default=False)
    """Whether that is practice Azure, which has to be seen at a glance."""

    speed: reactive[int | None] = reactive(None)
    """How many times faster than the wall's its clock runs."""

    clock: reactive[str] = reactive("")
    """The time of day; empty where nothing runs."""

    def __init__(self, whereabouts: str) -> None:
        super().__init__()
        self._whereabouts = whereabouts

    def render(self) -> Content:
        """Draw both lines."""
        style = "bold $warning" if self.practice else ""
        speed = f" {self.signs.times}{self.speed}" if self.speed else ""
        left = Content.assemble(
            " ", ("vnetwizard", "bold"), f" {self.signs.dot} " if self.azure else "", (self.azure, style), speed
        )
        right = "  ".join(filter(None, (self._whereabouts, self.clock)))
        room = max(0, self.room - left.cell_length - 2)
        line = spread(left, Content.styled(f"{self.cut(right, room)} ", "dim"), self.room)
        return Content.assemble(line, "\n", (self.signs.rule * self.room, "dim"))
