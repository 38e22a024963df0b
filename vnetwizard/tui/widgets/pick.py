"""A question that is answered by picking one of a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import Drawn

if TYPE_CHECKING:
    from textual import events


class Pick(Drawn, can_focus=True):
    """Shows the present answer between two signs. Left and right take another, Space shows all of them."""

    DEFAULT_CSS = """
    Pick {
        width: 1fr;
        height: 1;
    }
    """
    BINDINGS: ClassVar = [
        Binding("left,minus", "step(-1)", show=False),
        Binding("right,plus", "step(1)", show=False),
        Binding("space", "show_all", show=False),
    ]

    text: reactive[str] = reactive("")
    """The present answer."""

    label: reactive[str] = reactive("")
    """How the present answer is shown."""

    class Stepped(Message):
        """Another answer is wanted: the next, or the one before."""

        def __init__(self, pick: Pick, step: int) -> None:
            super().__init__()
            self.pick = pick
            self.step = step

    class Spelled(Message):
        """A letter was typed that may begin an answer."""

        def __init__(self, pick: Pick, letter: str) -> None:
            super().__init__()
            self.pick = pick
            self.letter = letter

    class AllWanted(Message):
        """Somebody wants to see all answers."""

        def __init__(self, pick: Pick) -> None:
            super().__init__()
            self.pick = pick

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def render(self) -> Content:
        """Draw the answer; reversed while it has the focus."""
        before, after = self.signs.pick
        style = "reverse" if self.has_focus else ""
        label = self.cut(self.label, self.room - 4)
        return Content.assemble((before, "dim"), " ", (label, style), " ", (after, "dim"))

    def watch_has_focus(self, _focused: bool) -> None:  # noqa: FBT001 - Textual's own
        """Draw it anew."""
        super().watch_has_focus(_focused)
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """Hand on a letter."""
        if event.is_printable and event.character and event.character.isalnum():
            event.stop()
            self.post_message(self.Spelled(self, event.character))

    def action_step(self, step: int) -> None:
        """Ask for another answer."""
        self.post_message(self.Stepped(self, step))

    def action_show_all(self) -> None:
        """Ask for all answers."""
        self.post_message(self.AllWanted(self))
