"""The events of a run as lines of its log: when, what it is about, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnetwizard.run import telling
from vnetwizard.run.events import Problem
from vnetwizard.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from vnetwizard.run.journal import Entry


class LogLine(NamedTuple):
    """One line: the wall's time, the name of what it is about (or nothing), and what happened."""

    at: datetime
    subject: str
    text: str


def log_line(entry: Entry, names: Mapping[str, str]) -> LogLine | None:
    """Return the line that tells a person of an event, or None. `names` are the steps' names by their ids."""
    event = entry.event
    if isinstance(event, Problem):  # what it is about stands in a notice
        return LogLine(entry.at, names.get(event.step, event.step), event.code)
    told = telling.told(event)
    if told is None or not told.brief:
        return None
    return LogLine(entry.at, names.get(told.subject, told.subject), say(told.brief, told.values))
