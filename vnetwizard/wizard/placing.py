"""Findings on the lines of the questions that they are about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.topology.findings import Finding, Severity
from vnetwizard.topology.rules.gateway_subnets import GATEWAY_SUBNET_EATEN, GATEWAY_SUBNET_NO_ROOM
from vnetwizard.wizard.pages import REVIEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vnetwizard.wizard.questions import Question

_POSITION = re.compile(r"\[\d+\]$")

_ABOUT_EMPTINESS = frozenset({GATEWAY_SUBNET_EATEN, GATEWAY_SUBNET_NO_ROOM})
"""Errors that say why nothing could be filled in; any other one about an empty question only says that it is empty."""

_ABOUT_NAMES = ("name-", "subnet-is-gateways")
"""How the codes of findings about a subnet's name begin; its name and its range have one path."""


class Placed(Struct, frozen=True):
    """A finding and where it belongs: a question and its page; about something no page asks, the review."""

    finding: Finding
    page: str
    question: str = ""

    @property
    def is_error(self) -> bool:
        """Say whether it keeps the person from going on."""
        return self.finding.severity is Severity.ERROR


def place(questions: Sequence[Question], findings: Iterable[Finding]) -> tuple[Placed, ...]:
    """Return every finding with its place, in the order of the questions.

    A text that cannot be read has the one finding that says so: what rules say of it is about something else. Errors
    about a required question that is still empty are left out: it is missing, not wrong.
    """
    by_id: dict[str, list[Finding]] = {question.id: [] for question in questions}
    by_path: dict[str, list[Question]] = {}
    for question in questions:
        by_path.setdefault(question.path, []).append(question)
    elsewhere = []
    for finding in findings:
        about = _question(by_path, finding)
        if about is not None:
            by_id[about.id].append(finding)
        else:
            elsewhere.append(Placed(finding, REVIEW))
    placed = [
        Placed(finding, question.page, question.id)
        for question in questions
        for finding in _own(question, by_id[question.id])
    ]
    return (*placed, *elsewhere)


def _own(question: Question, findings: Iterable[Finding]) -> Iterator[Finding]:
    if question.unread:
        yield question.unread
        return
    for finding in findings:
        if not (question.missing and finding.severity is Severity.ERROR and finding.kind not in _ABOUT_EMPTINESS):
            yield finding


def _question(by_path: dict[str, list[Question]], finding: Finding) -> Question | None:
    """Return the question that a finding is about: by its path, else by the nearest path around it."""
    path = finding.field
    while path:
        found = by_path.get(path) or by_path.get(_POSITION.sub("", path))
        if found:
            return _one_of(found, finding)
        inside = _first_inside(by_path, path)
        if inside:
            return inside
        path = path.rpartition(".")[0] if "." in path else ""
    return None


def _first_inside(by_path: dict[str, list[Question]], path: str) -> Question | None:
    """Return the required question that stands for a whole table, such as a gateway's name for the gateway."""
    for ending in ("name", "connections[0]"):
        found = by_path.get(f"{path}.{ending}")
        if found:
            return found[0]
    return None


def _one_of(found: list[Question], finding: Finding) -> Question:
    """Return the one of several questions with one path: a subnet's name or its range, of the last such subnet.

    Two subnets may have one name while it is typed; findings about a range name the range.
    """
    about_name = finding.code.startswith(_ABOUT_NAMES)
    fitting = [question for question in found if question.id.endswith(".name") is about_name] or found
    named = [question for question in fitting if question.text.strip() == finding.values.get("range")]
    return (named or fitting)[-1]
