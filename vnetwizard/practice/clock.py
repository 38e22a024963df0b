"""The clock of practice Azure: one row that every process which serves the state reads."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from vnetwizard.practice.store import Store

FIRST_SPEED = 60.0
"""Azure seconds in a wall second, until somebody sets another speed."""


class Anchor(msgspec.Struct, frozen=True):
    """The clock's row: at wall second `wall` it was Azure second `azure`, both since 1970."""

    wall: float
    azure: float
    speed: float
    latest: float
    """The Azure second of the last write: no later reading may be earlier."""
    epoch: str
    """Changes when the state is reset; readings of another epoch are no measure."""

    def at(self, wall: float) -> float:
        """Give the Azure second at a wall second."""
        return self.azure + (wall - self.wall) * self.speed


class Clock:
    """Azure time = Azure anchor + (wall - wall anchor) x speed; it runs while nobody runs.

    Setting the speed anchors it anew in one transaction, so Azure time never jumps. A wall clock that steps back is
    noticed by the process that has read a later time; it anchors the clock anew, for everybody.
    """

    def __init__(self, store: Store, wall: Callable[[], float]) -> None:
        self._store = store
        self._wall = wall
        self._seen = ("", 0.0)

    def now(self) -> datetime:
        """Give Azure's time, in UTC."""
        with self._store.transaction(write=False) as db:
            now = self.observe(db)
        if now is None:
            with self._store.transaction(write=True) as db:
                now = self.heal(db)
        return datetime.fromtimestamp(now, UTC)

    @property
    def speed(self) -> float:
        """Azure seconds in a wall second."""
        with self._store.transaction(write=False) as db:
            return _read(db).speed

    def set_speed(self, speed: float) -> None:
        """Make Azure run at `speed` from now on, for every process; ValueError unless it is above zero and finite."""
        if not (speed > 0 and math.isfinite(speed)):
            message = f"the speed must be a number above zero, not {speed}"
            raise ValueError(message)
        with self._store.transaction(write=True) as db:
            self._anchor(db, self.heal(db), speed)

    def advance(self, seconds: float) -> None:
        """Put Azure's time forward by `seconds`, at least 0, in one transaction."""
        if not (seconds >= 0 and math.isfinite(seconds)):
            message = f"time only goes forward, not by {seconds} s"
            raise ValueError(message)
        with self._store.transaction(write=True) as db:
            self._anchor(db, self.heal(db) + seconds, _read(db).speed)

    def observe(self, db: sqlite3.Cursor) -> float | None:
        """Read Azure's second inside a transaction; None where it would be earlier than one read or written before."""
        anchor = _read(db)
        now = anchor.at(self._wall())
        if now < self._floor(anchor):
            return None
        self._seen = (anchor.epoch, now)
        return now

    def heal(self, db: sqlite3.Cursor) -> float:
        """Like `observe` in a write transaction, and anchor the clock anew where time would have gone back."""
        now = self.observe(db)
        if now is None:
            anchor = _read(db)
            now = self._floor(anchor)
            self._anchor(db, now, anchor.speed)
        return now

    def _floor(self, anchor: Anchor) -> float:
        epoch, seen = self._seen
        return max(anchor.azure, anchor.latest, seen if epoch == anchor.epoch else 0.0)

    def _anchor(self, db: sqlite3.Cursor, now: float, speed: float) -> None:
        db.execute("UPDATE clock SET wall = ?, azure = ?, speed = ?", (self._wall(), now, speed))
        self._seen = (_read(db).epoch, now)


def _read(db: sqlite3.Cursor) -> Anchor:
    return Anchor(*db.execute("SELECT wall, azure, speed, latest, epoch FROM clock").fetchone())
