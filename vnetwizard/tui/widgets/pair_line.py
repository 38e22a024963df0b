"""The proof of one pair, on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import Drawn

if TYPE_CHECKING:
    from vnetwizard.tui.model.progress import PairRow


class PairLine(Drawn):
    """Both checks of one pair."""

    DEFAULT_CSS = "PairLine { height: 1; }"

    pair: reactive[PairRow | None] = reactive(None)
    """What is shown."""

    def render(self) -> Content:
        """Draw the line."""
        if self.pair is None:
            return Content("")
        name = f"{self.pair.name}   " if self.pair.name else ""
        checks = [Content.assemble(self.sign(one.sign), f" {one.text}") for one in self.pair.checks]
        line = Content.assemble((name, "bold"), Content("   ").join(checks))
        return line.truncate(self.room)
