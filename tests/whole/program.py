"""The program as its users have it: processes, exit codes, standard streams, a state folder."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vnetwizard.practice import Azure
from vnetwizard.run.facts import View, view
from vnetwizard.run.journal import Entry, Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.02
"""Between two looks at a condition: who is waited for needs the processors."""


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

    @contextmanager
    def azure(self) -> Iterator[Azure]:
        """Open the practice Azure of this state folder, whoever else is on it."""
        azure = Azure(self.home / "practice" / "azure.sqlite")
        try:
            yield azure
        finally:
            azure.close()

    def created(self) -> dict[str, int]:
        """Return how often each resource was created, by practice Azure's own count."""
        with self.azure() as azure:
            return azure.creations()


def until(condition: Callable[[], Any]) -> Any:
    """Wait for a condition, and return what it gave."""
    end = time.monotonic() + PATIENCE_SECONDS
    pause = threading.Event()
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        pause.wait(LOOK_SECONDS)
    raise TimeoutError


def until_it_speaks(process: subprocess.Popen[str]) -> None:
    """Wait until a process has printed something, and leave that to be read."""
    assert process.stdout
    if not select.select([process.stdout], [], [], PATIENCE_SECONDS)[0]:
        raise TimeoutError
