"""A log of a few rows that follows only while its reader is at the tail."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnetwizard.tui.app import Window
    from vnetwizard.tui.model.log import LogLine

_SUBJECT = 20


class Tail(ScrollView, can_focus=True):
    """Draws only the rows that are seen, each in one style; the one in focus has a scroll bar."""

    DEFAULT_CSS = """
    Tail {
        height: 8;
        overflow-x: hidden;
        scrollbar-size: 0 0;
        &:focus { scrollbar-size: 1 1; }
    }
    """

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lines: Sequence[LogLine] = ()
        self._follows = True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Follow again as soon as the reader comes back to the newest line."""
        super().watch_scroll_y(old_value, new_value)
        self._follows = self.scroll_offset.y >= self.max_scroll_y

    def on_resize(self) -> None:
        """Keep the newest line in sight."""
        self._follow()

    def show(self, lines: Sequence[LogLine]) -> None:
        """Show these lines; stay where the reader is, unless that is the tail."""
        if len(lines) == len(self._lines):
            return
        follows, self._lines = self._follows, lines
        self.virtual_size = Size(self.size.width, len(lines))
        self._follows = follows
        self._follow()
        self.refresh()

    def _follow(self) -> None:
        if self._follows:
            self.scroll_end(animate=False, immediate=True, x_axis=False)

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        place = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if place >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        line = self._lines[place]
        subject = _cut(line.subject, _SUBJECT, cast("Window", self.app).signs.cut)
        text = f"{line.at.astimezone():%H:%M:%S}  {subject}{' ' * (_SUBJECT - cell_len(subject))}  {line.text}"
        cut = _cut(text, width, cast("Window", self.app).signs.cut)
        return Strip([Segment(cut + " " * (width - cell_len(cut)), self.rich_style)], width)  # one style, few bytes


def _cut(text: str, width: int, sign: str) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, width - 1) + sign
