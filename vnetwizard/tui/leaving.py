"""Leaving in time when a signal says so, also where the terminal takes nothing any more."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_GRACE_SECONDS = 0.4
_SIGNALS = (signal.SIGHUP, signal.SIGTERM)
_NORMAL_SCREEN = b"\x1b[?1049l\x1b[?25h\x1b[0m"


@contextmanager
def by_signals(leave: Callable[[], None], code: int) -> Iterator[None]:
    """Call `leave` on SIGHUP and SIGTERM, and end this process with `code` where that has not helped soon after.

    Python's own handlers, not the event loop's: a stalled terminal blocks the loop, and these still run.
    """
    terminal = _Terminal()
    guards: list[threading.Timer] = []

    def handle(_number: int, _frame: object) -> None:
        guard = threading.Timer(_GRACE_SECONDS, _end, (terminal, code))
        guard.daemon = True
        guard.start()
        guards.append(guard)
        leave()

    before = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for guard in guards:
            guard.cancel()


class _Terminal:
    """The terminal as it was found, to be put back in a hurry."""

    def __init__(self) -> None:
        self._input = sys.__stdin__.fileno() if sys.__stdin__ else -1
        self._output = sys.__stderr__.fileno() if sys.__stderr__ else -1
        self._modes = termios.tcgetattr(self._input) if self._input >= 0 and os.isatty(self._input) else None

    def restore(self) -> None:
        """Put the modes back, and the normal screen where the terminal still takes a few bytes."""
        with suppress(OSError, termios.error, ValueError):
            if self._modes is not None:
                termios.tcsetattr(self._input, termios.TCSANOW, self._modes)
            if select.select((), (self._output,), (), 0)[1]:
                os.write(self._output, _NORMAL_SCREEN)


def _end(terminal: _Terminal, code: int) -> None:
    terminal.restore()
    os._exit(code)
