"""Overlaps with what Azure has already, and with what that is joined to."""

from __future__ import annotations

from itertools import combinations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnetwizard.topology.addresses import overlaps, parse_range
from vnetwizard.topology.findings import Finding, Severity
from vnetwizard.topology.model import Gateway, Neighbour, Network, Surroundings, Topology, VnetToVnet
from vnetwizard.topology.rules import check
from vnetwizard.topology.samples import sample
from vnetwizard.words import say

SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555"


def vnet(group: str, name: str) -> str:
    return f"{SUBSCRIPTION}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{name}"


def neighbour(name: str, space: str, *joined_to: str) -> Neighbour:
    return Neighbour(id=vnet("Other", name), name=name, address_space=(space,), joined_to=joined_to)


def found(*neighbours: Neighbour, topology: Topology | None = None) -> list[tuple[str, str]]:
    findings = check(topology or sample(), Surroundings(neighbours=neighbours))
    return [(finding.code, finding.field) for finding in findings if finding.code != "region-no-zones"]


def test_a_neighbour_of_the_first_overlaps_the_second() -> None:
    assert found(neighbour("Third", "10.41.7.0/24", "TestVNet1")) == [
        ("linked-overlap-through", "networks.TestVNet4.address_space[0]")
    ]


def test_a_neighbours_neighbour_counts_too() -> None:
    third = neighbour("Third", "10.90.0.0/16", "TestVNet1")
    fourth = neighbour("Fourth", "10.41.7.0/24", third.id.upper())
    assert found(third, fourth) == [("linked-overlap-through", "networks.TestVNet4.address_space[0]")]


def test_joined_from_either_end() -> None:
    hub = neighbour("Hub", "10.90.0.0/16", "TestVNet1", vnet("Other", "Spoke"))
    assert found(hub, neighbour("Spoke", "10.41.0.0/24")) == [
        ("linked-overlap-through", "networks.TestVNet4.address_space[0]")
    ]


def test_a_neighbour_overlaps_the_network_that_it_is_joined_to() -> None:
    assert found(neighbour("Third", "10.11.0.0/24", "TestVNet1")) == [
        ("linked-overlap", "networks.TestVNet1.address_space[0]")
    ]


def test_neighbours_that_are_joined_to_nothing_are_one_warning() -> None:
    around = Surroundings(neighbours=tuple(neighbour(f"n{at}", f"10.11.{at}.0/24") for at in range(9)))
    findings = [finding for finding in check(sample(), around) if finding.code == "neighbour-overlap"]
    assert len(findings) == 1
    assert findings[0].severity is Severity.WARNING
    assert findings[0].values["count"] == 9
    assert "overlapping networks there: 9" in say(findings[0].kind.message, findings[0].values)


def test_a_neighbour_that_is_the_network_itself_does_not_clash_with_it() -> None:
    itself = Neighbour(id=vnet("testrg1", "testvnet1"), name="TestVNet1", address_space=("10.11.0.0/16",))
    assert found(itself) == []


def test_another_networks_namesake_in_another_group_does() -> None:
    other = Neighbour(id=vnet("elsewhere", "TestVNet1"), name="TestVNet1", address_space=("10.11.0.0/16",))
    assert found(other) == [("neighbour-overlap", "networks.TestVNet1.address_space[0]")]


def test_the_subscription_tells_namesakes_apart_where_it_is_given() -> None:
    there = msgspec.structs.replace(sample().networks[0], subscription="99999999-2222-3333-4444-555555555555")
    topology = msgspec.structs.replace(sample(), networks=(there, sample().networks[1]))
    other = Neighbour(id=vnet("TestRG1", "TestVNet1"), name="TestVNet1", address_space=("10.11.0.0/16",))
    assert found(other, topology=topology) == [("neighbour-overlap", "networks.TestVNet1.address_space[0]")]


def test_an_existing_network_brings_the_ranges_that_azure_knows() -> None:
    gateway = Gateway(name="OldGW", public_ips=("OldGWIP",))
    existing = Network(
        label="Old", name="Old", resource_group="OldRG", location="eastus", existing=True, gateway=gateway
    )
    link = VnetToVnet(networks=("TestVNet1", "Old"), connections=("there", "back"))
    topology = msgspec.structs.replace(sample(), networks=(*sample().networks, existing), links=(*sample().links, link))
    old = Neighbour(id=vnet("OldRG", "Old"), name="Old", address_space=("10.11.128.0/17",))
    assert found(old, topology=topology) == [("linked-overlap", "networks.Old.address_space")]
    assert found(topology=topology) == []


def test_tunnels_that_are_there_already_count() -> None:
    around = [neighbour(f"n{at}", f"10.200.{at}.0/24", vnet("TestRG1", "TestVNet1")) for at in range(30)]
    assert found(*around[:29]) == []
    assert found(*around) == [("link-too-many-tunnels", "networks.TestVNet1.gateway.sku")]


def overlap(finding: Finding) -> bool:
    return "overlap" in finding.code


@pytest.mark.parametrize("count", [2, 30])
def test_what_is_offered_overlaps_nothing(count: int) -> None:
    around = Surroundings(neighbours=tuple(neighbour(f"n{at}", f"10.{at}.0.0/16") for at in range(12, 12 + count)))
    one, other = sample().networks
    clashing = msgspec.structs.replace(other, address_space=("10.11.0.0/16",))
    topology = msgspec.structs.replace(sample(), networks=(one, clashing))
    clash = next(filter(overlap, check(topology, around)))
    mended = msgspec.structs.replace(clashing, address_space=clash.offers[:1])
    assert not any(map(overlap, check(msgspec.structs.replace(topology, networks=(one, mended)), around)))


SPACES = st.lists(
    st.sampled_from(["10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/24", "10.0.128.0/17", "10.1.0.0/16", "10.1.2.0/24"]),
    min_size=1,
    max_size=3,
    unique=True,
)
LABELS = "ABCDE"


@given(st.lists(SPACES, min_size=5, max_size=5), st.sets(st.sampled_from(list(combinations(LABELS, 2)))))
def test_the_sweep_finds_what_comparing_all_finds(spaces: list[list[str]], pairs: set[tuple[str, str]]) -> None:
    networks = tuple(
        Network(label=label, name=f"Net{label}", resource_group="RG", location="eastus", address_space=tuple(space))
        for label, space in zip(LABELS, spaces, strict=True)
    )
    links = tuple(VnetToVnet(networks=pair, connections=("x", "y")) for pair in sorted(pairs))
    linked = pairs | {(other, one) for one, other in pairs}

    def judged(one: str, other: str) -> str:
        if (one, other) in linked:
            return "linked-overlap"
        if any((one, third) in linked and (third, other) in linked for third in LABELS):
            return "linked-overlap-through"
        return "unlinked-overlap"

    wanted = sorted(
        (judged(one.label, other.label), f"Net{other.label}", mine, f"Net{one.label}", theirs)
        for one, other in combinations(networks, 2)
        for theirs in one.address_space
        for mine in other.address_space
        if overlaps(parse_range(mine), parse_range(theirs))
    )
    got = sorted(
        (finding.code, *(str(finding.values[key]) for key in ("name", "range", "other", "other_range")))
        for finding in check(Topology(networks=networks, links=links))
        if "linked-overlap" in finding.code
    )
    assert got == wanted
