"""A path to type: of a plan file to open, or to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from vnetwizard.tui.page import Asking
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.folded import Folded
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from vnetwizard.tui.model.lines import Line


class AskPath(ModalScreen[str | None], Asking[str | None]):
    """The path with which it went well; None where somebody thought better of it."""

    CSS_PATH = "ask_path.tcss"
    BINDINGS: ClassVar = [Binding("escape,ctrl+c,f9", "close", show=False)]
    AUTO_FOCUS = "Answer"

    def __init__(self, title: str, path: str, attempt: Callable[[str], tuple[Line, ...]]) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._path = path
        self._attempt = attempt

    def compose(self) -> ComposeResult:
        """Make the line to type on, and room for what is wrong."""
        with Vertical():
            yield Static(self._title, markup=False, classes="title")
            path = Answer("", self._path)
            path.pasted = self._paste
            yield path
            yield Folded()
            yield Static(say(mark("Enter does it, Esc goes back")), markup=False, classes="hint")

    def _paste(self, answer: Answer, text: str) -> None:
        answer.insert_text_at_cursor(" ".join(text[:_LONGEST].split("\n")).strip())

    @on(Input.Changed)
    def _typed(self, message: Input.Changed) -> None:
        message.stop()
        self.query_one(Folded).lines = ()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        path = message.value.strip()
        if not path:
            return
        wrong = self._attempt(path)
        if wrong:
            self.query_one(Folded).lines = wrong
        else:
            self.dismiss(path)

    def action_close(self) -> None:
        """Think better of it."""
        self.dismiss(None)


_LONGEST = 4096
"""Characters of a path that are taken from what is pasted."""
