"""Beginning a run and going on with one: what the command line and the pages have in common."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from vnetwizard import processes, state
from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.run import lock, runs
from vnetwizard.run.codes import DONE, UNFINISHED
from vnetwizard.run.events import Outcome
from vnetwizard.topology import planfile
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    from vnetwizard.plan.planner import Plan
    from vnetwizard.run.runs import KnownRun
    from vnetwizard.target import Target
    from vnetwizard.topology.keys import SharedKey

_WORKED_ON = mark("A worker is on run {run} already.  Watch it with:  vnetwizard attach {run}")


class Refusal(Exception):
    """Why nothing was begun, and what to do; nothing is lost. `code` is the exit code of a command that ends so."""

    def __init__(self, template: str, *, code: int = UNFINISHED, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values
        self.code = code

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
    """Begin a run of a plan file's text, whose subscriptions are filled in, and start its worker.

    `key` is the typed shared key; None: one is generated. `person`: somebody is there to sign in.

    Raises:
        Refusal: an unfinished run is about the same resources, or one is just beginning.
        StateError, JournalError: nothing can be written here.

    """
    run, folder = prepare(target, text, plan, typed_key=key is not None)
    return start(run, folder, key=key, speed=speed, person=person)


def resume(run: str, *, key: SharedKey | None = None, speed: float | None = None, person: bool = False) -> Begun:
    """Start a worker on a run that nobody works on.

    Raises:
        Refusal: somebody works on it, it is connected, or another unfinished run is about the same resources.
        StateError, JournalError: there is no such run, or it cannot be read.

    """
    known = runs.known(run)
    if known.pid is not None:
        raise Refusal(_WORKED_ON, run=run)
    refuse_what_is_connected(known)
    with held(run):
        refuse_to_resume(known)
    return start(run, state.run_folder(run), key=key, speed=speed, person=person)


def start(
    run: str, folder: Path, *, key: SharedKey | None = None, speed: float | None = None, person: bool = False
) -> Begun:
    """Start a worker on a run whatever its journal tells. Raises Refusal where somebody works on it already."""
    try:
        return Begun(run, folder, processes.start_worker(folder, key=key, speed=speed, person=person))
    except lock.AlreadyHeldError:
        raise Refusal(_WORKED_ON, run=run) from None


def prepare(target: Target, text: str, plan: Plan, *, typed_key: bool) -> tuple[str, Path]:
    """Make a new run that no worker is on yet. Returns its id and folder. Raises as `begin` does."""
    try:
        with lock.hold(state.runs_folder()):  # of two that begin the same job at once, one is told of the other
            refuse_what_is_going_on(target, plan)
            return runs.begin(target, text, typed_key=typed_key)
    except lock.AlreadyHeldError:
        raise Refusal(mark("Another run is just beginning here. Try again in a moment.")) from None


@contextmanager
def held(run: str) -> Iterator[None]:
    """Hold a run that no worker is on. Raises Refusal where somebody else does, or StateError."""
    try:
        with lock.hold(state.runs_folder()), lock.hold(state.run_folder(run)):
            yield
    except lock.AlreadyHeldError:
        raise Refusal(mark("Another process is just beginning with a run here. Try again in a moment.")) from None


def refuse_what_is_connected(known: KnownRun) -> None:
    """Raise Refusal where a run has nothing left to do."""
    if known.view.outcome is Outcome.CONNECTED:
        told = mark("Run {run} is connected already.  Look again with:  vnetwizard verify {run}")
        raise Refusal(told, code=DONE, run=known.about.id)


def refuse_to_resume(known: KnownRun) -> None:
    """Raise Refusal where another unfinished run is about a run's resources."""
    plan = planner.make(planfile.read(known.plan, known.about.id), Inventory())
    refuse_what_is_going_on(known.about.target, plan, but=known.about.id)


def refuse_what_is_going_on(target: Target, plan: Plan, *, but: str = "") -> None:
    """Raise Refusal where an unfinished run, `but` one, is about one of the plan's resources."""
    others = [one for one in runs.all_known(_pass_over) if one.about.id != but]
    other = runs.in_the_way(others, target, plan)
    if other is not None:
        told = mark(
            "Run {run} is unfinished and about the same resources. Go on with it:  vnetwizard resume {run}  "
            "(with --plan FILE by a corrected plan file)"
        )
        raise Refusal(told, run=other.about.id)


def _pass_over(_error: Exception) -> None:
    """Leave a run that cannot be read to whoever lists runs; it says why."""
