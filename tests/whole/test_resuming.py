"""Going on with runs: which one, by which plan file, and never two at once about the same resources."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.whole.program import until
from vnetwizard.plan import planner
from vnetwizard.run.events import Outcome, RunFinished, RunStarted
from vnetwizard.run.journal import About, Journal, create
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.topology.samples import sample

if TYPE_CHECKING:
    from tests.whole.program import Program

SUBSCRIPTION = "00000000-0000-4000-8000-000000000001"


def plant(program: Program, run: str, outcome: Outcome | None) -> None:
    """Put the journal of a practice run of the sample there that ended so; None: its worker died at once."""
    folder = program.home / "runs" / run
    folder.mkdir(parents=True, mode=0o700)
    text = planfile.write(planner.resolved(sample(), SUBSCRIPTION))
    about = About(id=run, created_at=datetime.now(UTC), target=Target(practice=True), plan=text, typed_key=False)
    journal = create(folder, about)
    if outcome is not None:
        journal.record(RunStarted(run=run, attempt=1, pid=1), about.created_at)
        journal.record(RunFinished(run=run, outcome=outcome), about.created_at)
    journal.close()


def test_a_run_whose_worker_never_wrote_a_word_goes_on(program: Program, sample_file: str) -> None:
    plant(program, "aaaa", None)
    done = program.run("resume", "--speed", "3000", "--plan", sample_file, "--yes")
    assert done.code == 0, done.err
    assert program.view("aaaa").outcome is Outcome.CONNECTED


def test_a_paused_run_takes_a_corrected_plan_file(program: Program, sample_file: str, tmp_path: Path) -> None:
    plant(program, "aaaa", Outcome.PAUSED)
    refused = program.run("apply", sample_file, "--practice", "--yes")
    assert refused.code == 3
    assert "--plan" in refused.err
    other = tmp_path / "corrected.toml"
    other.write_text(Path(sample_file).read_text().replace('"TestVNet1GWIP"', '"AnotherIP"'))
    done = program.run("resume", "aaaa", "--plan", str(other), "--speed", "3000", "--json", "--yes")
    assert done.code == 0, done.err
    assert any(name.endswith("/anotherip") for name in program.created())
    assert "AnotherIP" in str(program.view("aaaa").plan)


def test_a_plan_file_with_errors_changes_nothing(program: Program, tmp_path: Path) -> None:
    plant(program, "aaaa", Outcome.PAUSED)
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("version = 1\n[networks.A]\nlocation = 3\n")
    assert program.run("resume", "aaaa", "--plan", str(wrong)).code == 2
    assert program.view("aaaa").plan is None
    assert program.created() == {}


def test_a_failed_run_is_not_taken_up_beside_another_about_the_same(program: Program) -> None:
    plant(program, "aaaa", Outcome.FAILED)
    plant(program, "bbbb", Outcome.PAUSED)
    done = program.run("resume", "aaaa")
    assert done.code == 3
    assert "vnetwizard resume bbbb" in done.err
    assert program.created() == {}


def test_ctrl_c_before_the_worker_is_at_work_sends_nothing(program: Program, sample_file: str) -> None:
    watching = program.start("apply", sample_file, "--practice", "--speed", "1", "--yes")
    run: str = until(lambda: next(iter(program.runs), None))
    watching.send_signal(signal.SIGINT)
    _, err = watching.communicate(timeout=60)
    assert watching.returncode == 3, err
    assert f"vnetwizard resume {run}" in err or program.view(run).outcome is Outcome.STOPPED
    settled = len(program.entries(run))
    assert program.run("runs", "--json").events[0]["state"] in {"interrupted", "stopped"}
    assert len(program.entries(run)) == settled


def test_practising_with_a_key_of_ones_own_is_warned_about(program: Program, sample_file: str, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("PractiseOnlyWithThisOne1234\n")
    done = program.run("apply", sample_file, "--practice", "--shared-key-file", str(key))
    assert "Practice Azure is a file" in done.err


def test_a_plan_file_about_other_resources_is_another_run(program: Program, sample_file: str, tmp_path: Path) -> None:
    assert program.run("apply", sample_file, "--practice", "--speed", "3000", "--yes").code == 0
    (run,) = program.runs
    other = tmp_path / "other.toml"
    other.write_text(Path(sample_file).read_text().replace("TestVNet", "OtherVNet").replace("TestRG", "OtherRG"))
    journal = Journal(program.home / "runs" / run / "journal.sqlite")
    journal.record(RunStarted(run=run, attempt=2, pid=1), datetime.now(UTC))
    journal.close()
    done = program.run("resume", run, "--plan", str(other), "--yes")
    assert done.code == 1
    assert "other resources" in done.err


def test_a_corrected_plan_file_asks_before_it_makes_anything(program: Program, sample_file: str) -> None:
    plant(program, "aaaa", Outcome.PAUSED)
    done = program.run("resume", "aaaa", "--plan", sample_file)
    assert done.code == 2
    assert "--yes" in done.err
    assert program.created() == {}


def test_a_run_can_be_given_up(program: Program, sample_file: str) -> None:
    plant(program, "aaaa", Outcome.PAUSED)
    assert program.run("apply", sample_file, "--practice", "--yes").code == 3
    assert program.run("forget", "aaaa").code == 2, "it asks"
    assert program.run("forget", "aaaa", "--yes").code == 0
    assert program.run("runs", "--json").events[0]["state"] == "abandoned"
    assert program.run("apply", sample_file, "--practice", "--speed", "3000", "--yes").code == 0


def test_a_watchers_ctrl_c_leaves_the_run_alone(program: Program, sample_file: str) -> None:
    assert program.run("apply", sample_file, "--practice", "--speed", "20", "--yes", "--detach").code == 0
    (run,) = program.runs
    watching = program.start("attach", run)
    assert watching.stderr is not None
    assert "the run goes on" in watching.stderr.readline()
    watching.send_signal(signal.SIGINT)
    watching.communicate(timeout=60)
    assert watching.returncode == 3
    assert program.run("runs", "--json").events[0]["state"] == "running"
    assert program.run("resume", run, "--detach").code == 0, "it is at work already"
    os.kill(program.worker(run), signal.SIGTERM)
    until(lambda: program.view(run).outcome is Outcome.STOPPED)
