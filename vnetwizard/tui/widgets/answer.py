"""A text that answers a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events


class Answer(Input):
    """Textual's input, without a box or a blinking cursor; what is pasted into it is for its page to understand."""

    DEFAULT_CSS = """
    Answer {
        width: 1fr;
        text-style: none;
        &:focus { text-style: underline; }
        &>.input--cursor { text-style: reverse; background: ansi_default; color: ansi_default; }
        &>.input--selection { text-style: reverse; background: ansi_default; color: ansi_default; }
        &:ansi>.input--cursor { text-style: reverse; background: ansi_default; color: ansi_default; }
    }
    """

    heard: Callable[[Answer], None] | None = None
    """Who is told of every text that is typed, before it is painted."""

    pasted: Callable[[Answer, str], None] | None = None
    """Who takes in what is pasted, at once: what is typed behind it must not overtake it. Without it nothing is."""

    _taking = False

    def __init__(self, question: str, text: str, *, secret: bool = False, placeholder: str = "") -> None:
        super().__init__(text, placeholder=placeholder, password=secret, compact=True, select_on_focus=False)
        self.question = question
        self.cursor_blink = False

    def watch_value(self) -> None:
        """Let the page judge what was typed before anything is painted: its message would come a frame later."""
        if self.heard is not None and not self._taking:
            self.heard(self)

    async def on_key(self, event: events.Key) -> None:
        """Do at once what a key does here: Textual does it a little later, and what is typed behind it overtakes it."""
        action = _KEYS.get(event.key)
        if action is not None:
            event.prevent_default()
            event.stop()
            await self.run_action(action)

    def on_paste(self, event: events.Paste) -> None:
        """Hand it on whole: Textual would keep the first line alone."""
        event.prevent_default()
        event.stop()
        if self.pasted is not None:
            self.pasted(self, event.text)

    def take(self, text: str, cursor: int | None = None) -> None:
        """Show another text, without telling anybody that it changed."""
        if text != self.value:
            self._taking = True
            with self.prevent(Input.Changed):
                self.value = text
            self._taking = False
            self.cursor_position = len(text)
        if cursor is not None:
            self.cursor_position = cursor


_KEYS = {
    "left": "cursor_left",
    "right": "cursor_right",
    "ctrl+left": "cursor_left_word",
    "ctrl+right": "cursor_right_word",
    "shift+left": "cursor_left(True)",
    "shift+right": "cursor_right(True)",
    "home": "home",
    "ctrl+a": "home",
    "end": "end",
    "ctrl+e": "end",
    "shift+home": "home(True)",
    "shift+end": "end(True)",
    "backspace": "delete_left",
    "delete": "delete_right",
    "ctrl+d": "delete_right",
    "ctrl+w": "delete_left_word",
    "ctrl+u": "delete_left_all",
    "ctrl+k": "delete_right_all",
}
"""Textual's own keys of an input, and what they do."""
