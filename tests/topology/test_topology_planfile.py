"""The plan file: written so that reading gives it back, whatever a topology holds."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnetwizard.topology import planfile, regions, skus
from vnetwizard.topology.model import (
    Gateway,
    IpsecPolicy,
    Link,
    Neighbour,
    Network,
    Site,
    SiteToSite,
    Subnet,
    Surroundings,
    Topology,
    VnetToVnet,
)
from vnetwizard.topology.planfile import PlanFileError
from vnetwizard.topology.rules import check
from vnetwizard.topology.samples import SAMPLE_TEXT, sample
from vnetwizard.words import say

# TOML is UTF-8, which cannot hold half a surrogate pair.
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
# Words that mean something to some rule, so that rules meet each other.
words = st.sampled_from([
    "A", "B", "C", "eastus", "westus", "usgovvirginia", "VpnGw1AZ", "VpnGw1", "Basic", "GatewaySubnet", "1", "2",
    "GCMAES256", "SHA256", "None", "RG", "10.0.0.0/8", "10.0.0.0/16", "10.0.0.0/24", "10.0.0.1/24",
    "10.0.255.0/27", "10.1.0.0/29", "10.0.0.0", "0.0.0.0/0", "255.255.255.255/32", "10.0.0.0/255.255.0.0",
    "fd00::/8", "10.0.0.4", "168.63.129.16", "vpn.example.com",
])  # fmt: skip
texts = anything | words
lists = st.lists(texts, max_size=3).map(tuple)
trimmed = texts.map(str.strip)
trimmed_lists = st.lists(trimmed, max_size=3).map(tuple)
pairs = st.tuples(texts, texts)
integers = st.integers(-(2**63) + 1, 2**63 - 1)
maybe = st.none()
locations = st.one_of(st.sampled_from([region.name for region in regions.REGIONS]), trimmed.map(regions.canonical))


policies = st.builds(
    IpsecPolicy,
    **{field: texts for field in IpsecPolicy.__struct_fields__ if not field.startswith("sa_")},
    sa_lifetime_seconds=integers,
    sa_data_size_kilobytes=integers,
)
gateways = st.builds(
    Gateway,
    name=texts,
    public_ips=lists,
    sku=texts.map(skus.canonical),
    generation=maybe | integers,
    active_active=st.booleans(),
    zones=maybe | lists,
    bgp_asn=maybe | integers,
)
networks = st.builds(
    Network,
    label=texts,
    name=texts,
    resource_group=texts,
    location=locations,
    existing=st.booleans(),
    subscription=maybe | trimmed,
    address_space=trimmed_lists,
    subnets=st.lists(
        st.builds(Subnet, name=texts, range=trimmed), max_size=3, unique_by=lambda subnet: subnet.name
    ).map(tuple),
    gateway_subnet=maybe | trimmed,
    dns_servers=trimmed_lists,
    gateway=maybe | gateways,
)
sites = st.builds(
    Site,
    label=texts,
    name=texts,
    resource_group=texts,
    location=locations,
    subscription=maybe | trimmed,
    public_ip=maybe | trimmed,
    fqdn=maybe | trimmed,
    address_space=trimmed_lists,
)
links: st.SearchStrategy[Link] = st.builds(
    VnetToVnet,
    networks=pairs,
    connections=pairs,
    bgp=st.booleans(),
    dpd_timeout_seconds=integers,
    ipsec_policy=maybe | policies,
) | st.builds(
    SiteToSite,
    network=texts,
    site=texts,
    connection=texts,
    bgp=st.booleans(),
    dpd_timeout_seconds=integers,
    ipsec_policy=maybe | policies,
)
topologies = st.builds(
    Topology,
    networks=st.lists(networks, max_size=3, unique_by=lambda network: network.label).map(tuple),
    sites=st.lists(sites, max_size=2, unique_by=lambda site: site.label).map(tuple),
    links=st.lists(links, max_size=3).map(tuple),
)


@given(topologies)
def test_what_is_written_reads_as_it_was(topology: Topology) -> None:
    text = planfile.write(topology)
    assert planfile.read(text, "written.toml") == topology
    assert planfile.write(planfile.read(text, "written.toml")) == text


neighbours = st.builds(Neighbour, id=texts, name=texts, address_space=lists, joined_to=lists)
surroundings = st.builds(Surroundings, neighbours=st.lists(neighbours, max_size=4).map(tuple))


@given(topologies, surroundings)
def test_no_topology_makes_a_rule_raise_or_a_message_fail(topology: Topology, around: Surroundings) -> None:
    for finding in check(topology, around):
        assert say(finding.kind.message, finding.values)
        assert say(finding.kind.mend, finding.values)
        assert finding.field


@given(topologies, surroundings)
def test_findings_come_in_one_order(topology: Topology, around: Surroundings) -> None:
    assert check(topology, around) == check(topology, around)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        planfile.read(text, "any.toml")
    except PlanFileError as error:
        assert error.findings  # noqa: PT017 - most texts are refused, not all


def test_the_sample_reads_as_the_sample() -> None:
    assert planfile.read(SAMPLE_TEXT, "sample.toml") == sample()


def test_the_sample_is_legal_and_says_that_west_us_has_no_zones() -> None:
    (finding,) = check(sample())
    assert (finding.code, finding.field) == ("region-no-zones", "networks.TestVNet4.location")


def test_the_samples_commented_keys_are_right() -> None:
    # What one gets by taking the comment marks away has to be readable, too.
    lines = [line.removeprefix("# ") if " = " in line or "[links" in line else line for line in SAMPLE_TEXT.split("\n")]
    topology = planfile.read("\n".join(lines), "sample.toml")
    assert topology.networks[0].gateway is not None
    assert topology.networks[0].gateway.bgp_asn == 65010
    assert topology.links[0].ipsec_policy is not None
    assert {finding.code for finding in check(topology)} == {"region-no-zones", "gateway-public-ips", "bgp-needs-asn"}


def test_the_look_of_a_plan_file() -> None:
    assert (
        planfile.write(
            Topology(
                networks=(
                    msgspec.structs.replace(
                        sample().networks[0], label="my net", dns_servers=("10.11.0.4", "10.11.0.5")
                    ),
                ),
                links=sample().links,
            )
        )
        == """\
version = 1

[networks."my net"]
name           = "TestVNet1"
resource_group = "TestRG1"
location       = "eastus"
address_space  = ["10.11.0.0/16"]
gateway_subnet = "10.11.255.0/27"
dns_servers    = ["10.11.0.4", "10.11.0.5"]

[networks."my net".subnets]
FrontEnd = "10.11.0.0/24"

[networks."my net".gateway]
name       = "TestVNet1GW"
sku        = "VpnGw1AZ"
public_ips = ["TestVNet1GWIP"]

[[links]]
type        = "vnet-to-vnet"
networks    = ["TestVNet1", "TestVNet4"]
connections = ["TestVNet1toTestVNet4", "TestVNet4toTestVNet1"]
"""
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [("East US", "eastus"), ("WESTEUROPE", "westeurope"), ("(US) West US 2", "westus2"), ("Atlantis", "Atlantis")],
)
def test_a_region_is_read_as_its_name(written: str, read: str) -> None:
    topology = planfile.read(SAMPLE_TEXT.replace('"eastus"', f'"{written}"'), "sample.toml")
    assert topology.networks[0].location == read


def test_pasted_blanks_are_not_read() -> None:
    pasted = SAMPLE_TEXT.replace('"10.11.0.0/16"', '" 10.11.0.0/16"').replace('"10.41.0.0/24"', '"10.41.0.0/24\\t"')
    assert planfile.read(pasted.replace('"10.11.255.0/27"', '"10.11.255.0/27 "'), "sample.toml") == sample()


def test_a_sku_is_read_as_azure_spells_it() -> None:
    topology = planfile.read(SAMPLE_TEXT.replace('"VpnGw1AZ"', '"vpngw1az"'), "sample.toml")
    assert topology == sample()


def test_labels_find_their_own() -> None:
    text = (Path(__file__).parent / "base.toml").read_text()
    topology = planfile.read(text, "base.toml")
    office, hub = topology.site("HeadOffice"), topology.network("Hub")
    assert (office and office.label, hub and hub.name) == ("HeadOffice", "HubNet")
    assert topology.site("Hub") is None
    assert topology.network("HeadOffice") is None


def test_a_byte_order_mark_and_windows_lines_are_fine() -> None:
    assert planfile.read("\ufeff" + SAMPLE_TEXT.replace("\n", "\r\n"), "sample.toml") == sample()


@pytest.mark.parametrize(
    "topology",
    [
        Topology(networks=(sample().networks[0], sample().networks[0])),
        Topology(
            networks=(
                msgspec.structs.replace(
                    sample().networks[0], subnets=(Subnet(name="A", range=""), Subnet(name="A", range=""))
                ),
            )
        ),
    ],
)
def test_what_toml_cannot_hold_is_not_written(topology: Topology) -> None:
    with pytest.raises(ValueError, match="the label"):
        planfile.write(topology)
