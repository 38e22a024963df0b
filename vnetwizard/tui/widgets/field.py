"""A question on a page: its label, its answer, and under them the one line for what there is to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive

from vnetwizard.tui.model.form import Note
from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.widgets.drawing import Drawn
from vnetwizard.tui.widgets.painted import Painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from vnetwizard.tui.widgets.answer import Answer
    from vnetwizard.tui.widgets.pick import Pick


_LEAST_INDENT = 2


class Label(Drawn):
    """A question's label; the one in focus has a sign before it."""

    DEFAULT_CSS = "Label { height: 1; }"

    text: reactive[str] = reactive("")
    """The label."""

    active: reactive[bool] = reactive(default=False)
    """Whether its answer has the focus."""

    def render(self) -> Content:
        """Draw it."""
        before = f"{self.signs.focus} " if self.active else "  "
        return Content.styled(before + self.cut(self.text, self.room - 2), "bold" if self.active else "")


class NoteLine(Painted):
    """What there is to say of an answer; kept free where that is nothing."""

    DEFAULT_CSS = "NoteLine { height: 1; }"

    note: reactive[Note] = reactive(Note(Tone.FAINT, ""), repaint=False)
    """What is shown."""

    def __init__(self, indent: int) -> None:
        super().__init__()
        self._indent = indent

    def watch_note(self) -> None:
        """Show it under the answer, or further left where it would not fit there."""
        text = self.cut(self.note.text, self.room - _LEAST_INDENT)
        indent = max(_LEAST_INDENT, min(self._indent, self.room - cell_len(text)))
        self.paint([((" " * indent, Tone.PLAIN), (text, self.note.tone))])

    def on_resize(self) -> None:
        """Find its place anew."""
        self.watch_note()


class FieldRow(Vertical):
    """One or more answers on one line, such as a subnet's name and range, with their label and their line."""

    DEFAULT_CSS = """
    FieldRow {
        height: 2;
        & > Horizontal { height: 1; }
    }
    """

    def __init__(self, label: str, answers: Sequence[Answer | Pick], *, indent: int) -> None:
        super().__init__()
        self._label = Label()
        self._label.text = label
        self._label.styles.width = indent
        self._note = NoteLine(indent)
        self.answers = tuple(answers)

    def compose(self) -> ComposeResult:
        """Put the note under the answers."""
        with Horizontal():
            yield self._label
            yield from self.answers
        yield self._note

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions that are answered here."""
        return tuple(answer.question for answer in self.answers)

    def say(self, note: Note) -> None:
        """Show what there is to say."""
        self._note.note = note

    @on(events.DescendantFocus)
    def _mark(self) -> None:
        self._label.active = True

    @on(events.DescendantBlur)
    def _unmark(self) -> None:
        self._label.active = False
