"""A whole run on a fake Azure: done once, done again after a crash at any point, stopped, kept from going on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.run.fake_cloud import FakeCloud
from tests.run.one_run import Run
from tests.run.script import Script, on
from vnetwizard.plan import ids
from vnetwizard.plan.cloud import NeedsMending, NotSignedIn, Passing, Refused
from vnetwizard.run import aftermath, events
from vnetwizard.run.events import Outcome, StepState
from vnetwizard.run.journal import JournalError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from vnetwizard.plan.planner import Plan

GATEWAY_1, GATEWAY_4 = "TestVNet1GW", "TestVNet4GW"


class Crash(BaseException):
    """What no handler of ours may catch: the process is gone."""


async def test_the_sample_connects_and_makes_each_resource_once(run: Run, cloud: FakeCloud, plan: Plan) -> None:
    assert await run.attempt() is Outcome.CONNECTED
    assert cloud.created == Counter({ids.key(step.resource_id): 1 for step in plan.steps})
    assert len(cloud.puts) == len(plan.steps)
    assert [one.status for one in run.view.connections] == ["Connected", "Connected"]
    assert {step.state for step in run.view.steps.values()} == {StepState.DONE}


async def test_both_gateways_are_made_at_once(run: Run, cloud: FakeCloud) -> None:
    began = cloud.time
    await run.attempt()
    assert (cloud.time - began).total_seconds() < 2 * 1300


async def test_an_equal_pair_is_left_alone(run: Run, cloud: FakeCloud) -> None:
    await run.attempt()
    cloud.puts.clear()
    assert await run.attempt() is Outcome.CONNECTED
    assert cloud.puts == []


async def test_one_key_for_both_ends_and_none_in_the_journal(run: Run, cloud: FakeCloud) -> None:
    await run.attempt()
    (key,) = set(cloud.keys.values())
    assert len(cloud.keys) == 2
    assert len(key) >= 32
    assert key.encode() not in run.journal.path.read_bytes()


async def crashing(run: Run, script: Script) -> bool:
    """Make an attempt that may crash, and say whether it did."""
    run.cloud.trouble = script
    try:
        await run.attempt()
    except Crash:
        return True
    finally:
        run.cloud.trouble = lambda _when, _method, _id: None
    return False


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_crash_at_any_request_costs_nothing(tmp_path: Path, plan: Plan, when: str) -> None:
    nth = 0
    while True:
        folder = tmp_path / str(nth)
        folder.mkdir()
        run = Run(folder, FakeCloud())
        crashed = await crashing(run, Script(Crash(), lambda w, _m, _i: w == when, nth=nth))
        assert await run.attempt() is Outcome.CONNECTED, nth
        assert run.cloud.created == Counter({ids.key(step.resource_id): 1 for step in plan.steps}), nth
        assert len(run.cloud.puts) == len(plan.steps), nth
        run.journal.close()
        if not crashed:
            break
        nth += 1
    assert nth > 60


async def test_a_crash_at_any_entry_of_the_journal_costs_nothing(
    tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    nth, crashed = 0, True
    while crashed:
        folder = tmp_path / str(nth)
        folder.mkdir()
        run = Run(folder, FakeCloud())
        record, left = run.journal.record, nth

        def crash(event: events.Event, azure_at: object, record: Callable[..., None] = record) -> None:
            nonlocal left
            if left == 0:
                raise Crash
            left -= 1
            record(event, azure_at)

        with monkeypatch.context() as patch:
            patch.setattr(run.journal, "record", crash)
            try:
                await run.attempt()
                crashed = False
            except Crash:
                pass
        assert await run.attempt() is Outcome.CONNECTED, nth
        assert run.cloud.created == Counter({ids.key(step.resource_id): 1 for step in plan.steps}), nth
        run.journal.close()
        nth += 1
    assert nth > 60


async def test_a_write_whose_answer_was_lost_is_not_sent_again(run: Run, cloud: FakeCloud) -> None:
    cloud.trouble = Script(Passing("Unreachable", "dropped"), on("after", "PUT", GATEWAY_1))
    assert await run.attempt() is Outcome.CONNECTED
    assert cloud.puts.count(next(key for key in cloud.puts if key.endswith("testvnet1gw"))) == 1


async def test_a_write_that_never_arrived_is_sent_again(run: Run, cloud: FakeCloud) -> None:
    cloud.trouble = Script(Passing("Unreachable", "dropped"), on("before", "PUT", GATEWAY_1))
    assert await run.attempt() is Outcome.CONNECTED
    assert max(cloud.created.values()) == 1


async def test_a_lost_answer_and_reads_that_lag_behind_make_no_second_write(run: Run, cloud: FakeCloud) -> None:
    cloud.lag = 3
    cloud.trouble = Script(Passing("Unreachable", "dropped"), on("after", "PUT", GATEWAY_1))
    assert await run.attempt() is Outcome.CONNECTED
    assert max(Counter(cloud.puts).values()) == 1


async def test_a_killed_write_and_reads_that_lag_behind_make_no_second_write(run: Run, cloud: FakeCloud) -> None:
    assert await crashing(run, Script(Crash(), on("after", "PUT", GATEWAY_1)))
    cloud.lag = 3
    cloud.hide(GATEWAY_1)
    assert await run.attempt() is Outcome.CONNECTED
    assert max(Counter(cloud.puts).values()) == 1


async def test_what_was_to_be_kept_and_vanishes_is_not_made_unasked(run: Run, cloud: FakeCloud, plan: Plan) -> None:
    step = plan.step("public-ip/TestVNet1GWIP")
    cloud.plant(step.resource_id, step.body)

    def vanish(when: str, method: str, resource_id: str) -> None:
        if (when, method) == ("after", "PUT") and resource_id.endswith("TestVNet4GWIP"):
            cloud.resources.pop(ids.key(step.resource_id), None)

    cloud.trouble = vanish
    cloud.slow(step.resource_id)
    assert await run.attempt() is Outcome.PAUSED
    assert run.problems() == ["gone-since-planned"]
    assert ids.key(step.resource_id) not in cloud.puts


async def test_what_azure_declined_is_not_ours(run: Run, cloud: FakeCloud) -> None:
    cloud.trouble = Script(Refused("InvalidGatewaySize", "no", status=400), on("before", "PUT", GATEWAY_1), times=9)
    assert await run.attempt() is Outcome.FAILED
    assert "TestVNet1GW" not in aftermath.billed(run.view)
    assert "TestVNet4GW" in aftermath.billed(run.view)


async def test_azure_says_how_long_to_wait(run: Run, cloud: FakeCloud) -> None:
    cloud.trouble = Script(
        Passing("TooManyRequests", "slow", status=429, retry_after=17.0), on("before", "PUT", GATEWAY_1)
    )
    await run.attempt()
    (delay,) = [one.event for one in run.journal.entries() if isinstance(one.event, events.Delayed)]
    assert delay.next_seconds == 17.0


async def test_after_many_passing_errors_the_run_pauses_and_can_go_on(run: Run, cloud: FakeCloud) -> None:
    cloud.trouble = Script(Passing("Unreachable", "no route"), on("before", "GET", GATEWAY_1), nth=1, times=1000)
    assert await run.attempt() is Outcome.PAUSED
    assert run.problems() == ["Unreachable"]
    cloud.trouble = lambda _when, _method, _id: None
    assert await run.attempt() is Outcome.CONNECTED


async def test_a_refused_step_skips_what_needs_it_and_nothing_else(run: Run, cloud: FakeCloud) -> None:
    refusal = Refused("InvalidGatewaySize", "No such size.", status=400, request_id="abc")
    cloud.trouble = Script(refusal, on("before", "PUT", GATEWAY_1), times=1000)
    assert await run.attempt() is Outcome.FAILED
    states = {name: step.state for name, step in run.view.steps.items()}
    assert states["gateway/TestVNet1GW"] is StepState.FAILED
    assert states["gateway/TestVNet4GW"] is StepState.DONE
    assert states["connection/TestVNet1toTestVNet4"] is StepState.SKIPPED
    assert states["connection/TestVNet4toTestVNet1"] is StepState.SKIPPED
    (problem,) = run.view.problems
    assert (problem.step, problem.code, problem.request_id) == ("gateway/TestVNet1GW", "InvalidGatewaySize", "abc")


async def test_what_a_person_can_mend_pauses_the_run(run: Run, cloud: FakeCloud) -> None:
    cloud.trouble = Script(NeedsMending("AuthorizationFailed", "no", status=403), on("before", "PUT", "TestVNet4GWIP"))
    assert await run.attempt() is Outcome.PAUSED
    assert await run.attempt() is Outcome.CONNECTED


async def test_a_lost_sign_in_pauses_the_run(run: Run, cloud: FakeCloud) -> None:
    cloud.trouble = Script(NotSignedIn("ExpiredToken", "expired"), on("before", "GET", GATEWAY_4), nth=1)
    assert await run.attempt() is Outcome.PAUSED
    assert run.problems() == ["ExpiredToken"]


async def test_a_gateway_that_azure_ends_as_failed_pauses_the_run(run: Run, cloud: FakeCloud) -> None:
    def fail(_when: str, _method: str, _id: str) -> None:
        for key, kept in cloud.resources.items():
            kept.failed = key.endswith("testvnet1gw")

    cloud.trouble = fail
    assert await run.attempt() is Outcome.PAUSED
    (problem,) = run.view.problems
    assert problem.code == "GwmOperationTimeOut"
    assert "az resource delete" in problem.mend
    cloud.trouble = lambda _when, _method, _id: None
    del cloud.resources[next(key for key in cloud.resources if key.endswith("testvnet1gw"))]
    assert await run.attempt() is Outcome.CONNECTED


async def test_what_is_there_and_differs_is_never_written(run: Run, cloud: FakeCloud, plan: Plan) -> None:
    step = plan.step("gateway/TestVNet1GW")
    body = {**step.body, "properties": {**step.body["properties"], "sku": {"name": "VpnGw2AZ", "tier": "VpnGw2AZ"}}}
    cloud.plant(step.resource_id, body)
    assert await run.attempt() is Outcome.FAILED
    assert cloud.puts == []
    assert set(run.problems()) == {"differs-from-azure"}


async def test_what_changes_between_plan_and_step_is_never_written(run: Run, cloud: FakeCloud, plan: Plan) -> None:
    step = plan.step("gateway/TestVNet1GW")

    def plant(_when: str, method: str, resource_id: str) -> None:
        if method == "PUT" and resource_id.endswith("TestVNet1GWIP"):
            cloud.plant(step.resource_id, {**step.body, "location": "westus"})

    cloud.trouble = plant
    assert await run.attempt() is Outcome.FAILED
    assert ids.key(step.resource_id) not in cloud.puts


async def test_stopping_at_any_wait_leaves_a_run_that_goes_on(tmp_path: Path) -> None:
    for nth in range(1, 200):
        folder = tmp_path / str(nth)
        folder.mkdir()
        cloud = FakeCloud()
        run = Run(folder, cloud)
        looks = 0

        def stop_at(when: str, _method: str, _id: str, nth: int = nth, run: Run = run) -> None:
            nonlocal looks
            looks += when == "before"
            if looks == nth:
                run.stop.set()

        cloud.trouble = stop_at
        outcome = await run.attempt()
        if outcome is Outcome.CONNECTED:
            break
        assert outcome is Outcome.STOPPED
        answered = [one.event for one in run.journal.entries() if isinstance(one.event, events.Answered)]
        assert len(answered) == len(cloud.puts), "a request that was sent was also answered and written down"
        cloud.trouble = lambda _when, _method, _id: None
        run.stop.clear()
        assert await run.attempt() is Outcome.CONNECTED
        assert set(cloud.created.values()) == {1}
        run.journal.close()
    else:
        pytest.fail("never reached the end")
    assert nth > 50


async def test_a_journal_that_cannot_be_written_ends_the_attempt_at_once(
    run: Run, cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = run.journal.record

    def full(event: events.Event, azure_at: object) -> None:
        if isinstance(event, events.Answered) and event.step == "gateway/TestVNet1GW":
            raise JournalError("The disk is full.")
        record(event, azure_at)  # type: ignore[arg-type]

    monkeypatch.setattr(run.journal, "record", full)
    with pytest.raises(JournalError):
        await run.attempt()
    monkeypatch.undo()
    assert await run.attempt() is Outcome.CONNECTED
    assert set(cloud.created.values()) == {1}
