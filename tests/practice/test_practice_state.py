"""The state file: several processes, killed at any instant, damaged, replaced."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientError, ClientSession, UnixConnector

from vnetwizard.practice import Azure, PracticeStateError, serve_unix

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.practice.conftest import Practice

SERVE = """
import asyncio, sys
from pathlib import Path
from vnetwizard.practice import Azure, serve_unix

async def main():
    async with serve_unix(Azure(Path(sys.argv[1])), Path(sys.argv[2])):
        print("ready", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@asynccontextmanager
async def another_process(folder: Path, name: str) -> AsyncIterator[tuple[int, ClientSession]]:
    """Serve the state from a process of its own."""
    socket = folder / name
    command = [sys.executable, "-c", SERVE, str(folder / "azure.sqlite"), str(socket)]
    process = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    assert process.stdout
    assert await process.stdout.readline() == b"ready\n"
    try:
        async with ClientSession(connector=UnixConnector(str(socket))) as http:
            yield process.pid, http
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_a_gateway_is_finished_while_nobody_runs(practice: Practice, folder: Path) -> None:
    await practice.side(1, gateway=False)
    await practice.done("PUT", practice.address(1), practice.address_body())
    azure, own = practice.azure, practice.http
    async with another_process(folder, "other.sock") as (pid, http):
        practice.http = http
        made = await practice.ask("PUT", practice.gateway_path(1), practice.gateway_body(1))
        assert made.status == 201
        os.kill(pid, signal.SIGKILL)
    practice.http = own
    with azure.transaction(write=False) as tx:
        row = tx.find(made.body["id"])
        assert row
        left = row.ends - tx.now
    assert 1199 < left < 1501
    azure.clock.advance(left - 1)
    assert (await practice.ask("GET", practice.gateway_path(1))).body["properties"]["provisioningState"] == "Updating"
    azure.clock.advance(1)
    assert (await practice.ask("GET", practice.gateway_path(1))).body["properties"]["provisioningState"] == "Succeeded"
    assert (await practice.ask("GET", made.headers["Azure-AsyncOperation"])).body == {"status": "Succeeded"}


async def test_killed_at_any_instant_the_state_is_whole(practice: Practice, folder: Path) -> None:
    await practice.done("PUT", practice.group(1), {"location": "eastus"})
    dice, own, answered = random.Random(1), practice.http, []  # noqa: S311 - instants of a kill
    for life in range(4):
        async with another_process(folder, f"{life}.sock") as (pid, http):
            practice.http = http
            killer = asyncio.get_running_loop().call_later(dice.uniform(0.01, 0.1), os.kill, pid, signal.SIGKILL)
            try:
                for number in range(10_000):
                    path = practice.address(1, f"{life}-{number}")
                    if (await practice.ask("PUT", path, practice.address_body())).status == 201:
                        answered.append(path)
            except (ClientError, OSError):
                killer.cancel()
    practice.http = own
    practice.azure.clock.advance(60)
    shown = (await practice.ask("GET", f"{practice.group(1)}/providers/Microsoft.Network/publicIPAddresses")).body[
        "value"
    ]
    names = {found["name"] for found in shown}
    # What was answered is there; of each life one more may be, whose answer was lost.
    assert {path.rpartition("/")[2] for path in answered} <= names
    assert len(names) <= len(answered) + 4
    assert len({found["properties"]["ipAddress"] for found in shown}) == len(names)
    with sqlite3.connect(folder / "azure.sqlite") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def test_two_processes_see_one_azure(practice: Practice, folder: Path) -> None:
    await practice.done("PUT", practice.group(1), {"location": "eastus"})
    own = practice.http

    async def fill(http: ClientSession, first: int) -> list[int]:
        url = "http://localhost/subscriptions/00000000-0000-4000-8000-000000000001"
        statuses = []
        for number in range(first, first + 20):
            path = f"{url}{practice.address(1, str(number))}?api-version=2026-03-01"
            headers = {"Authorization": "Bearer x"}
            async with http.put(path, json=practice.address_body(), headers=headers) as reply:
                statuses.append(reply.status)
        return statuses

    async with another_process(folder, "other.sock") as (_, http):
        both = await asyncio.gather(fill(own, 0), fill(http, 10))
        # Ten of them are asked for twice: the second is told that the first is at work.
        assert sorted(both[0] + both[1]) == [201] * 30 + [409] * 10
        practice.azure.clock.set_speed(1000)
        practice.http = http
        practice.azure.clock.advance(60)
        path = f"{practice.group(1)}/providers/Microsoft.Network/publicIPAddresses"
        shown = (await practice.ask("GET", path)).body["value"]
    assert len({found["properties"]["ipAddress"] for found in shown}) == 30
    assert set(practice.azure.creations().values()) == {1}


async def test_the_same_seed_repeats(practice: Practice) -> None:
    async def run() -> list[Any]:
        practice.azure.clock.set_speed(1e-9)
        await practice.side(1)
        found = [(await practice.ask("GET", path)).body for path in (practice.gateway_path(1), practice.address(1))]
        with practice.azure.transaction(write=False) as tx:
            rows = tx.within(f"/subscriptions/00000000-0000-4000-8000-000000000001{practice.group(1)}")
            return [*found, [round(row.ends - row.began, 3) for row in rows]]

    first = await run()
    practice.azure.reset()
    assert practice.azure.creations() == {}
    assert await run() == first
    practice.azure.reset(seed=2)
    assert await run() != first


async def test_keys_and_tokens_are_nowhere_else(practice: Practice, folder: Path) -> None:
    await practice.pair(("very-private-key", "very-private-key"))
    practice.azure.clock.advance(100)
    await practice.done("PUT", f"{practice.connection(1)}/sharedkey", {"value": "very-private-key-2"})
    with sqlite3.connect(folder / "azure.sqlite") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: str(db.execute(f"SELECT * FROM {table}").fetchall()) for table in tables}  # noqa: S608 - its own
    holders = {table for table, text in rows.items() if "very-private" in text}
    assert holders == {"shared_keys"}


async def test_writes_are_counted(practice: Practice) -> None:
    await practice.side(1, gateway=False)
    await practice.done("PUT", practice.network(1), practice.network_body(1))
    await practice.ask("PUT", practice.network(1), {"location": "eastus"})
    key = f"/subscriptions/00000000-0000-4000-8000-000000000001{practice.network(1)}".lower()
    assert practice.azure.creations()[key] == 1
    assert practice.azure.puts()[key] == 3


def test_modes(folder: Path) -> None:
    azure = Azure(folder / "deep" / "azure.sqlite")
    assert stat.S_IMODE((folder / "deep").stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "deep" / "azure.sqlite").stat().st_mode) == 0o600
    azure.close()


async def test_the_socket_is_private_and_goes(azure: Azure, folder: Path) -> None:
    socket = folder / "azure.sock"
    async with serve_unix(azure, socket):
        assert stat.S_IMODE(socket.stat().st_mode) == 0o600
    assert not socket.exists()


async def test_a_socket_of_a_killed_process_is_replaced(azure: Azure, folder: Path) -> None:
    async with another_process(folder, "azure.sock") as (pid, _):
        os.kill(pid, signal.SIGKILL)
    assert (folder / "azure.sock").exists()
    async with serve_unix(azure, folder / "azure.sock"):
        pass


async def test_a_socket_path_is_short(azure: Azure, folder: Path) -> None:
    with pytest.raises(ValueError, match="at most 107 bytes"):
        async with serve_unix(azure, folder / ("x" * 100)):
            pass


@pytest.mark.parametrize("content", [b"this is no database", b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_damaged_file_is_told_and_left_alone(folder: Path, content: bytes) -> None:
    path = folder / "azure.sqlite"
    path.write_bytes(content)
    with pytest.raises(PracticeStateError, match=r"is damaged.*practice reset"):
        Azure(path)
    assert path.read_bytes() == content
    azure = Azure.anew(path)
    assert azure.creations() == {}
    azure.close()


def test_pages_that_are_damaged_are_told(folder: Path) -> None:
    path = folder / "azure.sqlite"
    Azure(path).close()
    content = bytearray(path.read_bytes())
    content[4096 * 2 : 4096 * 3] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(PracticeStateError, match="is damaged"):
        Azure(path)


def test_a_file_of_something_else_is_told(folder: Path) -> None:
    path = folder / "azure.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE mine (x)")
    with pytest.raises(PracticeStateError, match="is not a practice state"):
        Azure(path)


def test_another_version_is_told(folder: Path) -> None:
    path = folder / "azure.sqlite"
    Azure(path).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(PracticeStateError, match="another version"):
        Azure(path)


def test_a_file_left_empty_is_filled(folder: Path) -> None:
    path = folder / "azure.sqlite"
    path.touch()
    azure = Azure(path)
    assert azure.clock.speed == 60
    azure.close()


async def test_a_state_that_is_replaced_or_removed_is_noticed(practice: Practice, folder: Path) -> None:
    await practice.ask("PUT", practice.group(1), {"location": "eastus"})
    Azure.anew(folder / "azure.sqlite").close()
    assert (await practice.ask("GET", practice.group(1))).status == 404
    (folder / "azure.sqlite").unlink()
    reply = await practice.ask("GET", practice.group(1))
    assert (reply.status, reply.code) == (503, "ServiceUnavailable")
    assert not (folder / "azure.sqlite").exists()
