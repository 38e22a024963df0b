"""A part of a page that scrolls where it is short of room."""

from __future__ import annotations

from textual.containers import VerticalScroll


class Scrolling(VerticalScroll):
    """Tab reaches it only where there is something to scroll."""

    def allow_focus(self) -> bool:
        """Say whether there is."""
        return self.max_scroll_y > 0
