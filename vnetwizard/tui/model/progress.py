"""The progress page: both sides beside each other, in plan order, and what happens this minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnetwizard.plan import steps
from vnetwizard.plan.steps import Action
from vnetwizard.run.events import Check, Outcome, StepState
from vnetwizard.run.wording import about, between, stopwatch
from vnetwizard.topology import regions
from vnetwizard.tui.model.notices import Notice, notices
from vnetwizard.tui.model.seen import CHECKS
from vnetwizard.tui.model.sentences import at_work, billed, way_on
from vnetwizard.tui.model.sign import Sign
from vnetwizard.words import mark, say, say_many

if TYPE_CHECKING:
    from vnetwizard.run.events import PlannedPair
    from vnetwizard.run.facts import StepView
    from vnetwizard.tui.model.seen import Seen


class Heading(NamedTuple):
    """What is joined, how it stands, how far it is, how long that usually takes."""

    sign: Sign
    names: tuple[str, ...]
    standing: str
    far: str = ""
    usual: str = ""


class Bar(NamedTuple):
    """Time that has passed beside the time that is usual; not a share of work done."""

    seconds: float
    shortest: float
    longest: float


class StepRow(NamedTuple):
    """One step: how it stands, how long that has taken, how long it usually takes.

    `long`: it takes so long that the usual time has a line of its own, with a bar while it lasts.
    """

    sign: Sign
    name: str
    word: str
    elapsed: str
    usual: str
    long: bool
    bar: Bar | None


class Side(NamedTuple):
    """All steps of one network."""

    name: str
    region: str
    rows: tuple[StepRow, ...]


class Proof(NamedTuple):
    """One thing that is proven of a pair."""

    sign: Sign
    text: str


class PairRow(NamedTuple):
    """The proof of one pair. `name` is empty where there is only one."""

    name: str
    checks: tuple[Proof, ...]


class Progress(NamedTuple):
    """All that the page shows, but for its log. `hint` ends with a command line."""

    heading: Heading
    sides: tuple[Side, ...]
    pairs: tuple[PairRow, ...]
    notices: tuple[Notice, ...]
    azure: str
    money: str
    hint: str
    command: str


_SIGNS = {
    StepState.WAITING: Sign.WAITING,
    StepState.STARTED: Sign.BUSY,
    StepState.UPDATING: Sign.BUSY,
    StepState.DONE: Sign.DONE,
    StepState.FAILED: Sign.FAILED,
    StepState.SKIPPED: Sign.SKIPPED,
}
_WORDS = {
    StepState.WAITING: mark("to come"),
    StepState.STARTED: mark("looking"),
    StepState.UPDATING: mark("making"),
    StepState.FAILED: mark("failed"),
    StepState.SKIPPED: mark("not begun"),
}
_DONE = {Action.CREATE: mark("made"), Action.CHANGE: mark("changed"), Action.KEEP: mark("kept")}
_RETRYING = mark("retrying")
_PROOF = {
    (Check.KEYS, StepState.WAITING): mark("same key at both ends: to come"),
    (Check.KEYS, StepState.STARTED): mark("same key at both ends: reading"),
    (Check.KEYS, StepState.DONE): mark("same key at both ends: proven"),
    (Check.KEYS, StepState.FAILED): mark("same key at both ends: no"),
    (Check.KEYS, StepState.SKIPPED): mark("same key at both ends: may not be read"),
    (Check.STATUS, StepState.WAITING): mark("Connected both ways: to come"),
    (Check.STATUS, StepState.STARTED): mark("Connected both ways: looking"),
    (Check.STATUS, StepState.UPDATING): mark("Connected both ways: not yet"),
    (Check.STATUS, StepState.DONE): mark("Connected both ways: proven"),
    (Check.STATUS, StepState.FAILED): mark("Connected both ways: no"),
}
_OUTCOMES = {
    Outcome.CONNECTED: (Sign.DONE, mark("connected, both ways")),
    Outcome.FAILED: (Sign.FAILED, mark("failed")),
    Outcome.STOPPED: (Sign.SKIPPED, mark("stopped")),
    Outcome.PAUSED: (Sign.FAILED, mark("paused")),
}
_GONE = mark("nobody works on it")


def progress(seen: Seen) -> Progress:
    """Return what the page shows of a run at one moment."""
    hint, command = way_on(seen)
    return Progress(
        heading=_heading(seen),
        sides=_sides(seen),
        pairs=tuple(_pair(seen, pair) for pair in seen.view.pairs),
        notices=notices(seen),
        azure=at_work(seen),
        money=billed(seen),
        hint=hint,
        command=command,
    )


def names(seen: Seen) -> tuple[str, ...]:
    """Return the networks that are joined, or the run's id as long as they are not known."""
    return tuple(dict.fromkeys(one.planned.side for one in seen.view.steps.values())) or (seen.run,)


def _heading(seen: Seen) -> Heading:
    sign, word = _standing(seen)
    if not seen.all:
        return Heading(sign, names(seen), say(word))
    values = {"done": seen.done, "time": about(seen.elapsed)}
    far = say_many(mark("{done} of {count} step, {time}"), mark("{done} of {count} steps, {time}"), seen.all, values)
    if seen.over or not seen.working:
        return Heading(sign, names(seen), say(word), far)
    found = seen.estimated()
    usual = say(mark("usually {time}"), {"time": between(found.shortest, found.longest)})
    return Heading(sign, names(seen), say(word), far, usual)


def _standing(seen: Seen) -> tuple[Sign, str]:
    if seen.view.outcome is not None:
        return _OUTCOMES[seen.view.outcome]
    if not seen.working:
        return Sign.FAILED, _GONE
    if seen.story.stopping:
        return Sign.BUSY, mark("stopping")
    if not seen.view.attempts:
        return Sign.BUSY, mark("starting")
    if not seen.view.steps:
        return Sign.BUSY, mark("reading what is there")
    return Sign.BUSY, mark("running")


def _sides(seen: Seen) -> tuple[Side, ...]:
    sides: dict[str, list[StepView]] = {}
    for one in seen.view.steps.values():
        sides.setdefault(one.planned.side, []).append(one)
    return tuple(
        Side(name, _region(found[0].planned.location), tuple(_row(seen, one) for one in found))
        for name, found in sides.items()
    )


def _region(location: str) -> str:
    found = regions.find(location)
    return found.display_name if found else location


def _row(seen: Seen, step: StepView) -> StepRow:
    seconds = seen.step_seconds(step.planned.step)
    shortest, longest = step.planned.seconds
    kept = step.state is StepState.DONE and step.action is Action.KEEP
    late = step.state is StepState.UPDATING and seconds is not None and seconds > longest
    word = _DONE[step.action] if step.state is StepState.DONE else _WORDS[step.state]
    if step.planned.step in seen.story.delays and step.state in {StepState.STARTED, StepState.UPDATING}:
        word = _RETRYING
    long = step.planned.kind == steps.GATEWAY.name
    return StepRow(
        sign=_SIGNS[step.state],
        name=step.planned.name,
        word=say(word),
        elapsed="" if seconds is None or kept else stopwatch(seconds),
        usual="" if kept else _usual(shortest, longest, late=late),
        long=long,
        bar=Bar(seconds, shortest, longest) if long and seconds and step.state is StepState.UPDATING else None,
    )


def _usual(shortest: int, longest: int, *, late: bool) -> str:
    if late:
        return say(mark("longer than {time}"), {"time": between(shortest, longest)})
    return say(mark("usually {time}"), {"time": between(shortest, longest)})


def _pair(seen: Seen, pair: PlannedPair) -> PairRow:
    checks = []
    for check in CHECKS:
        state = seen.story.checks.get((pair.pair, check), StepState.WAITING)
        checks.append(Proof(_SIGNS[state], say(_PROOF[check, state])))
    return PairRow(pair.pair if len(seen.view.pairs) > 1 else "", tuple(checks))
