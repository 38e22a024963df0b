"""Microsoft.Network/connections/sharedkey: the only place that tells a connection's key (azure-wire section 3)."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Annotated

import msgspec

from vnetwizard.practice.call import Answer, parse
from vnetwizard.practice.resources.base import begin, refuse_if_busy
from vnetwizard.practice.resources.connections import LONGEST_KEY, Connections, check_key

if TYPE_CHECKING:
    from vnetwizard.practice.call import Call

_connections = Connections()


class SharedKey(msgspec.Struct):
    """The body of a PUT."""

    value: str


class ResetSharedKey(msgspec.Struct, rename="camel"):
    """The body of a reset: the length of the key that Azure makes."""

    key_length: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_KEY)]


def get(call: Call) -> Answer:
    """Tell the key; null where none was ever set (ours)."""
    key, _ = call.tx.shared_key(_connections.require(call).key)
    return Answer(200, {"value": key}, provider=True)


def put(call: Call) -> Answer:
    """Set the key: 200 without a body, in force when the operation has ended (net22 L2843)."""
    call.content()
    key = parse(call.body, SharedKey).value
    check_key(key)
    return _set(call, key, "PutSharedKeyOperation", status=200)


def reset(call: Call) -> Answer:
    """Make Azure choose another key: 202, and operationResults ends with `null` (net19 L3671)."""
    call.content()
    length = parse(call.body, ResetSharedKey).key_length
    alphabet = string.ascii_letters + string.digits
    key = "".join(alphabet[int(call.tx.draw(0, len(alphabet) - 1e-9))] for _ in range(length))
    return _set(call, key, "ResetSharedKeyOperation", status=202)


def _set(call: Call, key: str, kind: str, *, status: int) -> Answer:
    row = _connections.require(call)
    refuse_if_busy(call, row)
    started = begin(call, row, kind)
    # The connection is Updating meanwhile (azure-facts 4.7), as after a PUT of its own.
    row.action = "PUT"
    call.tx.save(row)
    call.tx.set_shared_key(row.key, key, row.ends)
    return call.started(started, row.location, status=status)
