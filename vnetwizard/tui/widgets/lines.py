"""Lines drawn one under another, each a widget of its own, so that only those that differ are sent."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.reactive import reactive

from vnetwizard.tui.model.lines import cut
from vnetwizard.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnetwizard.tui.model.lines import Line


class OneLine(Painted):
    """One line; what does not fit is cut."""

    DEFAULT_CSS = "OneLine { height: 1; }"

    line: reactive[Line] = reactive((), repaint=False)
    """What is shown."""

    def watch_line(self) -> None:
        """Send what differs."""
        self.paint([cut(self.line, self.room or UNKNOWN, self.signs.cut)])

    def on_resize(self) -> None:
        """Cut anew."""
        self.watch_line()


UNKNOWN = 500
"""Cells of a line before it is laid out."""


class Lines(Vertical):
    """As many lines as there are; takes no room for none. Rows that are not needed any more stay free meanwhile."""

    DEFAULT_CSS = "Lines { height: auto; display: none; }"

    def show(self, lines: Sequence[Line]) -> None:
        """Show these lines. Fewer than before leave blank rows: a new layout would send all of them anew."""
        if self.display != bool(lines):
            self.display = bool(lines)
        for shown, line in zip_longest(list(self.query_children(OneLine)), lines, fillvalue=None):
            if shown is None:
                row = OneLine()
                row.line = line or ()
                self.mount(row)
            else:
                shown.line = line or ()
