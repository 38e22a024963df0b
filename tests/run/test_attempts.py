"""Beginning a run and going on with one: what is refused, and that nothing is begun then."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.run.fake_cloud import SUBSCRIPTION
from vnetwizard import attempts, processes, state
from vnetwizard.attempts import Refusal
from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.run import lock, runs
from vnetwizard.run.events import Abandoned, Outcome, RunFinished, RunStarted
from vnetwizard.run.journal import Journal
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.topology.keys import SharedKey
from vnetwizard.topology.samples import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import Popen

    from vnetwizard.plan.planner import Plan

PRACTICE = Target(practice=True)
TOPOLOGY = planner.resolved(sample(), SUBSCRIPTION)
TEXT = planfile.write(TOPOLOGY)
OTHER_TEXT = TEXT.replace("TestVNet", "OtherVNet").replace("TestRG", "OtherRG")
WHEN = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Started(list[tuple[Path, SharedKey | None, float | None, bool]]):
    """What workers were started with; none of them is a process."""

    def __call__(
        self, folder: Path, *, key: SharedKey | None, speed: float | None, person: bool
    ) -> Popen[bytes] | None:
        with lock.hand_over(folder):
            self.append((folder, key, speed, person))
        return None


@pytest.fixture(autouse=True)
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Started:
    monkeypatch.setenv("VNETWIZARD_HOME", str(tmp_path / "home"))
    found = Started()
    monkeypatch.setattr(processes, "start_worker", found)
    return found


def planned(text: str = TEXT) -> Plan:
    return planner.make(planfile.read(text, "test"), Inventory())


def plant(outcome: Outcome | None, *, text: str = TEXT, target: Target = PRACTICE, abandoned: bool = False) -> str:
    """Make a run that ended so; None: nobody ever worked on it."""
    run, folder = runs.begin(target, text, typed_key=False)
    journal = Journal(folder / state.JOURNAL)
    if outcome is not None:
        journal.record(RunStarted(run=run, attempt=1, pid=1), WHEN)
        journal.record(RunFinished(run=run, outcome=outcome), WHEN)
    if abandoned:
        journal.record(Abandoned(), WHEN)
    journal.close()
    return run


def test_a_run_is_begun_with_what_was_given(started: Started) -> None:
    key = SharedKey("Chosen1byHand2andKept3nowhere4")
    begun = attempts.begin(PRACTICE, TEXT, planned(), key=key, speed=600, person=True)
    assert started == [(begun.folder, key, 600, True)]
    known = runs.known(begun.run)
    assert (known.about.plan, known.about.target, known.about.typed_key) == (TEXT, PRACTICE, True)


@pytest.mark.parametrize("outcome", [None, Outcome.STOPPED, Outcome.PAUSED])
def test_nothing_is_begun_beside_an_unfinished_run_about_the_same(started: Started, outcome: Outcome | None) -> None:
    run = plant(outcome)
    with pytest.raises(Refusal, match=f"vnetwizard resume {run}") as refused:
        attempts.begin(PRACTICE, TEXT, planned())
    assert (refused.value.code, refused.value.values) == (3, {"run": run})
    assert "{run}" in refused.value.template
    assert started == []
    assert state.run_ids() == (run,)


@pytest.mark.parametrize(
    "beside",
    [
        lambda: plant(Outcome.CONNECTED),
        lambda: plant(Outcome.FAILED),
        lambda: plant(Outcome.PAUSED, abandoned=True),
        lambda: plant(Outcome.PAUSED, text=OTHER_TEXT),
        lambda: plant(Outcome.PAUSED, target=Target()),
    ],
    ids=["connected", "failed", "given up", "about others", "in another Azure"],
)
def test_a_run_is_begun_beside_any_other(started: Started, beside: Callable[[], str]) -> None:
    beside()
    attempts.begin(PRACTICE, TEXT, planned())
    assert len(started) == 1


def test_of_two_that_begin_at_once_one_is_told(started: Started) -> None:
    with lock.hold(state.runs_folder()), pytest.raises(Refusal, match="just beginning"):
        attempts.begin(PRACTICE, TEXT, planned())
    assert (started, state.run_ids()) == ([], ())


@pytest.mark.parametrize("outcome", [None, Outcome.STOPPED, Outcome.PAUSED, Outcome.FAILED])
def test_a_run_is_gone_on_with(started: Started, outcome: Outcome | None) -> None:
    run = plant(outcome)
    begun = attempts.resume(run, speed=60)
    assert (begun.run, begun.folder) == (run, state.run_folder(run))
    assert started == [(begun.folder, None, 60, False)]


def test_a_run_that_somebody_works_on_is_watched_instead(started: Started) -> None:
    run = plant(None)
    told = f"A worker is on run {run} already.  Watch it with:  vnetwizard attach {run}"
    with lock.hold(state.run_folder(run)):
        for refuse in (attempts.resume, lambda one: attempts.start(one, state.run_folder(one))):
            with pytest.raises(Refusal) as refused:
                refuse(run)
            assert (str(refused.value), refused.value.code) == (told, 3)
    assert started == []


def test_a_connected_run_has_nothing_left_to_do(started: Started) -> None:
    run = plant(Outcome.CONNECTED)
    with pytest.raises(Refusal, match=f"vnetwizard verify {run}") as refused:
        attempts.resume(run)
    assert refused.value.code == 0
    assert started == []


def test_a_failed_run_is_not_gone_on_with_beside_one_about_the_same(started: Started) -> None:
    failed, paused = plant(Outcome.FAILED), plant(Outcome.PAUSED)
    with pytest.raises(Refusal, match=f"vnetwizard resume {paused}"):
        attempts.resume(failed)
    assert started == []
    attempts.resume(paused)
    assert len(started) == 1


def test_a_run_that_is_not_there_is_the_state_folders_own_error(started: Started) -> None:
    with pytest.raises(state.StateError):
        attempts.resume("none")
    assert started == []


def test_it_says_nothing_by_itself(capfd: pytest.CaptureFixture[str]) -> None:
    attempts.begin(PRACTICE, TEXT, planned())
    with pytest.raises(Refusal):
        attempts.begin(PRACTICE, TEXT, planned())
    sys.stdout.flush()
    assert capfd.readouterr() == ("", "")
