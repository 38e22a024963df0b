"""A command line to copy: shown whole, however many rows that takes."""

from __future__ import annotations

from textual.content import Content

from vnetwizard.tui.widgets.drawing import Drawn


class Command(Drawn, can_focus=True):
    """One line to paste into a shell. Tab reaches it; the one in focus is reversed."""

    DEFAULT_CSS = """
    Command {
        height: auto;
        padding: 0 0 0 4;
        &:focus { text-style: reverse; }
    }
    """

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line

    def render(self) -> Content:
        """Draw the line."""
        return Content.styled(self.line, "bold")
