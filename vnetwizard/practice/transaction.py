"""One request's view of the practice state: rows, links, operations and draws, at one instant of Azure's time."""

from __future__ import annotations

import random
import uuid
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_COLUMNS = (
    "key, id, type, scope, location, body, facts, guid, etag_updating, etag, action, operation, began, ends, "
    "ready_at, failure"
)
_FACTS = _COLUMNS.split(", ").index("facts")
# Passing time writes nothing: a deletion that has ended leaves its row, which nobody sees any more.
_ALIVE = "NOT (action = 'DELETE' AND failure IS NULL AND ends <= ?)"


class Row(msgspec.Struct):
    """A resource as stored. Times are Azure seconds since 1970; what it looks like follows from them and the clock."""

    key: str
    """The id in lower case: ids are compared without case."""
    id: str
    """The id with the case of creation."""
    type: str
    scope: str
    """The key of its resource group, of its subscription for a group."""
    location: str
    body: bytes
    """The body as accepted, as JSON, without secrets."""
    facts: dict[str, Any]
    """What Azure decides itself at creation and shows later: addresses, delays."""
    guid: str
    etag_updating: str
    etag: str
    action: str
    """The method of the last operation: PUT, PATCH or DELETE."""
    operation: str
    began: float
    ends: float
    ready_at: float
    """When its creation ends: from then on it has an address, a tunnel and so on."""
    failure: str | None = None
    """The error body of the last operation, JSON, where it is one that fails."""

    @property
    def name(self) -> str:
        """The resource's own name, with the case of creation."""
        return self.id.rpartition("/")[2]

    def state(self, now: float) -> str:
        """Give the provisioningState at `now`. Ours: a deletion shows Deleting (a group's does in the recordings)."""
        if now < self.ends:
            return "Deleting" if self.action == "DELETE" else "Updating"
        return "Failed" if self.failure and self.action != "DELETE" else "Succeeded"

    def etag_at(self, now: float) -> str:
        """Give the etag at `now`; it changes when the operation ends."""
        return f'W/"{self.etag_updating if now < self.ends else self.etag}"'


class Operation(msgspec.Struct, frozen=True):
    """A long-running operation; its status follows from `ends` and the clock."""

    id: str
    kind: str
    method: str
    target: str
    began: float
    ends: float
    failure: str | None = None


class Transaction:
    """The state at Azure second `now`, inside one SQLite transaction."""

    def __init__(self, db: sqlite3.Cursor, now: float) -> None:
        self._db = db
        self.now = now
        self._random: random.Random | None = None

    def find(self, resource_id: str) -> Row | None:
        """Find the living resource with this id, in any case."""
        query = f"SELECT {_COLUMNS} FROM resources WHERE key = ? AND {_ALIVE}"  # noqa: S608 - constants
        return next(self._rows(query, (resource_id.lower(), self.now)), None)

    def of_type(self, kind: str, scope: str | None = None) -> list[Row]:
        """List the living resources of a type, oldest first, of one resource group or of all."""
        query = f"SELECT {_COLUMNS} FROM resources WHERE type = ? AND {_ALIVE}"  # noqa: S608 - constants
        values: tuple[object, ...] = (kind, self.now)
        if scope is not None:
            query += " AND scope = ?"
            values += (scope.lower(),)
        return list(self._rows(query + " ORDER BY rowid", values))

    def within(self, scope: str) -> list[Row]:
        """List the living resources of one resource group, oldest first."""
        query = f"SELECT {_COLUMNS} FROM resources WHERE scope = ? AND {_ALIVE} ORDER BY rowid"  # noqa: S608 - constants
        return list(self._rows(query, (scope.lower(), self.now)))

    def referrers(self, target: str, kind: str | None = None) -> list[Row]:
        """List the living resources whose body refers to this id, of one type or of all."""
        query = (
            f"SELECT {_COLUMNS} FROM links JOIN resources ON key = source "  # noqa: S608 - constants
            f"WHERE target = ? AND {_ALIVE} ORDER BY resources.rowid"
        )
        return [row for row in self._rows(query, (target.lower(), self.now)) if kind in {None, row.type}]

    def targets(self, source: str) -> list[str]:
        """List the keys that a resource refers to."""
        rows = self._db.execute("SELECT target FROM links WHERE source = ?", (source.lower(),))
        return [target for (target,) in rows.fetchall()]

    def save(self, row: Row, links: list[str] | None = None) -> None:
        """Store a resource; `links` are the ids it refers to, None leaves them as they are."""
        values = {**msgspec.structs.asdict(row), "facts": msgspec.json.encode(row.facts)}
        names = ", ".join(f":{name}" for name in values)
        updates = ", ".join(f"{name} = excluded.{name}" for name in values)
        self._db.execute(
            f"INSERT INTO resources ({_COLUMNS}) VALUES ({names}) "  # noqa: S608 - constants
            f"ON CONFLICT (key) DO UPDATE SET {updates}",
            values,
        )
        if links is not None:
            self._db.execute("DELETE FROM links WHERE source = ?", (row.key,))
            keys = sorted({link.lower() for link in links})
            self._db.executemany("INSERT INTO links VALUES (?, ?)", [(row.key, key) for key in keys])

    def sweep(self) -> None:
        """Remove what is deleted by now, with its key and links; done at the beginning of every write."""
        # The terms of the partial index, so that this costs nothing where nothing has gone.
        query = "SELECT key FROM resources WHERE action = 'DELETE' AND failure IS NULL AND ends <= ?"
        gone = self._db.execute(query, (self.now,)).fetchall()
        for statement in (
            "DELETE FROM links WHERE source = ?",
            "DELETE FROM shared_keys WHERE connection = ?",
            "DELETE FROM resources WHERE key = ?",
        ):
            self._db.executemany(statement, gone)

    def start(self, operation: Operation) -> None:
        """Store an operation; one with the same id is replaced (a group deleted again has the same job)."""
        values = msgspec.structs.astuple(operation)
        self._db.execute("INSERT OR REPLACE INTO operations VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def operation(self, operation_id: str) -> Operation | None:
        """Find an operation by its id."""
        found = self._db.execute("SELECT * FROM operations WHERE id = ?", (operation_id,)).fetchone()
        return Operation(*found) if found else None

    def shared_key(self, connection: str) -> tuple[str | None, float]:
        """Give the key of a connection that holds now, and since when it is in force (Azure seconds)."""
        query = "SELECT value, previous, since FROM shared_keys WHERE connection = ?"
        found = self._db.execute(query, (connection.lower(),)).fetchone()
        if not found:
            return None, 0.0
        value, previous, since = found
        return (value if since <= self.now or previous is None else previous), since

    def set_shared_key(self, connection: str, value: str, since: float) -> None:
        """Store a connection's key, in force from Azure second `since`; the same key again changes nothing."""
        previous, _ = self.shared_key(connection)
        if value == previous:
            return
        values = (connection.lower(), value, previous, since)
        self._db.execute("INSERT OR REPLACE INTO shared_keys VALUES (?, ?, ?, ?)", values)

    def next_address(self) -> int:
        """Give the number of the next public address, from 0; a number is never given twice."""
        (number,) = self._db.execute("UPDATE counters SET addresses = addresses + 1 RETURNING addresses - 1").fetchone()
        return int(number)

    def draw(self, low: float, high: float) -> float:
        """Draw a number between `low` and `high`; the same seed and requests give the same draws."""
        return self._dice().uniform(low, high)

    def draw_guid(self) -> str:
        """Draw a GUID."""
        return str(uuid.UUID(int=self._dice().getrandbits(128), version=4))

    def log(self, method: str, resource_id: str, status: int) -> None:
        """Count a write; neither headers nor bodies are kept."""
        values = (self.now, method, resource_id, status)
        self._db.execute("INSERT INTO requests (at, method, id, status) VALUES (?, ?, ?, ?)", values)
        self._db.execute("UPDATE clock SET latest = ?", (self.now,))

    def savepoint(self) -> None:
        """Remember this state; `undo` comes back to it."""
        self._db.execute("SAVEPOINT request")

    def undo(self) -> None:
        """Go back to the savepoint: a refused request changes nothing."""
        self._db.execute("ROLLBACK TO request")

    def _rows(self, query: str, values: tuple[object, ...]) -> Iterator[Row]:
        for found in self._db.execute(query, values).fetchall():
            row = Row(*found)
            row.facts = msgspec.json.decode(found[_FACTS])
            yield row

    def _dice(self) -> random.Random:
        if self._random is None:
            seed, number = self._db.execute("UPDATE counters SET draws = draws + 1 RETURNING seed, draws").fetchone()
            self._random = random.Random(f"{seed}/{number}")  # noqa: S311 - repeatable, and nothing secret
        return self._random
