"""Something that can be chosen: reached by Tab, chosen by Enter, Space or a click."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.message import Message

from vnetwizard.tui.widgets.drawing import Drawn


class Choice(Drawn, can_focus=True):
    """One choice on one line. The one in focus is reversed and has a sign before it, so that no colour is needed."""

    DEFAULT_CSS = """
    Choice {
        width: auto;
        height: 1;
        margin: 0 1 0 0;
        &:focus { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar = [Binding("enter,space", "choose", show=False)]

    class Chosen(Message):
        """Somebody chose it."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, action: str, label: str, *, key: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's own
        super().__init__(id=id)
        self.action = action
        self._key = key
        self._label = label

    def render(self) -> Content:
        """Draw key and label."""
        before = self.signs.focus if self.has_focus else " "
        return Content.assemble(before, (self._key, "bold"), " " if self._key else "", self._label)

    def action_choose(self) -> None:
        """Tell that it was chosen."""
        self.post_message(self.Chosen(self.action))

    def on_click(self) -> None:
        """Tell that it was chosen."""
        self.action_choose()
