"""The pages' reader: answers that are never mixed up, a process that is never left behind, and sentences for the rest.

Most tests put a script in the reader's place, that says what no reader of ours would.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vnetwizard import processes
from vnetwizard.run.reading import (
    AccountAnswer,
    AccountQuestion,
    GroupsAnswer,
    GroupsQuestion,
    PlanAnswer,
    PlanQuestion,
    ProblemAnswer,
)
from vnetwizard.target import Target
from vnetwizard.topology.samples import SAMPLE_TEXT
from vnetwizard.tui import reader as readers
from vnetwizard.tui.reader import BackgroundReader, ReaderGone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from vnetwizard.run.reading import Answer

PATIENCE_SECONDS = 30.0
PRACTICE = Target(practice=True)
HEAD = """
import json, os, signal, subprocess, sys, time
from pathlib import Path
def asked():
    return json.loads(sys.stdin.readline())["subscription"]
def groups(name, *values):
    return json.dumps({"answer": "groups", "subscription": name, "groups": [["value", str(one)] for one in values]})
def say(text):
    print(text, flush=True)
def answer_all():
    for line in sys.stdin:
        say(groups(json.loads(line)["subscription"], os.getpid()))
"""
ECHO = "answer_all()"
UNREAD = "Azure could not be read"

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes by /proc")


@asynccontextmanager
async def opened(
    monkeypatch: pytest.MonkeyPatch, script: str, on_sign_in: Callable[[str, str], None] | None = None
) -> AsyncIterator[BackgroundReader]:
    """Open a reader that is this script."""
    arguments = [sys.executable, "-S", "-c", HEAD + script]
    monkeypatch.setattr(processes, "reader_arguments", lambda *_, **__: arguments)
    reader = BackgroundReader(PRACTICE, on_sign_in=on_sign_in)
    try:
        yield reader
    finally:
        await reader.close()


async def ask(reader: BackgroundReader, name: str = "s") -> Answer:
    return await asyncio.wait_for(reader.ask(GroupsQuestion(name)), PATIENCE_SECONDS)


def values(answer: Answer) -> list[str]:
    assert isinstance(answer, GroupsAnswer)
    return [value for _, value in answer.groups]


def is_there(pid: int) -> bool:
    """Say whether a process runs; one that has ended and that nobody has looked after does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


async def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "it never became true"
        await asyncio.sleep(0.01)


# -- answers


async def test_nothing_starts_before_the_first_question_and_then_one_process_answers_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    async with opened(monkeypatch, f"Path({str(started)!r}).touch()\nanswer_all()") as reader:
        assert reader._child is None
        assert not started.exists()
        pids = {value for name in "abc" for value in values(await ask(reader, name))}
        assert len(pids) == 1


async def test_many_who_ask_at_once_get_each_their_own_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(monkeypatch, ECHO) as reader:
        names = [str(number) for number in range(50)]
        answers = await asyncio.gather(*(ask(reader, name) for name in names))
        assert [one.subscription for one in answers if isinstance(one, GroupsAnswer)] == names


async def test_the_late_answer_to_a_question_that_was_given_up_is_dropped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    script = f"""
first = asked()
Path({str(taken)!r}).touch()
second = asked()
say(groups(first))
say(groups(second))
answer_all()
"""
    async with opened(monkeypatch, script) as reader:
        given_up = asyncio.create_task(ask(reader, "first"))
        await until(taken.exists)
        given_up.cancel()
        with suppress(asyncio.CancelledError):
            await given_up
        assert await ask(reader, "second") == GroupsAnswer("second", ())
        assert values(await ask(reader, "third"))


@pytest.mark.parametrize("seed", range(4))
async def test_questions_given_up_at_any_moment_mix_up_no_answers(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test's own dice
    async with opened(monkeypatch, ECHO) as reader:
        answered = 0
        asking = []
        for number in range(80):
            asking.append((str(number), asyncio.create_task(ask(reader, str(number)))))
            await asyncio.sleep(chance.choice([0, 0, 0.001, 0.005]))
            if chance.random() < 0.4:
                chance.choice(asking)[1].cancel()
        for name, task in asking:
            with suppress(asyncio.CancelledError):
                answer = await task
                assert isinstance(answer, GroupsAnswer)
                assert answer.subscription == name
                answered += 1
        assert answered > 20


async def test_a_question_given_up_while_the_process_starts_leaves_none_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with opened(monkeypatch, ECHO) as reader:
        for _ in range(5):
            task = asyncio.create_task(ask(reader, "early"))
            await asyncio.sleep(0)
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        assert (await ask(reader, "late")).subscription == "late"  # type: ignore[union-attr]


async def test_a_long_answer_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(monkeypatch, "say(groups(asked(), *range(200_000)))\nanswer_all()") as reader:
        assert values(await ask(reader))[-1] == "199999"
        assert len(values(await ask(reader))) == 1


async def test_a_long_question_is_sent_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(monkeypatch, "time.sleep(0.2)\nsay(groups('s', len(asked())))") as reader:
        assert values(await ask(reader, "x" * 3_000_000)) == ["3000000"]


# -- signing in


async def test_whoever_has_to_sign_in_is_told_where_and_may_take_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_PATIENCE_SECONDS", 2.0)
    monkeypatch.setattr(readers, "_SIGN_IN_SECONDS", PATIENCE_SECONDS)
    script = """
name = asked()
say(json.dumps({"answer": "sign-in", "url": "https://microsoft.com/devicelogin", "code": "ABC123"}))
time.sleep(2.5)
say(groups(name))
"""
    told: list[tuple[str, str]] = []
    async with opened(monkeypatch, script, lambda url, code: told.append((url, code))) as reader:
        assert await ask(reader) == GroupsAnswer("s", ())
    assert told == [("https://microsoft.com/devicelogin", "ABC123")]


@pytest.mark.parametrize("person", [True, False])
async def test_only_where_somebody_is_there_a_sign_in_is_asked_for(person: bool) -> None:  # noqa: FBT001 - two cases
    reader = BackgroundReader(PRACTICE, speed=7.0, on_sign_in=(lambda _url, _code: None) if person else None)
    arguments = reader._arguments
    assert ("--ask-a-person" in arguments) is person
    assert arguments[arguments.index("--speed") + 1] == "7.0"
    await reader.close()


# -- processes that fail


@pytest.mark.parametrize(
    ("script", "text", "sentence"),
    [
        ("sys.stderr.write('one\\nNo space. Free some.\\n'); sys.exit(5)", "No space. Free some.", True),
        ("asked(); sys.stderr.write('no\\nValueError: x\\n'); sys.exit(1)", f"{UNREAD}: ValueError: x", False),
        ("asked(); sys.exit(3)", f"{UNREAD}: the process that reads it ended with 3", False),
        ("sys.exit(5)", f"{UNREAD}: the process that reads it ended with 5", False),
        ("os.kill(os.getpid(), 9)", f"{UNREAD}: the process that reads it ended with -9", False),
    ],
)
async def test_a_process_that_dies_is_told_with_its_last_words(
    monkeypatch: pytest.MonkeyPatch, script: str, text: str, *, sentence: bool
) -> None:
    async with opened(monkeypatch, script) as reader:
        for _ in range(2):
            with pytest.raises(ReaderGone) as gone:
                await ask(reader)
            assert (str(gone.value), gone.value.sentence) == (text, sentence)


GARBAGE = {
    "empty": "print(flush=True)",
    "no JSON": "say('Warning: something')",
    "half": 'say(\'{"answer": "groups"\')',
    "another": 'say(\'{"answer": "nothing"}\')',
    "list": "say('[]')",
    "wrong type": 'say(\'{"answer": "groups", "subscription": 1, "groups": []}\')',
    "no UTF-8": 'sys.stdout.buffer.write(b\'{"answer": "groups", "subscription": "\\xff", "groups": []}\\n\')',
    "deep": "say('[' * 200_000)",
    "no end": "print('x' * (2**24 + 1), end='', flush=True)",
    "endless": "[sys.stdout.write('x' * 2**20) for _ in range(100)]",
}


@pytest.mark.parametrize("what", GARBAGE)
async def test_what_is_no_answer_ends_the_process_and_the_next_question_starts_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str
) -> None:
    before = tmp_path / "before"
    script = f"""
if not Path({str(before)!r}).exists():
    Path({str(before)!r}).write_text(str(os.getpid()))
    asked()
    {GARBAGE[what]}
    sys.stdout.flush()
    time.sleep(60)
answer_all()
"""
    async with opened(monkeypatch, script) as reader:
        with pytest.raises(ReaderGone, match="Azure could not be read: what came is no answer") as gone:
            await ask(reader)
        assert not gone.value.sentence
        assert not is_there(int(before.read_text()))
        assert values(await ask(reader)) != [before.read_text()]


@pytest.mark.parametrize("size", [1, 1_000_000])
async def test_a_process_that_stays_silent_is_given_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: int
) -> None:
    monkeypatch.setattr(readers, "_PATIENCE_SECONDS", 1.0)
    pid = tmp_path / "pid"
    async with opened(monkeypatch, f"Path({str(pid)!r}).write_text(str(os.getpid()))\ntime.sleep(60)") as reader:
        with pytest.raises(ReaderGone, match="no answer came in time"):
            await ask(reader, "x" * size)
        await until(lambda: not is_there(int(pid.read_text())))


async def test_a_process_that_has_died_meanwhile_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(monkeypatch, ECHO) as reader:
        (first,) = values(await ask(reader))
        os.kill(int(first), signal.SIGKILL)
        await until(lambda: reader._child and reader._child.has_ended)
        assert values(await ask(reader)) != [first]


async def test_what_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "reader_arguments", lambda *_, **__: ["/nonexistent/python"])
    reader = BackgroundReader(PRACTICE)
    with pytest.raises(ReaderGone, match="Azure could not be read: No such file or directory"):
        await ask(reader)
    await reader.close()


# -- the end


async def test_closing_what_never_began_does_nothing_and_is_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(monkeypatch, ECHO) as reader:
        await reader.close()
        await reader.close()
        with pytest.raises(ReaderGone, match="not being read any more"):
            await ask(reader)
        assert reader._child is None


@pytest.mark.parametrize("stubborn", ["", "signal.signal(signal.SIGTERM, signal.SIG_IGN)"])
async def test_closing_ends_the_process_and_what_it_started_whatever_they_do(
    monkeypatch: pytest.MonkeyPatch, stubborn: str
) -> None:
    script = f"""
{stubborn}
child = subprocess.Popen(["sleep", "300"])
say(groups(asked(), os.getpid(), child.pid))
while True:
    time.sleep(60)
"""
    async with opened(monkeypatch, script) as reader:
        pids = [int(value) for value in values(await ask(reader))]
        began = time.monotonic()
        await reader.close()
        assert time.monotonic() - began < 5
        await until(lambda: not any(map(is_there, pids)))


async def test_whoever_waits_when_it_is_closed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    script = f"asked()\nPath({str(taken)!r}).write_text(str(os.getpid()))\ntime.sleep(60)"
    async with opened(monkeypatch, script) as reader:
        asking = [asyncio.create_task(ask(reader, name)) for name in "abc"]
        await until(lambda: taken.exists() and taken.read_text())
        await reader.close()
        told = await asyncio.gather(*asking, return_exceptions=True)
        assert [type(one) for one in told] == [ReaderGone] * 3
        assert {str(one) for one in told} == {"Azure is not being read any more."}
        assert not is_there(int(taken.read_text()))


async def test_closing_while_it_starts_leaves_none_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(monkeypatch, ECHO) as reader:
        task = asyncio.create_task(ask(reader))
        await asyncio.sleep(0)
        await reader.close()
        with pytest.raises(ReaderGone):
            await task
        assert reader._child is None or reader._child.has_ended


async def test_it_has_no_terminal_and_hears_no_interrupt_typed_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    script = """
def has_terminal():
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True
say(groups(asked(), os.getsid(0), os.getpgid(0), os.getpid(), [os.isatty(fd) for fd in range(3)], has_terminal()))
"""
    async with opened(monkeypatch, script) as reader:
        session, group, pid, terminals, has_terminal = values(await ask(reader))
    assert session == group == pid
    assert (terminals, has_terminal) == ("[False, False, False]", "False")


# -- the real one


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("VNETWIZARD_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def damage(home: Path) -> None:
    (home / "practice").mkdir(parents=True)
    home.chmod(0o700)
    (home / "practice").chmod(0o700)
    (home / "practice" / "azure.sqlite").write_bytes(b"no database at all" * 100)


@pytest.mark.usefixtures("home")
async def test_the_real_reader_answers_from_practice_azure() -> None:
    reader = BackgroundReader(PRACTICE, speed=100_000)
    try:
        account = await asyncio.wait_for(reader.ask(AccountQuestion()), PATIENCE_SECONDS)
        assert isinstance(account, AccountAnswer)
        ((subscription, name),) = account.subscriptions
        assert (account.default, account.identity.method, bool(name)) == (subscription, "practice", True)
        assert await reader.ask(GroupsQuestion(subscription)) == GroupsAnswer(subscription, ())
        assert isinstance(await reader.ask(GroupsQuestion(subscription[:-1] + "f")), ProblemAnswer)
        assert isinstance(await reader.ask(PlanQuestion(SAMPLE_TEXT)), PlanAnswer)
    finally:
        await reader.close()


async def test_a_practice_azure_that_cannot_be_used_is_a_sentence(home: Path) -> None:
    damage(home)
    reader = BackgroundReader(PRACTICE)
    with pytest.raises(ReaderGone) as gone:
        await asyncio.wait_for(reader.ask(AccountQuestion()), PATIENCE_SECONDS)
    assert gone.value.sentence
    assert str(home) in str(gone.value)
    await reader.close()


WIZARD = """
import asyncio, sys
import msgspec
from vnetwizard.run.reading import AccountQuestion
from vnetwizard.target import Target
from vnetwizard.tui.reader import BackgroundReader

async def main():
    reader = BackgroundReader(msgspec.json.decode(sys.argv[1], type=Target))
    asking = asyncio.create_task(reader.ask(AccountQuestion()))
    while reader._child is None:
        await asyncio.sleep(0.01)
    print(reader._child._process.pid, flush=True)
    await asking
    print("answered", flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""


@pytest.mark.usefixtures("home")
async def test_it_ends_when_the_wizard_is_killed() -> None:
    with wizard({"practice": True}) as (killed, pid):
        assert killed.stdout
        assert killed.stdout.readline() == "answered\n"
        assert is_there(pid)
        killed.kill()
        await until(lambda: not is_there(pid))


@pytest.mark.usefixtures("home")
async def test_it_ends_when_the_wizard_is_killed_also_while_azure_lets_it_wait() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"https://127.0.0.1:{silent.getsockname()[1]}"
        with wizard({"practice": False, "arm_endpoint": address}) as (killed, pid):
            connection, _ = await asyncio.get_running_loop().run_in_executor(None, silent.accept)
            with connection:
                assert is_there(pid)
                killed.kill()
                began = time.monotonic()
                await until(lambda: not is_there(pid))
                assert time.monotonic() - began < 15  # it would wait for 20 seconds, and try again


class wizard:  # noqa: N801 - used as one uses a function
    """A process with a reader, that is killed in the end; and the reader's pid."""

    def __init__(self, target: dict[str, object]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", WIZARD, json.dumps(target)], stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> tuple[subprocess.Popen[str], int]:
        assert self._process.stdout
        return self._process, int(self._process.stdout.readline())

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()
