"""F1: what a question asks, Azure's rule, why what is filled in is, an example; then the keys of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from vnetwizard.tui.model.form import explained
from vnetwizard.tui.page import Asking
from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.tui.widgets.folded import Folded
from vnetwizard.tui.widgets.scrolling import Scrolling
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from vnetwizard.topology.fields import Field
    from vnetwizard.tui.keys import Key
    from vnetwizard.tui.model.lines import Line


class Help(ModalScreen[None], Asking[None]):
    """About one question, or about the page alone where none is in focus."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar = [Binding("escape,f1,f10,ctrl+c", "close", show=False)]
    AUTO_FOCUS = "Choice"

    def __init__(self, keys: Iterable[Key], field: Field | None = None, findings: tuple[Line, ...] = ()) -> None:
        super().__init__(classes="dialog")
        self._keys = tuple(keys)
        self._field = field
        self._findings = findings

    def compose(self) -> ComposeResult:
        """Put the question first, then the keys."""
        with Vertical():
            with Scrolling():
                if self._field is not None:
                    yield from self._about(self._field)
                yield Static(say(mark("Keys")), markup=False, classes="title -keys" if self._field else "title")
                for key in self._keys:
                    also = f" {key.twins}" if key.twins else ""
                    with Horizontal(classes="key"):
                        yield Static(Content.assemble((key.shown, "bold"), (also, "dim")))
                        yield Static(say(key.sentence), markup=False)
                yield Static(say(_MOVING), markup=False, classes="moving")
            yield Choice("close", say(mark("close")), key=say(mark("Esc")))

    def on_resize(self) -> None:
        """Keep the way out in sight, below what scrolls."""
        self.query_one(Scrolling).styles.max_height = max(3, self.app.size.height - _AROUND)

    def _about(self, field: Field) -> ComposeResult:
        yield Static(say(field.label), markup=False, classes="title")
        if self._findings:
            found = Folded()
            found.lines = self._findings
            yield found
        yield Static(say(field.help), markup=False)
        for (label, _), (text, _) in explained(field):
            with Horizontal(classes="part"):
                yield Static(label, markup=False)
                yield Static(text, markup=False)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss()


_AROUND = 7
"""Rows of the dialog besides what scrolls."""

_MOVING = mark(
    "Tab, Up and Down move between questions. Enter goes on. Left and Right change what is picked, Space lists it. "
    "Page Up and Page Down scroll; Ctrl+L draws the screen anew."
)
