"""One run at one moment, as the pages are computed from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnetwizard.plan.estimate import Estimate, estimate
from vnetwizard.plan.planner import Pair, Plan
from vnetwizard.plan.steps import Action, Step
from vnetwizard.run.events import Check, Outcome, StepState

if TYPE_CHECKING:
    from datetime import datetime

    from vnetwizard.run.events import PlannedStep
    from vnetwizard.run.facts import View
    from vnetwizard.run.journal import About
    from vnetwizard.tui.model.story import Story

CHECKS = (Check.KEYS, Check.STATUS)
"""What is proven of each pair, in this order."""

SETTLED = frozenset({StepState.DONE, StepState.SKIPPED})
"""A check may be skipped, where keys may not be read; the other one then proves the pair."""


class Seen(NamedTuple):
    """What is known of a run. `working`: a process is on it. `now` is Azure's time; None before the first event.

    `trouble` is why its journal cannot be read at this moment.
    """

    about: About
    view: View
    story: Story
    working: bool
    now: datetime | None
    trouble: str = ""

    @property
    def run(self) -> str:
        """The run's id."""
        return self.about.id

    @property
    def over(self) -> bool:
        """Whether the newest attempt has ended and nobody has begun another."""
        return self.view.outcome is not None

    @property
    def elapsed(self) -> float:
        """Azure seconds since the newest attempt began, up to its end."""
        end = self.story.finished or self.now
        return _seconds(self.story.began, end)

    @property
    def done(self) -> int:
        """How many steps and checks are done."""
        proven = sum(
            self.story.checks.get((pair.pair, check)) in SETTLED for pair in self.view.pairs for check in CHECKS
        )
        return self.view.count(StepState.DONE) + proven

    @property
    def all(self) -> int:
        """How many steps and checks there are."""
        return len(self.view.steps) + len(CHECKS) * len(self.view.pairs)

    @property
    def busy(self) -> tuple[PlannedStep, ...]:
        """The steps whose resources Azure works on, in plan order; also after an attempt was stopped."""
        return tuple(one.planned for one in self.view.steps.values() if one.state is StepState.UPDATING)

    def estimated(self) -> Estimate:
        """Return how long this attempt takes, by what was recorded of its steps."""
        pairs = tuple(Pair(label=one.pair, first=one.first, second=one.second) for one in self.view.pairs)
        return estimate(Plan(steps=tuple(self._as_step(one.planned) for one in self.view.steps.values()), pairs=pairs))

    def _as_step(self, planned: PlannedStep) -> Step:
        """Return as much of a plan's step as an estimate needs; of what was begun before, only the rest counts."""
        action, seconds = planned.action, planned.seconds
        if action is Action.KEEP and planned.step in self.story.awaited:
            before = int(_seconds(self.story.sent.get(planned.step), self.story.began))
            action, seconds = Action.CREATE, (max(0, seconds[0] - before), max(0, seconds[1] - before))
        return Step(
            id=planned.step,
            kind=planned.kind,
            name=planned.name,
            resource_id=planned.resource_id,
            action=action,
            body={},
            after=planned.after,
            seconds=seconds,
            billed=planned.billed,
        )

    def step_seconds(self, step: str) -> float | None:
        """Return how long Azure has worked on a step, or did; None where it has not begun."""
        found = self.view.steps[step]
        began = self.story.sent.get(step) or found.began
        if began is None or found.state in {StepState.WAITING, StepState.SKIPPED}:
            return None
        return _seconds(began, found.ended or self.now)


def resumable(seen: Seen) -> bool:
    """Whether nobody works on the run and it has not reached its end."""
    return not seen.working and seen.view.outcome in {None, Outcome.STOPPED, Outcome.PAUSED}


def _seconds(began: datetime | None, ended: datetime | None) -> float:
    if began is None or ended is None:
        return 0.0
    return max(0.0, (ended - began).total_seconds())
