"""Both connections as they stood when they were last looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import STYLES, Drawn
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.tui.model.result import ConnectionRow


class Connections(Drawn):
    """One line for each: name, status, bytes."""

    DEFAULT_CSS = "Connections { height: auto; }"

    rows: reactive[tuple[ConnectionRow, ...]] = reactive(())
    """What is shown."""

    def watch_rows(self, rows: tuple[ConnectionRow, ...]) -> None:
        """Take no room where there is nothing to show."""
        self.display = bool(rows)

    def render(self) -> Content:
        """Draw all lines."""
        width = max((len(row.name) for row in self.rows), default=0)
        return Content("\n").join(self._line(row, min(width, 32)) for row in self.rows)

    def _line(self, row: ConnectionRow, width: int) -> Content:
        flow = say(mark("{ingress} in, {egress} out"), {"ingress": row.ingress, "egress": row.egress})
        name = self.cut(row.name, width)
        return Content.assemble(
            self.sign(row.sign), f" {name:<{width}}   ", (f"{row.status:<12}", STYLES[row.sign]), f" {flow}"
        )
