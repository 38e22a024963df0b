"""The shared key of a pair, and the proof: where keys come from, when they are set anew, what is a diagnosis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.run.one_run import Run
from tests.run.script import Script, on
from vnetwizard.plan.cloud import NeedsMending, Passing, Refused
from vnetwizard.run import events
from vnetwizard.run.events import Check, KeyOrigin, Outcome, StepState
from vnetwizard.topology.keys import SharedKey

if TYPE_CHECKING:
    from pathlib import Path

    from tests.run.fake_cloud import FakeCloud
    from vnetwizard.plan.planner import Plan

MINE = "MineMineMineMineMineMineMineMine"
THEIRS = "TheirsTheirsTheirsTheirsTheirs"
FIRST, SECOND = "connection/TestVNet1toTestVNet4", "connection/TestVNet4toTestVNet1"
KEYS_PATH = "/sharedkey"


def origins(run: Run) -> list[KeyOrigin]:
    return [one.event.origin for one in run.journal.entries() if isinstance(one.event, events.KeyChosen)]


def plant(cloud: FakeCloud, plan: Plan, step_id: str, key: str) -> None:
    step = plan.step(step_id)
    cloud.plant(step.resource_id, step.body, key=key)


async def test_a_typed_key_is_the_key_of_both_ends(run: Run, cloud: FakeCloud) -> None:
    assert await run.attempt(SharedKey(MINE)) is Outcome.CONNECTED
    assert list(cloud.keys.values()) == [MINE, MINE]
    assert origins(run) == [KeyOrigin.TYPED]


async def test_a_connection_that_is_there_gives_its_key(run: Run, cloud: FakeCloud, plan: Plan) -> None:
    plant(cloud, plan, SECOND, THEIRS)
    assert await run.attempt() is Outcome.CONNECTED
    assert list(cloud.keys.values()) == [THEIRS, THEIRS]
    assert origins(run) == [KeyOrigin.AZURE]


async def test_a_typed_key_never_overrides_a_connection_that_is_there(run: Run, cloud: FakeCloud, plan: Plan) -> None:
    plant(cloud, plan, SECOND, THEIRS)
    assert await run.attempt(SharedKey(MINE)) is Outcome.PAUSED
    assert run.problems() == ["another-key"]
    assert list(cloud.keys.values()) == [THEIRS]


async def test_a_run_that_was_promised_a_key_waits_for_it(tmp_path: Path, cloud: FakeCloud) -> None:
    run = Run(tmp_path, cloud, typed_key=True)
    assert await run.attempt() is Outcome.PAUSED
    assert run.problems() == ["needs-key"]
    assert await run.attempt(SharedKey(MINE)) is Outcome.CONNECTED
    run.journal.close()


async def test_keys_that_differ_on_our_own_connections_are_set_anew(run: Run, cloud: FakeCloud) -> None:
    await run.attempt()
    cloud.keys[next(iter(cloud.keys))] = THEIRS
    assert await run.attempt() is Outcome.CONNECTED
    assert len(set(cloud.keys.values())) == 1


async def test_keys_that_differ_on_others_connections_are_a_diagnosis(run: Run, cloud: FakeCloud, plan: Plan) -> None:
    plant(cloud, plan, FIRST, MINE)
    plant(cloud, plan, SECOND, THEIRS)
    assert await run.attempt() is Outcome.PAUSED
    assert run.problems() == ["keys-differ"]
    assert list(cloud.keys.values()) == [MINE, THEIRS]
    (problem,) = run.view.problems
    assert (problem.values["first"], problem.values["second"]) == ("TestVNet1toTestVNet4", "TestVNet4toTestVNet1")


async def test_without_the_right_to_read_keys_the_status_is_the_proof(run: Run, cloud: FakeCloud) -> None:
    cloud.trouble = Script(
        NeedsMending("AuthorizationFailed", "no", status=403), on("before", "GET", KEYS_PATH), times=9
    )
    assert await run.attempt() is Outcome.CONNECTED
    checks = [one.event for one in run.journal.entries() if isinstance(one.event, events.PairChecked)]
    assert StepState.SKIPPED in {one.state for one in checks if one.check is Check.KEYS}


async def test_an_unreadable_key_of_our_own_first_connection_is_replaced(run: Run, cloud: FakeCloud) -> None:
    unreadable = NeedsMending("AuthorizationFailed", "no", status=403)
    cloud.trouble = Script(unreadable, on("before", "PUT", "TestVNet4toTestVNet1"))
    assert await run.attempt() is Outcome.PAUSED
    cloud.trouble = Script(unreadable, on("before", "GET", KEYS_PATH), times=99)
    assert await run.attempt() is Outcome.CONNECTED
    assert len(set(cloud.keys.values())) == 1


async def test_an_unreadable_key_of_somebody_else_pauses_the_run(run: Run, cloud: FakeCloud, plan: Plan) -> None:
    plant(cloud, plan, FIRST, THEIRS)
    cloud.trouble = Script(
        NeedsMending("AuthorizationFailed", "no", status=403), on("before", "GET", KEYS_PATH), times=99
    )
    assert await run.attempt() is Outcome.PAUSED
    assert run.problems() == ["key-unreadable"]
    assert list(cloud.keys.values()) == [THEIRS]


async def test_not_connected_after_fifteen_azure_minutes_is_a_diagnosis(run: Run, cloud: FakeCloud) -> None:
    cloud.never_connects = True
    assert await run.attempt() is Outcome.PAUSED
    (problem,) = run.view.problems
    assert problem.code == "not-connected"
    assert "Unknown" in str(problem.values["status"])
    began = next(
        one.azure_at
        for one in run.journal.entries()
        if isinstance(one.event, events.PairChecked) and one.event.check is Check.STATUS
    )
    assert 15 * 60 < (cloud.time - began).total_seconds() < 16 * 60
    cloud.never_connects = False
    assert await run.attempt() is Outcome.CONNECTED


@pytest.mark.parametrize("end", [FIRST, SECOND])
async def test_a_connection_that_is_deleted_meanwhile_is_named(
    run: Run, cloud: FakeCloud, plan: Plan, end: str
) -> None:
    cloud.never_connects = True
    key = plan.step(end).resource_id

    def delete(_when: str, _method: str, _id: str) -> None:
        if any(isinstance(one.event, events.PairChecked) for one in run.journal.entries()):
            cloud.resources.pop(key.strip("/").casefold(), None)

    cloud.trouble = delete
    assert await run.attempt() is Outcome.PAUSED
    assert run.problems() == ["connection-gone"]


async def test_a_typed_key_stays_promised_over_many_resumes(run: Run, cloud: FakeCloud) -> None:
    cloud.trouble = Script(
        NeedsMending("QuotaExceeded", "no", status=403), on("before", "PUT", "TestVNet1GWIP"), times=9
    )
    assert await run.attempt() is Outcome.PAUSED
    assert await run.attempt(SharedKey(MINE)) is Outcome.PAUSED
    cloud.trouble = lambda _when, _method, _id: None
    assert await run.attempt() is Outcome.PAUSED
    assert run.problems() == ["needs-key"]
    assert cloud.keys == {}


async def test_a_busy_sharedkey_endpoint_is_waited_for(run: Run, cloud: FakeCloud) -> None:
    await run.attempt()
    cloud.keys[next(iter(cloud.keys))] = THEIRS
    cloud.trouble = Script(Passing("AnotherOperationInProgress", "busy", status=409), on("before", "PUT", KEYS_PATH))
    assert await run.attempt() is Outcome.CONNECTED
    assert len(set(cloud.keys.values())) == 1


async def test_keys_that_differ_and_may_not_be_set_are_said_to_differ(run: Run, cloud: FakeCloud) -> None:
    await run.attempt()
    cloud.keys[next(iter(cloud.keys))] = THEIRS
    cloud.trouble = Script(
        NeedsMending("AuthorizationFailed", "no", status=403), on("before", "PUT", KEYS_PATH), times=9
    )
    assert await run.attempt() is Outcome.PAUSED
    assert run.problems() == ["keys-differ"]


async def test_a_key_that_azure_quotes_is_not_written_down(run: Run, cloud: FakeCloud) -> None:
    refusal = Refused("InvalidSharedKey", f"The key {MINE} is bad.", status=400)
    cloud.trouble = Script(refusal, on("before", "PUT", "TestVNet1toTestVNet4"), times=9)
    assert await run.attempt(SharedKey(MINE)) is Outcome.FAILED
    assert MINE.encode() not in run.journal.path.read_bytes()
    assert "The key *** is bad." in str(run.view.problems)
