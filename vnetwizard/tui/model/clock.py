"""Azure's time between two events of a journal, which says both the wall's time and Azure's for each."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from vnetwizard.run.events import RunStarted

if TYPE_CHECKING:
    from datetime import datetime

    from vnetwizard.run.journal import Entry

_BASELINE_SECONDS = 20.0
_SHORTEST_SECONDS = 0.5
_NOTICEABLE = 1.5


class AzureClock:
    """Goes on from the newest event at the speed that the events show: 1 for Azure, any other for practice Azure.

    It never goes back within one attempt, although each new event corrects it a little.
    """

    def __init__(self) -> None:
        self._points: deque[tuple[datetime, datetime]] = deque()
        self._shown: datetime | None = None

    def learn(self, entry: Entry) -> None:
        """Take in the next event."""
        if isinstance(entry.event, RunStarted):
            self._points.clear()
            self._shown = None
        self._points.append((entry.at, entry.azure_at))
        while len(self._points) > 2 and self._wall_seconds(1) >= _BASELINE_SECONDS:  # noqa: PLR2004 - both ends
            self._points.popleft()

    def _wall_seconds(self, since: int) -> float:
        return (self._points[-1][0] - self._points[since][0]).total_seconds()

    @property
    def speed(self) -> float:
        """Azure seconds in a wall second."""
        if not self._points or self._wall_seconds(0) < _SHORTEST_SECONDS:
            return 1.0
        passed = (self._points[-1][1] - self._points[0][1]).total_seconds()
        return max(0.0, passed / self._wall_seconds(0))

    @property
    def rounded_speed(self) -> int | None:
        """The speed to two figures, as one would have asked for it; None where it is the wall's."""
        if self.speed < _NOTICEABLE:
            return None
        return int(float(f"{self.speed:.2g}"))

    def stopped(self) -> datetime | None:
        """Return Azure's time of the newest event; None before the first."""
        return self._points[-1][1] if self._points else None

    def now(self, wall: datetime) -> datetime | None:
        """Return Azure's time at a wall time; None before the first event."""
        if not self._points:
            return None
        at, azure_at = self._points[-1]
        found = azure_at + max(wall - at, at - at) * self.speed
        self._shown = max(found, self._shown or found)
        return self._shown
