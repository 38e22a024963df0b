"""A question that is answered by picking one of a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from vnetwizard.tui.widgets.drawing import Drawn

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events


class Pick(Drawn, can_focus=True):
    """Shows the present answer between two signs. Left and right take another, Space shows all of them."""

    DEFAULT_CSS = """
    Pick {
        width: 1fr;
        height: 1;
    }
    """
    BINDINGS: ClassVar = [Binding("space", "show_all", show=False)]

    turned: Callable[[Pick, int | str], None] | None = None
    """Who gives it another answer, at once: the next, the one before, or one that begins with a letter."""

    text: reactive[str] = reactive("")
    """The present answer."""

    label: reactive[str] = reactive("")
    """How the present answer is shown."""

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
        """Have it turned at once: Enter behind the key would overtake a message, or a binding."""
        wish: int | str | None = _STEPS.get(event.key)
        if wish is None and event.is_printable and event.character and event.character.isalnum():
            wish = event.character
        if wish is not None and self.turned is not None:
            event.prevent_default()
            event.stop()
            self.turned(self, wish)

    def action_show_all(self) -> None:
        """Ask for all answers."""
        self.post_message(self.AllWanted(self))


_STEPS = {"left": -1, "minus": -1, "right": 1, "plus": 1}
