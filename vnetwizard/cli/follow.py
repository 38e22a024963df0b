"""Shows a run by lines while it goes on: what is new, five times a second, until it ends."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from vnetwizard import processes
from vnetwizard.run.events import Outcome, RunFinished, StepState
from vnetwizard.words import mark

if TYPE_CHECKING:
    from pathlib import Path

    from vnetwizard.cli.console import Console
    from vnetwizard.run.facts import View
    from vnetwizard.run.watch import Watch

_LOOK_SECONDS = 0.2


def follow(console: Console, watch: Watch) -> Outcome | None:
    """Show the run until its newest attempt is over. None: it is not over, and nobody works on it any more.

    The first Ctrl+C asks the worker to stop; the second leaves it to itself.

    Raises:
        KeyboardInterrupt: the second Ctrl+C; the worker goes on stopping.

    """
    asked = False
    while True:
        try:
            working = watch.working()  # before reading: what it writes and then ends must be seen
            entries = watch.news()
            for entry in entries:
                console.entry(entry, watch.view.began)
            ended = bool(entries) and isinstance(entries[-1].event, RunFinished)
            if not working or ended:
                return watch.view.outcome
            time.sleep(_LOOK_SECONDS)
        except KeyboardInterrupt:
            if asked or not watch.stop():
                raise
            asked = True
            console.warn(mark("Stopping: what cannot be left is finished first. Ctrl+C again leaves at once."))


def remains(console: Console, run: str, view: View) -> None:
    """Say what goes on without us, and how to come back."""
    busy = [step.planned.name for step in view.steps.values() if step.state is StepState.UPDATING]
    if busy:
        console.warn(
            mark("Azure still works on: {names}. It goes on there, and costs what it costs."), names=", ".join(busy)
        )
    console.warn(mark("Come back with:  vnetwizard attach {run}"), run=run)


def worker_words(folder: Path) -> str:
    """Return the last line that a worker of this run left in its log; empty where it said nothing."""
    try:
        lines = (folder / processes.WORKER_LOG).read_text(errors="replace").strip().splitlines()
    except OSError:
        return ""
    return lines[-1] if lines else ""
