"""Everything that a screen or a prompt shows of an interview: pages and their states, questions, findings, the gate."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.topology import rules
from vnetwizard.topology.model import Surroundings, Topology
from vnetwizard.wizard import pages, prefill, reading
from vnetwizard.wizard.pages import NETWORKS, PAGES, REVIEW, Page, Side
from vnetwizard.wizard.phrases import Phrase
from vnetwizard.wizard.placing import Placed, place
from vnetwizard.wizard.questions import Question, questions
from vnetwizard.wizard.reading import Subject
from vnetwizard.words import mark

if TYPE_CHECKING:
    from vnetwizard.wizard.answers import Answers

NOWHERE = Surroundings()
"""What is known of the world before Azure has been asked."""


class State(StrEnum):
    """How a page stands. `LOOK`: what was filled in there has changed since it was last looked at."""

    CURRENT = "current"
    ERRORS = "errors"
    INCOMPLETE = "incomplete"
    LOOK = "look"
    DONE = "done"
    UNVISITED = "unvisited"


_WORDS = {
    State.CURRENT: mark("here"),
    State.INCOMPLETE: mark("incomplete"),
    State.LOOK: mark("look again"),
    State.DONE: mark("done"),
    State.UNVISITED: mark("not visited"),
}


_HEADINGS = {
    Side.FIRST: mark("First network"),
    Side.SECOND: mark("Second network"),
    Side.LINK: mark("Connection"),
}


class PageView(Struct, frozen=True, kw_only=True):
    """One page as it stands. `standing` is its state as if the person were elsewhere."""

    page: Page
    questions: tuple[Question, ...]
    findings: tuple[Placed, ...]
    missing: tuple[Phrase, ...]
    standing: State
    visited: bool
    current: bool

    @property
    def id(self) -> str:
        """The page's stable id."""
        return self.page.id

    @property
    def state(self) -> State:
        """The state for the rail."""
        return State.CURRENT if self.current else self.standing

    @property
    def errors(self) -> int:
        """How many errors stand on the page."""
        return sum(placed.is_error for placed in self.findings)

    @property
    def complete(self) -> bool:
        """Say whether nothing is wrong or missing on the page."""
        return not self.errors and not self.missing

    @property
    def word(self) -> Phrase:
        """The word beside the mark in the rail."""
        if self.state is State.ERRORS:
            return Phrase(mark("1 error") if self.errors == 1 else mark("{count} errors"), {"count": self.errors})
        return Phrase(_WORDS[self.state])

    @property
    def needing(self) -> tuple[str, ...]:
        """The ids of the questions that keep the person here, in order: wrong ones and those without an answer."""
        wrong = {placed.question for placed in self.findings if placed.is_error}
        return tuple(question.id for question in self.questions if question.missing or question.id in wrong)

    @property
    def opens(self) -> bool:
        """Say whether the collapsed questions have to be seen: one of them was answered, or has a finding."""
        told = {placed.question for placed in self.findings}
        return any(question.typed or question.id in told for question in self.questions if question.advanced)

    def about(self, question: str) -> tuple[Placed, ...]:
        """Return the findings for the line of one question."""
        return tuple(placed for placed in self.findings if placed.question == question)


class View(Struct, frozen=True, kw_only=True):
    """An interview as it stands: its pages in order, the topology that it describes, and of that its own subject."""

    pages: tuple[PageView, ...]
    topology: Topology
    subject: Subject

    @property
    def current(self) -> PageView:
        """The page where the person is."""
        return next(page for page in self.pages if page.current)

    @property
    def ready(self) -> bool:
        """Say whether the whole interview could be carried out: nothing is wrong or missing on any page."""
        return all(page.complete for page in self.pages)

    @property
    def trouble(self) -> tuple[PageView, ...]:
        """The visited pages, other than the present one, that need a look, in order."""
        needing = {State.ERRORS, State.INCOMPLETE, State.LOOK}
        return tuple(page for page in self.pages if page.visited and not page.current and page.standing in needing)

    @property
    def elsewhere(self) -> tuple[Placed, ...]:
        """The errors on the other visited pages, each with its page."""
        return tuple(
            placed
            for page in self.pages
            if page.visited and not page.current
            for placed in page.findings
            if placed.is_error
        )

    @property
    def gate(self) -> Phrase | None:
        """What keeps the person from going on, in one sentence; None where Next is possible."""
        page = self.current
        if page.errors:
            one, many = mark("1 error on this page"), mark("{count} errors on this page")
            return Phrase(one if page.errors == 1 else many, {"count": page.errors})
        return page.missing[0] if page.missing else None

    def page(self, id_: str) -> PageView:
        """Return the page with this id. Raises KeyError."""
        return self.pages[pages.ORDER[id_]]

    def heading(self, side: Side) -> Phrase:
        """Return the heading of a side's pages in the rail: the network's name, once it has one."""
        name = "" if side == Side.LINK else self.subject.networks[NETWORKS.index(side)].name
        return Phrase("{name}", {"name": name}) if name else Phrase(_HEADINGS[side])


def look(answers: Answers, surroundings: Surroundings = NOWHERE) -> View:
    """Return how an interview stands in `surroundings`. Quick enough to be asked at every key; never raises."""
    texts = prefill.texts(answers, surroundings)
    asked = questions(answers, texts)
    subject = reading.subject(answers, texts)
    topology = reading.topology(answers, subject)
    placed = place(asked, rules.check(topology, surroundings))
    found = [_page(answers, page, asked, placed) for page in PAGES[:-1]]
    found.append(_review(answers, placed, found, subject))
    return View(pages=tuple(found), topology=topology, subject=subject)


def _page(answers: Answers, page: Page, asked: tuple[Question, ...], placed: tuple[Placed, ...]) -> PageView:
    mine = tuple(question for question in asked if question.page == page.id)
    findings = tuple(one for one in placed if one.page == page.id)
    missing = tuple(
        Phrase(mark("{label} is missing"), marked={"label": question.field.label})
        for question in mine
        if question.missing
    )
    standing = State.DONE
    if not is_visited(answers, page.id):
        standing = State.UNVISITED
    elif any(one.is_error for one in findings):
        standing = State.ERRORS
    elif missing:
        standing = State.INCOMPLETE
    elif _has_changed(answers, mine):
        standing = State.LOOK
    return PageView(
        page=page,
        questions=mine,
        findings=findings,
        missing=missing,
        standing=standing,
        visited=is_visited(answers, page.id),
        current=answers.at == page.id,
    )


def _review(answers: Answers, placed: tuple[Placed, ...], others: list[PageView], subject: Subject) -> PageView:
    """Return the last page: about what no other page asks, and missing whatever page is not complete."""
    findings = tuple(one for one in placed if one.page == REVIEW)
    missing = tuple(_incomplete(page.page, subject) for page in others if not page.complete)
    standing = State.UNVISITED
    if is_visited(answers, REVIEW):
        standing = State.ERRORS if any(one.is_error for one in findings) else State.DONE
        standing = State.INCOMPLETE if missing and standing is State.DONE else standing
    return PageView(
        page=PAGES[-1],
        questions=(),
        findings=findings,
        missing=missing,
        standing=standing,
        visited=is_visited(answers, REVIEW),
        current=answers.at == REVIEW,
    )


def _incomplete(page: Page, subject: Subject) -> Phrase:
    """Return the sentence about a page that keeps the review waiting; both networks have pages of one title."""
    if page.side is Side.LINK:
        return Phrase(mark("{page} is not complete"), marked={"page": page.title})
    name = subject.networks[NETWORKS.index(page.side)].name
    unnamed = {} if name else {"network": _HEADINGS[page.side]}
    return Phrase(mark("{page} of {network} is not complete"), {"network": name}, {"page": page.title, **unnamed})


def is_visited(answers: Answers, page: str) -> bool:
    """Say whether a person has been on a page, or a plan file has filled it."""
    return page == answers.at or page in answers.seen


def _has_changed(answers: Answers, mine: tuple[Question, ...]) -> bool:
    """Say whether something on a page that nobody typed is no longer what it was when the page was left."""
    seen = answers.seen.get(mine[0].page, {})
    return any(not question.typed and seen.get(question.id, question.text) != question.text for question in mine)
