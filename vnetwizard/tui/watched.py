"""A run that pages show: looks at its journal, and says when something is new."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vnetwizard.run.events import RunStarted
from vnetwizard.run.journal import JournalError
from vnetwizard.tui.model.seen import Seen
from vnetwizard.tui.model.story import Story

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import Popen

    from vnetwizard.run.journal import About
    from vnetwizard.run.watch import Watch
    from vnetwizard.tui.model.log import LogLine

LOOK_SECONDS = 0.2


def wall_clock() -> datetime:
    """Return the wall's time."""
    return datetime.now(UTC)


class Watched:
    """One run and everything that its journal told so far. `watch` has told nothing yet.

    Raises JournalError where the journal cannot be read when it is made; later that is `trouble`.
    """

    def __init__(self, about: About, watch: Watch, wall: Callable[[], datetime] = wall_clock) -> None:
        self.about = about
        self.wall = wall
        self.trouble = ""
        self._watch = watch
        self._story = Story()
        self._working = False
        self._begins = False
        self._take_in()
        self._told = (self._at_work, self.trouble)

    def look(self) -> bool:
        """Take in what is new, and say whether anything is. A journal that cannot be read is `trouble`, tried again."""
        try:
            news, self.trouble = self._take_in(), ""
        except (JournalError, OSError) as error:
            news, self.trouble = False, str(error)
        before, self._told = self._told, (self._at_work, self.trouble)
        return news or before != self._told

    def _take_in(self) -> bool:
        self._working = self._watch.working()  # before reading: what a worker writes and then ends must be seen
        news = self._watch.news()
        for entry in news:
            self._story.add(entry)
            self._begins = self._begins and not isinstance(entry.event, RunStarted)
        return bool(news)

    def seen(self) -> Seen:
        """Return the run as it is at this moment; time stands still where nobody works on it."""
        clock = self._story.clock
        now = clock.now(self.wall()) if self._at_work else clock.stopped()
        return Seen(self.about, self._watch.view, self._story, self._at_work, now, self.trouble)

    @property
    def _at_work(self) -> bool:
        """Whether somebody works on the run: a worker that has written how it ended only has to leave yet."""
        return self._working and (self._story.finished is None or self._begins)

    @property
    def plan(self) -> str:
        """The text of the plan file that the run is about now."""
        return self._watch.view.plan or self.about.plan

    @property
    def lines(self) -> tuple[LogLine, ...]:
        """All lines of the log."""
        return tuple(self._story.lines)

    @property
    def speed(self) -> int | None:
        """How many times faster than the wall's practice Azure's clock runs; None where nobody works."""
        return self._story.clock.rounded_speed if self._at_work and self.about.target.practice else None

    def started(self, process: Popen[bytes]) -> None:
        """Know the worker that was started just now, before it holds the run's lock."""
        self._watch.started(process)
        self._working = self._begins = True

    def stop(self) -> bool:
        """Ask the worker to stop. False where none works on the run, or none any more."""
        try:
            return self._watch.stop()
        except ProcessLookupError:
            return False
