"""What a journal tells about a run: where each step stands, what this run made, what is still under way at Azure.

`View` is folded from the events alone, so whoever reads a journal sees what the worker sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vnetwizard.plan import ids
from vnetwizard.run import events
from vnetwizard.run.events import Outcome, StepState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from vnetwizard.plan.steps import Action
    from vnetwizard.run.journal import Entry


@dataclass
class StepView:
    """Where one step of the newest plan stands; times are Azure's."""

    planned: events.PlannedStep
    action: Action
    state: StepState = StepState.WAITING
    began: datetime | None = None
    ended: datetime | None = None


@dataclass
class View:
    """A run as its journal tells it.

    `made`, `wanted`, `needs`, `operations` and `unanswered` (writes whose answer never came) go by resource key, over
    all attempts. `plan` is the text of the newest plan file, if it was changed since the run began.
    """

    attempts: int = 0
    began: datetime | None = None
    steps: dict[str, StepView] = field(default_factory=dict)
    pairs: tuple[events.PlannedPair, ...] = ()
    plan: str | None = None
    wanted: dict[str, events.PlannedStep] = field(default_factory=dict)
    needs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    operations: dict[str, str] = field(default_factory=dict)
    unanswered: set[str] = field(default_factory=set)
    keys: dict[str, events.KeyChosen] = field(default_factory=dict)
    problems: list[events.Problem] = field(default_factory=list)
    outcome: Outcome | None = None
    abandoned: bool = False
    connections: tuple[events.ConnectionState, ...] = ()
    _asked: dict[str, str] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:  # noqa: C901, PLR0912 - one short case for each event
        """Take in the next event."""
        match entry.event:
            case events.RunStarted():
                self.attempts += 1
                self.abandoned = False
                self.began = self.began or entry.azure_at
                self.outcome, self.problems, self.connections = None, [], ()
            case events.Planned(steps=steps, pairs=pairs):
                self.steps = {one.step: StepView(one, one.action) for one in steps}
                self.pairs = pairs
                keys = {one.step: ids.key(one.resource_id) for one in steps}
                self.wanted |= {keys[one.step]: one for one in steps}
                self.needs |= {keys[one.step]: tuple(keys[other] for other in one.after) for one in steps}
            case events.Abandoned():
                self.abandoned = True
            case events.PlanChanged(plan=plan):
                self.plan = plan
            case events.StepChanged(step=step, state=state, action=action) if step in self.steps:
                view = self.steps[step]
                view.state, view.action = state, action
                if state is StepState.STARTED:
                    view.began = entry.azure_at
                elif state not in {StepState.WAITING, StepState.UPDATING}:
                    view.ended = entry.azure_at
            case events.Request(step=step, resource_id=resource_id):
                # it was missing when it was read just before, so what is found there later is ours, answer or not
                self._asked[step] = resource_id
                self.made[ids.key(resource_id)] = resource_id
                self.operations.pop(ids.key(resource_id), None)
                self.unanswered.add(ids.key(resource_id))
            case events.Answered(step=step, operation_url=url) if step in self._asked:
                self.unanswered.discard(ids.key(self._asked[step]))
                if url is not None:
                    self.operations[ids.key(self._asked[step])] = url
            case events.Declined(step=step) if step in self._asked:
                self.unanswered.discard(ids.key(self._asked[step]))
                self.made.pop(ids.key(self._asked[step]), None)
            case events.KeyChosen(pair=pair):
                self.keys[pair] = entry.event
            case events.Problem():
                self.problems.append(entry.event)
            case events.RunFinished(outcome=outcome, connections=connections):
                self.outcome, self.connections = outcome, connections
            case _:
                pass

    def count(self, state: StepState) -> int:
        """Return how many steps stand so."""
        return sum(step.state is state for step in self.steps.values())


def view(entries: Iterable[Entry]) -> View:
    """Fold a whole journal."""
    folded = View()
    for entry in entries:
        folded.add(entry)
    return folded
