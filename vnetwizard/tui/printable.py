"""Nothing but text reaches the terminal: a control character in a foreign name would move or command it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, line ends, what turns the direction of writing around, and halves of characters."""


class Printable(LineFilter):
    """Leaves blanks, as wide as Textual took it for, where there is anything else in a line."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's own
        """Return the same segments, fit to be printed."""
        if not any(_UNFIT.search(one.text) for one in segments):
            return segments
        return [one if one.control else Segment(_UNFIT.sub(_blank, one.text), one.style) for one in segments]


def _blank(found: re.Match[str]) -> str:
    return " " * cell_len(found[0])
