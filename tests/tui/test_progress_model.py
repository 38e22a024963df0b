"""What the progress page shows of a run, computed without a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.journals import CONNECTIONS, GATEWAYS, PAIR, MadeRun
from vnetwizard.run import events
from vnetwizard.run.events import Check, Outcome, StepState
from vnetwizard.run.wording import between, size, spell, stopwatch
from vnetwizard.tui.model.progress import Bar, StepRow, progress
from vnetwizard.tui.model.sign import Sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnetwizard.tui.model.progress import Progress


def page(run: MadeRun, later: float = 0.0) -> Progress:
    return progress(run.watched(later).seen())


def row(run: MadeRun, name: str, later: float = 0.0) -> StepRow:
    (found,) = [one for side in page(run, later).sides for one in side.rows if one.name == name]
    return found


def test_both_sides_stand_in_plan_order_with_their_regions(run: MadeRun) -> None:
    run.begin()
    assert [(side.name, side.region) for side in page(run).sides] == [
        ("TestVNet1", "East US"),
        ("TestVNet4", "West US"),
    ]
    names = [one.name for one in page(run).sides[0].rows]
    assert names == ["TestRG1", "TestVNet1", "TestVNet1GWIP", "TestVNet1GW", "TestVNet1toTestVNet4"]


def test_a_run_is_told_step_by_step(run: MadeRun) -> None:
    run.hold()
    assert page(run).heading[1:] == (("7f3a",), "starting", "", "")
    run.record(events.RunStarted(run="7f3a", attempt=1, pid=1))
    assert page(run).heading.standing == "reading what is there"
    run.gateways_begun()
    heading = page(run, 12).heading
    assert heading == (Sign.BUSY, ("TestVNet1", "TestVNet4"), "running", "6 of 12 steps, 14 min", "usually 16-29 min")
    run.connect()
    run.release()
    assert page(run).heading[2:] == ("connected, both ways", "12 of 12 steps, 25 min", "")


def test_each_state_has_a_sign_and_a_word(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    run.refuse(GATEWAYS[0])
    told = {name: row(run, name)[:3:2] for name in ("TestRG1", "TestVNet1GW", "TestVNet4GW", "TestVNet1toTestVNet4")}
    assert told == {
        "TestRG1": (Sign.DONE, "made"),
        "TestVNet1GW": (Sign.FAILED, "failed"),
        "TestVNet4GW": (Sign.BUSY, "making"),
        "TestVNet1toTestVNet4": (Sign.SKIPPED, "not begun"),
    }


def test_elapsed_time_goes_on_between_events_and_the_bar_only_sets_it_beside_the_usual(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun(820)
    assert row(run, "TestVNet1GW", 12).elapsed == "13m 52s"
    assert row(run, "TestVNet1GW", 12).bar == Bar(832, 917, 1500)
    assert row(run, "TestVNet1", 12).bar is None
    assert row(run, "TestVNet1GW", 12).usual == "usually 16-25 min"
    assert row(run, "TestVNet1GW", 1000).usual == "longer than 16-25 min"


def test_time_stands_still_where_nobody_works_on_it(run: MadeRun) -> None:
    run.gateways_begun(820)
    assert row(run, "TestVNet1GW", 3600).elapsed == "13m 40s"
    assert page(run).heading.standing == "nobody works on it"
    assert [one.subject for one in page(run).notices] == ["worker"]
    assert page(run).command == "vnetwizard resume 7f3a"


def test_practice_runs_at_its_own_speed(make_run: Callable[..., MadeRun]) -> None:
    run = make_run(speed=60)
    run.hold()
    run.gateways_begun(820)
    assert run.watched().speed == 60
    assert row(run, "TestVNet1GW", 2).elapsed == "15m 40s"


def test_a_step_counts_from_its_request_also_in_a_later_attempt(run: MadeRun) -> None:
    run.gateways_begun(600)
    run.finish(Outcome.STOPPED)
    run.seconds += 100
    run.hold()
    run.begin(attempt=2)
    for step in GATEWAYS:
        run.step(step, StepState.STARTED)
        run.step(step, StepState.UPDATING)
    assert row(run, "TestVNet1GW").elapsed == "11m 42s"


def test_what_is_usual_for_a_later_attempt_counts_only_the_rest(run: MadeRun) -> None:
    run.gateways_begun(600)
    run.finish(Outcome.STOPPED)
    run.hold()
    run.begin_again()
    assert page(run).heading.usual == "usually 6-18 min"
    for step in GATEWAYS:
        run.keep(step, StepState.DONE)
    assert page(run).heading.usual == "usually 6-18 min"


def test_what_azure_does_now_and_when_that_is_looked_at_again(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    assert page(run, 12).azure == "Azure works on TestVNet1GW, TestVNet4GW; next look in 1m 28s"
    assert page(run, 500).azure == "Azure works on TestVNet1GW, TestVNet4GW; next look in 0s"


def test_a_passing_error_is_seen_until_the_next_try(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    delayed = events.Delayed(step=GATEWAYS[0], code="Busy", message="", request_id="", next_seconds=17)
    run.record(delayed)
    assert row(run, "TestVNet1GW").word == "retrying"
    run.record(events.Looked(step=GATEWAYS[0], next_seconds=100))
    assert row(run, "TestVNet1GW").word == "making"


def test_the_proof_counts_as_steps_and_is_told_in_words(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    for step in (*GATEWAYS, *CONNECTIONS):
        run.step(step, StepState.DONE)
    run.check(Check.KEYS, StepState.SKIPPED)
    run.check(Check.STATUS, StepState.UPDATING)
    (pair,) = page(run).pairs
    assert pair.name == ""
    assert [one.text for one in pair.checks] == [
        "same key at both ends: may not be read",
        "Connected both ways: not yet",
    ]
    assert page(run).heading.far.startswith("11 of 12 steps")


def test_a_sign_in_that_waits_comes_first(run: MadeRun) -> None:
    run.hold()
    run.record(events.RunStarted(run="7f3a", attempt=1, pid=1))
    run.record(events.SignInNeeded(url="https://microsoft.com/devicelogin", code="ABCD1234"))
    (notice,) = page(run).notices
    assert notice.urgent
    assert notice.mend == "Open https://microsoft.com/devicelogin and enter the code ABCD1234."
    run.record(events.SignedIn(name="ana", tenant="t", method="device-code"))
    assert page(run).notices == ()


def test_a_problem_stands_with_its_mend_and_request_id(run: MadeRun) -> None:
    run.hold()
    run.gateways_begun()
    run.refuse(GATEWAYS[0])
    (notice,) = page(run).notices
    assert notice.subject == "TestVNet1GW"
    assert notice.text == "Azure refused TestVNet1GW (InvalidGatewaySize): No [/such] size [in] this region."
    assert notice.mend.startswith("Change what it names")
    assert notice.request_id == "9f3c2d1e"


def test_money_is_named_where_it_is_real(make_run: Callable[..., MadeRun]) -> None:
    run = make_run(practice=False)
    run.hold()
    run.gateways_begun()
    names = set(page(run).money.removeprefix("Billed by the hour from creation: ").split(", "))
    assert names == {"TestVNet1GW", "TestVNet4GW", "TestVNet1GWIP", "TestVNet4GWIP"}


def test_in_practice_nothing_is_billed(run: MadeRun) -> None:
    run.gateways_begun()
    assert page(run).money == ""


@pytest.mark.parametrize(
    ("outcome", "command"),
    [
        (Outcome.CONNECTED, "vnetwizard verify 7f3a"),
        (Outcome.FAILED, "vnetwizard attach 7f3a"),
        (Outcome.STOPPED, "vnetwizard resume 7f3a"),
        (Outcome.PAUSED, "vnetwizard resume 7f3a"),
    ],
)
def test_the_line_at_the_bottom_leads_on(run: MadeRun, outcome: Outcome, command: str) -> None:
    run.gateways_begun()
    run.finish(outcome)
    assert page(run).command == command


def test_the_log_is_for_people(run: MadeRun) -> None:
    run.begin()
    run.record(events.Looked(step=GATEWAYS[0], next_seconds=10))
    run.record(events.Looked(step=GATEWAYS[0], next_seconds=100))
    lines = [(line.subject, line.text) for line in run.watched().lines]
    assert lines == [
        ("", "run 7f3a begins"),
        (PAIR, "shared key generated, never shown"),
        ("TestVNet1GW", "still working; next look in 1m 40s"),
    ]


@pytest.mark.parametrize(
    ("seconds", "watched", "spelled"),
    [(0, "0s", "0 s"), (59.9, "59s", "1 min 0 s"), (820, "13m 40s", "13 min 40 s"), (3900, "1h 05m", "65 min 0 s")],
)
def test_times(seconds: float, watched: str, spelled: str) -> None:
    assert (stopwatch(seconds), spell(seconds)) == (watched, spelled)


def test_ranges_and_sizes() -> None:
    assert [between(*one) for one in ((3, 24), (19, 100), (917, 1500), (60, 60))] == [
        "3-24 s",
        "1-2 min",
        "16-25 min",
        "1 min",
    ]
    assert [size(one) for one in (0, 999, 1500, 1_234_567, 5 * 10**9)] == [
        "0 bytes",
        "999 bytes",
        "1.5 kB",
        "1.2 MB",
        "5.0 GB",
    ]
