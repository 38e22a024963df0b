"""How long a plan takes: the longest chain of what is still to be made."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.plan.plan_case import CASES, planned
from vnetwizard.plan.estimate import TUNNEL_SECONDS, Estimate, estimate
from vnetwizard.plan.planner import Pair, Plan
from vnetwizard.plan.steps import Action, Step

BILLED = ("public-ip/TestVNet1GWIP", "gateway/TestVNet1GW", "public-ip/TestVNet4GWIP", "gateway/TestVNet4GW")


def step(name: str, seconds: tuple[int, int], *after: str, action: Action = Action.CREATE) -> Step:
    return Step(id=name, kind="k", name=name, resource_id=name, action=action, body={}, after=after, seconds=seconds)


def test_both_sides_at_once_and_the_tunnel_at_the_end() -> None:
    # Group, network, gateway, connection: the chain of either side; its public IP waits for nothing longer.
    assert estimate(planned(CASES["nothing-there"])) == Estimate(
        0 + 3 + 917 + 19 + TUNNEL_SECONDS[0], 1 + 24 + 1500 + 100 + TUNNEL_SECONDS[1], BILLED
    )


def test_what_is_there_takes_no_time_but_goes_on_costing() -> None:
    assert estimate(planned(CASES["everything-equal"])) == Estimate(*TUNNEL_SECONDS, BILLED)


def test_without_a_link_nothing_waits_for_a_tunnel() -> None:
    found = estimate(planned(CASES["existing-with-little-written"]))
    assert (found.shortest, found.longest) == (0, 0)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), (0, 0)),
        ((step("a", (1, 2)),), (1, 2)),
        ((step("a", (1, 2)), step("b", (10, 20))), (10, 20)),
        ((step("a", (1, 2)), step("b", (10, 20), "a")), (11, 22)),
        # The chain that is longest at best is another one than the chain that is longest at worst.
        ((step("a", (5, 6)), step("b", (1, 100)), step("c", (1, 1), "a", "b")), (6, 101)),
        ((step("a", (1, 2)), step("b", (10, 20), "a", action=Action.KEEP), step("c", (1, 1), "b")), (2, 3)),
        ((step("a", (1, 2)), step("b", (10, 20), "a", action=Action.CHANGE)), (11, 22)),
    ],
)
def test_the_longest_chain_counts(steps: tuple[Step, ...], expected: tuple[int, int]) -> None:
    found = estimate(Plan(steps=steps, pairs=()))
    assert (found.shortest, found.longest) == expected
    paired = estimate(Plan(steps=steps, pairs=(Pair(label="l", first="a", second="b"),)))
    assert (paired.shortest, paired.longest) == (expected[0] + TUNNEL_SECONDS[0], expected[1] + TUNNEL_SECONDS[1])


def test_what_azure_still_works_on_takes_time_as_well() -> None:
    busy = replace(step("g", (900, 1500), action=Action.KEEP), working=True)
    assert estimate(Plan(steps=(busy,), pairs=())) == Estimate(0, 1500, ())
    assert estimate(planned(CASES["gateway-updating"])).longest > estimate(planned(CASES["everything-equal"])).longest
