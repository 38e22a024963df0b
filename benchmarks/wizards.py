"""The wizard on a terminal, page by page, and the bare Textual app that it is compared with."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.terminal import PATIENCE_SECONDS, Terminal, on_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.terminal import Painted

ENTER, TAB, BACK_TAB, END, DELETE = b"\r", b"\t", b"\x1b[Z", b"\x1b[F", b"\x7f"

START_PAGE = ("Practise on the sample", "Practice Azure: nothing is real", " leave")
"""Texts of the start page, its last line among them."""
GATEWAY_SUBNET = 3
REVIEW = 12
REVIEWED = "things will be made"
BEGIN = b"create"
"""What is typed on the review, before Enter, to begin the run."""
RUN_PAGE = "leave it running"
RANGE = "10.11.255.0/27"
"""What stands in the only field of the page for the gateway's subnet, and in the bare app's."""
QUIET_SECONDS = 0.3
"""A page has come when nothing has been sent for so long."""

_WIZARD = "from vnetwizard import tui; from vnetwizard.target import Target; tui.wizard(Target(practice=True), {speed})"
_BARE = f"""
from textual.app import App
from textual.widgets import Footer, Header, Input

class Bare(App):
    def compose(self):
        yield Header()
        field = Input({RANGE!r})
        field.cursor_blink = False  # else the blinking is counted
        yield field
        yield Footer()

Bare().run()
"""
_BARE_PAGE = ("Bare", RANGE, " palette")
_WORKING_SECONDS = 0.2


@contextmanager
def wizard(*, speed: float | None = None) -> Iterator[Terminal]:
    """Open the wizard on a terminal, with a state folder of its own; it is on its way to the start page."""
    children: list[int] = []
    with tempfile.TemporaryDirectory(prefix="vnw") as home:
        try:
            with on_terminal(_WIZARD.format(speed=speed), {"VNETWIZARD_HOME": home}) as terminal:
                try:
                    yield terminal
                finally:
                    children = _children(terminal)
        finally:
            for pid in children:  # a run's worker outlives the wizard, as it should
                _end(pid)


@contextmanager
def wizard_at(page: int, *, speed: float | None = None) -> Iterator[Terminal]:
    """Open the wizard, and go to a page of its interview about the sample; page 0 is the start page."""
    with wizard(speed=speed) as terminal:
        terminal.read_until(*START_PAGE)
        terminal.read_until_quiet(QUIET_SECONDS)
        for number in range(1, page + 1):
            go_on(terminal, number)
            if number == 1:
                let_it_read(terminal)
        yield terminal


@contextmanager
def bare() -> Iterator[Terminal]:
    """Open the bare app on a terminal."""
    with on_terminal(_BARE, {}) as terminal:
        yield terminal


def go_on(terminal: Terminal, page: int) -> Painted:
    """Go on to a page of the interview by Enter, and wait until it is all there."""
    wanted = (f"page {page} of ", REVIEWED) if page == REVIEW else (f"page {page} of ",)
    return terminal.press(ENTER, *wanted, quiet=QUIET_SECONDS)


def start_page_milliseconds() -> float:
    """Return the milliseconds from the start of the wizard's process to the last text of its first page."""
    with wizard() as terminal:
        return (terminal.read_until(*START_PAGE) - terminal.began) * 1000


def bare_page_milliseconds() -> float:
    """Return the same of the bare app."""
    with bare() as terminal:
        return (terminal.read_until(*_BARE_PAGE) - terminal.began) * 1000


def bare_ready(terminal: Terminal) -> None:
    """Wait until the bare app is all there."""
    terminal.read_until(*_BARE_PAGE)
    terminal.read_until_quiet(QUIET_SECONDS)


def reader(terminal: Terminal) -> int:
    """Return the pid of the wizard's reader, which reads Azure for its lists; wait for its start."""
    end = time.perf_counter() + PATIENCE_SECONDS
    while not (found := _children(terminal)):
        if time.perf_counter() > end:
            raise RuntimeError("no reader has been started")
        terminal.read(0.005)
    return found[0]


def let_it_read(terminal: Terminal) -> None:
    """Wait until the reader has nothing to do any more: it takes a whole CPU while it starts."""
    pid = reader(terminal)
    before = -1
    while (now := _ticks(pid)) != before:
        before = now
        terminal.read_for(_WORKING_SECONDS)


def runs(pid: int) -> bool:
    """Whether a process still runs; one that has ended and that nobody has asked for may stay in the list."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False


def _children(terminal: Terminal) -> list[int]:
    """Return the pids of the processes that a program has started; none where it has ended."""
    lists = Path(f"/proc/{terminal.pid}/task").glob("*/children")
    with suppress(FileNotFoundError, ProcessLookupError):
        return [int(pid) for one in lists for pid in one.read_text(encoding="ascii").split()]
    return []


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    end = time.perf_counter() + PATIENCE_SECONDS
    while runs(pid) and time.perf_counter() < end:
        time.sleep(0.01)


def _ticks(pid: int) -> int:
    """Return a process's CPU time, in the kernel's ticks."""
    words = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(words[11]) + int(words[12])
