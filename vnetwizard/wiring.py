"""Puts the rooms together: the only module that knows both the real Azure and practice Azure.

The entry of the processes that speak to an Azure. Each is started by argv, and has no terminal:

    python -m vnetwizard.wiring worker RUN-FOLDER [--key-fd N] [--speed N] [--ask-a-person]
    python -m vnetwizard.wiring reader TARGET-JSON [--speed N] [--ask-a-person]
    python -m vnetwizard.wiring reset-practice
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sqlite3
import stat
import sys
import time
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import msgspec

from vnetwizard import practice, state
from vnetwizard.cloud import signin
from vnetwizard.cloud.client import AzureCloud
from vnetwizard.cloud.endpoints import Endpoint, endpoint
from vnetwizard.cloud.errors import translated
from vnetwizard.cloud.transport import transport
from vnetwizard.plan.cloud import CloudError
from vnetwizard.processes import UNUSABLE
from vnetwizard.run import lock, reading
from vnetwizard.run.events import SignInNeeded
from vnetwizard.run.journal import Journal, JournalError
from vnetwizard.run.problems import explain
from vnetwizard.run.worker import give_up, work
from vnetwizard.target import Target
from vnetwizard.topology.keys import SharedKey
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from vnetwizard.plan.cloud import Cloud

    Prompt = Callable[[str, str], None]

_LONGEST_SOCKET_PATH = 100  # the kernel takes 107 bytes
_BUSY = 4
_UNHEARD_SECONDS = 1.0


class _Token(NamedTuple):
    """What azure-core expects of a token."""

    token: str
    expires_on: int


class _PracticeCredential:
    """Signs in to practice Azure, which believes everybody."""

    method = "practice"

    async def get_token(self, *_scopes: str, **_options: Any) -> Any:
        """Return a token for the next hour."""
        return _Token("practice", int(time.time()) + 3600)

    async def renew(self) -> None:
        """Nothing to forget."""

    async def close(self) -> None:
        """Nothing to close."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        return None


@asynccontextmanager
async def open_cloud(target: Target, *, speed: float | None, prompt: Prompt | None) -> AsyncIterator[Cloud]:
    """Open the Azure that `target` names.

    `speed` re-anchors practice Azure's clock for everybody; None leaves it. `prompt` shows a person the URL and code
    of a device sign-in; None where no person is there.

    Raises:
        CloudError: it cannot be reached, or is not trusted.
        practice.PracticeStateError: practice Azure's own file cannot be used.

    """
    if target.practice:
        async with _open_practice(speed) as cloud:
            yield cloud
    else:
        async with transport() as over_tls:
            with translated():
                where = await endpoint(target.cloud, target.arm_endpoint, over_tls)
            credential = signin.credential(target.auth, authority=where.authority, tenant=target.tenant, prompt=prompt)
            async with credential:
                yield AzureCloud(credential=credential, endpoint=where, transport=over_tls, tenant=target.tenant)


@asynccontextmanager
async def _open_practice(speed: float | None) -> AsyncIterator[Cloud]:
    azure = practice.Azure(state.practice_file())
    try:
        if speed is not None:
            azure.clock.set_speed(speed)
        socket = _socket_path()
        async with (
            practice.serve_unix(azure, socket),
            transport(socket=str(socket), pace=lambda: azure.clock.speed) as over_socket,
        ):
            yield AzureCloud(
                credential=_PracticeCredential(),
                endpoint=Endpoint(base_url="http://localhost", audience="https://practice", authority=""),
                transport=over_socket,
                now=azure.clock.now,
                options={"enforce_https": False},
            )
    finally:
        azure.close()


def _socket_path() -> Path:
    """Return a path for this process's socket in a private folder, and tidy up what killed processes left there."""
    folder = state.practice_file().parent
    if len(os.fsencode(folder / "1234567.sock")) > _LONGEST_SOCKET_PATH:
        folder = state.prepare(Path(f"/tmp/vnetwizard-{os.geteuid()}"))  # noqa: S108 - `prepare` refuses a stranger's
    for left in folder.glob("*.sock"):
        if left.stem.isdigit() and not _alive(int(left.stem)):
            left.unlink(missing_ok=True)
    return folder / f"{os.getpid()}.sock"


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


async def _worker(folder: Path, key: SharedKey | None, speed: float | None, *, held: int | None, person: bool) -> int:
    """Make one attempt at the run in `folder`. Returns 0 when it has ended and said how, in its journal."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with lock.hold(folder, held):
            journal = Journal(folder / state.JOURNAL)
            try:
                await _attempt(journal, key, speed, stop, person=person)
            finally:
                journal.close()
    except lock.AlreadyHeldError as error:
        sys.stderr.write(f"process {error.pid} works on this run already\n")
        return _BUSY
    return 0


async def _attempt(
    journal: Journal, key: SharedKey | None, speed: float | None, stop: asyncio.Event, *, person: bool
) -> None:
    loop = asyncio.get_running_loop()

    def prompt(url: str, code: str) -> None:  # comes from a thread
        loop.call_soon_threadsafe(journal.record, SignInNeeded(url=url, code=code), datetime.now(UTC))

    try:
        async with open_cloud(journal.about().target, speed=speed, prompt=prompt if person else None) as cloud:
            await work(journal, cloud, key, stop)
    except CloudError as error:  # only from opening: `work` keeps its own
        give_up(journal, error)


def _end_unheard() -> None:
    """End this process once nobody reads its standard output any more, whatever it is doing: it changes nothing."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def unheard() -> None:
        loop.remove_reader(sys.stdout)
        loop.call_later(_UNHEARD_SECONDS, os._exit, 0)  # a sign-in may be waiting in a thread
        if task is not None:
            task.cancel()

    if stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode):
        loop.add_reader(sys.stdout, unheard)  # nothing can be read there but that the other end was closed


async def _reader(target: Target, speed: float | None, *, person: bool) -> int:
    """Answer questions until standard input ends, or nobody listens any more."""
    _end_unheard()
    encode = msgspec.json.Encoder().encode
    questions: msgspec.json.Decoder[reading.Question] = msgspec.json.Decoder(reading.Question)

    def say(answer: reading.Answer) -> None:
        sys.stdout.buffer.write(encode(answer) + b"\n")
        sys.stdout.buffer.flush()

    def prompt(url: str, code: str) -> None:
        say(reading.SignInAnswer(url, code))

    lines = asyncio.StreamReader(limit=2**24)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    try:
        async with open_cloud(target, speed=speed, prompt=prompt if person else None) as cloud:
            while line := await lines.readline():
                say(await reading.answer(cloud, questions.decode(line)))
    except CloudError as error:
        say(reading.ProblemAnswer(explain(error).problem))
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the processes; see the module's docstring."""
    parser = argparse.ArgumentParser(prog="vnetwizard.wiring")
    parser.add_argument("role", choices=("worker", "reader", "reset-practice"))
    parser.add_argument("what", nargs="?", default="")
    parser.add_argument("--key-fd", type=int)
    parser.add_argument("--lock-fd", type=int)
    parser.add_argument("--speed", type=float)
    parser.add_argument("--ask-a-person", action="store_true")
    given = parser.parse_args(arguments)
    try:
        if given.role == "reset-practice":
            practice.Azure.anew(state.practice_file()).close()
            return 0
        if given.role == "reader":
            target = msgspec.json.decode(given.what, type=Target)
            with suppress(asyncio.CancelledError):  # nobody hears it any more
                return asyncio.run(_reader(target, given.speed, person=given.ask_a_person))
            return 0
        key = None
        if given.key_fd is not None:
            with os.fdopen(given.key_fd) as pipe:
                key = SharedKey(pipe.read())
        return asyncio.run(_worker(Path(given.what), key, given.speed, held=given.lock_fd, person=given.ask_a_person))
    except (state.StateError, JournalError, practice.PracticeStateError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    except sqlite3.Error as error:  # only practice Azure's file is left
        template = mark(
            "Practice Azure's file {path} cannot be used: {reason}. Free some space, or set VNETWIZARD_HOME."
        )
        sys.stderr.write(say(template, {"path": state.home() / "practice", "reason": error}) + "\n")
        return UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
