"""Lines of which only the cells that differ are sent: over a slow line each of them is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.geometry import Region

from vnetwizard.tui.model.lines import difference
from vnetwizard.tui.widgets.drawing import Drawn, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnetwizard.tui.model.lines import Line


class Painted(Drawn):
    """Some rows. Whoever changes them calls `paint`; Textual itself would send the whole widget."""

    def __init__(self, id: str | None = None, *, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._rows: tuple[Line, ...] = ()

    def paint(self, rows: Sequence[Line]) -> None:
        """Show these rows."""
        before, self._rows = self._rows, tuple(rows)
        room = self.room
        if not room:
            self.refresh()
            return
        regions = []
        for at in range(max(len(before), len(self._rows))):
            old = before[at] if at < len(before) else ()
            new = self._rows[at] if at < len(self._rows) else ()
            found = difference(old, new, room)
            if found:
                regions.append(Region(found[0], at, found[1], 1))
        if regions:
            self.refresh(*regions)

    def render(self) -> Content:
        """Draw all rows."""
        return Content("\n").join(drawn(row) for row in self._rows)
