"""Long-running operations: how long each takes, how often Azure wants to be asked, and where.

Durations are the ranges of the recordings (azure-wire section 8), in Azure seconds. A gateway's 20 to 25 minutes are
the recorded ones of VpnGw1 since 2021 (1082 to 1485 s, azure-wire section 2.1) without the fastest.
"""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec

if TYPE_CHECKING:
    from vnetwizard.practice.transaction import Transaction

TICKS_AT_1970 = 621_355_968_000_000_000
TICKS_IN_SECOND = 10_000_000
CERTIFICATE_BYTES = 1_950  # base64url makes 2600 characters of them: the length of `c` in the recordings of 2025
GROUP_CERTIFICATE_BYTES = 2_250  # a resource group's URL is longer still, 3600 characters
SIGNATURE_BYTES = 256


class Timing(msgspec.Struct, frozen=True):
    """How an operation behaves in time, all in Azure seconds."""

    shortest: float
    longest: float
    first_retry: int
    """Retry-After of the answer that starts it."""
    retries: tuple[int, ...] = (10,)
    """Retry-After of the polls that follow, the last one again and again."""


TIMINGS = {
    "PutVirtualNetworkOperation": Timing(3, 24, 3),
    "UpdateVirtualNetworkOperation": Timing(4, 17, 3),
    "DeleteVirtualNetworkOperation": Timing(9, 20, 10),
    "PutSubnetOperation": Timing(3, 11, 3),
    "UpdateSubnetOperation": Timing(5, 9, 3),
    "DeleteSubnetOperation": Timing(10, 14, 10),
    # Recorded from 0 s on; ours takes at least one, so that it is always seen Updating.
    "PutPublicIpAddressOperation": Timing(1, 8, 1, (2,)),
    "UpdatePublicIpAddressOperation": Timing(5, 7, 1, (2,)),
    "DeletePublicIpAddressOperation": Timing(1, 15, 10),
    "PutVirtualNetworkGatewayOperation": Timing(1200, 1500, 10, (10, 20, 20, 40, 40, 80, 160, 100)),
    "UpdateVirtualNetworkGatewayOperation": Timing(114, 115, 10, (10, 20, 20, 40, 40, 80, 160, 100)),
    # One recording: cli-test_network_vpn_gateway, a change of SKU.
    "ResizeVirtualNetworkGatewayOperation": Timing(2870, 2870, 10, (10, 20, 20, 40, 40, 80, 160, 100)),
    "DeleteVirtualNetworkGatewayOperation": Timing(382, 584, 10),
    "PutVirtualNetworkGatewayConnectionOperation": Timing(41, 50, 10, (10, 20, 20)),
    "UpdateVirtualNetworkGatewayConnectionOperation": Timing(11, 12, 10, (10, 20, 20)),
    "DeleteVirtualNetworkGatewayConnectionOperation": Timing(40, 40, 10),
    "PutSharedKeyOperation": Timing(11, 131, 10, (10, 20, 20, 40, 40)),
    "ResetSharedKeyOperation": Timing(12, 40, 10),
    # A gateway's; sdist-network-19.3.0 L4513 to L4740. Other types take new tags at once.
    "UpdateTagsOperation": Timing(71, 71, 10),
    "DeleteResourceGroupOperation": Timing(30, 48, 15, (15,)),
}


def duration(tx: Transaction, kind: str) -> float:
    """Draw how long an operation of this kind takes, in Azure seconds."""
    timing = TIMINGS[kind]
    return tx.draw(timing.shortest, timing.longest)


def retry_after(kind: str, elapsed: float) -> int:
    """Give the Retry-After of a poll `elapsed` Azure seconds after the start.

    Polls are not counted, as reading writes nothing: a client that obeys the recorded sequence gets the recorded
    sequence, and one that asks too early is told the same again.
    """
    retries = TIMINGS[kind].retries
    due = [0, *accumulate(retries)]
    return retries[min(bisect_right(due, elapsed) - 1, len(retries) - 1)]


def ticks(at: float) -> str:
    """Give an Azure second as .NET ticks, the form of `t`."""
    return str(TICKS_AT_1970 + int(at * TICKS_IN_SECOND))


def signed_query(subject: str, t: str, *, group: bool = False) -> dict[str, str]:
    """Give the query items `t`, `c`, `s`, `h` of an operation URL of 2025.

    What the last three hold is Azure's; ours are made from the subject and `t`, so that a URL which was cut,
    re-encoded or rebuilt is noticed.
    """
    length = GROUP_CERTIFICATE_BYTES if group else CERTIFICATE_BYTES
    noise = hashlib.shake_256(f"{subject}/{t}".encode()).digest(length + SIGNATURE_BYTES)
    query = {"t": t, "c": _base64url(noise[:length]), "s": _base64url(noise[length:])}
    query["h"] = _base64url(hashlib.sha256(urlencode(query).encode()).digest())
    return query


def intact(subject: str, query_string: str, *, group: bool = False) -> bool:
    """Tell whether a polled URL's query is one that `signed_query` made for this subject, to the letter."""
    items = [item for item in query_string.split("&") if not item.startswith("api-version=")]
    t = items[0].partition("=")[2] if items else ""
    return "&".join(items) == urlencode(signed_query(subject, t, group=group))


def group_job(name: str, location: str) -> str:
    """Give the job id of a resource group's deletion (azure-wire section 2, decoded from the recordings)."""
    escaped = name.upper().replace("_", ":5F").replace("-", ":2D")
    job = {"jobId": f"RESOURCEGROUPDELETIONJOB-{escaped}-{location.upper()}", "jobLocation": location}
    return _base64url(msgspec.json.encode(job))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
