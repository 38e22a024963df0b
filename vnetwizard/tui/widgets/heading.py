"""The line that says what a page is about, and how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import STYLES, Drawn

if TYPE_CHECKING:
    from vnetwizard.tui.model.progress import Heading


class HeadingLine(Drawn):
    """Names, standing, how far."""

    DEFAULT_CSS = "HeadingLine { height: 1; }"

    heading: reactive[Heading | None] = reactive(None)
    """What is shown."""

    def render(self) -> Content:
        """Draw the line; what is usual gives way first where there is not room for everything, then names."""
        heading = self.heading
        if heading is None:
            return Content("")
        tail = Content.assemble(
            "   ",
            self.sign(heading.sign),
            " ",
            (heading.standing, STYLES[heading.sign]),
            f", {heading.far}" if heading.far else "",
        )
        joined = f" {self.signs.joined} ".join(heading.names)
        usual = f" ({heading.usual})" if heading.usual else ""
        if cell_len(joined) + tail.cell_length + cell_len(usual) > self.room:
            usual = ""
        return Content.assemble((self.cut(joined, self.room - tail.cell_length), "bold"), tail, (usual, "dim"))
