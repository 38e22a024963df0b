"""Watches a run through its journal, from whatever process: what is new, whether anybody works on it, stopping it."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from vnetwizard.run import lock
from vnetwizard.run.facts import view
from vnetwizard.run.journal import PATIENCE_SECONDS, JournalBusyError

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    from vnetwizard.run.journal import Entry, Journal

_GLANCE_SECONDS = 0.05
"""How long a look waits for a writer; with five looks a second, a page stays awake while a disk is slow."""


class Watch:
    """One view of one run. `process` is the worker, if we started it; events up to place `after` are not news."""

    def __init__(
        self, journal: Journal, folder: Path, process: subprocess.Popen[bytes] | None = None, after: int = 0
    ) -> None:
        self.view = view(entry for entry in journal.entries() if entry.seq <= after)
        self._journal = journal
        self._folder = folder
        self._process = process
        self._seen = after
        self._behind_since: float | None = None

    @property
    def behind(self) -> bool:
        """Whether the journal was just being written at the last look, so that there may be news."""
        return self._behind_since is not None

    def news(self) -> tuple[Entry, ...]:
        """Take in and return what was written since the last time; nothing, for now, while it is `behind`.

        Raises JournalError; also where the journal is held by somebody for longer than a writer would wait.
        """
        try:
            entries = self._journal.entries(self._seen, patience=_GLANCE_SECONDS)
        except JournalBusyError:
            now = time.monotonic()
            self._behind_since = now if self._behind_since is None else self._behind_since
            if now - self._behind_since >= PATIENCE_SECONDS:
                raise
            return ()
        self._behind_since = None
        for entry in entries:
            self.view.add(entry)
            self._seen = entry.seq
        return entries

    def working(self) -> bool:
        """Whether a process works on the run, or is about to."""
        ours = self._process is not None and self._process.poll() is None
        return ours or lock.holder(self._folder) is not None

    def started(self, process: subprocess.Popen[bytes]) -> None:
        """Know a worker that was started after this watch began."""
        self._process = process

    def stop(self) -> bool:
        """Ask the worker to stop. False where none works on the run."""
        pid = lock.holder(self._folder)
        if not pid and self._process is not None and self._process.poll() is None:
            pid = self._process.pid  # not at work yet: it ends before anything is sent
        if not pid:
            return False
        os.kill(pid, signal.SIGTERM)
        return True
