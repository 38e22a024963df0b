"""Shows a run by lines while it goes on: what is new, five times a second, until it ends."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from vnetwizard import processes
from vnetwizard.run import telling
from vnetwizard.run.events import Outcome, RunFinished
from vnetwizard.words import mark

if TYPE_CHECKING:
    from pathlib import Path

    from vnetwizard.cli.console import Console
    from vnetwizard.cli.signals import Signals
    from vnetwizard.run.facts import View
    from vnetwizard.run.watch import Watch

_LOOK_SECONDS = 0.2


class Left(Exception):
    """Whoever watched is leaving; the run is not over."""


def follow(console: Console, watch: Watch, signals: Signals, *, may_stop: bool) -> Outcome | None:
    """Show the run until its newest attempt is over. None: it is not over, and nobody works on it any more.

    Where the watcher `may_stop` the run, the first Ctrl+C asks the worker to stop and the second leaves it to itself;
    else the first one leaves.

    Raises:
        Left: by Ctrl+C, or because this process was asked to end.

    """
    asked = False
    while True:
        if signals.leaving or signals.interrupts > 1:
            raise Left
        if signals.interrupts and not asked:
            if not may_stop or not watch.stop():
                raise Left
            asked = True
            console.warn(mark("Stopping: what cannot be left is finished first. Ctrl+C again leaves at once."))
        working = watch.working()  # before reading: what it writes and then ends must be seen
        entries = watch.news()
        for entry in entries:
            console.entry(entry, watch.view.began)
        ended = bool(entries) and isinstance(entries[-1].event, RunFinished)
        if ended or not (working or watch.behind):
            return watch.view.outcome
        time.sleep(_LOOK_SECONDS)


def tell_the_way_back(console: Console, run: str, view: View, *, stopping: bool) -> None:
    """Say what goes on without us, and how to come back."""
    busy = telling.at_work(view)
    if busy:
        console.warn("{sentence}", sentence=busy)
    console.warn(
        mark("Go on later with:  vnetwizard resume {run}")
        if stopping
        else mark("Come back with:  vnetwizard attach {run}"),
        run=run,
    )


def log_size(folder: Path) -> int:
    """Return how much the workers of a run have written in their log until now."""
    try:
        return (folder / processes.WORKER_LOG).stat().st_size
    except OSError:
        return 0


def worker_words(folder: Path, since: int) -> str:
    """Return the last line that was written to a run's log behind `since`; empty where there is none."""
    try:
        text = (folder / processes.WORKER_LOG).read_bytes()[since:].decode(errors="replace")
    except OSError:
        return ""
    lines = text.strip().splitlines()
    return lines[-1] if lines else ""
