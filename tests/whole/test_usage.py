"""What one can get wrong on the command line and in a file: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.whole.program import Program


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("check", "no-such-file.toml"), 2, "cannot be read"),
        (("plan", "/", "--practice"), 2, "cannot be read"),
        (("apply", "-", "--practice"), 2, "add --yes"),
        (("apply", "-", "--practice", "--yes", "--shared-key-file", "-"), 2, "cannot both"),
        (("apply", "p.toml", "--speed", "60"), 2, "--practice"),
        (("apply", "p.toml", "--practice", "--speed", "0"), 2, "--speed"),
        (("apply", "p.toml", "--practice", "--speed", "nan"), 2, "--speed"),
        (("apply", "p.toml", "--practice", "--auth", "az"), 2, "--practice goes with none"),
        (("apply", "p.toml", "--arm-endpoint", "http://127.0.0.1"), 2, "https://"),
        (("apply", "p.toml", "--auth", "password"), 2, "managed-identity"),
        (("apply", "p.toml", "--shared-key", "abc123"), 2, "No such option"),
        (("attach",), 2, "No run fits"),
        (("resume", "zzzz"), 2, "no run zzzz"),
        (("attach", "../../etc"), 2, "no run"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_wrong_usage(program: Program, words: tuple[str, ...], code: int, said: str) -> None:
    done = program.run(*words)
    assert (done.code, said in done.err) == (code, True), done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_file_with_errors_is_exit_one_and_every_error_is_shown(program: Program, tmp_path: Path) -> None:
    plan = tmp_path / "p.toml"
    text = program.run("sample").out
    plan.write_text(text.replace("10.41.0.0/16", "10.11.0.0/16").replace("10.41.255.0/27", "10.41.255.0/29"))
    done = program.run("check", str(plan), "--json")
    assert done.code == 1
    errors = [one for one in done.events if one["severity"] == "error"]
    assert len(errors) >= 2
    assert all(one["event"] == "finding" and one["code"] and one["field"] and one["message"] for one in errors)
    assert all(one["mend"] for one in errors)
    assert program.run("apply", str(plan), "--practice", "--yes").code == 1
    assert program.runs == []


def test_an_unreadable_file_is_exit_two(program: Program, tmp_path: Path) -> None:
    plan = tmp_path / "p.toml"
    for content in (b"\xff\xfe", b"version = ", b"version = 2\n", b"version = 1\nnetwork = 3\n"):
        plan.write_bytes(content)
        done = program.run("check", str(plan))
        assert done.code == 2, content
        assert "Traceback" not in done.err
        assert str(plan) in done.out + done.err


def test_a_plan_may_come_through_a_pipe(program: Program) -> None:
    text = program.run("sample").out
    assert program.run("check", "-", text=text).code == 0


def test_nobody_to_ask_means_nothing_is_sent(program: Program, sample_file: str) -> None:
    done = program.run("apply", sample_file, "--practice")
    assert done.code == 2
    assert "--yes" in done.err
    assert program.created() == {}
    assert program.runs == []


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "key"), ("Key With Blanks\n", "blank"), ("x" * 129, "128"), ("Key-With-Hyphens\n", "hyphen")],
)
def test_an_illegal_shared_key_is_refused_and_not_repeated(
    program: Program, sample_file: str, tmp_path: Path, content: str, said: str
) -> None:
    key = tmp_path / "key"
    key.write_text(content)
    done = program.run("apply", sample_file, "--practice", "--yes", "--shared-key-file", str(key))
    assert done.code == 1
    assert said in (done.out + done.err).casefold()
    assert not content.strip() or content.strip() not in done.out + done.err
    assert program.runs == []


def test_a_state_folder_that_is_no_folder_is_said_at_once(program: Program, sample_file: str) -> None:
    program.home.write_text("a file")
    done = program.run("apply", sample_file, "--practice", "--yes")
    assert done.code == 1
    assert "VNETWIZARD_HOME" in done.err
    assert "Traceback" not in done.err


def test_a_damaged_journal_is_told_and_the_others_listed(program: Program, sample_file: str) -> None:
    assert program.run("apply", sample_file, "--practice", "--speed", "3000", "--yes").code == 0
    folder = program.home / "runs" / "dead"
    folder.mkdir(mode=0o700)
    (folder / "journal.sqlite").write_bytes(b"x" * 4096)
    done = program.run("runs")
    assert done.code == 0
    assert "connected" in done.out
    assert "damaged" in done.err
    assert program.run("attach", "dead").code == 2


def test_a_damaged_practice_azure_says_how_to_mend_it(program: Program, sample_file: str) -> None:
    assert program.run("plan", sample_file, "--practice").code == 0
    (program.home / "practice" / "azure.sqlite").write_bytes(b"x" * 4096)
    done = program.run("plan", sample_file, "--practice")
    assert done.code == 1
    assert "vnetwizard practice reset" in done.err
    assert program.run("practice", "reset").code == 0
    assert program.run("plan", sample_file, "--practice").code == 0


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("check p.toml >&-", 0),
        ("apply p.toml --practice <&-", 2),
        ("sample >/dev/full", 1),
        ("runs --json >/dev/full 2>/dev/null", 0),
        ("plan p.toml --practice >&- 2>&-", 0),
    ],
)
def test_streams_that_are_closed_or_full(program: Program, sample_file: str, script: str, code: int) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "{sys.executable}" -m vnetwizard {script}'],
        cwd=Path(sample_file).parent,
        env={**os.environ, "VNETWIZARD_HOME": str(program.home), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr


def test_json_on_every_command(program: Program) -> None:
    assert program.run("sample", "--json").events[0]["plan"] == program.run("sample").out
    assert program.run("practice", "reset", "--json").events == [{"event": "practice-reset"}]


def test_a_link_that_is_not_built_is_said_by_check_and_refused_by_plan(program: Program, tmp_path: Path) -> None:
    plan = tmp_path / "p.toml"
    site = (
        '[sites.HeadOffice]\nresource_group = "TestRG1"\nlocation = "eastus"\npublic_ip = "20.1.2.3"\n'
        'address_space = ["192.168.0.0/16"]\n\n[[links]]\ntype = "site-to-site"\nnetwork = "TestVNet1"\n'
        'site = "HeadOffice"\nconnection = "ToHeadOffice"\n'
    )
    plan.write_text(program.run("sample").out + "\n" + site)
    checked = program.run("check", str(plan))
    assert (checked.code, "ToHeadOffice" in checked.err) == (0, True), checked.out + checked.err
    assert program.run("plan", str(plan), "--practice").code == 1
