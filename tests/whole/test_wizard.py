"""The wizard as its users have it: on a terminal, by keys alone, with a real worker and a real practice Azure."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from tests.tui.terminal import NORMAL_SCREEN, Terminal
from tests.whole.program import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.whole.program import Program

PAGES = 12
WIZARD = "import sys\nsys.argv = ['vnetwizard', {words}]\nfrom vnetwizard.cli.main import main\nmain()"
KEY = "Chosen1byHand2andKept3nowhere4"


@pytest.fixture
def wizard(program: Program) -> Iterator[Callable[..., Terminal]]:
    """Start the wizard on a terminal of its own, in this test's state folder."""
    shown: list[Terminal] = []

    def start(*words: str, size: tuple[int, int] = (80, 24), **environment: str) -> Terminal:
        code = WIZARD.format(words=", ".join(map(repr, words or ("--practice", "--speed", "3000"))))
        shown.append(Terminal(code, {"VNETWIZARD_HOME": str(program.home), **environment}, size))
        return shown[-1]

    yield start
    for terminal in shown:
        terminal.close()


def to_the_review(terminal: Terminal) -> None:
    """Press Enter from the start page to the review, each when the page before it stands there."""
    terminal.read_until("Practise on the sample")
    for page in range(1, PAGES + 1):
        terminal.write(b"\r")
        terminal.read_until(f"page {page} of {PAGES}")
    terminal.read_until("10 things will be made")


def test_enter_leads_through_the_sample_and_a_word_to_connected(
    program: Program, wizard: Callable[..., Terminal]
) -> None:
    terminal = wizard()
    to_the_review(terminal)
    terminal.write(b"\r\r\r")
    terminal.read_until("To start, type the word create")
    assert program.runs == []
    terminal.write(b"create\r")
    terminal.read_until("connected, both ways")
    terminal.read_until("Proven: one key at both ends")
    terminal.write(b"\x1b")
    terminal.end()
    assert terminal.exit_code == 0
    assert terminal.restored()
    assert b"vnetwizard verify" in terminal.out[terminal.out.rindex(NORMAL_SCREEN) :]
    assert set(program.created().values()) == {1}
    assert len(program.created()) == 10
    assert list((program.home / "drafts").iterdir()) == []


def test_a_line_that_drops_in_progress_and_the_wizard_again(program: Program, wizard: Callable[..., Terminal]) -> None:
    terminal = wizard("--practice", "--speed", "60")
    to_the_review(terminal)
    terminal.write(b"create\r")
    terminal.read_until("You may close this window")
    terminal.hang_up()
    terminal.end(reading=False)
    assert terminal.exit_code == 3
    again = wizard("--practice", "--speed", "3000")
    again.read_until("running, ")
    again.write(b"\r")
    again.read_until("leave it running")
    with program.azure() as azure:
        azure.clock.set_speed(3000)
    again.read_until("Proven: one key at both ends")
    again.write(b"q")
    again.end()
    assert again.exit_code == 0
    assert set(program.created().values()) == {1}


def test_what_was_typed_is_back_after_a_kill_on_the_same_page(
    program: Program, wizard: Callable[..., Terminal]
) -> None:
    terminal = wizard()
    terminal.read_until("Practise on the sample")
    terminal.write(b"\r")
    terminal.read_until("page 1 of 12")
    terminal.write(b"\r")
    terminal.read_until("page 2 of 12")
    terminal.write(b", 10.12.0.0/16")
    terminal.read_until("131,072 addresses")
    drafts = program.home / "drafts"
    until(lambda: any("10.12.0.0/16" in path.read_text() for path in drafts.glob("*.json")))
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.end()
    again = wizard()
    again.read_until("left on page 2, Addresses")
    again.write(b"\r")
    again.read_until("10.11.0.0/16, 10.12.0.0/16")
    again.read_until("page 2 of 12")


def test_a_typed_key_is_nowhere_on_the_disk_or_the_screen(program: Program, wizard: Callable[..., Terminal]) -> None:
    terminal = wizard()
    terminal.read_until("Practise on the sample")
    for page in range(1, PAGES):
        terminal.write(b"\r")
        terminal.read_until(f"page {page} of {PAGES}")
    terminal.write(b"\t\t")
    terminal.read_until("type my own")
    terminal.write(b"\x1b[15~")
    terminal.read_until("needed: type it")
    terminal.write(KEY.encode())
    terminal.read_until("kept in memory only")
    drafts = program.home / "drafts"
    until(lambda: any("link.connection" in path.read_text() for path in drafts.glob("*.json")))
    terminal.write(b"\r")
    terminal.read_until("10 things will be made")
    terminal.write(b"create\r")
    terminal.read_until("Proven: one key at both ends")
    assert KEY.encode() not in terminal.out
    files = [path for path in program.home.rglob("*") if path.is_file() and "practice" not in path.parts]
    assert files
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []
    assert program.view(program.runs[0]).keys


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_the_draft_and_restores_the_terminal(
    program: Program, wizard: Callable[..., Terminal], number: int
) -> None:
    terminal = wizard()
    terminal.read_until("Practise on the sample")
    terminal.write(b"\r")
    terminal.read_until("page 1 of 12")
    terminal.write(b"\t\tX")
    terminal.read_until("TestRG1X")
    assert terminal.end(number) < 0.5 + 0.35
    assert terminal.restored()
    (draft,) = (program.home / "drafts").glob("*.json")
    assert "TestRG1X" in draft.read_text()


def test_leaving_asks_and_says_that_the_draft_is_kept(wizard: Callable[..., Terminal]) -> None:
    terminal = wizard()
    terminal.read_until("Practise on the sample")
    terminal.write(b"\r")
    terminal.read_until("page 1 of 12")
    terminal.write(b"\t\tX")
    terminal.read_until("TestRG1X")
    terminal.write(b"\x1b[21~")
    terminal.read_until("Leave the wizard?")
    terminal.write(b"y")
    terminal.end()
    assert terminal.exit_code == 0
    assert b"kept as a draft" in terminal.out[terminal.out.rindex(NORMAL_SCREEN) :]


def test_without_a_terminal_it_says_what_works(program: Program) -> None:
    done = program.run("--practice")
    assert done.code == 2
    assert done.out == ""
    for command in ("sample", "check", "plan", "apply", "runs", "attach", "resume", "verify"):
        assert f"vnetwizard {command}" in done.err


def test_a_dumb_terminal_is_told_so(wizard: Callable[..., Terminal]) -> None:
    terminal = wizard("--practice", TERM="dumb")
    terminal.end()
    assert terminal.exit_code == 2
    assert b"this one is dumb" in terminal.out
    assert b"\x1b" not in terminal.out


def test_a_terminal_that_does_not_say_its_size_is_told_how_to_mend_it(wizard: Callable[..., Terminal]) -> None:
    terminal = wizard("--practice", size=(0, 0), COLUMNS="", LINES="")
    terminal.end()
    assert terminal.exit_code == 2
    assert b"stty rows 24 cols 80" in terminal.out
    assert b"\x1b" not in terminal.out


def test_attach_on_a_terminal_opens_the_page(
    program: Program, wizard: Callable[..., Terminal], sample_file: str
) -> None:
    assert program.run("apply", sample_file, "--practice", "--speed", "3000", "--yes").code == 0
    terminal = wizard("attach")
    terminal.read_until("Proven: one key at both ends")
    terminal.write(b"\x1b")
    terminal.end()
    assert terminal.exit_code == 0
    for by_lines in (wizard("attach", "--json"), wizard("attach", TERM="dumb")):
        by_lines.end()
        assert by_lines.exit_code == 0
        assert b"TestVNet1toTestVNet4" in by_lines.out
        assert b"\x1b" not in by_lines.out


def test_azure_options_before_a_command_are_not_lost_without_a_word(program: Program) -> None:
    done = program.run("--cloud", "usgov", "runs")
    assert done.code == 2
    assert "--cloud" in done.err
