"""What the keys of a page do, and what its signs mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from vnetwizard.tui.model.sign import Sign
from vnetwizard.tui.page import Asking
from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from vnetwizard.tui.keys import Key

_SIGNS = {
    Sign.DONE: mark("done"),
    Sign.BUSY: mark("going on"),
    Sign.WAITING: mark("to come"),
    Sign.FAILED: mark("failed"),
    Sign.SKIPPED: mark("not begun"),
}
_COMMON = mark("Tab goes through everything that can be chosen, Enter chooses; Ctrl+L draws the screen anew.")


class Keys(ModalScreen[None], Asking[None]):
    """Made of the same registry as the bindings, so it cannot be out of date."""

    CSS_PATH = "keys.tcss"
    BINDINGS: ClassVar = [Binding("escape,f1,question_mark,q,ctrl+c", "close", show=False)]
    AUTO_FOCUS = "Choice"

    def __init__(self, keys: Iterable[Key]) -> None:
        super().__init__(classes="dialog")
        self._keys = tuple(keys)

    def compose(self) -> ComposeResult:
        """List keys and signs."""
        with Vertical():
            for key in self._keys:
                also = f" {key.twins}" if key.twins else ""
                with Horizontal(classes="key"):
                    yield Static(Content.assemble((key.shown, "bold"), (also, "dim")))
                    yield Static(say(key.sentence), markup=False)
            yield Static(say(_COMMON), markup=False, classes="common")
            signs = self.window.signs.steps
            yield Static("   ".join(f"{signs[sign]} {say(word)}" for sign, word in _SIGNS.items()), markup=False)
            yield Choice("close", say(mark("close")), key=say(mark("Esc")))

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()
