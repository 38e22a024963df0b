"""Sentences folded to the width of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.tui.model.lines import Tone, cut, wrapped
from vnetwizard.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.geometry import Size

    from vnetwizard.tui.model.lines import Line


class Folded(Painted):
    """Some lines, folded where they are longer than the page is wide.

    One that does not grow keeps its height, and shows that there is more than fits.
    """

    DEFAULT_CSS = "Folded { height: auto; }"

    def __init__(self, id: str | None = None, *, grows: bool = True) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id)
        self._grows = grows
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    @lines.setter
    def lines(self, lines: tuple[Line, ...]) -> None:
        if lines == self._lines:
            return
        self._lines = lines
        if not self.room:
            return
        rows = self._folded()
        if self._grows and len(rows) != len(self._rows):
            self._rows = rows
            self.refresh(layout=True)  # which paints it too
        else:
            self.paint(rows)

    def _folded(self) -> tuple[Line, ...]:
        """Return the rows that fit."""
        rows = [row for line in self._lines for row in wrapped(line, self.room)]
        high = self.content_size.height
        if not self._grows and len(rows) > high > 0:
            rows = [
                *rows[: high - 1],
                cut((*rows[high - 1], (self.signs.cut * 2, Tone.FAINT)), self.room, self.signs.cut),
            ]
        return tuple(rows)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own
        """Return how many rows there are at a width."""
        return sum(len(wrapped(line, width)) for line in self._lines) if width else 0

    def on_resize(self) -> None:
        """Fold anew."""
        if self.room:
            self.paint(self._folded())
