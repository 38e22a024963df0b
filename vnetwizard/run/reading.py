"""What the reader process answers: questions about Azure that change nothing. One JSON object a line, each way."""

from __future__ import annotations

from msgspec import Struct

from vnetwizard.plan import planner
from vnetwizard.plan.cloud import (
    Cloud,
    CloudError,
    Identity,
    Inventory,
    NeedsMending,
    Passing,
    Refused,
    SubscriptionUnclear,
)
from vnetwizard.plan.planner import Plan
from vnetwizard.run import verify
from vnetwizard.run.events import ConnectionState, Problem
from vnetwizard.run.pairs import Ends, ends_of
from vnetwizard.run.problems import explain
from vnetwizard.topology import planfile


class PlanQuestion(Struct, frozen=True, tag="plan", tag_field="ask"):
    """Asks what would be made of a plan file's text."""

    plan: str


class PairsQuestion(Struct, frozen=True, tag="pairs", tag_field="ask"):
    """Asks how the pairs of a plan file's text stand."""

    plan: str


class AccountQuestion(Struct, frozen=True, tag="account", tag_field="ask"):
    """Asks whom Azure takes us for, and which subscriptions we see."""


class GroupsQuestion(Struct, frozen=True, tag="groups", tag_field="ask"):
    """Asks which resource groups a subscription has."""

    subscription: str


Question = PlanQuestion | PairsQuestion | AccountQuestion | GroupsQuestion

_TRIES = 4


class PlanAnswer(Struct, frozen=True, tag="plan", tag_field="answer"):
    """The plan, the plan file's text with subscriptions filled in, and whom Azure takes us for."""

    plan: Plan
    text: str
    identity: Identity


class PairReading(Struct, frozen=True):
    """One pair as it stands. `one_key` is None where the keys may not be read, or a connection is missing."""

    pair: str
    one_key: bool | None
    connections: tuple[ConnectionState, ...]
    missing: tuple[str, ...]

    @property
    def proven(self) -> bool:
        """Whether both directions are Connected with one key."""
        both = len(self.connections) == 2  # noqa: PLR2004 - a pair
        return both and self.one_key is True and all(one.status == verify.CONNECTED for one in self.connections)


class PairsAnswer(Struct, frozen=True, tag="pairs", tag_field="answer"):
    """All pairs as they stand."""

    pairs: tuple[PairReading, ...]


class ProblemAnswer(Struct, frozen=True, tag="problem", tag_field="answer"):
    """It could not be answered. `subscriptions` are those among which somebody has to choose, id and name."""

    problem: Problem
    subscriptions: tuple[tuple[str, str], ...] = ()


class SignInAnswer(Struct, frozen=True, tag="sign-in", tag_field="answer"):
    """Not the answer yet: somebody has to enter `code` at `url` first."""

    url: str
    code: str


class AccountAnswer(Struct, frozen=True, tag="account", tag_field="answer"):
    """Who we are, the subscriptions by id and name, and the one that a plan file without one gets, if that is clear."""

    identity: Identity
    subscriptions: tuple[tuple[str, str], ...]
    default: str | None


class GroupsAnswer(Struct, frozen=True, tag="groups", tag_field="answer"):
    """The resource groups of a subscription, by name and region."""

    subscription: str
    groups: tuple[tuple[str, str], ...]


Answer = PlanAnswer | PairsAnswer | AccountAnswer | GroupsAnswer | ProblemAnswer | SignInAnswer


async def answer(cloud: Cloud, question: Question) -> Answer:
    """Answer one question; somebody waits for it, so what passes gets few tries."""
    tries = 1
    while True:
        try:
            return await _answer(cloud, question)
        except Passing as error:
            if tries >= _TRIES:
                return ProblemAnswer(explain(error).problem)
            await cloud.sleep(2.0**tries if error.retry_after is None else error.retry_after)
            tries += 1


async def _answer(cloud: Cloud, question: Question) -> Answer:
    try:
        match question:
            case PlanQuestion():
                return await _plan(cloud, question.plan)
            case PairsQuestion():
                return await _pairs(cloud, question.plan)
            case AccountQuestion():
                return await _account(cloud)
            case GroupsQuestion():
                return GroupsAnswer(question.subscription, await cloud.resource_groups(question.subscription))
    except Passing:
        raise
    except CloudError as error:
        visible = error.visible if isinstance(error, SubscriptionUnclear) else ()
        return ProblemAnswer(explain(error).problem, visible)


async def _plan(cloud: Cloud, text: str) -> PlanAnswer:
    topology = planfile.read(text, "plan")
    identity = await cloud.identity()
    subscriptions = [one.subscription for one in topology.networks] + [one.subscription for one in topology.sites]
    if None in subscriptions:
        topology = planner.resolved(topology, await cloud.resolve_subscription())
    inventory = await cloud.inventory(planner.wanted_ids(topology))
    return PlanAnswer(planner.make(topology, inventory), planfile.write(topology), identity)


async def _account(cloud: Cloud) -> AccountAnswer:
    identity = await cloud.identity()
    found = await cloud.visible_subscriptions()
    try:
        default = await cloud.resolve_subscription()
    except SubscriptionUnclear:
        default = None
    return AccountAnswer(identity, found, default)


async def _one_key(cloud: Cloud, ends: Ends) -> bool | None:
    try:
        first, second = [await cloud.shared_key(step.resource_id) for step in ends.both]
    except (NeedsMending, Refused):  # without the right to read keys, that alone is not known
        return None
    return first.same_as(second)


async def _pairs(cloud: Cloud, text: str) -> PairsAnswer:
    plan = planner.make(planfile.read(text, "plan"), Inventory())
    readings = []
    for ends in ends_of(plan):
        both = await verify.read_both(cloud, ends)
        one_key = await _one_key(cloud, ends) if len(both) == len(ends.both) else None
        there = {one.name.casefold() for one in both}
        missing = tuple(step.name for step in ends.both if step.name.casefold() not in there)
        readings.append(PairReading(ends.pair.label, one_key, verify.states(both), missing))
    return PairsAnswer(tuple(readings))
