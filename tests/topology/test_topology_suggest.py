"""What is suggested is always legal, and never overlaps with anything known."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from netaddr import IPNetwork

from vnetwizard.topology import addresses, suggest
from vnetwizard.topology.findings import errors
from vnetwizard.topology.model import Gateway, Neighbour, Network, Subnet, Surroundings, Topology
from vnetwizard.topology.names import Resource, check_name, free_name, legal_name
from vnetwizard.topology.rules import check
from vnetwizard.topology.samples import sample


@st.composite
def ranges(draw: st.DrawFn, within: str, longest: int = 29) -> str:
    space = IPNetwork(within)
    prefixlen = draw(st.integers(space.prefixlen, longest))
    return str(IPNetwork((draw(st.integers(space.first, space.last)), prefixlen), version=4).cidr)


def empty(space: tuple[str, ...], subnets: tuple[str, ...] = (), gateway_subnet: str | None = None) -> Network:
    return Network(
        label="Net",
        name="Net",
        resource_group="RG",
        location="eastus",
        address_space=space,
        subnets=tuple(Subnet(name=f"s{at}", range=range_) for at, range_ in enumerate(subnets)),
        gateway_subnet=gateway_subnet,
    )


@given(st.lists(ranges("10.0.0.0/8"), max_size=8), st.integers(12, 29))
def test_an_address_space_stays_clear_of_everything(taken: list[str], prefixlen: int) -> None:
    topology = Topology(networks=(empty(tuple(taken[:4])),))
    around = Surroundings(neighbours=(Neighbour(id="x", name="x", address_space=tuple(taken[4:])),))
    found = suggest.address_space(topology, around, prefixlen)
    assert found is not None
    read = addresses.parse_range(found)
    assert read.prefixlen == prefixlen
    assert addresses.judge_range(read) == ()
    assert not any(addresses.overlaps(read, other) for other in suggest.ranges(taken))


@given(st.lists(ranges("10.0.0.0/20"), max_size=8))
def test_a_gateway_subnet_is_free_or_there_is_none(taken: list[str]) -> None:
    network = empty(("10.0.0.0/20",), tuple(taken))
    found = suggest.gateway_subnet(network)
    read = suggest.ranges(taken)
    if found is None:
        assert addresses.next_free(IPNetwork("10.0.0.0/20"), read, 27) is None
    else:
        assert addresses.parse_range(found).prefixlen == 27
        assert not any(addresses.overlaps(addresses.parse_range(found), other) for other in read)


@given(st.lists(ranges("10.0.0.0/20"), max_size=6), st.integers(20, 29))
def test_a_subnet_leaves_room_for_the_gateway(taken: list[str], prefixlen: int) -> None:
    network = empty(("10.0.0.0/20",), tuple(taken))
    found = suggest.subnet(network, prefixlen)
    if found is not None:
        grown = empty(("10.0.0.0/20",), (*taken, found))
        assert not any(addresses.overlaps(addresses.parse_range(found), other) for other in suggest.ranges(taken))
        assert suggest.gateway_subnet(grown) == suggest.gateway_subnet(network)


def test_ranges_follow_the_samples() -> None:
    assert suggest.address_space(Topology()) == "10.11.0.0/16"
    one = Topology(networks=sample().networks[:1])
    assert suggest.address_space(one) == "10.41.0.0/16"
    assert suggest.address_space(sample()) == "10.0.0.0/16"
    assert suggest.gateway_subnet(sample().networks[0]) == "10.11.255.0/27"
    assert suggest.subnet(sample().networks[0]) == "10.11.1.0/24"
    assert suggest.gateway_subnet(empty(("10.9.0.0/24",))) == "10.9.0.224/27"
    assert suggest.gateway_subnet(empty(("10.9.0.0/28", "10.8.0.0/16"))) == "10.8.255.0/27"


def test_when_all_private_space_is_taken() -> None:
    everything = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
    assert suggest.address_space(Topology(networks=(empty(everything),))) is None
    assert suggest.gateway_subnet(empty(("10.0.0.0/24",), ("10.0.0.0/24",))) is None
    assert suggest.subnet(empty(("10.0.0.0/24",), ("10.0.0.0/24",))) is None


def test_names_follow_the_samples() -> None:
    assert suggest.resource_group("TestVNet1") == "TestRG1"
    assert suggest.resource_group("Berlin") == "BerlinRG"
    assert suggest.gateway("TestVNet1") == "TestVNet1GW"
    assert suggest.public_ips("TestVNet1GW") == ("TestVNet1GWIP",)
    assert suggest.public_ips("TestVNet1GW", 2) == ("TestVNet1GWIP", "TestVNet1GWIP2")
    assert suggest.connections("TestVNet1", "TestVNet4") == ("TestVNet1toTestVNet4", "TestVNet4toTestVNet1")
    assert suggest.connection("TestVNet1", "HeadOffice") == "TestVNet1toHeadOffice"
    assert suggest.gateway("TestVNet1", ["testvnet1gw"]) == "TestVNet1GW2"


names = st.text(max_size=100)


@given(names, names)
def test_suggested_names_are_legal_and_different(one: str, other: str) -> None:
    assert not check_name(Resource.RESOURCE_GROUP, suggest.resource_group(one))
    assert not check_name(Resource.GATEWAY, suggest.gateway(one))
    first, second = suggest.public_ips(one, 2)
    assert not check_name(Resource.PUBLIC_IP, first)
    assert not check_name(Resource.PUBLIC_IP, second)
    there, back = suggest.connections(one, other)
    assert not check_name(Resource.CONNECTION, there)
    assert not check_name(Resource.CONNECTION, back)
    assert first.casefold() != second.casefold()
    assert there.casefold() != back.casefold()


@given(st.sampled_from(Resource), names)
def test_a_legal_name_is_legal_and_kept(resource: Resource, text: str) -> None:
    name = legal_name(resource, text)
    assert not check_name(resource, name)
    assert legal_name(resource, name) == name
    if not check_name(resource, text):
        assert name == text


@pytest.mark.parametrize("resource", list(Resource))
def test_a_free_name_is_free_and_legal(resource: Resource) -> None:
    longest = legal_name(resource, "x" * 100)
    taken = [longest.upper()]
    for _ in range(12):
        free = free_name(resource, longest, taken)
        assert free.casefold() not in {name.casefold() for name in taken}
        assert not check_name(resource, free)
        taken.append(free)


def test_a_network_made_of_suggestions_has_no_errors() -> None:
    topology = sample()
    space = suggest.address_space(topology) or ""
    network = empty((space,))
    network = msgspec.structs.replace(network, gateway_subnet=suggest.gateway_subnet(network))
    network = msgspec.structs.replace(network, subnets=(Subnet(name="FrontEnd", range=suggest.subnet(network) or ""),))
    gateway = suggest.gateway(network.name)
    network = msgspec.structs.replace(network, gateway=Gateway(name=gateway, public_ips=suggest.public_ips(gateway)))
    grown = msgspec.structs.replace(topology, networks=(*topology.networks, network))
    assert errors(check(grown)) == ()
