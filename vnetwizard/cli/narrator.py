"""Turns the events of a journal into lines for people, and into the objects that `--json` promises."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

import msgspec

from vnetwizard.cli.console import clock, seconds
from vnetwizard.run import events
from vnetwizard.run.events import Check, StepState
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from datetime import datetime

    from vnetwizard.run.journal import Entry

_STATES = {
    StepState.UPDATING: mark("Azure is working on it"),
    StepState.FAILED: mark("failed"),
    StepState.SKIPPED: mark("not begun: what it needs is missing"),
}
_DONE = {"create": mark("made"), "change": mark("changed"), "keep": mark("there already, kept")}
_CHECKS = {
    (Check.KEYS, StepState.STARTED): mark("reading both shared keys back"),
    (Check.KEYS, StepState.DONE): mark("both ends have one key"),
    (Check.KEYS, StepState.FAILED): mark("the keys differ"),
    (Check.KEYS, StepState.SKIPPED): mark("may not be read back; both were given one"),
    (Check.STATUS, StepState.STARTED): mark("waiting until both are Connected"),
    (Check.STATUS, StepState.DONE): mark("Connected, both ways"),
    (Check.STATUS, StepState.FAILED): mark("not connected"),
}
_ORIGINS = {
    "generated": mark("shared key generated, never shown"),
    "typed": mark("your own shared key is used"),
    "azure": mark("shared key read from what is there"),
}
_OUTCOMES = {
    "connected": mark("Done: connected, both ways."),
    "failed": mark("Failed: see the errors above. What was made stays, and applying again takes it up."),
    "stopped": mark("Stopped. What Azure had accepted goes on there.  Go on with:  vnetwizard resume {run}"),
    "paused": mark("Paused: it needs the answer above.  Then go on with:  vnetwizard resume {run}"),
}
_QUIET_SECONDS = 60.0
"""A look that is repeated sooner is no news for a person."""
INDENT = 15
"""How far the lines that belong to one before are set in."""
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


def _text(event: events.AnyEvent) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each event
    match event:
        case events.RunStarted(attempt=1):
            return say(mark("Run {run} begins."), {"run": event.run})
        case events.RunStarted():
            return say(mark("Run {run} goes on, attempt {attempt}."), {"run": event.run, "attempt": event.attempt})
        case events.Abandoned():
            return say(mark("The run was given up. What it made stays in Azure."))
        case events.PlanChanged():
            return say(mark("The plan file was changed."))
        case events.SignedIn(name="") if not event.tenant:
            return ""
        case events.SignedIn():
            return say(mark("Signed in as {name}, tenant {tenant} ({method})."), msgspec.structs.asdict(event))
        case events.SignInNeeded():
            return say(mark("To sign in, open {url} and enter the code {code}."), msgspec.structs.asdict(event))
        case events.StepChanged(state=StepState.DONE):
            return f"{event.step:<32} {say(_DONE[event.action])}"
        case events.StepChanged(state=state) if state in _STATES:
            return f"{event.step:<32} {say(_STATES[state])}"
        case events.Looked() if event.next_seconds < _QUIET_SECONDS:
            return ""
        case events.Looked():
            wait = seconds(event.next_seconds)
            return f"{event.step:<32} " + say(mark("still working, next look {wait}"), {"wait": wait})
        case events.Delayed():
            values = {"code": event.code, "wait": seconds(event.next_seconds)}
            return f"{event.step:<32} " + say(mark("{code}: trying again in {wait}"), values)
        case events.Problem():
            message, mend = say(event.message, event.values), say(event.mend, event.values)
            return f"{event.step or event.code:<32} {message}\n{'':{INDENT}}{mend}"
        case events.KeyChosen():
            return f"{event.pair:<32} {say(_ORIGINS[event.origin])}"
        case events.PairChecked(check=check, state=state) if (check, state) in _CHECKS:
            return f"{event.pair:<32} {say(_CHECKS[check, state])}"
        case events.PairChecked():
            return f"{event.pair:<32} " + ", ".join(f"{name} {status}" for name, status in event.values.items())
        case events.Stopping():
            return say(mark("Stopping: finishing what cannot be left."))
        case events.RunFinished():
            lines = [say(_OUTCOMES[event.outcome], {"run": event.run})]
            lines += [f"{'':{INDENT}}{_connection(one)}" for one in event.connections]
            return "\n".join(lines)
        case _:
            return ""


def _connection(state: events.ConnectionState) -> str:
    return say(
        mark("{name}: {status}, {ingress_bytes} bytes in, {egress_bytes} bytes out"), msgspec.structs.asdict(state)
    )
