"""The practice state: one SQLite file, read and written by several processes at once.

The shared keys of connections are part of Azure's state, so they are in this file: in the table `shared_keys` and
nowhere else. Tokens and request bodies are not kept.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vnetwizard.practice.clock import FIRST_SPEED
from vnetwizard.practice.errors import PracticeStateError
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

APPLICATION_ID = 0x766E7077  # "vnpw"
VERSION = 1
BUSY_SECONDS = 20.0
FIRST_SEED = 1

DAMAGED = mark("The practice state {path} is damaged. `vnetwizard practice reset` makes a new one.")
GONE = mark("The practice state {path} has disappeared. `vnetwizard practice reset` makes a new one.")
FOREIGN = mark("{path} is not a practice state. Move it away, or let `vnetwizard practice reset` replace it.")
OTHER_VERSION = mark(
    "The practice state {path} was made by another version of vnetwizard. `vnetwizard practice reset` makes a new one."
)

TABLES = {
    "clock": "wall REAL, azure REAL, speed REAL, latest REAL, epoch TEXT",
    "counters": "seed INTEGER, draws INTEGER, addresses INTEGER",
    "resources": "key TEXT PRIMARY KEY, id TEXT, type TEXT, scope TEXT, location TEXT, body BLOB, facts BLOB,"
    " guid TEXT, etag_updating TEXT, etag TEXT, action TEXT, operation TEXT, began REAL, ends REAL, ready_at REAL,"
    " failure TEXT",
    "links": "source TEXT, target TEXT, PRIMARY KEY (source, target)",
    "operations": "id TEXT PRIMARY KEY, kind TEXT, method TEXT, target TEXT, began REAL, ends REAL, failure TEXT",
    "shared_keys": "connection TEXT PRIMARY KEY, value TEXT, previous TEXT, since REAL",
    "requests": "number INTEGER PRIMARY KEY, at REAL, method TEXT, id TEXT, status INTEGER",
}
INDEXES = {
    "resources_by_type": "resources (type, scope)",
    "resources_by_scope": "resources (scope)",
    "resources_leaving": "resources (ends) WHERE action = 'DELETE'",
    "links_by_target": "links (target)",
}


class Store:
    """Opens the state at `path`, making it where there is none.

    Every transaction checks that the file at `path` is the one that is open, so a state made anew by another process
    is noticed at once. Raises PracticeStateError on a file that is damaged, of another version, or not ours.
    """

    def __init__(self, path: Path, wall: Callable[[], float]) -> None:
        self.path = path
        self._wall = wall
        self._identity = (0, 0)
        self._db: sqlite3.Connection | None = None
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The mode is given at creation: the file is never readable by others, not even for a moment.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
        path.chmod(0o600)
        self._open()

    def close(self) -> None:
        """Close the file; a further transaction opens it again."""
        if self._db:
            self._db.close()
            self._db = None

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[sqlite3.Cursor]:
        """Run one transaction: committed at the end, rolled back on any exception.

        Raises PracticeStateError where the file is gone or damaged, sqlite3.OperationalError where it stays locked.
        """
        db = self._connection()
        try:
            db.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield db.cursor()
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
        except sqlite3.DatabaseError as error:
            raise self._told(error) from error

    def reset(self, seed: int | None) -> None:
        """Empty the state in one transaction; `seed` None keeps the seed, so that the same requests repeat."""
        with self.transaction(write=True) as db:
            kept = db.execute("SELECT seed FROM counters").fetchone()[0]
            for table in TABLES:
                db.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table names
            self._first_rows(db, kept if seed is None else seed)

    def _connection(self) -> sqlite3.Connection:
        try:
            found = self.path.stat()
        except FileNotFoundError as error:
            raise _unusable(self.path, GONE) from error
        if self._db is None or (found.st_dev, found.st_ino) != self._identity:
            self._open()
        assert self._db is not None  # noqa: S101 - _open sets it or raises
        return self._db

    def _open(self) -> None:
        self.close()
        found = self.path.stat()
        db = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            # DELETE and FULL: a kill at any instant leaves the file whole, on network homes too.
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("PRAGMA synchronous = FULL")
            self._create_or_check(db)
        except BaseException as error:
            db.close()
            if isinstance(error, sqlite3.DatabaseError):
                raise self._told(error) from error
            raise
        self._db = db
        self._identity = (found.st_dev, found.st_ino)

    def _told(self, error: sqlite3.DatabaseError) -> Exception:
        # A file that is no database raises the base class; its subclasses say something else (locked, a bug).
        return _unusable(self.path, DAMAGED) if type(error) is sqlite3.DatabaseError else error

    def _create_or_check(self, db: sqlite3.Connection) -> None:
        if _pragma(db, "application_id") == APPLICATION_ID:
            self._check(db)
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            # Another process may have made it while this one waited.
            if _pragma(db, "application_id") != APPLICATION_ID:
                self._refuse_foreign(db)
                for name, columns in TABLES.items():
                    db.execute(f"CREATE TABLE {name} ({columns})")
                for name, columns in INDEXES.items():
                    db.execute(f"CREATE INDEX {name} ON {columns}")
                self._first_rows(db.cursor(), FIRST_SEED)
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        self._check(db)

    def _refuse_foreign(self, db: sqlite3.Connection) -> None:
        if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise _unusable(self.path, FOREIGN)

    def _check(self, db: sqlite3.Connection) -> None:
        if _pragma(db, "user_version") != VERSION:
            raise _unusable(self.path, OTHER_VERSION)
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise _unusable(self.path, DAMAGED)

    def _first_rows(self, db: sqlite3.Cursor, seed: int) -> None:
        wall = self._wall()
        db.execute("INSERT INTO clock VALUES (?, ?, ?, ?, ?)", (wall, wall, FIRST_SPEED, wall, str(uuid.uuid4())))
        db.execute("INSERT INTO counters VALUES (?, 0, 0)", (seed,))


def discard(path: Path) -> None:
    """Remove the state file and its rollback journal, damaged or not; for `practice reset`."""
    for name in (path, path.with_name(path.name + "-journal")):
        name.unlink(missing_ok=True)


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _unusable(path: Path, template: str) -> PracticeStateError:
    return PracticeStateError(template, {"path": str(path)})
