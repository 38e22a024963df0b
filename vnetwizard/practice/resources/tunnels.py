"""Whether two connections make a tunnel, and what went through it.

Ours: the recordings show no connectionStatus but Unknown. The rule that both directions must be there, with one key
and one IPsec policy, is Azure's (azure-facts sections 2 and 8); how long each status lasts is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vnetwizard.practice.transaction import Row

if TYPE_CHECKING:
    from vnetwizard.practice.transaction import Transaction

GIVE_UP_SECONDS = 60.0
"""Azure seconds of Unknown (no other direction) or Connecting (keys differ) before NotConnected."""
QUIET_SECONDS = 30.0
"""Azure seconds of Connected before the first byte."""
BYTES_IN_SECOND = 40.0
"""Bytes sent in an Azure second, times the delay of the direction: 400 to 1600."""


class _End(msgspec.Struct):
    row: Row
    key: str | None
    since: float
    """When all that this end needs was in place, Azure seconds."""


def look(tx: Transaction, row: Row) -> tuple[str, int, int]:
    """Give connectionStatus, ingress bytes and egress bytes of a connection that has been made."""
    here = _end(tx, row)
    near, far = row.facts["gateways"]
    others = [_end(tx, other) for other in tx.referrers(far) if other.facts["gateways"] == [far, near]]
    made = [other for other in others if tx.now >= other.since]
    if tx.now < here.since:
        return "Unknown", 0, 0
    if not made:
        return ("Unknown" if tx.now < here.since + GIVE_UP_SECONDS else "NotConnected"), 0, 0
    fits = [other for other in made if _fit(here, other)]
    if not fits:
        start = max(here.since, min(other.since for other in made))
        return ("Connecting" if tx.now < start + GIVE_UP_SECONDS else "NotConnected"), 0, 0
    other = min(fits, key=lambda end: end.since)
    start = max(here.since, other.since)
    if tx.now < start + row.facts["delay"]:
        return "Connecting", 0, 0
    both = start + max(row.facts["delay"], other.row.facts["delay"]) + QUIET_SECONDS
    seconds = max(0.0, tx.now - both)
    return "Connected", _sent(other.row, seconds), _sent(row, seconds)


def _end(tx: Transaction, row: Row) -> _End:
    key, since = tx.shared_key(row.key)
    gateways = [tx.find(gateway) for gateway in row.facts["gateways"]]
    if row.action == "DELETE" or any(gateway is None or gateway.action == "DELETE" for gateway in gateways):
        return _End(row, key, float("inf"))
    # New tags do not disturb a tunnel, a new body or key does.
    own = row.ends if row.action == "PUT" else row.ready_at
    return _End(row, key, max(own, since, *(gateway.ready_at for gateway in gateways if gateway)))


def _fit(one: _End, other: _End) -> bool:
    mine, theirs = _properties(one.row), _properties(other.row)
    passive = mine.get("connectionMode") == theirs.get("connectionMode") == "ResponderOnly"
    same_policy = mine.get("ipsecPolicies", []) == theirs.get("ipsecPolicies", [])
    return one.key is not None and one.key == other.key and same_policy and not passive


def _properties(row: Row) -> dict[str, object]:
    properties: dict[str, object] = msgspec.json.decode(row.body)["properties"]
    return properties


def _sent(row: Row, seconds: float) -> int:
    return int(seconds * row.facts["delay"] * BYTES_IN_SECOND)
