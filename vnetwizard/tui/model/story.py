"""What a journal tells beyond `run.facts.View`: what happens this minute, how far the proof is, the log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from vnetwizard.run import events
from vnetwizard.run.events import StepState
from vnetwizard.tui.model.clock import AzureClock
from vnetwizard.tui.model.log import LogLine, log_line

if TYPE_CHECKING:
    from datetime import datetime

    from vnetwizard.run.events import Check
    from vnetwizard.run.journal import Entry

_SECOND = timedelta(seconds=1)
_KEY_SUFFIX = "/sharedkey"


@dataclass
class Story:
    """Folded from the events of one run; times are Azure's, but for those of the log.

    `sent` is when a step's resource was asked for, over all attempts. `looks` are when the next look is due.
    `awaited` are the steps that Azure worked on in this attempt, also those that an earlier one had asked for.
    """

    clock: AzureClock = field(default_factory=AzureClock)
    began: datetime | None = None
    finished: datetime | None = None
    stopping: bool = False
    sign_in: events.SignInNeeded | None = None
    checks: dict[tuple[str, Check], StepState] = field(default_factory=dict)
    looks: dict[str, datetime] = field(default_factory=dict)
    delays: dict[str, events.Delayed] = field(default_factory=dict)
    sent: dict[str, datetime] = field(default_factory=dict)
    awaited: set[str] = field(default_factory=set)
    lines: list[LogLine] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Take in the next event."""
        self.clock.learn(entry)
        self._fold(entry)
        told = log_line(entry, self._names)
        if told is not None:
            self.lines.append(told)

    def _fold(self, entry: Entry) -> None:  # noqa: C901, PLR0912 - one short case for each event
        match entry.event:
            case events.RunStarted():
                self.began, self.finished, self.stopping, self.sign_in = entry.azure_at, None, False, None
                for kept in (self.checks, self.looks, self.delays, self.awaited):
                    kept.clear()
            case events.Planned(steps=steps):
                self._names |= {one.step: one.name for one in steps}
            case events.SignInNeeded():
                self.sign_in = entry.event
            case events.SignedIn():
                self.sign_in = None
            case events.StepChanged(step=step, state=state):
                self._end_of_waiting(step)
                if state is StepState.UPDATING:
                    self.awaited.add(step)
            case events.Request(step=step, resource_id=resource_id):
                self._end_of_waiting(step)
                if not resource_id.casefold().endswith(_KEY_SUFFIX):
                    self.sent[step] = entry.azure_at
            case events.Looked(step=step, next_seconds=seconds):
                self._end_of_waiting(step)
                self.looks[step] = entry.azure_at + seconds * _SECOND
            case events.Delayed(step=step):
                self.delays[step] = entry.event
            case events.PairChecked(pair=pair, check=check, state=state):
                self.checks[pair, check] = state
            case events.Stopping():
                self.stopping = True
            case events.RunFinished():
                self.finished, self.sign_in = entry.azure_at, None
            case _:
                pass

    def _end_of_waiting(self, step: str) -> None:
        self.looks.pop(step, None)
        self.delays.pop(step, None)
