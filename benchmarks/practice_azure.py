"""How fast practice Azure answers with 2,000 resources, beside a bare aiohttp application on the same kind of socket.

Medians. The client lives in the server's process, as a worker's does. A bare PUT writes and syncs its body.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

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

    async def seconds(self, method: str, resource_id: str, body: Body | None = None) -> float:
        """Time one request."""
        start = time.perf_counter()
        await self.ask(method, resource_id, body)
        return time.perf_counter() - start

    async def in_a_second(self, resource_id: str, count: int) -> float:
        """Count the GETs that are answered in a second, some at once."""

        async def several() -> None:
            for _ in range(count // _AT_ONCE):
                await self.ask("GET", resource_id)

        start = time.perf_counter()
        await asyncio.gather(*(several() for _ in range(_AT_ONCE)))
        return count // _AT_ONCE * _AT_ONCE / (time.perf_counter() - start)


def practice(*, quick: bool) -> list[Figure]:
    """Measure it."""
    return asyncio.run(_practice(40 if quick else 200))


async def _practice(rounds: int) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="vnw") as name:
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


async def _compare(ours: Client, bare: Client, gateway: Step, address: Step, rounds: int) -> list[Figure]:
    gets, bare_gets, puts, bare_puts, rates, bare_rates = columns = [list[float]() for _ in range(6)]
    for number in range(rounds):
        new = f"{address.resource_id}-new-{number}"
        gets.append(await ours.seconds("GET", gateway.resource_id))
        bare_gets.append(await bare.seconds("GET", gateway.resource_id))
        puts.append(await ours.seconds("PUT", new, address.body))
        bare_puts.append(await bare.seconds("PUT", new, address.body))
    for _ in range(5):
        rates.append(await ours.in_a_second(gateway.resource_id, rounds))
        bare_rates.append(await bare.in_a_second(gateway.resource_id, rounds))
    get, bare_get, put, bare_put, rate, bare_rate = map(median, columns)
    return [
        Figure(
            what="practice Azure, GET of a gateway",
            measured=get * MILLISECONDS,
            unit="ms",
            against="bare aiohttp",
            beside=bare_get * MILLISECONDS,
            limit=GET_MILLISECONDS,
        ),
        Figure(
            what="practice Azure, PUT of a public IP",
            measured=put * MILLISECONDS,
            unit="ms",
            against="bare aiohttp + fsync",
            beside=bare_put * MILLISECONDS,
            limit=PUT_MILLISECONDS,
        ),
        Figure(
            what=f"practice Azure, GETs, {_AT_ONCE} at once",
            measured=rate,
            unit="/s",
            against="bare aiohttp",
            beside=bare_rate,
        ),
    ]


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
