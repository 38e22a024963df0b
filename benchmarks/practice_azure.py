"""How fast practice Azure answers with 2,000 resources, beside a bare aiohttp application on the same kind of socket.

Medians. The client lives in the server's process, as a worker's does. A bare PUT writes and syncs its body. The limits
are about practice Azure, not about the disk: they hold for a state in memory, where the system has a folder there.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from aiohttp import ClientSession, UnixConnector, web

from benchmarks.measure import MILLISECONDS
from benchmarks.runs import sample_plan
from benchmarks.table import Figure
from vnetwizard.practice import Azure, serve_unix

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from vnetwizard.plan.cloud import Body
    from vnetwizard.plan.steps import Step

RESOURCES = 2_000
GET_MILLISECONDS = 3
PUT_MILLISECONDS = 10
_API_VERSION = "2026-03-01"
_LONG_SECONDS = 10_000.0  # of Azure's time: any operation has ended
_AT_ONCE = 8
_RATES = 5
_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - the folder in it is private
_REDIRECTION = 300


class Client:
    """Asks whatever stands behind one socket."""

    def __init__(self, http: ClientSession) -> None:
        self._http = http

    async def ask(self, method: str, resource_id: str, body: Body | None = None) -> bytes:
        """Send a request that must succeed."""
        url = f"http://localhost{resource_id}?api-version={_API_VERSION}"
        data = None if body is None else msgspec.json.encode(body)
        async with self._http.request(method, url, data=data, headers={"Authorization": "Bearer x"}) as response:
            answer = await response.read()
            if response.status >= _REDIRECTION:
                raise RuntimeError(f"{method} {resource_id}: {response.status} {answer!r}")
            return answer

    async def milliseconds(self, method: str, resource_id: str, body: Body | None = None) -> float:
        """Time one request."""
        start = time.perf_counter()
        await self.ask(method, resource_id, body)
        return (time.perf_counter() - start) * MILLISECONDS

    async def in_a_second(self, resource_id: str, count: int) -> float:
        """Count the GETs that are answered in a second, some at once."""

        async def several() -> None:
            for _ in range(count // _AT_ONCE):
                await self.ask("GET", resource_id)

        start = time.perf_counter()
        await asyncio.gather(*(several() for _ in range(_AT_ONCE)))
        return count // _AT_ONCE * _AT_ONCE / (time.perf_counter() - start)


class Times(NamedTuple):
    """Medians, in milliseconds and GETs a second: practice Azure's and the bare application's by turns."""

    get: float
    bare_get: float
    put: float
    bare_put: float
    rate: float
    bare_rate: float


def practice(*, quick: bool) -> list[Figure]:
    """Measure it, in memory and on the disk."""
    rounds = 40 if quick else 200
    memory = asyncio.run(_measure(_MEMORY, rounds))
    disk = asyncio.run(_measure(None, rounds))
    return [
        Figure(
            what="practice Azure, GET of a gateway",
            measured=memory.get,
            unit="ms",
            against="bare aiohttp",
            beside=memory.bare_get,
            limit=GET_MILLISECONDS,
        ),
        Figure(
            what="practice Azure, PUT of a public IP",
            measured=memory.put,
            unit="ms",
            against="bare aiohttp",
            beside=memory.bare_put,
            limit=PUT_MILLISECONDS,
        ),
        Figure(
            what="practice Azure, PUT, on the disk",
            measured=disk.put,
            unit="ms",
            against="bare aiohttp + fsync",
            beside=disk.bare_put,
        ),
        Figure(
            what=f"practice Azure, GETs, {_AT_ONCE} at once",
            measured=memory.rate,
            unit="/s",
            against="bare aiohttp",
            beside=memory.bare_rate,
        ),
    ]


async def _measure(where: str | None, rounds: int) -> Times:
    with tempfile.TemporaryDirectory(prefix="vnw", dir=where) as name:
        folder = Path(name)
        azure = Azure(folder / "azure.sqlite")
        try:
            async with (
                serve_unix(azure, folder / "azure.sock"),
                _client(folder / "azure.sock") as ours,
            ):
                gateway, address = await _fill(azure, ours)
                size = len(await ours.ask("GET", gateway.resource_id))
                async with _bare(folder, size) as socket, _client(socket) as bare:
                    return await _compare(ours, bare, gateway, address, rounds)
        finally:
            azure.close()


async def _fill(azure: Azure, client: Client) -> tuple[Step, Step]:
    """Make the sample, and copies of one of its public IPs; return the steps of a gateway and of that public IP."""
    steps = {}
    for step in sample_plan().steps:
        await client.ask("PUT", step.resource_id, step.body)
        azure.clock.advance(_LONG_SECONDS)
        steps[step.kind] = step
    address = steps["public-ip"]
    # The rows are copied in one transaction: two thousand requests would only test patience.
    with azure.transaction(write=True) as tx:
        seed = tx.find(address.resource_id)
        if seed is None:
            raise RuntimeError(f"{address.resource_id} is not there")
        for number in range(RESOURCES):
            copy = f"{seed.id}-{number}"
            tx.save(msgspec.structs.replace(seed, id=copy, key=copy.lower()), links=[])
    return steps["gateway"], address


async def _compare(ours: Client, bare: Client, gateway: Step, address: Step, rounds: int) -> Times:
    found = []
    for number in range(rounds):
        new = f"{address.resource_id}-new-{number}"
        found.append(
            (
                await ours.milliseconds("GET", gateway.resource_id),
                await bare.milliseconds("GET", gateway.resource_id),
                await ours.milliseconds("PUT", new, address.body),
                await bare.milliseconds("PUT", new, address.body),
            )
        )
    rates = [
        (await ours.in_a_second(gateway.resource_id, rounds), await bare.in_a_second(gateway.resource_id, rounds))
        for _ in range(_RATES)
    ]
    return Times(*map(median, (*zip(*found, strict=True), *zip(*rates, strict=True))))


@asynccontextmanager
async def _client(socket: Path) -> AsyncIterator[Client]:
    async with ClientSession(connector=UnixConnector(str(socket))) as http:
        yield Client(http)


@asynccontextmanager
async def _bare(folder: Path, size: int) -> AsyncIterator[Path]:
    """Serve an application that answers everything with as many bytes, and keeps what it is sent."""
    content = b"x" * size
    kept = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    async def answer(request: web.Request) -> web.Response:
        body = await request.read()
        if body:
            os.write(kept, body)
            os.fsync(kept)
        return web.Response(body=content)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.UnixSite(runner, str(folder / "bare.sock")).start()
        yield folder / "bare.sock"
    finally:
        await runner.cleanup()
        os.close(kept)
