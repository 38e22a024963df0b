"""A program on a real pseudo-terminal, whose every byte is seen."""

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
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PATIENCE_SECONDS = 30.0
NORMAL_SCREEN = b"\x1b[?1049l"


@dataclass
class Terminal:
    """A pty with Python code running on it."""

    code: str
    environment: Mapping[str, str]
    size: tuple[int, int] = (80, 24)
    out: bytearray = field(default_factory=bytearray)
    exit_code: int | None = None

    def __post_init__(self) -> None:
        self.master, slave = pty.openpty()
        columns, rows = self.size
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.modes = termios.tcgetattr(slave)
        self.pid = os.posix_spawn(
            sys.executable,
            [sys.executable, "-c", f"import fcntl, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\n{self.code}"],
            {**os.environ, "TERM": "xterm-256color", **self.environment},
            file_actions=[(os.POSIX_SPAWN_DUP2, slave, number) for number in range(3)],
            setsid=True,
        )
        self.slave = slave

    def read(self, seconds: float) -> bytes:
        """Return what is written within so many seconds."""
        got = bytearray()
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and select.select((self.master,), (), (), left)[0]:
            got += os.read(self.master, 65536)
        self.out += got
        return bytes(got)

    def read_until(self, text: str) -> None:
        """Read until something has been written."""
        end = time.monotonic() + PATIENCE_SECONDS
        while text.encode() not in self.out:
            assert time.monotonic() < end, f"{text!r} never came: {bytes(self.out[-2000:])!r}"
            self.read(0.02)

    def read_until_quiet(self, seconds: float) -> None:
        """Read until nothing has been written for so long."""
        while self.read(seconds):
            pass

    def write(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self.master, keys)

    def hang_up(self) -> None:
        """Drop the line, as a lost SSH session does."""
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    def end(self, number: int | None = None, *, reading: bool = True) -> float:
        """Send a signal, if one is given, and wait for the end. Returns the seconds that took."""
        began = time.monotonic()
        if number is not None:
            os.kill(self.pid, number)
        while time.monotonic() < began + PATIENCE_SECONDS:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.exit_code = os.waitstatus_to_exitcode(status)
                break
            if reading:
                self.read(0.002)
            else:
                os.sched_yield()
        took = time.monotonic() - began
        if reading:
            self.read_until_quiet(0.05)
        return took

    def restored(self) -> bool:
        """Whether the terminal's modes are as they were."""
        return termios.tcgetattr(self.slave) == self.modes

    def close(self) -> None:
        if self.exit_code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        for end in (self.master, self.slave):
            if end >= 0:
                os.close(end)
