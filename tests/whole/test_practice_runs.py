"""Whole runs as an operator has them: through the command line, the worker, the real SDK and practice Azure."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.whole.program import PATIENCE_SECONDS, until, until_it_speaks
from vnetwizard.run.events import StepState

if TYPE_CHECKING:
    from pathlib import Path

    from tests.whole.program import Program
    from vnetwizard.run.facts import View

FAST = ("--practice", "--speed", "3000")
SLOW = ("--practice", "--speed", "20")
"""What comes before the gateways takes two seconds or so of the wall's, and each gateway a minute or more."""
SLOWER = 5.0
"""For a test that has to act in the second half of a gateway's time: that leaves it two minutes of the wall's."""
RESOURCES = 10
KEY = "Th3KeyThatNobodyMayFindAnywhere4242"


def gateways_updating(view: View) -> bool:
    states = [step.state for step in view.steps.values() if step.planned.kind == "gateway"]
    return states == [StepState.UPDATING, StepState.UPDATING]


def begun(program: Program) -> str:
    """Wait until the only run waits for both of its gateways, and return its id."""
    run: str = until(lambda: next(iter(program.runs), None))
    until(lambda: gateways_updating(program.view(run)))
    return run


def all_made_once(program: Program) -> bool:
    created = program.created()
    return len(created) == RESOURCES and set(created.values()) == {1}


def test_the_sample_ends_connected(program: Program, sample_file: str) -> None:
    done = program.run("apply", sample_file, *FAST, "--yes", "--json")
    assert done.code == 0, done.err
    steps = [one for one in done.events if one["event"] == "step" and one["state"] == "done"]
    assert len(steps) == RESOURCES
    assert all({"at", "event", "step", "action", "state"} <= one.keys() for one in steps)
    started = next(one for one in done.events if one["event"] == "run-started")
    last = done.events[-1]
    assert (last["event"], last["outcome"], last["run"]) == ("run-finished", "connected", started["run"])
    assert started["at"].endswith("Z")
    assert [(one["name"], one["status"]) for one in last["connections"]] == [
        ("TestVNet1toTestVNet4", "Connected"),
        ("TestVNet4toTestVNet1", "Connected"),
    ]
    assert all_made_once(program)

    verified = program.run("verify")
    assert verified.code == 0
    assert "one key at both ends" in verified.out
    again = program.run("apply", sample_file, *FAST, "--yes", "--json")
    assert again.code == 0
    assert {one["action"] for one in again.events if one["event"] == "step"} == {"keep"}
    assert all_made_once(program)


def test_a_worker_killed_at_minute_ten_loses_nothing(program: Program, sample_file: str) -> None:
    detached = program.run("apply", sample_file, *SLOW, "--yes", "--detach")
    assert detached.code == 0, detached.err
    run = begun(program)
    with program.azure() as azure:
        azure.clock.set_speed(SLOWER)
        elapsed = azure.clock.now() - program.entries(run)[0].azure_at
        azure.clock.advance(max(0.0, (timedelta(minutes=10) - elapsed).total_seconds()))
    # its wait that has begun goes on at the old speed, and is over in a second or so; then it looks at minute ten

    def at_minute_ten() -> bool:
        entries = program.entries(run)
        return entries[-1].azure_at - entries[0].azure_at >= timedelta(minutes=10)

    until(at_minute_ten)
    os.kill(program.worker(run), signal.SIGKILL)
    assert gateways_updating(program.view(run))
    with program.azure() as azure:
        assert azure.clock.now() - program.entries(run)[0].azure_at < timedelta(minutes=20), "Azure is at work as well"
    gone = program.run("attach", run)
    assert gone.code == 3
    assert f"vnetwizard resume {run}" in gone.err
    other = program.run("apply", sample_file, "--practice", "--yes")
    assert other.code == 3
    assert f"vnetwizard resume {run}" in other.err

    resumed = program.run("resume", "--speed", "3000", "--json")
    assert resumed.code == 0, resumed.err
    assert resumed.events[-1]["outcome"] == "connected"
    assert all_made_once(program)
    assert program.run("resume", run).code == 0, "there is nothing left to do"


def test_the_first_ctrl_c_stops_and_resume_goes_on(program: Program, sample_file: str) -> None:
    watching = program.start("apply", sample_file, *SLOW, "--yes")
    run = begun(program)
    watching.send_signal(signal.SIGINT)
    out, err = watching.communicate(timeout=PATIENCE_SECONDS)
    assert watching.returncode == 3, err
    assert f"vnetwizard resume {run}" in out
    assert program.view(run).outcome == "stopped"
    assert program.run("resume", run, "--speed", "3000").code == 0
    assert all_made_once(program)


def test_whoever_watches_may_die_and_others_see_it_all(program: Program, sample_file: str) -> None:
    watching = program.start("apply", sample_file, *SLOW, "--yes")
    run = begun(program)
    watching.kill()
    watching.communicate()
    second = program.start("resume", run, "--json")
    third = program.start("attach", "--json")
    for process in (second, third):
        until_it_speaks(process)
    assert program.view(run).outcome is None, "both have come while it goes on"
    with program.azure() as azure:
        azure.clock.set_speed(3000)
    outs = [process.communicate(timeout=PATIENCE_SECONDS)[0] for process in (second, third)]
    assert [second.returncode, third.returncode] == [0, 0]
    assert outs[0] == outs[1]
    listed = program.run("runs", "--json")
    assert [(one["run"], one["state"]) for one in listed.events] == [(run, "connected")]


def test_what_differs_in_azure_is_refused_before_any_write(program: Program, sample_file: str, tmp_path: Path) -> None:
    assert program.run("apply", sample_file, *FAST, "--yes").code == 0
    before = program.runs
    other = tmp_path / "other.toml"
    other.write_text((tmp_path / "p.toml").read_text().replace('"VpnGw1AZ"', '"VpnGw2AZ"', 1))
    done = program.run("apply", str(other), "--practice", "--yes", "--json")
    assert done.code == 1
    (finding,) = [one for one in done.events if one.get("code") == "differs-from-azure"]
    assert "VpnGw1AZ" in finding["message"]
    assert "VpnGw2AZ" in finding["message"]
    assert program.runs == before


def test_a_typed_key_goes_to_azure_and_nowhere_else(program: Program, sample_file: str, tmp_path: Path) -> None:
    key_file = tmp_path / "key"
    key_file.write_text(KEY + "\n")
    words = ("apply", sample_file, *FAST, "--yes", "--shared-key-file", str(key_file), "--json")
    done = program.run(*words)
    assert done.code == 0, done.err
    practice_file = program.home / "practice" / "azure.sqlite"
    assert KEY.encode() in practice_file.read_bytes(), "Azure has to know it"
    others = [path for path in program.home.rglob("*") if path.is_file() and path != practice_file]
    assert others
    assert not any(KEY.encode() in path.read_bytes() for path in others)
    assert KEY not in done.out + done.err
    piped = program.run("apply", sample_file, *FAST, "--yes", "--shared-key-file", "-", text=KEY + "\n")
    assert piped.code == 0, f"it is the same key, so the connections stand as they are: {piped.out}{piped.err}"
