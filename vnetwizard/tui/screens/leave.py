"""The question before an interview is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from vnetwizard.tui.keys import Key, bindings
from vnetwizard.tui.page import Asking
from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from textual.app import ComposeResult


class Leave(ModalScreen[bool], Asking[bool]):
    """True: leave. Opens on the answer that changes nothing."""

    CSS_PATH = "stop.tcss"
    KEYS: ClassVar = (
        Key("stay", ("escape", "n"), mark("stay"), mark("Close this question; nothing changes.")),
        Key("leave", ("y", "ctrl+c", "f10"), mark("leave"), mark("Leave; the draft stays.")),
    )
    BINDINGS: ClassVar = bindings(KEYS)
    AUTO_FOCUS = "#stay"

    def __init__(self, *, key_typed: bool) -> None:
        super().__init__(classes="dialog")
        self._key_typed = key_typed

    def compose(self) -> ComposeResult:
        """Say what stays, and ask."""
        with Vertical():
            yield Static(say(mark("Leave the wizard?")), markup=False, classes="title")
            yield Static(say(mark("Your answers are kept as a draft, and this page too.")), markup=False)
            if self._key_typed:
                yield Static(say(mark("The shared key is not: it has to be typed again.")), markup=False)
            with Horizontal():
                for key in self.KEYS:
                    yield Choice(key.action, say(key.label), key=key.shown, id=key.action)

    def action_stay(self) -> None:
        """Change nothing."""
        self.dismiss(False)  # noqa: FBT003 - the answer

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(True)  # noqa: FBT003 - the answer
