"""Sentences folded to the width of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import Drawn, drawn

if TYPE_CHECKING:
    from vnetwizard.tui.model.lines import Line


class Folded(Drawn):
    """Some lines, folded where they are longer than the page is wide."""

    DEFAULT_CSS = "Folded { height: auto; }"

    lines: reactive[tuple[Line, ...]] = reactive((), layout=True)
    """What is shown."""

    def render(self) -> Content:
        """Draw all of it."""
        return Content("\n").join(drawn(line) for line in self.lines)
