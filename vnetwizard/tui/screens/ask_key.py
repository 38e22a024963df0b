"""The shared key, asked for again: it was typed, and is written nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from vnetwizard.topology.findings import errors
from vnetwizard.tui.model import form
from vnetwizard.tui.page import Asking
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.folded import Folded
from vnetwizard.wizard.editing import judge_key
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from textual.app import ComposeResult


class AskKey(ModalScreen[str | None], Asking[str | None]):
    """The key; None where somebody thought better of it."""

    CSS_PATH = "ask_path.tcss"
    BINDINGS: ClassVar = [Binding("escape,ctrl+c", "close", show=False)]
    AUTO_FOCUS = "Answer"

    def __init__(self) -> None:
        super().__init__(classes="dialog")

    def compose(self) -> ComposeResult:
        """Ask, and keep room for what is wrong."""
        with Vertical():
            yield Static(say(mark("The shared key of this run, as it was typed")), markup=False, classes="title")
            key = Answer("", "", secret=True)
            key.pasted = self._paste
            yield key
            yield Folded()
            yield Static(say(mark("Enter goes on with it, Esc goes back")), markup=False, classes="hint")

    def _paste(self, answer: Answer, text: str) -> None:
        answer.insert_text_at_cursor(text.strip())

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self.query_one(Folded).lines = form.told(judge_key(message.value)) if message.value else ()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        if message.value and not errors(judge_key(message.value)):
            self.dismiss(message.value)

    def action_close(self) -> None:
        """Think better of it."""
        self.dismiss(None)
