"""The events of a run as lines of its log: when, what it is about, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnetwizard.plan.steps import Action
from vnetwizard.run import events
from vnetwizard.run.events import Check, KeyOrigin, Outcome, StepState
from vnetwizard.tui.model.wording import stopwatch
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from vnetwizard.run.journal import Entry


class LogLine(NamedTuple):
    """One line: the wall's time, the name of what it is about (or nothing), and what happened."""

    at: datetime
    subject: str
    text: str


_STEPS = {
    (Action.CREATE, StepState.DONE): mark("made"),
    (Action.CHANGE, StepState.DONE): mark("changed"),
    (Action.KEEP, StepState.DONE): mark("there already, kept"),
}
_STATES = {
    StepState.UPDATING: mark("accepted, Azure is working on it"),
    StepState.FAILED: mark("failed"),
    StepState.SKIPPED: mark("not begun: what it needs is missing"),
}
_CHECKS = {
    (Check.KEYS, StepState.STARTED): mark("reading both shared keys back"),
    (Check.KEYS, StepState.DONE): mark("both ends have one key"),
    (Check.KEYS, StepState.FAILED): mark("the keys differ"),
    (Check.KEYS, StepState.SKIPPED): mark("keys may not be read back; both were given one"),
    (Check.STATUS, StepState.STARTED): mark("waiting until both are Connected"),
    (Check.STATUS, StepState.DONE): mark("Connected, both ways"),
    (Check.STATUS, StepState.FAILED): mark("not connected"),
}
_ORIGINS = {
    KeyOrigin.GENERATED: mark("shared key generated, never shown"),
    KeyOrigin.TYPED: mark("your own shared key is used"),
    KeyOrigin.AZURE: mark("shared key read from what is there"),
}
_OUTCOMES = {
    Outcome.CONNECTED: mark("connected, both ways"),
    Outcome.FAILED: mark("failed; what was made stays"),
    Outcome.STOPPED: mark("stopped; what Azure had accepted goes on there"),
    Outcome.PAUSED: mark("paused: it needs an answer"),
}
_QUIET_SECONDS = 60.0
"""A look that is repeated sooner is no news for a person."""


def log_line(entry: Entry, names: Mapping[str, str]) -> LogLine | None:
    """Return the line that tells a person of an event, or None. `names` are the steps' names by their ids."""
    told = _told(entry.event)
    if told is None:
        return None
    subject, text = told
    return LogLine(entry.at, names.get(subject, subject), text)


def _told(event: events.AnyEvent) -> tuple[str, str] | None:  # noqa: C901, PLR0911, PLR0912 - one short case for each event
    match event:
        case events.RunStarted(attempt=1):
            return "", say(mark("run {run} begins"), {"run": event.run})
        case events.RunStarted():
            return "", say(mark("run {run} goes on, attempt {count}"), {"run": event.run, "count": event.attempt})
        case events.PlanChanged():
            return "", say(mark("the plan file was changed"))
        case events.SignedIn() if event.name or event.tenant:
            return "", say(mark("signed in as {name}, tenant {tenant}"), {"name": event.name, "tenant": event.tenant})
        case events.StepChanged() if (event.action, event.state) in _STEPS:
            return event.step, say(_STEPS[event.action, event.state])
        case events.StepChanged() if event.state in _STATES:
            return event.step, say(_STATES[event.state])
        case events.Looked() if event.next_seconds >= _QUIET_SECONDS:
            wait = stopwatch(event.next_seconds)
            return event.step, say(mark("still working; next look in {wait}"), {"wait": wait})
        case events.Delayed():
            values = {"code": event.code, "wait": stopwatch(event.next_seconds)}
            return event.step, say(mark("{code}: trying again in {wait}"), values)
        case events.Problem():
            return event.step, event.code
        case events.KeyChosen():
            return event.pair, say(_ORIGINS[event.origin])
        case events.PairChecked() if (event.check, event.state) in _CHECKS:
            return event.pair, say(_CHECKS[event.check, event.state])
        case events.PairChecked():
            return event.pair, ", ".join(f"{name}: {status}" for name, status in event.values.items())
        case events.Stopping():
            return "", say(mark("stopping: finishing what cannot be left"))
        case events.RunFinished():
            return "", say(_OUTCOMES[event.outcome])
        case _:
            return None
