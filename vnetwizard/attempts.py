"""Beginning a run and going on with one: what the command line and the pages have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnetwizard import processes, state
from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.run import lock, runs
from vnetwizard.run.events import Outcome
from vnetwizard.topology import planfile
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from vnetwizard.plan.planner import Plan
    from vnetwizard.target import Target
    from vnetwizard.topology.keys import SharedKey


class Refusal(Exception):
    """Why nothing was begun."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        """Say it in the language in use."""
        return say(self.template, self.values)


class Begun(NamedTuple):
    """A run with a worker on it."""

    run: str
    folder: Path
    process: subprocess.Popen[bytes]


def begin(
    target: Target,
    text: str,
    plan: Plan,
    *,
    key: SharedKey | None = None,
    speed: float | None = None,
    person: bool = False,
) -> Begun:
    """Begin a run of a plan file's text."""
    try:
        with lock.hold(state.runs_folder()):
            _refuse(target, plan, "")
            run, folder = runs.begin(target, text, typed_key=key is not None)
    except lock.AlreadyHeldError:
        raise Refusal(mark("Another run is just beginning here. Try again in a moment.")) from None
    return Begun(run, folder, processes.start_worker(folder, key=key, speed=speed, person=person))


def resume(run: str, *, key: SharedKey | None = None, speed: float | None = None, person: bool = False) -> Begun:
    """Start a worker on a run that nobody works on."""
    known = runs.known(run)
    if known.pid is not None:
        raise Refusal(mark("A worker is on run {run} already; this shows what it does."), run=run)
    if known.view.outcome is Outcome.CONNECTED:
        raise Refusal(mark("Run {run} is connected already.  Look again with:  vnetwizard verify {run}"), run=run)
    folder = state.run_folder(run)
    try:
        with lock.hold(state.runs_folder()), lock.hold(folder):
            _refuse(known.about.target, planner.make(planfile.read(known.plan, run), Inventory()), run)
    except lock.AlreadyHeldError:
        raise Refusal(mark("Another process is just beginning with a run here. Try again in a moment.")) from None
    return Begun(run, folder, processes.start_worker(folder, key=key, speed=speed, person=person))


def _refuse(target: Target, plan: Plan, but: str) -> None:
    others = [one for one in runs.all_known(lambda _: None) if one.about.id != but]
    other = runs.in_the_way(others, target, plan)
    if other is not None:
        raise Refusal(mark("Run {run} is unfinished and about the same resources."), run=other.about.id)
