"""Topology to answers and back, exactly: whatever else a plan file holds is kept where it was."""

from __future__ import annotations

from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.plan.topologies import topologies
from tests.wizard.interviews import thorough
from vnetwizard.topology import planfile, regions, samples, skus
from vnetwizard.topology.model import (
    Gateway,
    IpsecPolicy,
    Network,
    Site,
    SiteToSite,
    Subnet,
    Topology,
    VnetToVnet,
)
from vnetwizard.wizard.answers import decode, encode
from vnetwizard.wizard.editing import change
from vnetwizard.wizard.opening import opened
from vnetwizard.wizard.review import review
from vnetwizard.wizard.view import look

# Items of lists have no blanks inside: the interview parts them there, and nothing legal has any.
words = st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters=",;"), min_size=1, max_size=8)
sentences = st.lists(words, min_size=1, max_size=2).map(" ".join)
lists = st.lists(words, max_size=3).map(tuple)
numbers = st.integers(0, 2**63 - 1)
policies = st.builds(
    IpsecPolicy,
    **dict.fromkeys(
        ("ike_encryption", "ike_integrity", "dh_group", "ipsec_encryption", "ipsec_integrity", "pfs_group"), sentences
    ),
    **dict.fromkeys(("sa_lifetime_seconds", "sa_data_size_kilobytes"), numbers),
)
gateways = st.builds(
    Gateway,
    name=sentences,
    public_ips=lists,
    sku=sentences.map(skus.canonical),
    generation=st.none() | numbers,
    active_active=st.booleans(),
    zones=st.none() | lists.filter(lambda zones: not {zone.casefold() for zone in zones} & {"none", "geen"}),
    bgp_asn=st.none() | numbers,
)


def networks(label: str) -> st.SearchStrategy[Network]:
    return st.builds(
        Network,
        label=st.just(label),
        name=st.just(label) | sentences,
        resource_group=sentences,
        location=sentences.map(regions.canonical),
        existing=st.booleans(),
        subscription=st.none() | sentences,
        address_space=lists,
        subnets=st.lists(
            st.builds(Subnet, name=sentences, range=sentences), max_size=3, unique_by=lambda subnet: subnet.name
        ).map(tuple),
        gateway_subnet=st.none() | sentences,
        dns_servers=lists,
        gateway=st.none() | gateways,
    )


@st.composite
def wrong_topologies(draw: st.DrawFn) -> Topology:
    labels = draw(st.lists(sentences, min_size=2, max_size=4, unique=True))
    links = [
        VnetToVnet(
            networks=pair if draw(st.booleans()) else (pair[1], pair[0]),
            connections=(draw(sentences), draw(sentences)),
            bgp=draw(st.booleans()),
            dpd_timeout_seconds=draw(numbers),
            ipsec_policy=draw(st.none() | policies),
        )
        for pair in draw(st.permutations(list(pairwise(labels))))
    ]
    sites = draw(st.lists(st.builds(Site, label=st.just("s"), name=sentences, resource_group=sentences,
                                    location=sentences.map(regions.canonical)), max_size=1))  # fmt: skip
    others = [SiteToSite(network=draw(sentences), site="s", connection="c")] * draw(st.integers(0, 1))
    return Topology(
        networks=tuple(draw(networks(label)) for label in draw(st.permutations(labels))),
        sites=tuple(sites),
        links=tuple(draw(st.permutations([*links, *others]))),
    )


@thorough
@given(wrong_topologies())
def test_a_topology_survives_the_interview_right_or_wrong(topology: Topology) -> None:
    answers = opened(topology)
    assert look(answers).topology == topology
    assert decode(encode(answers)) == answers


@thorough
@given(topologies())
def test_an_interview_without_errors_is_a_plan_file_that_reads_as_it(topology: Topology) -> None:
    found = review(opened(topology))
    linked = any(isinstance(link, VnetToVnet) for link in topology.links)
    assert found.topology == topology or not linked
    assert found.ready or not linked
    if found.ready:
        assert found.plan_file is not None
        assert planfile.read(found.plan_file, "plan.toml") == found.topology


def test_a_changed_interview_keeps_what_it_does_not_ask_about() -> None:
    sample = samples.sample()
    third = msgspec.structs.replace(
        sample.networks[0], label="hub", name="hub", resource_group="HubRG", address_space=("10.50.0.0/16",),
        subnets=(), gateway_subnet="10.50.255.0/27",
    )  # fmt: skip
    link = VnetToVnet(networks=("TestVNet1", "hub"), connections=("a", "b"))
    topology = Topology(networks=(third, *sample.networks), links=(*sample.links, link))
    answers = change(opened(topology), "first.name", "renamed")
    found = look(answers).topology
    assert [network.label for network in found.networks] == ["hub", "TestVNet1", "TestVNet4"]
    assert [network.name for network in found.networks] == ["hub", "renamed", "TestVNet4"]
    assert found.links == topology.links
    assert found.networks[0] == third


def test_a_label_follows_the_name_where_nothing_else_uses_it() -> None:
    found = look(change(opened(samples.sample()), "second.name", "TestVNet1")).topology
    assert [network.label for network in found.networks] == ["TestVNet1", "TestVNet1-2"]
    assert found.links[0] == msgspec.structs.replace(samples.sample().links[0], networks=("TestVNet1", "TestVNet1-2"))


def test_what_is_wrong_with_the_rest_stands_on_the_review() -> None:
    sample = samples.sample()
    site = Site(label="s", name="s", resource_group="x", location="eastus", address_space=())
    view = look(opened(msgspec.structs.replace(sample, sites=(site,))))
    assert view.page("link.review").errors
    assert not view.ready


def test_a_file_without_a_link_gets_one_and_a_second_network_beside_the_first() -> None:
    sample = samples.sample()
    both = look(opened(Topology(networks=sample.networks))).topology
    assert both == sample
    one = look(opened(Topology(networks=sample.networks[:1]))).topology
    assert [network.name for network in one.networks] == ["TestVNet1", "TestVNet2"]
    assert one.networks[1].address_space == ("10.41.0.0/16",)
    assert one.networks[0] == sample.networks[0]
