"""A run in words: every event that concerns a person tells something, at both edges the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from vnetwizard.cli import narrator
from vnetwizard.plan.steps import Action
from vnetwizard.run import events, telling
from vnetwizard.run.events import Check, KeyOrigin, Outcome, StepState
from vnetwizard.run.facts import StepView, View
from vnetwizard.run.journal import Entry
from vnetwizard.tui.model.log import log_line
from vnetwizard.words import say

NOW = datetime(2026, 11, 24, 13, 48, tzinfo=UTC)
GATEWAY = "gateway/TestVNet1GW"
PAIR = "TestVNet1-TestVNet4"
STATES = (
    events.ConnectionState(name="AtoB", status="Connected", ingress_bytes=1_234_567, egress_bytes=800),
    events.ConnectionState(name="BtoA", status="Connecting", ingress_bytes=0, egress_bytes=0),
)


def step(state: StepState, action: Action = Action.CREATE) -> events.StepChanged:
    return events.StepChanged(step=GATEWAY, action=action, state=state)


def checked(check: Check, state: StepState, **values: str) -> events.PairChecked:
    return events.PairChecked(pair=PAIR, check=check, state=state, values=values)


TOLD: tuple[tuple[events.AnyEvent, str, str], ...] = (
    (events.RunStarted(run="7f3a", attempt=1, pid=1), "run 7f3a begins", "Run 7f3a begins."),
    (
        events.RunStarted(run="7f3a", attempt=2, pid=1),
        "run 7f3a goes on, attempt 2",
        "Run 7f3a goes on, attempt 2.",
    ),
    (events.PlanChanged(plan=""), "the plan file was changed", "The plan file was changed."),
    (events.Abandoned(), "", "The run was given up. What it made stays in Azure."),
    (
        events.SignedIn(name="ana", tenant="t", method="az"),
        "signed in as ana, tenant t",
        "Signed in as ana, tenant t (az).",
    ),
    (events.SignInNeeded(url="https://u", code="C"), "", "To sign in, open https://u and enter the code C."),
    (step(StepState.UPDATING), "accepted, Azure is working on it", "accepted, Azure is working on it"),
    (step(StepState.UPDATING, Action.KEEP), "Azure is working on it", "Azure is working on it"),
    (step(StepState.DONE), "made", "made"),
    (step(StepState.DONE, Action.KEEP), "there already, kept", "there already, kept"),
    (step(StepState.FAILED, Action.KEEP), "failed", "failed"),
    (
        events.Looked(step=GATEWAY, next_seconds=100),
        "still working; next look in 1m 40s",
        "still working; next look in 1m 40s",
    ),
    (
        events.Delayed(step=GATEWAY, code="Throttled", message="{no}", request_id="", next_seconds=7),
        "Throttled: trying again in 7s",
        "Throttled: trying again in 7s",
    ),
    (
        events.KeyChosen(pair=PAIR, origin=KeyOrigin.TYPED),
        "your own shared key is used",
        "your own shared key is used",
    ),
    (checked(Check.KEYS, StepState.DONE), "both ends have one key", "both ends have one key"),
    (
        checked(Check.STATUS, StepState.UPDATING, AtoB="Connected", BtoA="{Unknown}"),
        "AtoB: Connected, BtoA: {Unknown}",
        "AtoB: Connected, BtoA: {Unknown}",
    ),
    (
        events.Stopping(),
        "stopping: finishing what cannot be left",
        "Stopping: finishing what cannot be left.",
    ),
    (
        events.RunFinished(run="7f3a", outcome=Outcome.STOPPED),
        "stopped; what Azure had accepted goes on there",
        "Stopped. What Azure had accepted goes on there.  Go on with:  vnetwizard resume 7f3a",
    ),
)
UNTOLD: tuple[events.AnyEvent, ...] = (
    events.Planned(steps=(), pairs=()),
    events.Request(step=GATEWAY, method="PUT", resource_id="/x", body={}),
    events.Answered(step=GATEWAY, status=201, request_id="", operation_url=None, retry_after=None),
    events.Declined(step=GATEWAY, status=400, code="X", request_id=""),
    events.SignedIn(name="", tenant="", method="practice"),
    events.Looked(step=GATEWAY, next_seconds=10),
    step(StepState.WAITING),
    step(StepState.STARTED),
)
PROBLEM = events.Problem(
    step=GATEWAY,
    code="InvalidGatewaySize",
    message="Azure refused {name}.",
    mend="Take another.",
    values={"name": "GW"},
)


def entry(event: events.AnyEvent) -> Entry:
    return Entry(1, NOW, NOW, event)


@pytest.mark.parametrize(("event", "brief", "full"), TOLD, ids=[brief or full for _, brief, full in TOLD])
def test_an_event_is_told_in_a_row_and_on_a_line(event: events.AnyEvent, brief: str, full: str) -> None:
    told = telling.told(event)
    assert told is not None
    assert (say(told.brief, told.values), say(told.full, told.values)) == (brief, full)
    row = log_line(entry(event), {GATEWAY: "TestVNet1GW"})
    assert (row.text if row else "") == brief
    assert narrator.line(entry(event), None).endswith(f"  {full}" if not told.subject else f" {full}")


@pytest.mark.parametrize("event", UNTOLD, ids=lambda one: type(one).__name__)
def test_what_only_machines_need_is_told_nobody(event: events.AnyEvent) -> None:
    assert telling.told(event) is None
    assert log_line(entry(event), {}) is None
    assert narrator.line(entry(event), None) == ""


def test_no_event_is_forgotten() -> None:
    met = {type(event) for event, *_ in TOLD} | {type(event) for event in UNTOLD} | {events.Problem}
    assert met == set(get_args(events.AnyEvent))
    for outcome in Outcome:
        assert telling.told(events.RunFinished(run="7f3a", outcome=outcome)) is not None
    for origin in KeyOrigin:
        assert telling.told(events.KeyChosen(pair=PAIR, origin=origin)) is not None


def test_a_problem_is_named_in_a_row_and_told_on_lines() -> None:
    row = log_line(entry(PROBLEM), {GATEWAY: "TestVNet1GW"})
    assert row == (NOW, "TestVNet1GW", "InvalidGatewaySize")
    first, second = narrator.line(entry(PROBLEM), None).splitlines()
    assert first.endswith(f"{GATEWAY:<32} Azure refused GW.")
    assert second.strip() == "Take another."


def test_connections_are_told_to_the_byte_by_lines_and_briefly_elsewhere() -> None:
    finished = events.RunFinished(run="7f3a", outcome=Outcome.CONNECTED, connections=STATES)
    lines = narrator.line(entry(finished), None).splitlines()
    assert [one.strip() for one in lines[1:]] == [
        "AtoB: Connected, 1234567 bytes in, 800 bytes out",
        "BtoA: Connecting, 0 bytes in, 0 bytes out",
    ]
    assert telling.connection(STATES[0]) == "AtoB: Connected, 1.2 MB in, 800 bytes out"


def planned(name: str) -> events.PlannedStep:
    return events.PlannedStep(
        step=f"gateway/{name}",
        kind="gateway",
        name=name,
        action=Action.CREATE,
        resource_id=f"/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworkGateways/{name}",
        side="A",
        location="eastus",
        after=(),
        seconds=(1, 2),
        billed=True,
    )


def test_what_goes_on_at_azure_and_what_remains() -> None:
    one, key = planned("GW"), "key"
    view = View(steps={one.step: StepView(one, one.action, StepState.UPDATING)})
    assert telling.at_work(view) == "Azure still works on: GW. It goes on there."
    assert telling.remains(view) == ((), ())
    view.wanted, view.needs, view.made = {key: one}, {key: ()}, {key: one.resource_id}
    sentences, commands = telling.remains(view)
    assert sentences == (
        "From now on these cost money, by the hour, also when unused: GW.",
        "To delete what this run made, in this order:",
    )
    assert commands == (f"az resource delete --ids {one.resource_id}",)
    view.steps[one.step].state = StepState.DONE
    assert telling.at_work(view) == ""
