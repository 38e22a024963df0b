"""The question before a draft is thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from vnetwizard.tui.keys import Key, bindings
from vnetwizard.tui.page import Asking
from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.tui.widgets.entry import printable
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from vnetwizard.tui.model.entries import Entry


class Discard(ModalScreen[bool], Asking[bool]):
    """True: throw it away. Opens on the answer that changes nothing."""

    CSS_PATH = "stop.tcss"
    KEYS: ClassVar = (
        Key("keep", ("escape", "n", "ctrl+c"), mark("keep it"), mark("Close this question; nothing changes.")),
        Key("discard", ("y",), mark("throw it away"), mark("Throw the draft away.")),
    )
    BINDINGS: ClassVar = bindings(KEYS)
    AUTO_FOCUS = "#keep"

    def __init__(self, entry: Entry) -> None:
        super().__init__(classes="dialog")
        self._entry = entry

    def compose(self) -> ComposeResult:
        """Say which, and ask."""
        with Vertical():
            yield Static(say(mark("Throw this draft away?")), markup=False, classes="title")
            names = f" {self.window.signs.joined} ".join(map(printable, self._entry.names))
            yield Static(f"{names}: {printable(self._entry.beside)}", markup=False)
            yield Static(say(mark("Its answers are gone then. Nothing in Azure changes.")), markup=False)
            with Horizontal():
                for key in self.KEYS:
                    yield Choice(key.action, say(key.label), key=key.shown, id=key.action)

    def action_keep(self) -> None:
        """Change nothing."""
        self.dismiss(False)  # noqa: FBT003 - the answer

    def action_discard(self) -> None:
        """Throw it away."""
        self.dismiss(True)  # noqa: FBT003 - the answer
