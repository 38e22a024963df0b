"""One run as a command holds it: starts workers on it, watches it by lines, says what remains. Gives exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vnetwizard import attempts, state
from vnetwizard.cli.exits import Quit
from vnetwizard.cli.follow import Left, follow, log_size, tell_the_way_back, worker_words
from vnetwizard.run import lock, runs, telling
from vnetwizard.run.codes import DONE, FAILED, UNFINISHED, exit_code
from vnetwizard.run.journal import Journal
from vnetwizard.run.watch import Watch
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vnetwizard.cli.console import Console
    from vnetwizard.cli.signals import Signals
    from vnetwizard.topology.keys import SharedKey

_START_SECONDS = 0.05


class Attempt:
    """A run of the state folder, the console that it is shown on, and what is asked for by signals meanwhile."""

    def __init__(self, console: Console, run: str, folder: Path, signals: Signals) -> None:
        self._console = console
        self._signals = signals
        self._run = run
        self._folder = folder
        self._log_size = log_size(folder)

    def work(self, key: SharedKey | None, speed: float | None, *, detach: bool) -> int:
        """Start a worker, and watch it; with `detach`, only until it has written that it has begun."""
        with self._journal() as journal:
            seen = len(journal.entries())
            person = sys.stderr.isatty() and not detach
            process = attempts.start(self._run, self._folder, key=key, speed=speed, person=person).process
            watch = Watch(journal, self._folder, process, after=seen)
            if not detach:
                return self._watch(watch, may_stop=True)
            self._wait_for_its_start(watch, process)
        self._console.tell(mark("Run {run} goes on by itself.  Watch it with:  vnetwizard attach {run}"), run=self._run)
        return DONE

    def watch(self) -> int:
        """Watch the run from its first event on, until its newest attempt is over. A watcher's Ctrl+C stops nothing."""
        if lock.holder(self._folder) is not None:
            self._console.warn(mark("Ctrl+C leaves; the run goes on."))
        with self._journal() as journal:
            return self._watch(Watch(journal, self._folder), may_stop=False)

    @contextmanager
    def _journal(self) -> Iterator[Journal]:
        journal = Journal(self._folder / state.JOURNAL)
        try:
            yield journal
        finally:
            journal.close()

    def _wait_for_its_start(self, watch: Watch, process: subprocess.Popen[bytes]) -> None:
        """Show the first event of a worker. Raises Quit where it ended without one."""
        while True:
            ended = process.poll() is not None
            entries = watch.news()
            if entries:
                self._console.entry(entries[0], watch.view.began)
                return
            if ended and not watch.behind:
                raise Quit(
                    FAILED,
                    mark("The worker ended at once: {reason}"),
                    reason=worker_words(self._folder, self._log_size),
                )
            try:
                process.wait(timeout=_START_SECONDS)
            except subprocess.TimeoutExpired:
                continue

    def _watch(self, watch: Watch, *, may_stop: bool) -> int:
        try:
            outcome = follow(self._console, watch, self._signals, may_stop=may_stop)
        except Left:
            tell_the_way_back(self._console, self._run, watch.view, stopping=may_stop and self._signals.interrupts > 0)
            return UNFINISHED
        except BrokenPipeError:  # whoever read our lines has gone; the run goes on
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return UNFINISHED
        if outcome is None:
            raise Quit(
                UNFINISHED,
                mark("The worker of run {run} is gone ({reason}). Go on with:  vnetwizard resume {run}"),
                run=self._run,
                reason=worker_words(self._folder, self._log_size) or say(mark("killed, or the machine restarted")),
            )
        self._tell_what_remains(watch)
        return exit_code(outcome)

    def _tell_what_remains(self, watch: Watch) -> None:
        """However it ended: what of the real Azure costs money from now on, and the lines that delete it, in order."""
        if runs.known(self._run).about.target.practice:
            return
        left = telling.remains(watch.view)
        for sentence in left.sentences:
            self._console.tell("{sentence}", sentence=sentence)
        for line in left.commands:
            self._console.line(f"  {line}")
