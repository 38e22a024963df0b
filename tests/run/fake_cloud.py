"""A `Cloud` in memory, with a clock that only sleeping moves and a script of what goes wrong."""

from __future__ import annotations

import asyncio
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from vnetwizard.plan import ids
from vnetwizard.plan.cloud import (
    Answer,
    Condition,
    ConnectionReading,
    Identity,
    Inventory,
    OperationStatus,
    Resource,
)
from vnetwizard.topology.keys import SharedKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from vnetwizard.plan.cloud import Body

SUBSCRIPTION = "00000000-0000-4000-8000-000000000001"
GATEWAY_SECONDS = 1300.0
OTHER_SECONDS = 20.0


@dataclass
class Kept:
    """A resource as the fake keeps it."""

    id: str
    body: Body
    ready_at: datetime
    failed: bool = False


@dataclass
class FakeCloud:
    """Implements `plan.cloud.Cloud`.

    `trouble` is called with each request, before it is applied and after; what it raises comes out of the request.
    """

    trouble: Callable[[str, str, str], None] = lambda _when, _method, _id: None
    resources: dict[str, Kept] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    operations: dict[str, str] = field(default_factory=dict)
    created: Counter[str] = field(default_factory=Counter)
    puts: list[str] = field(default_factory=list)
    never_connects: bool = False
    lag: int = 0
    """So many reads of a resource do not see a write yet."""
    hidden: dict[str, int] = field(default_factory=dict)
    time: datetime = datetime(2026, 11, 24, tzinfo=UTC)
    _sleepers: list[tuple[datetime, asyncio.Future[None]]] = field(default_factory=list)

    def _ask(self, method: str, resource_id: str) -> None:
        self.trouble("before", method, resource_id)

    def _answer(self, method: str, resource_id: str) -> None:
        self.trouble("after", method, resource_id)

    async def identity(self) -> Identity:
        return Identity(name="ana", tenant="contoso", method="az")

    async def resolve_subscription(self) -> str:
        return SUBSCRIPTION

    async def visible_subscriptions(self) -> tuple[tuple[str, str], ...]:
        self.trouble("before", "GET", "subscriptions")
        return ((SUBSCRIPTION, "Fake"),)

    async def resource_groups(self, subscription: str) -> tuple[tuple[str, str], ...]:
        self.trouble("before", "GET", f"/subscriptions/{subscription}/resourcegroups")
        kept = [(ids.parse(one.id), str(one.body["location"])) for one in self.resources.values() if _is_group(one.id)]
        return tuple((one.resource_group, location) for one, location in kept if one.subscription == subscription)

    async def inventory(self, resource_ids: Iterable[str]) -> Inventory:
        found = [await self.get(resource_id) for resource_id in resource_ids]
        return Inventory({ids.key(one.id): one for one in found if one})

    async def get(self, resource_id: str) -> Resource | None:
        self._ask("GET", resource_id)
        kept = self.resources.get(ids.key(resource_id))
        self._answer("GET", resource_id)
        left = self.hidden.get(ids.key(resource_id), 0)
        if left:
            self.hidden[ids.key(resource_id)] = left - 1
        if kept is None or left:
            return None
        return Resource(id=kept.id, condition=self._condition(kept), body=deepcopy(kept.body))

    async def put(self, resource_id: str, body: Body) -> Answer:
        self._ask("PUT", resource_id)
        key = ids.key(resource_id)
        body = deepcopy(body)
        secret = body.get("properties", {}).pop("sharedKey", None)
        if secret is not None:
            self.keys[key] = secret
        seconds = GATEWAY_SECONDS if "virtualnetworkgateways" in key else OTHER_SECONDS
        if not ids.parse(resource_id).types:
            seconds = 0.0
        if key not in self.resources:
            self.created[key] += 1
        self.puts.append(key)
        self.hidden[key] = self.lag
        self.resources[key] = Kept(resource_id, body, self.time + timedelta(seconds=seconds))
        self._answer("PUT", resource_id)
        return self._accepted(key, seconds)

    def _accepted(self, key: str, seconds: float) -> Answer:
        if not seconds:
            return Answer(status=201, request_id="r", operation_url=None, retry_after=None)
        url = f"https://azure/operations/{len(self.operations)}"
        self.operations[url] = key
        return Answer(status=201, request_id="r", operation_url=url, retry_after=10.0)

    async def operation(self, url: str) -> OperationStatus:
        self._ask("GET", url)
        kept = self.resources[self.operations[url].removesuffix("/sharedkey")]
        self._answer("GET", url)
        condition = self._condition(kept)
        failed = condition is Condition.FAILED
        return OperationStatus(
            condition=condition,
            retry_after=None if condition is not Condition.WORKING else 60.0,
            code="GwmOperationTimeOut" if failed else "",
            message="Operation timed out." if failed else "",
        )

    async def connection(self, connection_id: str) -> ConnectionReading | None:
        there = await self.get(connection_id)
        if there is None:
            return None
        return ConnectionReading(
            id=there.id,
            name=ids.parse(there.id).name,
            condition=there.condition,
            status="Connected" if self._connected() else "Unknown",
            ingress_bytes=1,
            egress_bytes=2,
        )

    def _connected(self) -> bool:
        ends = [key for key, kept in self.resources.items() if "/connections/" in key and kept.ready_at <= self.time]
        return not self.never_connects and len(ends) == 2 and len({self.keys[key] for key in ends}) == 1

    async def shared_key(self, connection_id: str) -> SharedKey:
        self._ask("GET", f"{connection_id}/sharedkey")
        self._answer("GET", f"{connection_id}/sharedkey")
        return SharedKey(self.keys[ids.key(connection_id)])

    async def set_shared_key(self, connection_id: str, key: SharedKey) -> Answer:
        self._ask("PUT", f"{connection_id}/sharedkey")
        self.keys[ids.key(connection_id)] = key.reveal()
        self._answer("PUT", f"{connection_id}/sharedkey")
        return self._accepted(ids.key(f"{connection_id}/sharedkey"), OTHER_SECONDS)

    async def sleep(self, seconds: float) -> None:
        """Wait until everybody else waits too; then the earliest sleeper's time has come."""
        waker = asyncio.get_running_loop().create_future()
        due = self.time + timedelta(seconds=seconds)
        self._sleepers.append((due, waker))
        try:
            for _ in range(50):  # let whoever can run do so first
                await asyncio.sleep(0)
            while not waker.done():
                self._sleepers.sort(key=lambda one: one[0])
                earliest, other = self._sleepers[0]
                self.time = max(self.time, earliest)
                if not other.done():
                    other.set_result(None)
                await asyncio.sleep(0)
        finally:
            self._sleepers = [one for one in self._sleepers if one[1] is not waker]

    def now(self) -> datetime:
        return self.time

    def _condition(self, kept: Kept) -> Condition:
        if kept.ready_at > self.time:
            return Condition.WORKING
        return Condition.FAILED if kept.failed else Condition.READY

    def hide(self, name: str) -> None:
        """Let the next reads not see what is there, as if it had just been written."""
        self.hidden = {key: self.lag for key in self.resources if key.endswith(name.casefold())}

    def slow(self, resource_id: str) -> None:
        """Let Azure work on a resource for a while."""
        self.resources[ids.key(resource_id)].ready_at = self.time + timedelta(seconds=OTHER_SECONDS)

    def plant(self, resource_id: str, body: dict[str, Any], *, key: str | None = None) -> None:
        """Put a resource there that nobody made in this test."""
        self.resources[ids.key(resource_id)] = Kept(resource_id, body, self.time)
        if key is not None:
            self.keys[ids.key(resource_id)] = key


def _is_group(resource_id: str) -> bool:
    return not ids.parse(resource_id).types
