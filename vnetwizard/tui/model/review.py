"""The review as lines: what will be made, changed and left, how long that takes, what it costs, what is in the way."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import set_cell_size

from vnetwizard.plan import planner, steps
from vnetwizard.plan.cloud import Inventory
from vnetwizard.plan.estimate import estimate
from vnetwizard.plan.steps import Action
from vnetwizard.run.reading import PlanAnswer, ProblemAnswer
from vnetwizard.run.wording import between
from vnetwizard.topology import regions
from vnetwizard.tui.model.form import told, worst_first
from vnetwizard.tui.model.lines import Line, Piece, Tone, cut, folded, padded, width
from vnetwizard.wizard.pages import REVIEW
from vnetwizard.words import mark, say, say_many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vnetwizard.plan.planner import Plan
    from vnetwizard.plan.steps import Step
    from vnetwizard.topology.findings import Finding
    from vnetwizard.topology.model import Network
    from vnetwizard.tui.signs import Signs
    from vnetwizard.wizard.review import Review

CONFIRMATION = "create"
"""The word that begins it; the same as on the command line."""

_NOBODYS = "00000000-0000-0000-0000-000000000000"
"""Stands for a subscription until Azure says which it is."""

_GUTTER = 2
_TWO_COLUMNS = 54
_LABEL = 8
_LEAST_DETAIL = 6
"""Cells of a detail, with the blanks before it, that still say something."""
_KINDS = {
    steps.RESOURCE_GROUP.name: mark("resource group"),
    steps.SUBNET.name: mark("subnet"),
    steps.PUBLIC_IP.name: mark("public IP"),
    steps.CONNECTION.name: mark("connection"),
}
_SIGNS = {Action.CREATE: ("+", Tone.GOOD), Action.CHANGE: ("~", Tone.WARNING), Action.KEEP: ("=", Tone.FAINT)}


Fact = tuple[Piece, Piece]
"""A label, and what there is to say."""


class Asked(NamedTuple):
    """What Azure said of the plan file's text that it was asked about; `None` while it has not answered."""

    text: str
    answer: PlanAnswer | ProblemAnswer | None = None
    trouble: str = ""


def can_begin(review: Review, asked: Asked | None) -> bool:
    """Say whether everything is known that has to be known before anything is made."""
    return (
        review.ready
        and asked is not None
        and asked.text == review.plan_file
        and isinstance(asked.answer, PlanAnswer)
        and not asked.answer.plan.conflicts
    )


def review_lines(review: Review, asked: Asked | None, room: int, signs: Signs, *, practice: bool) -> tuple[Line, ...]:
    """Return everything that the review shows, each line for itself; long ones are folded by whoever draws them."""
    lines: list[Line] = []
    answer = asked.answer if asked and asked.text == review.plan_file else None
    if not review.ready:
        lines += _incomplete(review)
    elif isinstance(answer, PlanAnswer):
        lines += _plan(answer, review, room, signs, practice=practice)
    elif isinstance(answer, ProblemAnswer):
        lines += _problem(answer)
    elif asked and asked.trouble:
        lines += _dead_end(asked.trouble)
    else:
        lines += _meanwhile(review, room, signs, practice=practice)
    conflicts = answer.plan.conflicts if isinstance(answer, PlanAnswer) else ()
    found = told((*conflicts, *_findings(review)))
    gap: tuple[Line, ...] = ((),) if lines and found else ()
    return (*lines, *gap, *found)


def _findings(review: Review) -> Sequence[Finding]:
    """Return what pages do not tell, or tell in passing: what no page asks about, and what keeps nobody."""
    return worst_first([one.finding for one in review.findings if one.page == REVIEW or not one.is_error])


def _meanwhile(review: Review, room: int, signs: Signs, *, practice: bool) -> Iterator[Line]:
    """Give what would be made if nothing were there, while Azure is asked; its answer changes only what differs."""
    plan = planner.make(planner.resolved(review.topology, _NOBODYS), Inventory())
    yield ((say(mark("Asking Azure what of this is there already…")), Tone.STRONG),)
    yield from _steps(plan, review, room, signs)
    yield ()
    asking = (say(mark("asking who you are, and in which tenant and subscription Azure takes you to be")), Tone.FAINT)
    whom = ((_fact(mark("As"), "")[0], asking), _fact(mark("In"), ""))
    for label, text in (_time(plan), _money(plan, practice=practice), *whom):
        yield from folded(label, text, room)


def _incomplete(review: Review) -> Iterator[Line]:
    if review.missing:
        yield ((say(mark("Not complete yet; F2 goes to any page:")), Tone.STRONG),)
    for phrase in review.missing:
        yield (("  ", Tone.PLAIN), (phrase.say(), Tone.WARNING))


def _plan(answer: PlanAnswer, review: Review, room: int, signs: Signs, *, practice: bool) -> Iterator[Line]:
    """Give what will be made; nothing where Azure takes two of the resources for one."""
    plan = answer.plan
    if not plan.steps:
        return
    yield _headline(plan)
    yield from _steps(plan, review, room, signs)
    yield ()
    for label, text in (_time(plan), _money(plan, practice=practice), *_whom(answer)):
        yield from folded(label, text, room)


def _headline(plan: Plan) -> Line:
    parts = [say_many("{count} thing will be made", "{count} things will be made", plan.count(Action.CREATE))]
    if changed := plan.count(Action.CHANGE):
        parts.append(say_many("{count} changed", "{count} changed", changed))
    if kept := plan.count(Action.KEEP):
        parts.append(say_many("{count} left as it is", "{count} left as they are", kept))
    return ((", ".join(parts), Tone.STRONG),)


def _steps(plan: Plan, review: Review, room: int, signs: Signs) -> Iterator[Line]:
    """Give both sides' steps, beside each other where there is room."""
    sides = list(dict.fromkeys(step.side for step in plan.steps))
    conflicting = {finding.field for finding in plan.conflicts}
    column = (room - _GUTTER) // 2 if room >= _TWO_COLUMNS else room
    columns = []
    for label in sides:
        network = review.topology.network(label)
        mine = [step for step in plan.steps if step.side == label]
        rows = [_step(step, network, column, signs, clash=step.id in conflicting) for step in mine]
        columns.append([cut(_title(label, network, mine), column, signs.cut), *rows])
    if room < _TWO_COLUMNS:
        for rows in columns:
            yield from rows
        return
    for at in range(0, len(columns), 2):
        for left, *right in zip_longest(*columns[at : at + 2], fillvalue=()):
            yield (*padded(left, column + _GUTTER), *(piece for cell in right for piece in cell))


def _title(label: str, network: Network | None, mine: list[Step]) -> Line:
    region = regions.find(mine[0].location)
    where = region.display_name if region else mine[0].location
    return ((network.name if network else label, Tone.STRONG), (f"  {where}", Tone.FAINT))


def _step(step: Step, network: Network | None, room: int, signs: Signs, *, clash: bool) -> Line:
    sign, tone = ("!", Tone.ERROR) if clash else _SIGNS[step.action]
    line: Line = ((f"{sign} ", tone), (step.name, Tone.PLAIN))
    detail = _detail(step, network)
    whole = (*line, (f"  {detail}", Tone.FAINT))
    fits = width(whole) <= room
    has_room = width(line) + _LEAST_DETAIL <= room and step.kind not in _KINDS
    return cut(whole if detail and (fits or has_room) else line, room, signs.cut)


def _detail(step: Step, network: Network | None) -> str:
    """Return what a person knows a resource by: a network by its ranges, a gateway by its SKU."""
    if network is not None and step.kind == steps.VIRTUAL_NETWORK.name:
        return ", ".join(network.address_space)
    if network is not None and step.kind == steps.GATEWAY.name and network.gateway is not None:
        return network.gateway.sku
    return say(_KINDS[step.kind]) if step.kind in _KINDS else ""


def _time(plan: Plan) -> Fact:
    found = estimate(plan)
    told = mark("{time}, as recorded at Azure; both sides at once")
    if any(step.kind == steps.GATEWAY.name and step.action is Action.CREATE for step in plan.steps):
        told = mark("{time}, both sides at once, as recorded; 55 min at worst")
    return _fact(mark("Time"), say(told, {"time": between(found.shortest, found.longest)}))


def _money(plan: Plan, *, practice: bool) -> Fact:
    billed = [step.name for step in plan.steps if step.billed and step.action is Action.CREATE]
    label, values = mark("Money"), {"names": ", ".join(billed)}
    if not billed:
        return _fact(label, say(mark("nothing here is billed by the hour")))
    if practice:
        told = mark("nothing here. In Azure billed by the hour, used or not: {names}")
        return _fact(label, say(told, values))
    told = mark("billed by the hour from creation, used or not, at a price not known here: {names}")
    return _fact(label, say(told, values), Tone.WARNING)


def _whom(answer: PlanAnswer) -> tuple[Fact, Fact]:
    who = answer.identity
    values = {"name": who.name or who.object_id or say(mark("nobody in particular")), "tenant": who.tenant or "-"}
    values["method"] = who.method
    ids = sorted({step.resource_id.split("/")[2] for step in answer.plan.steps})
    return (
        _fact(mark("As"), say(mark("{name}, tenant {tenant} ({method})"), values)),
        _fact(mark("In"), say(mark("subscription {id}"), {"id": ", ".join(ids)})),
    )


def gateway_time() -> Line:
    """Return how long Azure takes to make a gateway, for the page that asks about it."""
    time = between(*steps.GATEWAY.seconds)
    told = mark("Azure takes {time} to make it, as recorded; 55 at worst.")
    return ((say(told, {"time": time}), Tone.FAINT),)


def _fact(label: str, text: str, tone: Tone = Tone.PLAIN) -> Fact:
    return (set_cell_size(say(label), _LABEL), Tone.FAINT), (text, tone)


def _problem(answer: ProblemAnswer) -> Iterator[Line]:
    problem = answer.problem
    yield ((say(problem.message, problem.values), Tone.ERROR),)
    yield ((say(problem.mend, problem.values), Tone.PLAIN),)
    for id_, name in answer.subscriptions:
        yield ((f"  {id_}  ", Tone.STRONG), (name, Tone.FAINT))
    if problem.request_id:
        asked = say(mark("Azure's request id, for support: {id}"), {"id": problem.request_id})
        yield ((asked, Tone.FAINT),)


def _dead_end(trouble: str) -> Iterator[Line]:
    yield ((trouble, Tone.ERROR),)
    yield ((say(mark("Nothing was made. F4 asks again; F9 keeps your answers as a plan file.")), Tone.PLAIN),)
