"""Lines drawn one under another, each a widget of its own, so that only those that differ are sent."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import Drawn, drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnetwizard.tui.model.lines import Line


class OneLine(Drawn):
    """One line; what does not fit is cut."""

    DEFAULT_CSS = "OneLine { height: 1; }"

    line: reactive[Line] = reactive(())
    """What is shown."""

    def render(self) -> Content:
        """Draw it."""
        return drawn(self.line).truncate(self.room, ellipsis=True) if self.line else Content("")


class Lines(Vertical):
    """As many lines as there are; takes no room for none."""

    DEFAULT_CSS = "Lines { height: auto; }"

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines; those that were there already stay."""
        self.display = bool(lines)
        present = list(self.query_children(OneLine))
        for shown, line in zip_longest(present, lines):
            if shown is None:
                row = OneLine()
                row.line = line
                self.mount(row)
            else:
                shown.display = line is not None
                shown.line = line or ()
