"""The questions of a page, one under another, and its picture."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

from rich.cells import cell_len
from textual.containers import Vertical

from vnetwizard.tui.model.form import Note, note
from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.tui.widgets.field import FieldRow
from vnetwizard.tui.widgets.pick import Pick
from vnetwizard.wizard.offers import picked
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.widget import Widget

    from vnetwizard.tui.app import Window
    from vnetwizard.wizard.questions import Question
    from vnetwizard.wizard.view import PageView

_SUBNET = mark("Subnet and its range")
_MARGIN = 4
"""Cells before and behind a label."""


class Form(Vertical):
    """One page's questions. Knows no rule: what it shows is given, and what is done in it is told by messages.

    `shape` are the ids of the questions to show, `key` is what stands in the shared key's input; None: it is generated.
    `heard` is told of every text that is typed, `pasted` takes in what is pasted, `turned` picks.
    """

    def __init__(
        self,
        page: PageView,
        shape: tuple[str, ...],
        *,
        key: str | None,
        heard: Callable[[Answer], None],
        pasted: Callable[[Answer, str], None],
        turned: Callable[[Pick, int | str], None],
    ) -> None:
        super().__init__()
        self._page = page
        self._shape = shape
        self._key = key
        self._heard = heard
        self._pasted = pasted
        self._turned = turned
        self._rows: tuple[FieldRow, ...] = ()

    def compose(self) -> Iterator[Widget]:
        """Make a row of each question; a subnet's two share one."""
        shown = [question for question in self._page.questions if question.id in self._shape]
        labels = [say(_SUBNET if one.row else one.field.label) for one in shown]
        indent = max(map(cell_len, labels), default=0) + _MARGIN
        advanced = False
        for group in _rows(shown):
            if group[0].advanced and not advanced:
                advanced = True
                yield self._fold(unfolded=True)
            editors = [self._editor(question) for question in group]
            if len(editors) > 1:
                editors[0].add_class("name")
            label = say(group[0].field.label) if len(group) == 1 else say(_SUBNET)
            yield FieldRow(label, editors, indent=indent)
        if self._page.page.advanced and not advanced:
            yield self._fold(unfolded=False)

    def _fold(self, *, unfolded: bool) -> Choice:
        signs = cast("Window", self.app).signs
        return Choice(
            "unfold", f"{signs.open if unfolded else signs.folded} {say(self._page.page.advanced)}", id="fold"
        )

    def fits(self, shape: tuple[str, ...], *, generated: bool) -> bool:
        """Say whether it shows just these questions, and the key as it comes."""
        return shape == self._shape and generated is (self._key is None)

    def _editor(self, question: Question) -> Answer | Pick:
        if picked(question) or (question.field.secret and self._key is None):
            pick = Pick(question.id)
            pick.turned = self._turned
            return pick
        placeholder = say(question.nothing_means) if question.nothing_means else ""
        text = (self._key or "") if question.field.secret else question.text
        answer = Answer(question.id, text, secret=question.field.secret, placeholder=placeholder)
        answer.heard, answer.pasted = self._heard, self._pasted
        return answer

    def show(self, page: PageView, labels: dict[str, str], key_note: Note, *, typing: bool) -> None:
        """Show how the same questions stand now: what is said of each, and their texts.

        `labels` say how a picked answer is shown. `typing`: the text in focus is newer than the page's.
        """
        self._page = page
        questions = {question.id: question for question in page.questions}
        for row in self._rows:
            asked = [questions[id_] for id_ in row.questions if id_ in questions]
            row.say(key_note if asked and asked[0].field.secret else _note(page, asked))
            for editor, question in zip(row.answers, asked, strict=False):
                if isinstance(editor, Pick):
                    editor.text, editor.label = question.text, labels.get(question.id, question.text)
                elif not question.field.secret and not (typing and editor.has_focus):
                    editor.take(question.text)

    def on_mount(self) -> None:
        """Know the rows: they are looked at with every key."""
        self._rows = tuple(self.query(FieldRow))

    def editor(self, question: str) -> Answer | Pick | None:
        """Return what answers a question; None where it is not shown."""
        return next((one for row in self.query(FieldRow) for one in row.answers if one.question == question), None)


def _rows(questions: list[Question]) -> Iterator[tuple[Question, ...]]:
    """Give questions by the rows that they stand in."""
    for key, group in groupby(questions, lambda question: question.row or question.id):
        del key
        yield tuple(group)


def _note(page: PageView, questions: Sequence[Question]) -> Note:
    """Return what there is to say of one row: of a subnet, what is wrong with its name or its range."""
    notes = [note([placed.finding for placed in page.about(question.id)], question) for question in questions]
    return max(notes, key=lambda one: (_WEIGHT.get(one.tone, 0), bool(one.text)))


_WEIGHT = {Tone.ERROR: 3, Tone.WARNING: 2, Tone.GOOD: 1}
