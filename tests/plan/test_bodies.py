"""The bodies that are sent, whole: a plan file that says everything, and `bodies.json`."""

from __future__ import annotations

import json

from tests.plan.plan_case import CASES, HERE, planned
from vnetwizard.plan.steps import KINDS

PLAN = planned(CASES["all-options"])


def test_what_is_sent() -> None:
    assert {step.id: step.body for step in PLAN.steps} == json.loads((HERE / "bodies.json").read_text())


def test_each_step_knows_its_side_and_region() -> None:
    labels = {"eastus": "TestVNet1", "westus": "TestVNet4"}
    for step in PLAN.steps:
        assert (step.side, step.location) == (labels[step.body["location"]], step.body["location"])


def test_each_step_has_what_its_kind_says() -> None:
    for step in PLAN.steps:
        kind = KINDS[step.kind]
        assert (step.seconds, step.billed, step.key_path) == (kind.seconds, kind.billed, kind.key_path)
        assert kind.overlooks <= set(step.overlooks)
