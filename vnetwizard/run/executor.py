"""Does the steps of a plan, as many at once as their dependencies and locks allow.

Every step reads before it writes: what is there and equal is adopted, what Azure works on is waited for, what is
missing is made, what differs stops the step. A step that fails skips what depends on it; the rest goes on.
"""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from enum import Enum
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from vnetwizard.plan import ids
from vnetwizard.plan.cloud import CloudError, Condition, Passing, Refused, declined
from vnetwizard.plan.planner import conflicts
from vnetwizard.plan.steps import Action
from vnetwizard.run.context import DEFAULT_LOOK_SECONDS, Context, OperationFailed, Stopped
from vnetwizard.run.events import Looked, Request, StepChanged, StepState
from vnetwizard.run.problems import Blocked, explain, gone

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from vnetwizard.plan.cloud import Body, Resource
    from vnetwizard.plan.planner import Plan
    from vnetwizard.plan.steps import Step
    from vnetwizard.run.facts import View
    from vnetwizard.topology.keys import SharedKey

_LAGGING_READS = 4
"""So often in a row a write whose answer was lost may be invisible before it counts as never applied: ours."""


class _Sent(Enum):
    """Whether a step's write has been sent."""

    NO = "no"
    UNSURE = "unsure"
    YES = "yes"


class Executor:
    """Executes one plan once.

    `history` is what earlier attempts left: operations under way, writes whose answer never came. `keys` has the shared
    key for every step with a `key_path`.
    """

    def __init__(self, plan: Plan, context: Context, history: View, keys: Mapping[str, SharedKey]) -> None:
        self._plan = plan
        self._context = context
        self._operations = dict(history.operations)
        self._unanswered = frozenset(history.unanswered)
        self._keys = keys
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def run(self) -> tuple[Blocked, ...]:
        """Do all steps that can be done, and return what was in the way of the others.

        Raises:
            Stopped: somebody asked for it; every request that had been sent is answered and written down.

        """
        by_id = {step.id: step for step in self._plan.steps}
        sorter = TopologicalSorter({step.id: step.after for step in self._plan.steps})
        sorter.prepare()
        under_way: dict[asyncio.Task[None], Step] = {}
        blocked: list[Blocked] = []
        undone = set(by_id)
        try:
            while sorter.is_active():
                for step_id in sorter.get_ready():
                    under_way[asyncio.create_task(self._do(by_id[step_id]), name=step_id)] = by_id[step_id]
                if not under_way:  # all that is left depends on what failed
                    break
                done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    step = under_way.pop(task)
                    undone.discard(step.id)
                    found = self._result(task, step)
                    if found is None:
                        sorter.done(step.id)
                    else:
                        blocked.append(found)
        finally:
            await _wind_up(under_way)
        for step_id in undone:
            self._change(by_id[step_id], StepState.SKIPPED)
        return tuple(blocked)

    def _result(self, task: asyncio.Task[None], step: Step) -> Blocked | None:
        """Return what kept a step from being done, or None; raise what concerns the whole run."""
        try:
            task.result()
        except (CloudError, OperationFailed, Blocked) as error:
            found = explain(error, step=step.id, name=step.name, resource_id=step.resource_id)
            self._change(step, StepState.FAILED)
            self._context.record(found.problem)
            return found
        return None

    async def _do(self, step: Step) -> None:
        """Bring one step about. Nothing else writes under its lock meanwhile."""
        async with self._locks[step.lock or step.id]:
            self._context.check_stop()
            self._change(step, StepState.STARTED)
            await self._settle(step)
            self._change(step, StepState.DONE)

    async def _settle(self, step: Step) -> None:
        """Read and act until the resource stands as wanted."""
        sent = _Sent.UNSURE if ids.key(step.resource_id) in self._unanswered else _Sent.NO
        in_a_row = invisible = 0
        while True:
            try:
                there = await self._context.cloud.get(step.resource_id)
                if there is None and sent is not _Sent.NO:
                    # a read may lag behind the write; a second PUT would be the worse mistake
                    invisible += 1
                    if sent is _Sent.UNSURE and invisible > _LAGGING_READS:
                        sent = _Sent.NO
                    raise Passing("NotVisibleYet", step.resource_id)  # noqa: TRY301
                if there is None:
                    sent, invisible = _Sent.UNSURE, 0
                    await self._write(step)
                    sent = _Sent.YES
                elif there.condition is Condition.WORKING:
                    await self._await(step)
                else:
                    return self._judge(step, there)
                in_a_row = 0
            except Passing as error:
                if declined(error):
                    sent = _Sent.NO
                in_a_row += 1
                if in_a_row >= error.tries:
                    raise
                await self._context.delay(step.id, error, in_a_row)

    def _judge(self, step: Step, there: Resource) -> None:
        """Return if the resource stands as wanted; raise Blocked if it cannot be kept."""
        found = conflicts(step, there)
        if found:
            raise Blocked.by_finding(step.id, found[0])

    async def _write(self, step: Step) -> None:
        """Make the resource. The intent is on the disk before the request leaves, the answer before anyone waits."""
        self._context.check_stop()
        if step.action is Action.KEEP:  # what was to be kept is not ours to make; the next attempt plans anew
            raise gone(step)
        self._context.record(Request(step=step.id, method="PUT", resource_id=step.resource_id, body=step.body))
        body = _with_key(step.body, step.key_path, self._keys.get(step.id))
        try:
            answer = await self._context.cloud.put(step.resource_id, body)
        except CloudError as error:
            self._context.declined(step.id, error)
            raise
        self._context.answered(step.id, answer)
        if answer.operation_url is not None:
            self._operations[ids.key(step.resource_id)] = answer.operation_url
            self._change(step, StepState.UPDATING)
            await self._context.finish(step.id, answer)

    async def _await(self, step: Step) -> None:
        """Wait for a resource that Azure works on: by its operation where we know it, else by reading it."""
        self._change(step, StepState.UPDATING)
        url = self._operations.get(ids.key(step.resource_id))
        if url is not None:
            try:
                await self._context.follow(step.id, url, None)
            except Passing:
                raise  # it goes on there; its URL is still good
            except Refused:
                del self._operations[ids.key(step.resource_id)]  # Azure forgets operations; the resource itself tells
            else:
                del self._operations[ids.key(step.resource_id)]
                return
        self._context.record(Looked(step=step.id, next_seconds=DEFAULT_LOOK_SECONDS))
        await self._context.sleep(DEFAULT_LOOK_SECONDS)

    def _change(self, step: Step, state: StepState) -> None:
        self._context.record(StepChanged(step=step.id, action=step.action, state=state))


async def _wind_up(under_way: Collection[asyncio.Task[None]]) -> None:
    """Let the others end: on a stop each ends by itself where it can; on anything worse none may go on writing."""
    _, exception, _ = sys.exc_info()
    if exception is not None and not isinstance(exception, Stopped):
        for task in under_way:
            task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)


def _with_key(body: Body, path: tuple[str, ...], key: SharedKey | None) -> Body:
    """Return a copy of `body` with the key at `path`; the plan's own body stays without."""
    if not path:
        return body
    if key is None:
        raise ValueError(path)
    head, *rest = path
    return {**body, head: _with_key(body.get(head, {}), tuple(rest), key) if rest else key.reveal()}
