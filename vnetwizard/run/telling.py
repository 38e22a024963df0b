"""A run in words, the same on lines and on pages: what its events tell a person, what is going on, what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import asdict

from vnetwizard.plan.steps import Action
from vnetwizard.run import aftermath, events
from vnetwizard.run.events import Check, KeyOrigin, Outcome, StepState
from vnetwizard.run.wording import exactly, size, stopwatch
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vnetwizard.run.facts import View


class Told(NamedTuple):
    """What an event tells: marked templates and their values.

    `subject` is the step's id or the pair's label, nothing where it concerns the whole run. `brief` is for a row of a
    log and may be empty, where pages say it elsewhere; `full` is a sentence on a line of its own.
    """

    subject: str
    brief: str
    full: str
    values: Mapping[str, object]


_STEPS = {
    (Action.CREATE, StepState.DONE): mark("made"),
    (Action.CHANGE, StepState.DONE): mark("changed"),
    (Action.KEEP, StepState.DONE): mark("there already, kept"),
    (Action.CREATE, StepState.UPDATING): mark("accepted, Azure is working on it"),
    (Action.CHANGE, StepState.UPDATING): mark("accepted, Azure is working on it"),
    (Action.KEEP, StepState.UPDATING): mark("Azure is working on it"),
}
_STATES = {
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
    Outcome.CONNECTED: (mark("connected, both ways"), mark("Done: connected, both ways.")),
    Outcome.FAILED: (
        mark("failed; what was made stays"),
        mark("Failed: see the errors above. What was made stays, and applying again takes it up."),
    ),
    Outcome.STOPPED: (
        mark("stopped; what Azure had accepted goes on there"),
        mark("Stopped. What Azure had accepted goes on there.  Go on with:  vnetwizard resume {run}"),
    ),
    Outcome.PAUSED: (
        mark("paused: it needs an answer"),
        mark("Paused: it needs the answer above.  Then go on with:  vnetwizard resume {run}"),
    ),
}
_QUIET_SECONDS = 60.0
"""A look that is repeated sooner is no news for a person."""


def told(event: events.AnyEvent) -> Told | None:
    """Return what an event tells a person; None for one that only machines need.

    A problem is not told here: it has words of its own.
    """
    match event:
        case events.StepChanged() | events.Looked() | events.Delayed():
            return _of_a_step(event)
        case events.KeyChosen() | events.PairChecked():
            return _of_a_pair(event)
        case _:
            return _of_the_run(event)


def _of_a_step(event: events.StepChanged | events.Looked | events.Delayed) -> Told | None:
    values: dict[str, object] = {}
    match event:
        case events.StepChanged(action=action, state=state):
            template = _STEPS.get((action, state)) or _STATES.get(state)
        case events.Looked(next_seconds=seconds):
            template = mark("still working; next look in {wait}") if seconds >= _QUIET_SECONDS else None
            values = {"wait": stopwatch(seconds)}
        case events.Delayed(code=code, next_seconds=seconds):
            template, values = mark("{code}: trying again in {wait}"), {"code": code, "wait": stopwatch(seconds)}
    return Told(event.step, template, template, values) if template else None


def _of_a_pair(event: events.KeyChosen | events.PairChecked) -> Told:
    values: dict[str, object] = {}
    match event:
        case events.KeyChosen(origin=origin):
            template = _ORIGINS[origin]
        case events.PairChecked(check=check, state=state) if (check, state) in _CHECKS:
            template = _CHECKS[check, state]
        case events.PairChecked():
            template = "{states}"
            values = {"states": ", ".join(f"{name}: {status}" for name, status in event.values.items())}
    return Told(event.pair, template, template, values)


def _of_the_run(event: events.AnyEvent) -> Told | None:
    match event:
        case events.RunStarted(attempt=1):
            both = mark("run {run} begins"), mark("Run {run} begins.")
        case events.RunStarted():
            both = mark("run {run} goes on, attempt {attempt}"), mark("Run {run} goes on, attempt {attempt}.")
        case events.Abandoned():
            both = "", mark("The run was given up. What it made stays in Azure.")
        case events.PlanChanged():
            both = mark("the plan file was changed"), mark("The plan file was changed.")
        case events.SignedIn() if event.name or event.tenant:
            both = (
                mark("signed in as {name}, tenant {tenant}"),
                mark("Signed in as {name}, tenant {tenant} ({method})."),
            )
        case events.SignInNeeded():
            both = "", mark("To sign in, open {url} and enter the code {code}.")
        case events.Stopping():
            both = mark("stopping: finishing what cannot be left"), mark("Stopping: finishing what cannot be left.")
        case events.RunFinished(outcome=outcome):
            both = _OUTCOMES[outcome]
        case _:
            return None
    return Told("", *both, asdict(event))


def connection(state: events.ConnectionState, *, exact: bool = False) -> str:
    """Say how a connection stands; `exact`: to the byte, so that one sees whether anything passes."""
    bytes_ = exactly if exact else size
    values = {
        "name": state.name,
        "status": state.status,
        "ingress": bytes_(state.ingress_bytes),
        "egress": bytes_(state.egress_bytes),
    }
    return say(mark("{name}: {status}, {ingress} in, {egress} out"), values)


def at_work(view: View) -> str:
    """Say what goes on at Azure whoever leaves; nothing where nothing does."""
    busy = [one.planned.name for one in view.steps.values() if one.state is StepState.UPDATING]
    return say(mark("Azure still works on: {names}. It goes on there."), {"names": ", ".join(busy)}) if busy else ""


class Remains(NamedTuple):
    """What a run leaves: sentences, and lines to paste into a shell, which delete it in order."""

    sentences: tuple[str, ...] = ()
    commands: tuple[str, ...] = ()


def remains(view: View) -> Remains:
    """Say what of a run costs money from now on, and how to delete what it made; empty where it made nothing."""
    billed, commands = aftermath.billed(view), aftermath.deletion_lines(view)
    sentences = []
    if billed:
        cost = mark("From now on these cost money, by the hour, also when unused: {names}.")
        sentences.append(say(cost, {"names": ", ".join(billed)}))
    if commands:
        sentences.append(say(mark("To delete what this run made, in this order:")))
    return Remains(tuple(sentences), commands)
