"""What the planner offers besides steps and conflicts."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.plan.plan_case import CASES, planned, topology
from vnetwizard.plan import planner, steps
from vnetwizard.plan.cloud import Condition, Inventory, Resource
from vnetwizard.plan.planner import conflicts
from vnetwizard.plan.steps import Action, Step
from vnetwizard.topology.model import Gateway, Topology
from vnetwizard.topology.samples import sample

NETWORK = Step(id="network/A", kind="network", name="A", resource_id="/a", action=Action.CREATE, body={"x": "1"})


def test_subscriptions_are_filled_in_where_none_is_written() -> None:
    written = planner.resolved(topology(CASES["two-subscriptions"]), "other")
    assert [one.subscription for one in written.networks] == [
        "11111111-1111-1111-1111-111111111111",
        "22222222-2222-2222-2222-222222222222",
    ]
    sites = planner.resolved(topology(CASES["site-to-site"]), "other").sites
    assert [one.subscription for one in sites] == ["11111111-1111-1111-1111-111111111111"]
    assert {one.subscription for one in planner.resolved(sample(), "mine").networks} == {"mine"}


def test_what_has_to_be_known_is_one_id_for_each_resource() -> None:
    wanted = planner.wanted_ids(topology(CASES["one-group-for-both"]))
    assert len(wanted) == len({one.casefold() for one in wanted}) == 9


def test_a_step_is_found_by_its_id() -> None:
    plan = planned(CASES["nothing-there"])
    assert plan.step("gateway/TestVNet4GW").name == "TestVNet4GW"
    with pytest.raises(KeyError):
        plan.step("gateway/none")


def test_steps_are_counted_by_action() -> None:
    plan = planned(CASES["network-without-gateway-subnet"])
    assert [plan.count(action) for action in (Action.CREATE, Action.CHANGE, Action.KEEP)] == [9, 0, 2]


def test_a_pair_names_its_steps_and_its_networks() -> None:
    (pair,) = planned(CASES["nothing-there"]).pairs
    assert (pair.label, pair.first, pair.second) == (
        "TestVNet1-TestVNet4",
        "connection/TestVNet1toTestVNet4",
        "connection/TestVNet4toTestVNet1",
    )


def test_of_one_networks_writes_only_one_goes_at_a_time() -> None:
    plan = planned(CASES["networks-both-without-gateway-subnet"])
    locks = {step.id: step.lock for step in plan.steps if step.lock}
    assert locks["network/TestVNet1"] == locks["subnet/TestVNet1/GatewaySubnet"]
    assert locks["network/TestVNet4"] == locks["subnet/TestVNet4/GatewaySubnet"]
    assert len(set(locks.values())) == 2
    assert len(locks) == 4


def test_a_link_to_a_network_that_is_not_there_is_a_fault_of_the_caller() -> None:
    broken = Topology(networks=(), links=sample().links)
    with pytest.raises(ValueError, match="TestVNet1"):
        planner.make(broken, Inventory())


@pytest.mark.parametrize(
    ("condition", "codes"),
    [(Condition.WORKING, []), (Condition.FAILED, ["failed-in-azure"]), (Condition.READY, ["differs-from-azure"])],
)
def test_a_resource_is_judged_when_it_is_done(condition: Condition, codes: list[str]) -> None:
    there = Resource(id="/a", condition=condition, body={"x": "2"})
    assert [(one.code, one.field) for one in conflicts(NETWORK, there)] == [(code, "network/A") for code in codes]


def test_a_gateway_that_nobody_described_has_no_id() -> None:
    one, _ = topology(CASES["nothing-there"]).networks
    with pytest.raises(ValueError, match="TestVNet1"):
        steps.gateway_id(replace(one, gateway=None))


@pytest.mark.parametrize(
    ("sku", "written", "zones"),
    [
        ("VpnGw1AZ", None, ("1", "2", "3")),
        ("vpngw1", None, None),
        ("Basic", None, None),
        ("VpnGw1AZ", (), ()),
        ("VpnGw1", ("1",), ("1",)),
    ],
)
def test_public_ips_have_the_zones_that_region_and_sku_have(
    sku: str, written: tuple[str, ...] | None, zones: tuple[str, ...] | None
) -> None:
    assert steps.public_ip_zones(Gateway(name="GW", public_ips=("IP",), sku=sku, zones=written), "eastus") == zones


def test_nothing_but_a_resource_group_is_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "check", lambda _: ())
    one, other = topology(CASES["nothing-there"]).networks
    twin = replace(other, name=one.name, resource_group=one.resource_group.upper())
    with pytest.raises(ValueError, match="virtualNetworks/TestVNet1"):
        planner.make(Topology(networks=(one, twin)), Inventory())
