"""The last page: what is about to happen, and the one word that begins it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input

from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.model.review import CONFIRMATION
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.folded import Folded
from vnetwizard.tui.widgets.lines import OneLine
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from vnetwizard.tui.model.lines import Line


class ReviewPanel(Vertical):
    """Shows lines, and takes the word. Enter alone begins nothing."""

    DEFAULT_CSS = """
    ReviewPanel {
        height: 1fr;
        & > VerticalScroll { height: auto; }
        & > VerticalScroll > Folded { max-width: 110; }
        & > Horizontal { height: 1; margin: 1 0 0 0; }
        & Answer { width: 12; }
        & OneLine { width: auto; }
    }
    """

    class Confirmed(Message):
        """The word was typed, and Enter pressed."""

    class Refused(Message):
        """Enter was pressed, and something else stands there."""

    def compose(self) -> ComposeResult:
        """Make the lines, and the place for the word."""
        with VerticalScroll(can_focus=False):
            yield Folded()
        with Horizontal():
            yield OneLine(id="ask")
            yield Answer("", "")  # it takes nothing that is pasted

    def on_mount(self) -> None:
        """Say which word."""
        told = say(mark("To start, type {word} and Enter: "), {"word": CONFIRMATION})
        line = self.query_one("#ask", OneLine)
        line.styles.width = len(told)
        line.line = ((told, Tone.STRONG),)

    def on_resize(self) -> None:
        """Keep the word in sight, below what scrolls."""
        self.query_one(VerticalScroll).styles.max_height = max(1, self.size.height - 2)

    def show(self, lines: tuple[Line, ...]) -> None:
        """Show what is about to happen."""
        self.query_one(Folded).lines = lines

    def scroll_pages(self, step: int) -> None:
        """Scroll the lines by a page."""
        lines = self.query_one(VerticalScroll)
        lines.scroll_relative(y=step * max(1, lines.size.height - 1), animate=False)

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()

    def submit(self) -> None:
        """Take the word as it stands there."""
        typed = self.query_one(Answer).value.strip().casefold() == CONFIRMATION
        self.post_message(self.Confirmed() if typed else self.Refused())
