"""The journal on disk: what it refuses, what it says then, and that readers see a killed writer's truth."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from vnetwizard.run import events, lock
from vnetwizard.run import journal as journals
from vnetwizard.run.journal import Journal, JournalError
from vnetwizard.target import Target

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ABOUT = journals.About(
    id="7f3a", created_at=NOW, target=Target(arm_endpoint="https://127.0.0.1:1"), plan="version = 1\n", typed_key=True
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    journal = journals.create(tmp_path, ABOUT)
    written = [
        events.RunStarted(run="7f3a", attempt=1, pid=7),
        events.Answered(
            step="gateway/A", status=201, request_id="r", operation_url="https://x/" + "y" * 3500, retry_after=1.5
        ),
        events.PairChecked(pair="A-B", check=events.Check.KEYS, state=events.StepState.DONE, values={"a": "b"}),
    ]
    for event in written:
        journal.record(event, NOW)
    journal.close()
    again = Journal(tmp_path / "journal.sqlite")
    assert again.about() == ABOUT
    assert [one.event for one in again.entries()] == written
    assert [one.azure_at for one in again.entries()] == [NOW] * 3
    assert [one.seq for one in again.entries(1)] == [2, 3]
    again.close()


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    journals.create(tmp_path, ABOUT).close()
    assert stat.S_IMODE((tmp_path / "journal.sqlite").stat().st_mode) == 0o600


def test_the_truth_is_in_one_file(tmp_path: Path) -> None:
    journal = journals.create(tmp_path, ABOUT)
    journal.record(events.Stopping(), NOW)
    assert [path.name for path in tmp_path.iterdir()] == ["journal.sqlite"]
    with sqlite3.connect(tmp_path / "journal.sqlite") as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    database.close()
    assert journal._database.execute("PRAGMA synchronous").fetchone() == (2,)
    journal.close()


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[0:200] = b"x" * 200
    path.write_bytes(bytes(content))


def another_version(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()


def another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")
    database.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (damage, "damaged"),
        (another_version, "another version"),
        (another_program, "not a journal"),
        (lambda path: path.write_bytes(b""), "not a journal"),
        (lambda path: path.unlink(), "no journal"),
    ],
)
def test_a_spoilt_file_is_told_and_left_as_it_is(tmp_path: Path, spoil: object, said: str) -> None:
    path = tmp_path / "journal.sqlite"
    journals.create(tmp_path, ABOUT).close()
    assert callable(spoil)
    spoil(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(JournalError, match=said):
        Journal(path)
    assert (path.read_bytes() if path.exists() else None) == before


def test_an_entry_of_a_later_version_is_told(tmp_path: Path) -> None:
    journal = journals.create(tmp_path, ABOUT)
    journal._database.execute(
        "INSERT INTO event (at, azure_at, event) VALUES ('2026-01-01T00:00:00+00:00',"
        " '2026-01-01T00:00:00+00:00', '{\"event\":\"teleported\"}')"
    )
    with pytest.raises(JournalError, match="another version"):
        journal.entries()
    journal.close()


def test_a_full_disk_is_a_sentence(tmp_path: Path) -> None:
    journal = journals.create(tmp_path, ABOUT)
    pages = journal._database.execute("PRAGMA page_count").fetchone()[0]
    journal._database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalError, match="disk is full"):
        journal.record(events.SignInNeeded(url="x" * 100_000, code="y"), NOW)
    assert journal.entries() == ()
    journal.close()


WRITER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
for n in range(200):
    database.execute("INSERT INTO event (at, azure_at, event) VALUES ('', '', ?)", ("z" * 4000,))
print("spilled", flush=True)
sys.stdin.read()
"""


def test_what_a_killed_writer_left_half_done_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    journal = journals.create(tmp_path, ABOUT)
    journal.record(events.Stopping(), NOW)
    journal.close()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "spilled\n"
    writer.send_signal(signal.SIGKILL)
    writer.communicate()
    assert (tmp_path / "journal.sqlite-journal").exists()
    again = Journal(path)
    assert [one.event for one in again.entries()] == [events.Stopping()]
    again.close()


HOLDER = """
import sys
from pathlib import Path
from vnetwizard.run import lock
with lock.hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_worker_holds_a_run_until_its_process_is_gone(tmp_path: Path) -> None:
    assert lock.holder(tmp_path) is None
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    assert lock.holder(tmp_path) == other.pid
    with pytest.raises(lock.AlreadyHeldError) as held, lock.hold(tmp_path):
        pass
    assert held.value.pid == other.pid
    other.kill()
    other.communicate()
    assert lock.holder(tmp_path) is None
    with lock.hold(tmp_path):
        assert lock.holder(tmp_path) == os.getpid()


def test_a_lock_that_is_a_symlink_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "lock").symlink_to(victim)
    with pytest.raises(OSError, match="lock"), lock.hold(tmp_path):
        pass
    assert victim.read_text() == "precious"
