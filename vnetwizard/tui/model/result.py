"""The result page: what stands now, how long it took, what it costs, what to look at next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnetwizard.plan import ids, steps
from vnetwizard.run import aftermath, telling
from vnetwizard.run.events import Check, Outcome, StepState
from vnetwizard.run.wording import size, spell
from vnetwizard.tui.model.notices import Notice, notices
from vnetwizard.tui.model.progress import Heading, names
from vnetwizard.tui.model.sign import Sign
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnetwizard.run.events import ConnectionState, PlannedStep
    from vnetwizard.tui.model.seen import Seen


class ConnectionRow(NamedTuple):
    """One connection as it stood at the end."""

    sign: Sign
    name: str
    status: str
    ingress: str
    egress: str


class Section(NamedTuple):
    """A title, sentences, and lines to paste into a shell."""

    title: str
    sentences: tuple[str, ...]
    commands: tuple[str, ...] = ()


class Result(NamedTuple):
    """All that the page shows."""

    heading: Heading
    connections: tuple[ConnectionRow, ...]
    took: str
    notices: tuple[Notice, ...]
    sections: tuple[Section, ...]


_HEADLINES = {
    Outcome.CONNECTED: (Sign.DONE, mark("connected, both ways")),
    Outcome.FAILED: (Sign.FAILED, mark("failed")),
    Outcome.STOPPED: (Sign.SKIPPED, mark("stopped")),
    Outcome.PAUSED: (Sign.FAILED, mark("paused, it needs an answer")),
}
_CONNECTED = "Connected"
_ONE_KEY = {
    StepState.DONE: mark("Proven: one key at both ends."),
    StepState.SKIPPED: mark("The keys may not be read back; both ends were given one, and Connected needs equal keys."),
    StepState.FAILED: mark("The keys at both ends differ."),
}


def result(seen: Seen) -> Result:
    """Return what the page shows of a run whose newest attempt is over."""
    outcome = seen.view.outcome or Outcome.STOPPED
    sign, headline = _HEADLINES[outcome]
    return Result(
        heading=Heading(sign, names(seen), say(headline)),
        connections=connection_rows(seen.view.connections),
        took=" ".join((*_proof(seen), _took(seen))),
        notices=notices(seen),
        sections=tuple(one for one in (_go_on(seen), _next(seen), _money(seen)) if one is not None),
    )


def connection_rows(connections: Iterable[ConnectionState]) -> tuple[ConnectionRow, ...]:
    """Return how connections stand, line by line."""
    return tuple(
        ConnectionRow(
            Sign.DONE if one.status == _CONNECTED else Sign.FAILED,
            one.name,
            one.status,
            size(one.ingress_bytes),
            size(one.egress_bytes),
        )
        for one in connections
    )


def commands(page: Result) -> tuple[str, ...]:
    """Return all command lines of the page, in order."""
    return tuple(line for section in page.sections for line in section.commands)


def _proof(seen: Seen) -> tuple[str, ...]:
    states = {seen.story.checks.get((pair.pair, Check.KEYS)) for pair in seen.view.pairs}
    return tuple(say(text) for state, text in _ONE_KEY.items() if state in states)


def _took(seen: Seen) -> str:
    values = {"time": spell(seen.elapsed), "count": seen.view.attempts}
    if seen.view.attempts > 1:
        return say(mark("The last of {count} attempts took {time}."), values)
    return say(mark("Took {time}."), values)


def _go_on(seen: Seen) -> Section | None:
    """How to take it up again; nothing where it has reached its end."""
    match seen.view.outcome:
        case Outcome.CONNECTED:
            return None
        case Outcome.FAILED:
            told = mark("What was made stays. Correct the plan file, then apply it again: it takes up what is there.")
            return Section(say(mark("To go on")), (say(told),), ("vnetwizard apply PLAN",))
        case Outcome.STOPPED:
            told = mark("Nothing is lost; it goes on where it was.")
        case _:
            told = mark("Do what stands above, then let it go on where it was.")
    sentences = [say(told)]
    if seen.busy:
        still = mark("Azure still works on: {names}.")
        sentences.insert(0, say(still, {"names": ", ".join(one.name for one in seen.busy)}))
    return Section(say(mark("To go on")), tuple(sentences), (f"vnetwizard resume {seen.run}",))


def _next(seen: Seen) -> Section | None:
    """Where to see it, and what decides about traffic."""
    if seen.view.outcome is not Outcome.CONNECTED:
        return None
    look = say(mark("Look again, at both connections and both keys, whenever you like:"))
    shown = [f"vnetwizard verify {seen.run}"]
    first = _first_connection(seen)
    if first is not None:
        look = say(mark("Look again in the portal (Virtual network gateways > a gateway > Connections), or by:"))
        if seen.about.target.practice:
            look = say(mark("Look again; in the real Azure also in the portal (the gateway > Connections), or by az:"))
        shown.append(_show_line(first))
    idle = mark("Bytes stay at 0 until somebody sends something: try a ping or a port from one side to the other.")
    flows = any(one.ingress_bytes or one.egress_bytes for one in seen.view.connections)
    also = (
        say(
            mark("Network security groups decide what may pass: let the other side's ranges in where they are closed.")
        ),
        say(mark("Route tables decide where it goes: the other side's ranges lead to VirtualNetworkGateway.")),
        *(() if flows else (say(idle),)),
    )
    return Section(say(mark("Next")), (*also, look), tuple(shown))


def _first_connection(seen: Seen) -> PlannedStep | None:
    found = (one.planned for one in seen.view.steps.values() if one.planned.kind == steps.CONNECTION.name)
    return next(found, None)


def _show_line(step: PlannedStep) -> str:
    parsed = ids.parse(step.resource_id)
    return (
        f"az network vpn-connection show --name {parsed.name} --resource-group {parsed.resource_group}"
        f" --subscription {parsed.subscription} --query connectionStatus"
    )


def _money(seen: Seen) -> Section:
    title = say(mark("Money"))
    if seen.about.target.practice:
        told = mark("Practice Azure: nothing costs. In Azure these would be billed by the hour until deleted: {names}.")
        costly = ", ".join(aftermath.billed(seen.view))
        empty = mark("To empty practice Azure:")
        costs = (say(told, {"names": costly}),) if costly else ()
        return Section(title, (*costs, say(empty)), ("vnetwizard practice reset",))
    left = telling.remains(seen.view)
    if not left.commands:
        return Section(title, (say(mark("This run made nothing, so it costs nothing.")),))
    return Section(title, left.sentences, left.commands)
