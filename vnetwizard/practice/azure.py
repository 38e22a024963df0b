"""Practice Azure: the state, its clock, and what tests ask of it."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vnetwizard.practice.clock import Clock
from vnetwizard.practice.store import Store, discard
from vnetwizard.practice.transaction import Transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Azure:
    """One simulated Azure, in the file at `path`; it is made where there is none.

    Several processes may open the same file and see one Azure. Not to be shared between threads. `wall` gives the
    wall clock in seconds since 1970. Raises PracticeStateError where the file is damaged, of another version, or
    something else.
    """

    def __init__(self, path: Path, *, wall: Callable[[], float] = time.time) -> None:
        self._store = Store(path, wall)
        self.clock = Clock(self._store, wall)

    @classmethod
    def anew(cls, path: Path) -> Azure:
        """Replace the file at `path`, whatever it is, by a new Azure; processes that have it open notice."""
        discard(path)
        return cls(path)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def reset(self, seed: int | None = None) -> None:
        """Empty this Azure: no resources, today's time, the first speed.

        The same seed and the same requests give the same durations, addresses and ids; None keeps the seed.
        """
        self._store.reset(seed)

    def creations(self) -> dict[str, int]:
        """Count, per resource id in lower case, how often it was created (a PUT answered 201)."""
        return self._count("method = 'PUT' AND status = 201")

    def puts(self) -> dict[str, int]:
        """Count, per resource id in lower case, how many PUTs came, refused ones included."""
        return self._count("method = 'PUT'")

    @contextmanager
    def transaction(self, *, write: bool) -> Iterator[Transaction]:
        """Run one transaction at the present Azure time."""
        with self._store.transaction(write=write) as db:
            now = self.clock.observe(db)
            if now is not None:
                yield self._at(db, now)
                return
        # Time would have gone back: mending the clock needs a write.
        with self._store.transaction(write=True) as db:
            yield self._at(db, self.clock.heal(db))

    def _at(self, db: sqlite3.Cursor, now: float) -> Transaction:
        return Transaction(db, now)

    def _count(self, where: str) -> dict[str, int]:
        with self._store.transaction(write=False) as db:
            query = f"SELECT lower(id), count(*) FROM requests WHERE {where} GROUP BY 1"  # noqa: S608 - ours
            return dict(db.execute(query).fetchall())
