"""The program as its users have it: processes, exit codes, standard streams, a state folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vnetwizard.practice import Azure
from vnetwizard.run.facts import View, view
from vnetwizard.run.journal import Entry, Journal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE_SECONDS = 60.0


@dataclass
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """All of stdout as JSON objects, one a line; fails where it is anything else."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Program:
    """The installed program with a state folder of its own."""

    home: Path
    environment: dict[str, str] = field(default_factory=dict)

    def start(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "vnetwizard", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "VNETWIZARD_HOME": str(self.home), **self.environment},
        )

    def run(self, *words: str, text: str = "") -> Done:
        process = self.start(*words)
        out, err = process.communicate(text, timeout=PATIENCE_SECONDS)
        return Done(process.returncode, out, err)

    @property
    def runs(self) -> list[str]:
        return [path.parent.name for path in self.home.glob("runs/*/journal.sqlite")]

    def entries(self, run: str) -> tuple[Entry, ...]:
        journal = Journal(self.home / "runs" / run / "journal.sqlite")
        try:
            return journal.entries()
        finally:
            journal.close()

    def view(self, run: str) -> View:
        return view(self.entries(run))

    def worker(self, run: str) -> int:
        """Return the pid of the worker that is, or was last, on a run."""
        return int((self.home / "runs" / run / "lock").read_text())

    def created(self) -> dict[str, int]:
        """Return how often each resource was created, by practice Azure's own count."""
        azure = Azure(self.home / "practice" / "azure.sqlite")
        try:
            return azure.creations()
        finally:
            azure.close()


def until(condition: Callable[[], Any]) -> Any:
    """Wait for a condition, and return what it gave."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        os.sched_yield()
    raise TimeoutError
