"""How a line is put together from words and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.widget import Widget

from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.model.sign import Sign

if TYPE_CHECKING:
    from vnetwizard.tui.app import Window
    from vnetwizard.tui.model.lines import Line
    from vnetwizard.tui.signs import Signs

TONES = {
    Tone.PLAIN: "",
    Tone.STRONG: "bold",
    Tone.FAINT: "dim",
    Tone.GOOD: "$success",
    Tone.WARNING: "$warning bold",
    Tone.ERROR: "$error bold",
    Tone.SUBNET: "$secondary",
    Tone.GATEWAY: "$success",
}

STYLES = {
    Sign.DONE: "$success",
    Sign.BUSY: "$secondary bold",
    Sign.WAITING: "dim",
    Sign.FAILED: "$error bold",
    Sign.SKIPPED: "$warning",
}
"""Colour only repeats what a sign and a word say already."""


class Drawn(Widget):
    """A widget of ours: knows its window's signs, shows foreign text as it is, and is as wide as its page."""

    @property
    def signs(self) -> Signs:
        """The characters to draw with."""
        return cast("Window", self.app).signs

    @property
    def room(self) -> int:
        """How many cells a line has."""
        return self.content_size.width

    def sign(self, sign: Sign) -> Content:
        """Return a sign in its colour."""
        return Content.styled(self.signs.steps[sign], STYLES[sign])

    def cut(self, text: str, width: int) -> str:
        """Return text that fits in so many cells; what is lost is shown to be."""
        if cell_len(text) <= width:
            return text
        return set_cell_size(text, max(0, width - 1)) + self.signs.cut


def drawn(line: Line) -> Content:
    """Return a line as Textual draws it."""
    return Content.assemble(*((text, TONES[tone]) for text, tone in line))


def spread(left: Content, right: Content, width: int) -> Content:
    """Return one line with something at either end."""
    gap = max(1, width - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)
