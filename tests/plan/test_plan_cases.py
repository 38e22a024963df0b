"""Every case of `cases/`: which steps and conflicts come of a plan file and what Azure has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.plan.plan_case import CASES, planned
from vnetwizard.plan.planner import DIFFERS
from vnetwizard.words import say

if TYPE_CHECKING:
    from vnetwizard.plan.planner import Plan
    from vnetwizard.topology.findings import Finding


def lines(plan: Plan) -> list[str]:
    return [
        f"{step.action:<6} {step.id}" + (f" < {', '.join(sorted(step.after))}" if step.after else "")
        for step in plan.steps
    ]


def told(finding: Finding) -> dict[str, str | int]:
    """Return a finding as a case writes it. The field of one that differs says already which resource it is."""
    names = {"name", "id"} if finding.kind is DIFFERS else set()
    values = {key: value for key, value in finding.values.items() if key not in names}
    return {"code": finding.code, "field": finding.field, **values}


@pytest.mark.parametrize("name", CASES)
def test_a_plan_has_these_steps_and_no_others(name: str) -> None:
    assert lines(planned(CASES[name])) == CASES[name]["steps"].splitlines()


@pytest.mark.parametrize("name", CASES)
def test_these_things_are_in_the_way_and_no_others(name: str) -> None:
    assert [told(one) for one in planned(CASES[name]).conflicts] == CASES[name].get("conflicts", [])


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "conflicts" in case])
def test_what_is_in_the_way_can_be_said(name: str) -> None:
    for one in planned(CASES[name]).conflicts:
        words = say(one.kind.message, one.values), say(one.kind.mend, one.values)
        assert all(text and "{" not in text for text in words)
