"""The journal of a run: what it intended and what Azure answered, one SQLite file, one writer, many readers.

`journal_mode=DELETE` with `synchronous=FULL`: WAL does not work on NFS homes and leaves the truth in a second file.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

from vnetwizard.run.events import AnyEvent, Event
from vnetwizard.state import JOURNAL
from vnetwizard.target import Target
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 1
_APPLICATION = 0x766E7764  # "vnwd", so that no other SQLite file is taken for a journal
PATIENCE_SECONDS = 20.0
"""How long to wait for whoever holds the file: a writer gives up nothing sooner."""

_SCHEMA = f"""
BEGIN;
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE run (
    id TEXT NOT NULL, created_at TEXT NOT NULL, target TEXT NOT NULL, plan TEXT NOT NULL, typed_key INTEGER NOT NULL
);
CREATE TABLE event (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, azure_at TEXT NOT NULL, event TEXT NOT NULL);
"""

_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


class JournalError(Exception):
    """A journal cannot be read or written. The text says why and what to do."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        """Say it in the language in use."""
        return say(self.template, self.values)


class JournalBusyError(JournalError):
    """Somebody else held the file for as long as one was ready to wait."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is about; written once. `plan` is a plan file's text with the subscriptions filled in."""

    id: str
    created_at: datetime
    target: Target
    plan: str
    typed_key: bool


class Entry(msgspec.Struct, frozen=True):
    """One event with its place in the journal, the wall's time and Azure's time (UTC)."""

    seq: int
    at: datetime
    azure_at: datetime
    event: AnyEvent


def create(folder: Path, about: About) -> Journal:
    """Begin the journal of a new run in its own folder, and return it. It is there whole, or not at all.

    Raises:
        JournalError: the disk would not take it.

    """
    path = folder / JOURNAL
    new = path.with_suffix(".new")
    with _explained(path):
        descriptor = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        os.close(descriptor)
        with closing(_connect(new)) as database:
            database.executescript(_SCHEMA)
            database.execute(
                "INSERT INTO run VALUES (?, ?, ?, ?, ?)",
                (
                    about.id,
                    about.created_at.isoformat(),
                    msgspec.json.encode(about.target).decode(),
                    about.plan,
                    about.typed_key,
                ),
            )
            database.execute("COMMIT")
        new.rename(path)
        _sync(folder)
    return Journal(path)


class Journal:
    """An open journal. Whoever calls `record` holds the run's lock; everybody may read."""

    def __init__(self, path: Path) -> None:
        """Open a journal that is there. Raises JournalError where it cannot be read or is of another version."""
        self.path = path
        self._patience = PATIENCE_SECONDS
        with _explained(path):
            if not path.is_file():
                raise JournalError(mark("There is no journal at {path}. `vnetwizard runs` lists all runs."), path=path)
            self._database = _connect(path)
            try:
                self._check()
            except BaseException:
                self._database.close()
                raise

    def _check(self) -> None:
        application = self._database.execute("PRAGMA application_id").fetchone()[0]
        version = self._database.execute("PRAGMA user_version").fetchone()[0]
        if application != _APPLICATION:
            raise JournalError(
                mark("{path} is not a journal of vnetwizard. Move it away; the resources in Azure are untouched."),
                path=self.path,
            )
        if version != VERSION:
            raise JournalError(
                mark("{path} was written by another version (journal {found}, this one reads {known}). Use that one."),
                path=self.path,
                found=version,
                known=VERSION,
            )

    def about(self) -> About:
        """Return what the run is about."""
        with _explained(self.path):
            self._wait_at_most(PATIENCE_SECONDS)
            row = self._database.execute("SELECT id, created_at, target, plan, typed_key FROM run").fetchone()
            if row is None:
                raise JournalError(mark("{path} holds no run; delete its folder. Nothing was started."), path=self.path)
        return About(
            id=row[0],
            created_at=datetime.fromisoformat(row[1]),
            target=msgspec.json.decode(row[2], type=Target),
            plan=row[3],
            typed_key=bool(row[4]),
        )

    def record(self, event: Event, azure_at: datetime) -> None:
        """Write one event; it is on the disk when this returns. Raises JournalError where the disk will not take it."""
        with _explained(self.path):
            self._wait_at_most(PATIENCE_SECONDS)
            self._database.execute(
                "INSERT INTO event (at, azure_at, event) VALUES (?, ?, ?)",
                (datetime.now(UTC).isoformat(), azure_at.isoformat(), msgspec.json.encode(event).decode()),
            )

    def entries(self, after: int = 0, *, patience: float = PATIENCE_SECONDS) -> tuple[Entry, ...]:
        """Return the events behind place `after`, oldest first. Raises JournalError.

        Waits `patience` seconds for a writer, then raises JournalBusyError: who looks again soon needs little of it.
        """
        with _explained(self.path):
            self._wait_at_most(patience)
            rows = self._database.execute(
                "SELECT seq, at, azure_at, event FROM event WHERE seq > ? ORDER BY seq", (after,)
            ).fetchall()
            return tuple(
                Entry(seq, datetime.fromisoformat(at), datetime.fromisoformat(azure_at), _decoder.decode(event))
                for seq, at, azure_at, event in rows
            )

    def _wait_at_most(self, seconds: float) -> None:
        if seconds != self._patience:
            self._database.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")
            self._patience = seconds

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _sync(folder: Path) -> None:
    """Make a new name in a folder last."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _connect(path: Path) -> sqlite3.Connection:
    """Open the file for reading and writing: a reader, too, must be able to roll back what a killed writer left."""
    database = sqlite3.connect(
        f"file:{quote(str(path))}?mode=rw", uri=True, timeout=PATIENCE_SECONDS, isolation_level=None
    )
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute("PRAGMA synchronous = FULL")
    return database


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk raise into a sentence that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
            raise JournalError(
                mark("The disk is full; {path} cannot be written. Free some space, then resume."), path=path
            ) from None
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise JournalError(
                mark(
                    "{path} is damaged ({reason}). What it made is still in Azure: `vnetwizard apply` on the same "
                    "plan file takes up what is there."
                ),
                path=path,
                reason=error,
            ) from None
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise JournalBusyError(
                mark("{path} is held by another process for longer than is usual. End what has it open, then resume."),
                path=path,
            ) from None
        raise JournalError(
            mark("{path} cannot be used: {reason}. Mend that, then resume."), path=path, reason=error
        ) from None
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise JournalError(
            mark("{path} holds an entry that cannot be read ({reason}); it may be from another version. Use that one."),
            path=path,
            reason=error,
        ) from None
    except OSError as error:
        raise JournalError(
            mark("{path} cannot be used: {reason}. Mend that, then resume."), path=path, reason=error.strerror
        ) from None
