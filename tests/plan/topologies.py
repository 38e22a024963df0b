"""Topologies without errors, drawn at random: small worlds in which names and groups often meet."""

from __future__ import annotations

from itertools import combinations

from hypothesis import assume
from hypothesis import strategies as st

from tests.plan.observed import SUBSCRIPTION
from vnetwizard.plan import planner
from vnetwizard.topology.findings import errors
from vnetwizard.topology.model import Gateway, IpsecPolicy, Network, Subnet, Topology, VnetToVnet
from vnetwizard.topology.rules import check

OTHER_SUBSCRIPTION = "22222222-2222-2222-2222-222222222222"
POLICY = IpsecPolicy(
    ike_encryption="AES256",
    ike_integrity="SHA256",
    dh_group="DHGroup14",
    ipsec_encryption="GCMAES256",
    ipsec_integrity="GCMAES256",
    pfs_group="PFS2048",
    sa_lifetime_seconds=27000,
    sa_data_size_kilobytes=102400000,
)


@st.composite
def networks(draw: st.DrawFn, number: int) -> Network:
    name = draw(st.sampled_from(["Hub", f"Net{number}"]))
    active_active = draw(st.booleans())
    return Network(
        label=f"Net{number}",
        name=name,
        resource_group=draw(st.sampled_from(["Rg1", "rg1", "Rg2"])),
        location=draw(st.sampled_from(["eastus", "westus"])),
        subscription=draw(st.sampled_from([None, OTHER_SUBSCRIPTION])),
        address_space=(f"10.{number}.0.0/16", f"172.16.{number}.0/24")[: draw(st.integers(1, 2))],
        subnets=tuple(Subnet(name=f"Sub{i}", range=f"10.{number}.{i}.0/24") for i in range(draw(st.integers(0, 2)))),
        gateway_subnet=f"10.{number}.255.0/27",
        dns_servers=draw(st.sampled_from([(), (f"10.{number}.0.4", f"10.{number}.0.5")])),
        gateway=Gateway(
            name=f"{name}GW",
            sku=draw(st.sampled_from(["VpnGw1AZ", "VpnGw2AZ", "VpnGw5AZ"])),
            public_ips=(f"{name}IP", f"{name}IP2") if active_active else (f"{name}IP",),
            active_active=active_active,
            zones=draw(st.sampled_from([None, ()])),
            bgp_asn=draw(st.sampled_from([None, 65010 + number])),
        ),
    )


@st.composite
def topologies(draw: st.DrawFn) -> Topology:
    """Draw up to four networks and links between some of them, with subscriptions filled in."""
    members = tuple(draw(networks(number)) for number in range(1, 1 + draw(st.integers(1, 4))))
    links = tuple(
        VnetToVnet(
            networks=(near.label, far.label),
            connections=(f"{near.label}to{far.label}", f"{far.label}to{near.label}"),
            bgp=all(one.gateway and one.gateway.bgp_asn for one in (near, far)) and draw(st.booleans()),
            dpd_timeout_seconds=draw(st.sampled_from([45, 30])),
            ipsec_policy=draw(st.sampled_from([None, POLICY])),
        )
        for near, far in combinations(members, 2)
        if draw(st.booleans())
    )
    topology = planner.resolved(Topology(networks=members, links=links), SUBSCRIPTION)
    assume(not errors(check(topology)))
    return topology
