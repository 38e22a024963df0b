"""Looking at a run while somebody writes its journal: no look waits long, and none takes silence for the end."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from vnetwizard.cli.console import Console
from vnetwizard.cli.follow import follow
from vnetwizard.cli.signals import Signals
from vnetwizard.run import events, watch
from vnetwizard.run import journal as journals
from vnetwizard.run.events import Outcome
from vnetwizard.run.journal import JournalBusyError
from vnetwizard.run.watch import Watch
from vnetwizard.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ABOUT = journals.About(id="7f3a", created_at=NOW, target=Target(practice=True), plan="version = 1\n", typed_key=False)
BEGUN = events.RunStarted(run="7f3a", attempt=1, pid=1)
FINISHED = events.RunFinished(run="7f3a", outcome=Outcome.CONNECTED)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[journals.Journal]:
    with closing(journals.create(tmp_path, ABOUT)) as made:
        made.record(BEGUN, NOW)
        yield made


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Somebody else, who can hold the file."""
    with closing(sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)) as other:
        yield other


def test_a_look_at_a_journal_that_is_being_written_waits_no_longer_than_a_glance(
    tmp_path: Path, journal: journals.Journal, writer: sqlite3.Connection
) -> None:
    watched = Watch(journal, tmp_path)
    writer.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    assert watched.news() == ()
    assert time.monotonic() - began < 0.2
    assert watched.behind
    writer.execute("COMMIT")
    assert [one.event for one in watched.news()] == [BEGUN]
    assert not watched.behind


def test_a_writer_waits_longer_than_whoever_looks(
    tmp_path: Path, journal: journals.Journal, writer: sqlite3.Connection
) -> None:
    Watch(journal, tmp_path).news()
    assert journal._database.execute("PRAGMA busy_timeout").fetchone() == (50,)
    journal.record(events.Stopping(), NOW)
    assert journal._database.execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    assert len(journal.entries()) == 2
    writer.execute("BEGIN EXCLUSIVE")
    with pytest.raises(JournalBusyError, match="held by another process"):
        journal.entries(patience=0)


def test_who_never_lets_go_is_told_in_the_end(
    tmp_path: Path, journal: journals.Journal, writer: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watch(journal, tmp_path)
    writer.execute("BEGIN EXCLUSIVE")
    assert watched.news() == ()
    monkeypatch.setattr(watch, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(JournalBusyError):
        watched.news()


def test_lines_do_not_take_a_busy_journal_for_a_worker_that_is_gone(
    tmp_path: Path,
    journal: journals.Journal,
    writer: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    journal.record(FINISHED, NOW)
    watched = Watch(journal, tmp_path)
    writer.execute("BEGIN EXCLUSIVE")

    def let_go(_seconds: float) -> Any:
        writer.execute("COMMIT")

    monkeypatch.setattr("vnetwizard.cli.follow.time.sleep", let_go)
    assert follow(Console(as_json=False), watched, Signals(), may_stop=False) is Outcome.CONNECTED
    assert "Done: connected, both ways." in capsys.readouterr().out
