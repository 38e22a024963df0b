"""Both connections as they stood at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from vnetwizard.tui.widgets.drawing import STYLES, Drawn
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.tui.model.result import ConnectionRow


class Connections(Drawn):
    """One line for each: name, status, bytes."""

    DEFAULT_CSS = "Connections { height: auto; }"

    def __init__(self, rows: tuple[ConnectionRow, ...]) -> None:
        super().__init__()
        self._rows = rows
        self.display = bool(rows)

    def render(self) -> Content:
        """Draw all lines."""
        width = max((len(row.name) for row in self._rows), default=0)
        return Content("\n").join(self._line(row, min(width, 32)) for row in self._rows)

    def _line(self, row: ConnectionRow, width: int) -> Content:
        flow = say(mark("{ingress} in, {egress} out"), {"ingress": row.ingress, "egress": row.egress})
        name = self.cut(row.name, width)
        return Content.assemble(
            self.sign(row.sign), f" {name:<{width}}   ", (f"{row.status:<12}", STYLES[row.sign]), f" {flow}"
        )
