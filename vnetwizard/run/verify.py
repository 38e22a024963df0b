"""Proves a pair: both connections read one by one, one key at both ends, both Connected."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from vnetwizard.plan import ids
from vnetwizard.plan.cloud import Condition, NeedsMending, Passing, Refused
from vnetwizard.run.context import OperationFailed
from vnetwizard.run.events import Check, ConnectionState, Outcome, PairChecked, Problem, StepState
from vnetwizard.run.pairs import names_of, set_key
from vnetwizard.run.problems import Blocked
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Container

    from vnetwizard.plan.cloud import Cloud, ConnectionReading
    from vnetwizard.run.context import Context
    from vnetwizard.run.pairs import Ends
    from vnetwizard.topology.keys import SharedKey

CONNECTED = "Connected"
LONGEST_WAIT = timedelta(minutes=15)
"""Of Azure's time, from two connections that Succeeded; longer is a diagnosis, not a wait (design §1)."""
_LOOK_SECONDS = 10.0

_KEYS_DIFFER = mark("{first} and {second} have different shared keys, so no tunnel can come up between them.")
_KEYS_DIFFER_MEND = mark(
    "Give both the same key (az network vpn-connection shared-key update), or delete the one that is not yours."
)
_NOT_CONNECTED = mark(
    "{first} and {second} are both there with one key, and are not Connected after {minutes} minutes: {status}"
)
_NOT_CONNECTED_MEND = mark("Look at both gateways and connections in the portal; resetting a connection may help.")
_GONE = mark("{first} or {second} is not there any more; somebody or something deleted it meanwhile.")
_GONE_MEND = mark("Find out who deletes it. What is missing is made again.")


async def verify(context: Context, ends: Ends, key: SharedKey, *, made: Container[str]) -> tuple[ConnectionState, ...]:
    """Prove one pair whose connections have both Succeeded.

    Keys that differ are set to `key` at both ends, but only where this run made both connections.

    Returns:
        Both connections as they stand.

    Raises:
        Blocked: it cannot be proven; the problem names what can be seen.

    """
    await _prove_keys(context, ends, key, ours=_made_both(ends, made))
    return await _prove_status(context, ends)


def _made_both(ends: Ends, made: Container[str]) -> bool:
    return all(ids.key(step.resource_id) in made for step in ends.both)


async def _prove_keys(context: Context, ends: Ends, key: SharedKey, *, ours: bool) -> None:
    _record(context, ends, Check.KEYS, StepState.STARTED)
    try:
        equal = await keys_equal(context, ends)
    except (NeedsMending, Refused):
        # without the right to read keys there is no proof but the status, which needs equal keys as well
        _record(context, ends, Check.KEYS, StepState.SKIPPED)
        return
    if not equal and ours:
        equal = await _mend_keys(context, ends, key)
    if not equal:
        _record(context, ends, Check.KEYS, StepState.FAILED)
        raise _blocked(ends, "keys-differ", _KEYS_DIFFER, _KEYS_DIFFER_MEND)
    _record(context, ends, Check.KEYS, StepState.DONE)


async def _mend_keys(context: Context, ends: Ends, key: SharedKey) -> bool:
    """Set both keys anew and say whether they are equal then; keys that cannot be set go on being different."""
    try:
        for step in ends.both:
            await set_key(context, step, key)
        return await keys_equal(context, ends)
    except (NeedsMending, OperationFailed, Passing, Refused):
        return False


async def keys_equal(context: Context, ends: Ends) -> bool:
    """Read both keys back and compare them, in memory only."""
    first, second = [
        await context.patiently(step.id, lambda step=step: context.cloud.shared_key(step.resource_id))  # type: ignore[misc]
        for step in ends.both
    ]
    return first.same_as(second)


async def _prove_status(context: Context, ends: Ends) -> tuple[ConnectionState, ...]:
    _record(context, ends, Check.STATUS, StepState.STARTED)
    began = context.cloud.now()
    shown: tuple[ConnectionReading, ...] = ()
    while True:
        readings = await context.patiently(ends.first.id, lambda: read_both(context.cloud, ends))
        if len(readings) < len(ends.both):
            _record(context, ends, Check.STATUS, StepState.FAILED)
            raise _blocked(ends, "connection-gone", _GONE, _GONE_MEND)
        if all(one.status == CONNECTED and one.condition is Condition.READY for one in readings):
            _record(context, ends, Check.STATUS, StepState.DONE, *readings)
            return states(readings)
        if context.cloud.now() - began > LONGEST_WAIT:
            _record(context, ends, Check.STATUS, StepState.FAILED, *readings)
            minutes = str(int(LONGEST_WAIT.total_seconds() // 60))
            raise _blocked(
                ends, "not-connected", _NOT_CONNECTED, _NOT_CONNECTED_MEND, minutes=minutes, status=names_of(readings)
            )
        if _statuses(readings) != _statuses(shown):
            _record(context, ends, Check.STATUS, StepState.UPDATING, *readings)
        shown = readings
        await context.sleep(_LOOK_SECONDS)


def _statuses(readings: tuple[ConnectionReading, ...]) -> tuple[str, ...]:
    return tuple(one.status for one in readings)


async def read_both(cloud: Cloud, ends: Ends) -> tuple[ConnectionReading, ...]:
    """Read both connections, each by its own GET: lists do not show the status (azure-wire §3)."""
    found = [await cloud.connection(step.resource_id) for step in ends.both]
    return tuple(one for one in found if one is not None)


def states(readings: tuple[ConnectionReading, ...]) -> tuple[ConnectionState, ...]:
    """Return readings as they stand at the end of a journal."""
    return tuple(
        ConnectionState(
            name=one.name, status=one.status, ingress_bytes=one.ingress_bytes, egress_bytes=one.egress_bytes
        )
        for one in readings
    )


def _record(context: Context, ends: Ends, check: Check, state: StepState, *readings: ConnectionReading) -> None:
    values = {one.name: one.status for one in readings}
    context.record(PairChecked(pair=ends.pair.label, check=check, state=state, values=values))


def _blocked(ends: Ends, code: str, message: str, mend: str, **values: str) -> Blocked:
    problem = Problem(
        step="",
        code=code,
        message=message,
        mend=mend,
        values={"first": ends.first.name, "second": ends.second.name, **values},
    )
    return Blocked(problem, Outcome.PAUSED)
