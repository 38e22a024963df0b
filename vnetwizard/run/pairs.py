"""The shared key of a pair: where it comes from, and how both ends are given one.

Nothing here changes the key of a connection that this run did not make.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.plan import ids
from vnetwizard.plan.cloud import NeedsMending, Refused
from vnetwizard.plan.planner import Pair
from vnetwizard.plan.steps import Step
from vnetwizard.run.events import KeyChosen, KeyOrigin, Outcome, Problem, Request
from vnetwizard.run.problems import Blocked
from vnetwizard.topology import keys
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Container

    from vnetwizard.plan.cloud import ConnectionReading
    from vnetwizard.plan.planner import Plan
    from vnetwizard.run.context import Context
    from vnetwizard.topology.keys import SharedKey

NEEDS_KEY = "needs-key"
"""The code of the problem that only the typed key mends."""
_NEEDS_KEY = mark("The shared key of {name} was given by hand, and there is no connection yet to read it from.")
_NEEDS_KEY_MEND = mark("Bring the same key again: --shared-key-file FILE, or - for standard input.")
_UNREADABLE = mark("The shared key of {name} may not be read back: {reason}")
_UNREADABLE_MEND = mark(
    "Bring the key in --shared-key-file FILE, or get the right Microsoft.Network/connections/sharedKey/action."
)
_ANOTHER_KEY = mark("{name} is there already with another key than the one you brought.")
_ANOTHER_KEY_MEND = mark(
    "Leave --shared-key-file out: the key is then read from {name}. Or give this link other connection names."
)


class Ends(Struct, frozen=True, kw_only=True):
    """The two steps that make a pair's connections."""

    pair: Pair
    first: Step
    second: Step

    @property
    def both(self) -> tuple[Step, Step]:
        """Both steps."""
        return self.first, self.second


def ends_of(plan: Plan) -> tuple[Ends, ...]:
    """Return the steps of each pair of a plan."""
    return tuple(Ends(pair=pair, first=plan.step(pair.first), second=plan.step(pair.second)) for pair in plan.pairs)


async def choose_key(
    context: Context, ends: Ends, typed: SharedKey | None, *, promised: bool, made: Container[str]
) -> SharedKey:
    """Find the key for a pair before its connections are made.

    A connection that is there gives its own. Else `typed`; else, unless a typed one was `promised` when the run
    began, a generated one. `made` holds the resource keys of what this run made.

    Raises:
        Blocked: only a person can say which key to use.

    """
    found = [step for step in ends.both if await _there(context, step)]
    if found:
        return await _key_of(context, ends, found, typed, promised=promised, made=made)
    if typed is None and promised:
        raise _blocked(ends.first, NEEDS_KEY, _NEEDS_KEY, _NEEDS_KEY_MEND)
    return _chosen(context, ends, typed)


async def _key_of(
    context: Context,
    ends: Ends,
    found: list[Step],
    typed: SharedKey | None,
    *,
    promised: bool,
    made: Container[str],
) -> SharedKey:
    try:
        key = await context.patiently(found[0].id, lambda: context.cloud.shared_key(found[0].resource_id))
    except (NeedsMending, Refused) as error:
        ours = all(ids.key(step.resource_id) in made for step in found)
        if not ours or (typed is None and promised):
            raise _blocked(found[0], "key-unreadable", _UNREADABLE, _UNREADABLE_MEND, reason=error.message) from None
        key = _chosen(context, ends, typed)
        for step in found:
            await set_key(context, step, key)
        return key
    context.keep_secret(key)
    if typed is not None and not typed.same_as(key):
        raise _blocked(found[0], "another-key", _ANOTHER_KEY, _ANOTHER_KEY_MEND)
    _record(context, ends, key, KeyOrigin.AZURE)
    return key


async def _there(context: Context, step: Step) -> bool:
    return await context.patiently(step.id, lambda: context.cloud.connection(step.resource_id)) is not None


async def set_key(context: Context, step: Step, key: SharedKey) -> None:
    """Give one end a key by the sharedkey endpoint, and wait until Azure has taken it."""
    await context.patiently(step.id, lambda: _set_key(context, step, key))


async def _set_key(context: Context, step: Step, key: SharedKey) -> None:
    """Set it once; setting the same key again changes nothing."""
    context.check_stop()
    resource_id = f"{step.resource_id}/sharedkey"
    context.record(Request(step=step.id, method="PUT", resource_id=resource_id, body={}))
    answer = await context.cloud.set_shared_key(step.resource_id, key)
    context.answered(step.id, answer)
    await context.finish(step.id, answer)


def _chosen(context: Context, ends: Ends, typed: SharedKey | None) -> SharedKey:
    key = context.keep_secret(typed or keys.generate())
    _record(context, ends, key, KeyOrigin.TYPED if typed else KeyOrigin.GENERATED)
    return key


def _record(context: Context, ends: Ends, key: SharedKey, origin: KeyOrigin) -> None:
    salt = secrets.token_bytes(16)
    fingerprint = keys.fingerprint(key, salt) or ""
    context.record(KeyChosen(pair=ends.pair.label, origin=origin, salt=salt.hex(), fingerprint=fingerprint))


def _blocked(step: Step, code: str, message: str, mend: str, **values: str) -> Blocked:
    problem = Problem(
        step=step.id,
        code=code,
        message=message,
        mend=mend,
        values={"name": step.name, "id": step.resource_id, **values},
    )
    return Blocked(problem, Outcome.PAUSED)


def names_of(readings: tuple[ConnectionReading, ...]) -> str:
    """Return the names and statuses of connections, for a sentence."""
    return ", ".join(f"{one.name}: {one.status}" for one in readings)
