"""A list of which a window is seen; the entry in focus has a sign before it and is reversed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.model.lines import cut
from vnetwizard.tui.widgets.drawing import Drawn, drawn

if TYPE_CHECKING:
    from vnetwizard.tui.model.lines import Line


class Listing(Drawn):
    """Shows lines around the one that is chosen."""

    DEFAULT_CSS = "Listing { height: auto; }"

    lines: reactive[tuple[Line, ...]] = reactive((), layout=True)
    """Everything that can be chosen from."""

    chosen: reactive[int] = reactive(0)
    """The place of the entry in focus."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._first = 0

    def get_content_height(self, *_: object) -> int:
        """Return as many rows as there are entries, up to the most."""
        return max(1, min(self._most, len(self.lines)))

    def render(self) -> Content:
        """Draw the window; how many are above and below it stands at its ends."""
        rows = max(1, self.content_size.height)
        self._first = min(max(self._first, self.chosen - rows + 1), self.chosen, max(0, len(self.lines) - rows))
        return Content("\n").join(
            self._row(line, chosen=at == self.chosen)
            for at, line in enumerate(self.lines[self._first : self._first + rows], self._first)
        )

    def _row(self, line: Line, *, chosen: bool) -> Content:
        row = drawn(cut(line, self.room - 2, self.signs.cut))
        if not chosen:
            return Content.assemble("  ", row)
        return Content.assemble(f"{self.signs.focus} ", row).stylize("reverse")
