"""How long the wizard takes to end by a signal while its reader works, and what it leaves behind."""

from __future__ import annotations

import signal

from benchmarks.table import Figure
from benchmarks.wizards import QUIET_SECONDS, START_PAGE, go_on, let_it_read, reader, runs, wizard

LIMIT_MILLISECONDS = 500


def leaving(*, quick: bool) -> list[Figure]:
    """Measure both signals on the interview's first page, while the reader starts and when it waits; the worst."""
    rounds = 1 if quick else 5
    figures = []
    for number in (signal.SIGTERM, signal.SIGHUP):
        ended = [_leave(number, at_once=at_once) for _ in range(rounds) for at_once in (True, False)]
        times, left = zip(*ended, strict=True)
        figures += [
            Figure(
                what=f"end by {number.name}, worst of {len(times)}",
                measured=max(times),
                unit="ms",
                limit=LIMIT_MILLISECONDS,
            ),
            Figure(what=f"end by {number.name}, left behind", measured=sum(left), unit="things", limit=0),
        ]
    return figures


def _leave(number: signal.Signals, *, at_once: bool) -> tuple[float, int]:
    """Return the milliseconds, and how much was not put back: terminal modes, the reader."""
    with wizard() as terminal:
        terminal.read_until(*START_PAGE)
        terminal.read_until_quiet(QUIET_SECONDS)
        go_on(terminal, 1)
        if not at_once:
            let_it_read(terminal)
        pid = reader(terminal)
        if terminal.restored:
            raise RuntimeError("the wizard has not changed the terminal's modes, so it cannot restore them")
        taken = terminal.end(number)
        return taken, (not terminal.restored) + runs(pid)
