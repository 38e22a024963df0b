"""Going from page to page. Back and jumps to visited pages are always possible; Next only where nothing is wrong.

Whoever moves has looked at the page that is left: what stands there, filled in, is noted, so that it can be told later
whether it has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vnetwizard.wizard.pages import ORDER, PAGES, REVIEW
from vnetwizard.wizard.view import NOWHERE, is_visited, look

if TYPE_CHECKING:
    from vnetwizard.topology.model import Surroundings
    from vnetwizard.wizard.answers import Answers
    from vnetwizard.wizard.view import View


def forward(answers: Answers, surroundings: Surroundings = NOWHERE) -> Answers:
    """Return the answers on the next page; the same where the gate is closed, and on the last page."""
    view = look(answers, surroundings)
    at = ORDER[answers.at] + 1
    return answers if view.gate or at == len(PAGES) else _left(answers, view, PAGES[at].id)


def onward(answers: Answers, question: str, surroundings: Surroundings = NOWHERE) -> tuple[Answers, str]:
    """Return what Enter in `question` leads to: the next page, or else the question that needs an answer before it.

    The second value is that question: the next one behind `question` in the page's order, then from the top; empty
    where the page was left, and where nothing that is asked here would help.
    """
    page = look(answers, surroundings).current
    if page.complete:
        return forward(answers, surroundings), ""
    order = [one.id for one in page.questions]
    here = order.index(question) if question in order else -1
    needing = sorted(page.needing, key=lambda id_: (order.index(id_) <= here, order.index(id_)))
    return answers, needing[0] if needing else ""


def back(answers: Answers, surroundings: Surroundings = NOWHERE) -> Answers:
    """Return the answers on the page before, whatever stands on this one; the same on the first page."""
    at = ORDER[answers.at] - 1
    return answers if at < 0 else _left(answers, look(answers, surroundings), PAGES[at].id)


def jump(answers: Answers, page: str, surroundings: Surroundings = NOWHERE) -> Answers:
    """Return the answers on `page`, which has to be one that was visited; the same elsewhere."""
    if page == answers.at or page not in ORDER or not is_visited(answers, page):
        return answers
    return _left(answers, look(answers, surroundings), page)


def to_trouble(answers: Answers, surroundings: Surroundings = NOWHERE) -> Answers:
    """Return the answers on the first other page that needs a look; on the review where none does and all is visited.

    For whoever has changed something on an earlier page, and for an opened plan file.
    """
    view = look(answers, surroundings)
    page = view.trouble[0].id if view.trouble else REVIEW
    return _left(answers, view, page) if page != answers.at and is_visited(answers, page) else answers


def _left(answers: Answers, view: View, page: str) -> Answers:
    seen = {question.id: question.text for question in view.current.questions if not question.typed}
    return msgspec.structs.replace(answers, at=page, seen={**answers.seen, answers.at: seen})
