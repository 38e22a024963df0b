"""Turns the events of a journal into lines for people, and into the objects that `--json` promises."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import msgspec

from vnetwizard.cli.console import clock
from vnetwizard.run import events, telling
from vnetwizard.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from vnetwizard.run.journal import Entry

INDENT = 15
"""How far the lines that belong to one before are set in."""
_COLUMN = 32
_HIDDEN = ("operation_url",)  # some 3,000 characters that only a worker needs


def as_json(entry: Entry) -> dict[str, Any]:
    """Return the object that `--json` prints for an event."""
    event = msgspec.to_builtins(entry.event)
    for name in _HIDDEN:
        event.pop(name, None)
    if isinstance(entry.event, events.Problem):
        event["message"] = say(entry.event.message, entry.event.values)
        event["mend"] = say(entry.event.mend, entry.event.values)
    return {"at": entry.at.astimezone(UTC).isoformat().replace("+00:00", "Z"), **event}


def line(entry: Entry, began: datetime | None) -> str:
    """Return the line or lines that tell a person of an event; empty for one that only machines need.

    Each begins with the wall's time and with Azure's time since the run `began`.
    """
    text = _text(entry.event)
    if not text:
        return ""
    elapsed = round((entry.azure_at - (began or entry.azure_at)).total_seconds())
    return f"{clock(entry.at)} {elapsed // 60:>4}:{elapsed % 60:02}  {text}"


def _text(event: events.AnyEvent) -> str:
    if isinstance(event, events.Problem):
        message, mend = say(event.message, event.values), say(event.mend, event.values)
        return f"{event.step or event.code:<{_COLUMN}} {message}\n{'':{INDENT}}{mend}"
    told = telling.told(event)
    if told is None:
        return ""
    text = say(told.full, told.values)
    if isinstance(event, events.RunFinished):
        return "\n".join((text, *(f"{'':{INDENT}}{telling.connection(one, exact=True)}" for one in event.connections)))
    return f"{told.subject:<{_COLUMN}} {text}" if told.subject else text
