"""What the page of a run that goes on sends, and what memory the wizard has taken once all its pages were seen."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import mib
from benchmarks.table import Figure
from benchmarks.wizards import BEGIN, ENTER, QUIET_SECONDS, REVIEW, wizard_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.terminal import Terminal

BYTES_PER_SECOND = 2000
WIZARD_MIB = 60
_SPEED = 60
_WINDOW_SECONDS = 5.0
_GATEWAYS = "still working"
_GATEWAY_SECONDS = 15.0
"""A gateway takes more than as much of a run at this speed: 16 minutes of Azure's at least."""
_RESULT = "Proven: one key"

Arrived = tuple[float, int]
"""When something came, and how many bytes."""


def watching(*, quick: bool) -> list[Figure]:
    """Watch one run of the sample, from the start page to its result; `quick` looks at its gateways only."""
    with wizard_at(REVIEW, speed=_SPEED) as terminal:
        terminal.send(BEGIN, quiet=QUIET_SECONDS)
        terminal.press(ENTER, _GATEWAYS, quiet=0)
        came = _arrivals(terminal, _WINDOW_SECONDS if quick else _GATEWAY_SECONDS)
        if not quick:
            terminal.read_until(_RESULT)
            terminal.read_until_quiet(QUIET_SECONDS)
        status = Path(f"/proc/{terminal.pid}/status").read_text(encoding="ascii")
    seen = "to the progress of a run" if quick else "to the result of a run"
    return [
        Figure(
            what=f"progress at speed {_SPEED}, bytes a second, worst {_WINDOW_SECONDS:g} s",
            measured=_worst(came) / _WINDOW_SECONDS,
            unit="B/s",
            limit=BYTES_PER_SECOND,
        ),
        Figure(
            what=f"wizard, peak resident, from the start page {seen}",
            measured=mib(status, "VmHWM"),
            unit="MiB",
            limit=WIZARD_MIB,
        ),
        Figure(what="wizard, resident then", measured=mib(status, "VmRSS"), unit="MiB", limit=WIZARD_MIB),
    ]


def _arrivals(terminal: Terminal, seconds: float) -> list[Arrived]:
    """Read for so long."""
    came = []
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        size = len(terminal.read(left))
        came.append((time.perf_counter(), size))
    return came


def _worst(came: Sequence[Arrived]) -> int:
    """Return the most bytes that came within so many seconds."""
    return max(sum(size for when, size in came if 0 <= when - begin < _WINDOW_SECONDS) for begin, _ in came)
