"""One attempt at a run, from its journal to its outcome. `apply` and `resume` are this same path."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vnetwizard.plan import planner
from vnetwizard.plan.cloud import CloudError
from vnetwizard.run import events, pairs, verify
from vnetwizard.run.context import Context, OperationFailed, Stopped
from vnetwizard.run.events import ConnectionState, KeyOrigin, Outcome, Planned, PlannedPair, PlannedStep
from vnetwizard.run.executor import Executor
from vnetwizard.run.facts import View, view
from vnetwizard.run.problems import Blocked, explain, worst
from vnetwizard.topology import planfile

if TYPE_CHECKING:
    from vnetwizard.plan.cloud import Cloud
    from vnetwizard.plan.planner import Plan
    from vnetwizard.run.journal import Journal
    from vnetwizard.topology.keys import SharedKey


async def work(journal: Journal, cloud: Cloud, typed: SharedKey | None, stop: asyncio.Event) -> Outcome:
    """Make one attempt, and return how it ended; the journal has everything else.

    Whoever calls holds the run's lock. `typed` is the key that a person brought, if one did.
    """
    about = journal.about()
    history = view(journal.entries())
    context = Context(cloud, journal, stop)
    context.record(events.RunStarted(run=about.id, attempt=history.attempts + 1, pid=os.getpid()))
    connections: tuple[ConnectionState, ...] = ()
    announcing = asyncio.create_task(_announce_stop(context, stop))
    try:
        text = history.plan or about.plan
        promised = about.typed_key or any(key.origin is KeyOrigin.TYPED for key in history.keys.values())
        outcome, connections = await _attempt(context, text, history, typed, promised=promised)
    except Stopped:
        outcome = Outcome.STOPPED
    except (CloudError, OperationFailed, Blocked) as error:
        blocked = explain(error)
        context.record(blocked.problem)
        outcome = blocked.outcome
    finally:
        announcing.cancel()
    context.record(events.RunFinished(run=about.id, outcome=outcome, connections=connections))
    return outcome


async def _announce_stop(context: Context, stop: asyncio.Event) -> None:
    await stop.wait()
    context.record(events.Stopping())


def give_up(journal: Journal, error: CloudError) -> None:
    """Write down an attempt that ended before there was a cloud to speak to."""
    run, blocked, now = journal.about().id, explain(error), datetime.now(UTC)
    attempt = view(journal.entries()).attempts + 1
    journal.record(events.RunStarted(run=run, attempt=attempt, pid=os.getpid()), now)
    journal.record(blocked.problem, now)
    journal.record(events.RunFinished(run=run, outcome=Outcome.PAUSED), now)


async def _attempt(
    context: Context, text: str, history: View, typed: SharedKey | None, *, promised: bool
) -> tuple[Outcome, tuple[ConnectionState, ...]]:
    identity = await context.patiently("", context.cloud.identity)
    context.record(events.SignedIn(name=identity.name, tenant=identity.tenant, method=identity.method))
    topology = planfile.read(text, "journal")
    wanted = planner.wanted_ids(topology)
    inventory = await context.patiently("", lambda: context.cloud.inventory(wanted))
    plan = planner.make(topology, inventory)
    context.record(planned(plan))
    if plan.conflicts:
        in_the_way = tuple(Blocked.by_finding("", finding) for finding in plan.conflicts)
        for found in in_the_way:
            context.record(found.problem)
        return worst(in_the_way), ()

    ends = pairs.ends_of(plan)
    keys: dict[str, SharedKey] = {}
    for one in ends:
        key = await pairs.choose_key(context, one, typed, promised=promised, made=history.made)
        keys |= {step.id: key for step in one.both}

    blocked = await Executor(plan, context, history, keys).run()
    if blocked:
        return worst(blocked), ()
    made = context.history().made
    proven: list[ConnectionState] = []
    for one in ends:
        proven.extend(await verify.verify(context, one, keys[one.first.id], made=made))
    return Outcome.CONNECTED, tuple(proven)


def planned(plan: Plan) -> Planned:
    """Return a plan as an event."""
    return Planned(
        steps=tuple(
            PlannedStep(
                step=step.id,
                kind=step.kind,
                name=step.name,
                action=step.action,
                resource_id=step.resource_id,
                side=step.side,
                location=step.location,
                after=step.after,
                seconds=step.seconds,
                billed=step.billed,
            )
            for step in plan.steps
        ),
        pairs=tuple(PlannedPair(pair=one.label, first=one.first, second=one.second) for one in plan.pairs),
    )
