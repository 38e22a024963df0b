"""A program on a real pseudo-terminal of 80x24, whose every byte is seen, and timed."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PATIENCE_SECONDS = 30.0
COLUMNS, ROWS = 80, 24
_TAKE_THE_TERMINAL = "import fcntl, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
_AT_ONCE = 2**16


@dataclass(frozen=True)
class Painted:
    """What came in answer to a key: all of it, and the milliseconds until what was waited for had arrived."""

    out: bytes
    milliseconds: float


class Terminal:
    """A pty with Python code on it, in a session of its own."""

    def __init__(self, code: str, environment: Mapping[str, str]) -> None:
        self.out = bytearray()
        self.exit_code: int | None = None
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._modes = termios.tcgetattr(self.slave)
        self.began = time.perf_counter()
        self.pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-c", _TAKE_THE_TERMINAL + code],
            {**_plain(os.environ), "TERM": "xterm-256color", **environment},
            file_actions=[(os.POSIX_SPAWN_DUP2, self.slave, number) for number in range(3)],
            setsid=True,
        )

    @property
    def restored(self) -> bool:
        """Whether the terminal's modes are as they were before."""
        return termios.tcgetattr(self.slave) == self._modes

    def read(self, seconds: float) -> bytes:
        """Return what comes next; nothing where that takes longer."""
        if not select.select((self.master,), (), (), seconds)[0]:
            return b""
        got = os.read(self.master, _AT_ONCE)
        self.out += got
        return got

    def read_for(self, seconds: float) -> bytes:
        """Return all that comes within so many seconds."""
        start, end = len(self.out), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)
        return bytes(self.out[start:])

    def read_until_quiet(self, seconds: float) -> None:
        """Read until nothing has come for so long."""
        while self.read(seconds):
            pass

    def read_until(self, *texts: str, start: int = 0) -> float:
        """Read until all of these texts have come, and return when, by `time.perf_counter`."""
        wanted = [text.encode() for text in texts]
        end = time.perf_counter() + PATIENCE_SECONDS
        while not all(text in self.out[start:] for text in wanted):
            if time.perf_counter() > end or self.has_ended():
                raise RuntimeError(f"{texts} did not come: {bytes(self.out[start:][-2000:])!r}")
            self.read(0.05)
        return time.perf_counter()

    def send(self, keys: bytes, *, quiet: float) -> bytes:
        """Press keys that may bring nothing at all, and return what came until it was quiet."""
        start = len(self.out)
        os.write(self.master, keys)
        self.read_until_quiet(quiet)
        return bytes(self.out[start:])

    def press(self, keys: bytes, *wanted: str, quiet: float) -> Painted:
        """Press keys, wait for what they should bring, then until it is quiet."""
        start, pressed = len(self.out), time.perf_counter()
        os.write(self.master, keys)
        arrived = self.read_until(*wanted, start=start)
        self.read_until_quiet(quiet)
        return Painted(bytes(self.out[start:]), (arrived - pressed) * 1000)

    def has_ended(self) -> bool:
        """Whether the program has ended."""
        if self.exit_code is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code is not None

    def end(self, number: int) -> float:
        """Send a signal, and return the milliseconds until the program has ended."""
        began = time.perf_counter()
        os.kill(self.pid, number)
        while not self.has_ended():
            self.read(0.002)
            if time.perf_counter() > began + PATIENCE_SECONDS:
                raise RuntimeError(f"it did not end by signal {number}")
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        """End the program if need be, and give the pty back."""
        if not self.has_ended():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.slave)
        os.close(self.master)


@contextmanager
def on_terminal(code: str, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """Start a program on a terminal; it ends with the block."""
    terminal = Terminal(code, environment)
    try:
        yield terminal
    finally:
        terminal.close()


def _plain(environment: Mapping[str, str]) -> dict[str, str]:
    """Leave out what would make Textual draw otherwise than it does by default."""
    return {name: value for name, value in environment.items() if not name.startswith(("TEXTUAL_", "NO_COLOR"))}
