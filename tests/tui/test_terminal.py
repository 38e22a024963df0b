"""On a real pseudo-terminal: bytes, colours, signals, what is left behind."""

from __future__ import annotations

import os
import re
import signal
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.tui.terminal import NORMAL_SCREEN, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.tui.journals import MadeRun

ATTACH = "import sys\nfrom vnetwizard import tui\nsys.exit(tui.attach('7f3a'))"
COLOUR = re.compile(rb"\x1b\[(?:[\d;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|10[0-7]|[34]8)[;m]")
MOUSE = b"\x1b[?1000h"
SPARE_SECONDS = 0.25  # for a machine that does other things at once


@pytest.fixture
def attach(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Show the run of this test on a terminal of its own."""
    shown: list[Terminal] = []

    def show(code: str = ATTACH, size: tuple[int, int] = (80, 24), **environment: str) -> Terminal:
        shown.append(Terminal(code, {"VNETWIZARD_HOME": str(tmp_path), **environment}, size))
        return shown[-1]

    yield show
    for terminal in shown:
        terminal.close()


@pytest.fixture
def running(make_run: Callable[..., MadeRun]) -> MadeRun:
    """A run that somebody works on now, 14 minutes in."""
    run = make_run(began=datetime.now(UTC) - timedelta(minutes=14))
    run.hold()
    run.gateways_begun()
    return run


@pytest.fixture
def finished(run: MadeRun) -> MadeRun:
    run.gateways_begun()
    run.connect()
    return run


def test_a_run_that_is_over_sends_nothing(finished: MadeRun, attach: Callable[..., Terminal]) -> None:
    assert finished.journal.path.is_file()
    terminal = attach()
    terminal.read_until("Took 25 min 14 s")
    terminal.read_until_quiet(0.5)
    assert terminal.read(1.2) == b""
    terminal_bytes = len(terminal.out)
    assert terminal_bytes < 20_000


def test_a_run_that_goes_on_sends_at_most_2_kb_a_second(running: MadeRun, attach: Callable[..., Terminal]) -> None:
    assert running.journal.path.is_file()
    terminal = attach()
    terminal.read_until("leave it running")
    terminal.read_until_quiet(0.1)
    assert 0 < len(terminal.read(2.0)) <= 2 * 2000


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_at_once_and_the_terminal_is_as_it_was(
    running: MadeRun, attach: Callable[..., Terminal], number: int
) -> None:
    assert running.journal.path.is_file()
    terminal = attach()
    terminal.read_until("leave it running")
    assert not terminal.restored()
    assert terminal.end(number) < 0.5 + SPARE_SECONDS
    assert terminal.exit_code == 3
    assert terminal.restored()
    assert NORMAL_SCREEN in terminal.out
    assert b"vnetwizard attach 7f3a" in terminal.out[terminal.out.rindex(NORMAL_SCREEN) :]
    assert MOUSE not in terminal.out


def test_a_line_that_drops_ends_it_and_leaves_the_run_alone(running: MadeRun, attach: Callable[..., Terminal]) -> None:
    terminal = attach()
    terminal.read_until("leave it running")
    terminal.hang_up()
    assert terminal.end(reading=False) < 0.5 + SPARE_SECONDS
    assert terminal.exit_code == 3
    assert running.journal.entries()


def test_a_terminal_that_takes_nothing_any_more_cannot_hold_it(
    running: MadeRun, attach: Callable[..., Terminal], tmp_path: Path
) -> None:
    beat = tmp_path / "beat"
    code = (
        "from vnetwizard.tui.screens.progress import Progress\n"
        "from pathlib import Path\n"
        "def flood(self):\n"
        f"    Path({str(beat)!r}).touch()\n"
        "    self.refresh()\n"
        "Progress.on_show = lambda self: self.set_interval(0.005, lambda: flood(self))\n"
    )
    assert running.journal.path.is_file()
    terminal = attach(code + ATTACH)
    terminal.read_until("leave it running")
    wait_until_it_hangs(beat)
    assert terminal.end(signal.SIGTERM, reading=False) < 0.5 + SPARE_SECONDS
    assert terminal.exit_code == 3
    assert terminal.restored()


def wait_until_it_hangs(beat: Path) -> None:
    """Wait until a program that touches a file all the time has stopped doing so, as its loop is blocked."""
    while not beat.exists() or time.time() - beat.stat().st_mtime < 0.5:
        os.sched_yield()


@pytest.mark.parametrize("value", ["1", ""])
def test_no_color_is_no_colour(running: MadeRun, attach: Callable[..., Terminal], value: str) -> None:
    assert running.journal.path.is_file()
    terminal = attach(NO_COLOR=value)
    terminal.read_until("leave it running")
    terminal.read_until_quiet(0.1)
    assert COLOUR.findall(bytes(terminal.out)) == []


def test_colours_are_the_terminals_own_sixteen(running: MadeRun, attach: Callable[..., Terminal]) -> None:
    assert running.journal.path.is_file()
    terminal = attach()
    terminal.read_until("leave it running")
    assert COLOUR.findall(bytes(terminal.out))
    assert not re.search(rb"\x1b\[[\d;]*[34]8;[25];", bytes(terminal.out))


def test_a_fault_leaves_a_page_without_values(running: MadeRun, attach: Callable[..., Terminal]) -> None:
    assert running.journal.path.is_file()
    code = (
        "from vnetwizard.tui.screens.progress import Progress\n"
        "def fail(self):\n    secret = 'never' + 'shown'\n    raise ValueError(secret)\n"
        "Progress.action_explain = fail\n"
    )
    terminal = attach(code + ATTACH)
    terminal.read_until("leave it running")
    terminal.write(b"?")
    terminal.end()
    page = bytes(terminal.out[terminal.out.rindex(NORMAL_SCREEN) :])
    assert terminal.exit_code == 1
    assert terminal.restored()
    assert b"vnetwizard attach 7f3a" in page
    assert b"builtins.ValueError" in page
    assert b"nevershown" not in page


def test_pages_know_where_they_cannot_be_shown(attach: Callable[..., Terminal]) -> None:
    code = "import sys\nfrom vnetwizard import tui\nprint(tui.obstacle(), 'textual' in sys.modules)"
    unsized = {"size": (0, 0), "COLUMNS": "", "LINES": ""}
    for terminal, told in (
        (attach(code), "None False"),
        (attach(code, TERM="dumb"), "dumb False"),
        (attach(code, **unsized), "no-size False"),
        (attach(code, **unsized | {"COLUMNS": "80", "LINES": "24"}), "None False"),
    ):
        terminal.read_until(told)
        terminal.end()
