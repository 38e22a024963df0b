"""A sentence, and perhaps a command line after it."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import Drawn


class Said(Drawn):
    """One line of text; what does not fit is cut. The command line is never cut."""

    DEFAULT_CSS = """
    Said {
        height: 1;
        &.-empty { display: none; }
    }
    """

    text: reactive[str] = reactive("")
    """The sentence."""

    command: reactive[str] = reactive("")
    """A line to paste into a shell."""

    def watch_text(self, text: str) -> None:
        """Take no room where there is nothing to say."""
        self.set_class(not text, "-empty")

    def render(self) -> Content:
        """Draw the line."""
        if not self.command:
            return Content.styled(self.cut(self.text, self.room), "dim")
        return Content.assemble(self.cut(self.text, self.room - len(self.command) - 2), "  ", (self.command, "bold"))
