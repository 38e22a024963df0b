"""How things are measured: in turns, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.table import Figure

PROGRAM = (sys.executable, str(Path(sysconfig.get_path("scripts")) / "vnetwizard"))
"""The installed program, as a shell would start it."""
NOTHING = (sys.executable, "-c", "pass")
MILLISECONDS = 1000.0


class Subject(Protocol):
    """Measures one thing; `quick` asks for fewer repetitions."""

    def __call__(self, *, quick: bool) -> list[Figure]:
        """Measure it."""


def in_turns(rounds: int, *measures: Callable[[], float]) -> list[list[float]]:
    """Measure A, B, A, B… and return each one's figures; a first round, which warms the caches, does not count."""
    found = [[measure() for measure in measures] for _ in range(rounds + 1)]
    return [list(column) for column in zip(*found[1:], strict=True)]


def cpu(words: Sequence[str]) -> float:
    """Run a command that must succeed, and return its CPU, user and system, in milliseconds."""
    process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * MILLISECONDS


def mib(status: str, name: str) -> float:
    """Return one of the sizes in a process's /proc/PID/status, in MiB; 0 when it has just ended."""
    found = [line.split()[1] for line in status.splitlines() if line.startswith(f"{name}:")]
    return int(found[0]) / 1024 if found else 0.0


def output(*words: str) -> str:
    """Run a command that must succeed, and return what it printed."""
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True).stdout


def imported(words: Sequence[str]) -> set[str]:
    """Run a Python command, and return the names of all modules that it imported."""
    python, *rest = words
    done = subprocess.run((python, "-X", "importtime", *rest), capture_output=True, text=True, check=True)
    lines = (line for line in done.stderr.splitlines() if line.startswith("import time:"))
    return {line.rpartition("|")[2].strip() for line in lines}
