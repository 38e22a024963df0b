"""One interview as a screen holds it: the answers, how they stand, what Azure listed, and the shared key, if typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from vnetwizard.run.reading import AccountAnswer, GroupsAnswer
from vnetwizard.topology.keys import SharedKey
from vnetwizard.tui.model import form
from vnetwizard.wizard import editing, moves, offers, prefill
from vnetwizard.wizard.answers import KeyOrigin
from vnetwizard.wizard.offers import Lists
from vnetwizard.wizard.pages import KEY, ORDER, PAGES, REVIEW, Side, split
from vnetwizard.wizard.view import NOWHERE, look
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.topology.findings import Finding
    from vnetwizard.topology.model import Surroundings
    from vnetwizard.tui.model.form import Note
    from vnetwizard.tui.model.lines import Line
    from vnetwizard.wizard.answers import Answers
    from vnetwizard.wizard.offers import Offer
    from vnetwizard.wizard.questions import Question
    from vnetwizard.wizard.view import PageView


class Session:
    """Changes answers by the interview's own rules. The typed key is here alone, and goes when this goes.

    `fresh`: the answers are no draft yet, and become none while nothing is done.
    """

    def __init__(self, answers: Answers, surroundings: Surroundings = NOWHERE, *, fresh: bool = True) -> None:
        self.lists = Lists()
        self._surroundings = surroundings
        self._key = ""
        self.answers = answers
        self.view = look(answers, surroundings)
        self._begun = answers if fresh else None
        self._kept = answers

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was done yet that a draft would have to hold."""
        return self.answers is self._begun

    @property
    def is_kept(self) -> bool:
        """Whether the draft on disk is as the answers are."""
        return self.answers is self._kept

    def kept(self, answers: Answers) -> None:
        """Know that these answers are on disk."""
        self._kept = answers

    @property
    def page(self) -> PageView:
        """The present page."""
        return self.view.current

    def question(self, id_: str) -> Question | None:
        """Return a question of the present page; None where it asks no such thing."""
        return next((one for one in self.page.questions if one.id == id_), None)

    def change(self, id_: str, text: str) -> None:
        """Take in what was typed, unless that is what stands there."""
        if id_ == KEY:
            if self.generates or text == self._key:
                return
            self._key = text
        elif self.answers.typed.get(id_) == text:
            return
        self.take(editing.change(self.answers, id_, text, self._surroundings))

    def paste(self, id_: str, text: str, at: tuple[int, int]) -> int:
        """Take in what was pasted over the characters `at`. Returns where the cursor stands then. Raises BadText."""
        answers, cursor = editing.paste(self.answers, id_, text, self._surroundings, at=at)
        self.take(answers)
        return cursor

    def suggestion(self, id_: str) -> str:
        """Return what could stand in a question; empty where nothing can be suggested."""
        return prefill.suggestion(self.answers, self._surroundings, id_)

    def know(self, answer: AccountAnswer | GroupsAnswer) -> None:
        """Take in what Azure listed."""
        if isinstance(answer, AccountAnswer):
            self.lists = replace(self.lists, subscriptions=answer.subscriptions, default=answer.default)
        else:
            self.lists = replace(self.lists, groups={**self.lists.groups, answer.subscription: answer.groups})

    def can_suggest(self, id_: str) -> bool:
        """Whether there is anything to fill in or to choose from."""
        return self.question(id_) is not None and bool(self.offers(id_) or self.suggestion(id_))

    def offers(self, id_: str) -> tuple[Offer, ...]:
        """Return everything that a question can be answered with, where that is a list."""
        question = self.question(id_)
        return offers.offers(self.view, question, self.lists) if question else ()

    def step(self, id_: str, step: int) -> None:
        """Answer a picked question with the next choice, or the one before."""
        question = self.question(id_)
        if question is not None:
            self.change(id_, offers.cycle(self.view, question, step, self.lists))

    def spell(self, id_: str, letter: str) -> None:
        """Answer a picked question with the next choice that begins with a letter."""
        texts = [offer.text for offer in self.offers(id_)]
        question = self.question(id_)
        at = texts.index(question.text) + 1 if question and question.text in texts else 0
        fitting = [text for text in (*texts[at:], *texts[:at]) if text.casefold().startswith(letter.casefold())]
        if fitting:
            self.change(id_, fitting[0])

    def add_range(self, side: Side) -> None:
        """Add a free range to a network's address space."""
        self.take(editing.add_range(self.answers, side, self._surroundings))

    def add_subnet(self, side: Side) -> str:
        """Add a subnet. Returns the question about its range; empty where there are too many already."""
        before = self.answers.rows_of(side)
        self.take(editing.add_subnet(self.answers, side))
        new = [row for row in self.answers.rows_of(side) if row not in before]
        return f"{side}.subnets.{new[0]}.range" if new else ""

    def remove_subnet(self, asked: str) -> None:
        """Remove the subnet that a question is about."""
        side, _, row = split(asked)
        self.take(editing.remove_subnet(self.answers, side, row))

    def own_key(self) -> None:
        """Ask for a key of the person's own, from now on."""
        self._key = ""
        self.take(editing.with_key(self.answers, KeyOrigin.MISSING))

    def generated_key(self) -> None:
        """Have a key generated, and forget a typed one."""
        self._key = ""
        self.take(editing.with_key(self.answers, KeyOrigin.GENERATED))

    @property
    def key(self) -> SharedKey | None:
        """The key that was typed; None where one is generated."""
        return SharedKey(self._key) if self.answers.key is KeyOrigin.TYPED else None

    @property
    def typing(self) -> str:
        """What stands in the key's own input, right or wrong; only ever shown as dots."""
        return self._key

    @property
    def generates(self) -> bool:
        """Whether the key is generated."""
        return self.answers.key is KeyOrigin.GENERATED

    @property
    def has_subnets(self) -> bool:
        """Whether the present page asks about a subnet."""
        return any(question.row for question in self.page.questions)

    def key_findings(self) -> tuple[Finding, ...]:
        """Return what is wrong with the key as it is typed; nothing before anything is."""
        return editing.judge_key(self._key) if self._key else ()

    def onward(self, question: str) -> str:
        """Go to the next page, or return the question that has to be answered before."""
        answers, needy = moves.onward(self.answers, question, self._surroundings)
        self.take(answers)
        return needy

    def forward(self) -> None:
        """Go to the next page, where nothing is in the way."""
        self.take(moves.forward(self.answers, self._surroundings))

    def back(self) -> None:
        """Go to the page before."""
        self.take(moves.back(self.answers, self._surroundings))

    def jump(self, page: str) -> None:
        """Go to a page that was visited."""
        self.take(moves.jump(self.answers, page, self._surroundings))

    @property
    def is_first(self) -> bool:
        """Whether there is no page before this one."""
        return ORDER[self.page.id] == 0

    @property
    def at_review(self) -> bool:
        """Whether the interview has come to its last page."""
        return self.page.id == REVIEW

    @property
    def place(self) -> str:
        """Which page of how many this is."""
        return say(mark("page {at} of {count}"), {"at": ORDER[self.page.id] + 1, "count": len(PAGES)})

    def gate(self) -> tuple[str, bool]:
        """Return where Next leads, or what it waits for, and whether it waits."""
        gate = self.view.gate
        if gate is not None:
            return say(mark("Next waits: {reason}"), {"reason": gate.say()}), True
        at = ORDER[self.page.id] + 1
        if at == len(PAGES):
            return "", False
        page, side = say(PAGES[at].title), PAGES[at].side
        if side is not self.page.page.side:
            page = f"{self.view.heading(side).say()}, {page}"
        return say(mark("Next: {page}"), {"page": page}), False

    def labels(self) -> dict[str, str]:
        """Return how the picked answers of the present page are shown."""
        found = {}
        for question in self.page.questions:
            if question.id == KEY:
                found[KEY] = say(mark("generated, 40 characters"))
            elif offers.picked(question):
                offer = next((one for one in self.offers(question.id) if one.text == question.text), None)
                found[question.id] = offer.label.say() if offer else question.text
        return found

    def counsel(self, id_: str, *, at_length: bool) -> tuple[str, tuple[Line, ...]]:
        """Return the label of the question in focus, and what is said about it; `at_length`: all that F1 shows too."""
        question = self.question(id_)
        if question is None:
            return "", ()
        if id_ == KEY and (findings := self.key_findings()):
            return say(question.field.label), form.told(findings)
        wrong = any(placed.is_error for placed in self.page.about(id_))
        offer = self.suggestion(id_) if wrong and not self.offers(id_) else ""  # a list is shown, not filled in
        return say(question.field.label), form.counsel(self.page, question, offer, at_length=at_length)

    def key_note(self) -> Note:
        """Return the line under the key."""
        return form.key_note(self.answers.key, self.key_findings())

    def take(self, answers: Answers) -> None:
        """Take over other answers, and look at them."""
        if answers is not self.answers:
            self.answers = answers
            self.view = look(answers, self._surroundings)
