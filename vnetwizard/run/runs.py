"""The runs of the state folder: begun, found, and told apart."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from vnetwizard import state
from vnetwizard.plan import ids, planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.run import lock
from vnetwizard.run.events import Outcome
from vnetwizard.run.facts import View, view
from vnetwizard.run.journal import About, Journal, JournalError, create
from vnetwizard.topology import planfile
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from vnetwizard.plan.planner import Plan
    from vnetwizard.plan.steps import Step
    from vnetwizard.target import Target

_UNFINISHED = frozenset({None, Outcome.STOPPED, Outcome.PAUSED})


class KnownRun(NamedTuple):
    """One run of the state folder; `pid` is that of the process that works on it."""

    about: About
    view: View
    pid: int | None

    @property
    def plan(self) -> str:
        """The text of the plan file that the run is about now."""
        return self.view.plan or self.about.plan

    @property
    def unfinished(self) -> bool:
        """Whether it can be gone on with."""
        return self.view.outcome in _UNFINISHED and not self.view.abandoned


def known(run: str) -> KnownRun:
    """Read one run. Raises StateError or JournalError."""
    folder = state.run_folder(run)
    journal = Journal(folder / state.JOURNAL)
    try:
        return KnownRun(journal.about(), view(journal.entries()), lock.holder(folder))
    finally:
        journal.close()


def all_known(tell: Callable[[JournalError], None]) -> tuple[KnownRun, ...]:
    """Read all runs, the newest first; one that cannot be read is told and passed over."""
    found = []
    for run in state.run_ids():
        try:
            found.append(known(run))
        except JournalError as error:
            tell(error)
    return tuple(sorted(found, key=lambda one: one.about.created_at, reverse=True))


def fitting(runs: Sequence[KnownRun], *, unfinished: bool) -> tuple[KnownRun, ...]:
    """Return the runs that are meant where none was named: the unfinished ones, else, unless only those count, all."""
    return tuple(run for run in runs if run.unfinished) or (() if unfinished else tuple(runs))


def in_the_way(runs: Sequence[KnownRun], target: Target, plan: Plan) -> KnownRun | None:
    """Return an unfinished run in the same Azure that is about one of the plan's resources."""
    wanted = {ids.key(step.resource_id) for step in plan.steps}
    for run in runs:
        if run.unfinished and run.about.target.same_azure(target):
            theirs = {ids.key(one.resource_id) for one in _wanted_by(run)}
            if theirs & wanted:
                return run
    return None


def _wanted_by(run: KnownRun) -> tuple[Step, ...]:
    return planner.make(planfile.read(run.plan, run.about.id), Inventory()).steps


def begin(target: Target, text: str, *, typed_key: bool) -> tuple[str, Path]:
    """Make the folder and the journal of a new run. Returns its id and folder. Raises StateError or JournalError."""
    runs = state.runs_folder()
    while True:
        run = secrets.token_hex(2)
        folder = runs / run
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            continue
        except OSError as error:
            raise state.StateError(
                mark("The folder {path} cannot be made: {reason}. Free space or set VNETWIZARD_HOME."),
                {"path": folder, "reason": error.strerror},
            ) from None
        about = About(id=run, created_at=datetime.now(UTC), target=target, plan=text, typed_key=typed_key)
        create(folder, about).close()
        return run, folder
