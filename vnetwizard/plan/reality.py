"""A topology as it will be once it is built: what the plan file leaves to Azure is filled in from there.

Only so can the rules see two networks that overlap in Azure, or that a gateway which is yet to be made is not made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from vnetwizard.plan import azure_ranges, steps
from vnetwizard.topology import addresses
from vnetwizard.topology.model import GATEWAY_SUBNET, Subnet

if TYPE_CHECKING:
    from vnetwizard.plan.cloud import Body, Inventory
    from vnetwizard.topology.model import Network, Topology


def as_it_will_be(topology: Topology, inventory: Inventory) -> Topology:
    """Return the topology with the ranges that its networks have in Azure, where the plan file writes none.

    A network whose gateway is still to be made no longer counts as existing: a new gateway has to be legal today.
    """
    return replace(topology, networks=tuple(_real(network, inventory) for network in topology.networks))


def _real(network: Network, inventory: Inventory) -> Network:
    there = inventory.get(steps.network_id(network))
    if there is None:
        return network
    new_gateway = network.gateway is not None and inventory.get(steps.gateway_id(network)) is None
    gateway_subnet = next((one.range for one in _subnets(there.body) if _is_gateways(one)), None)
    space = network.address_space or tuple(map(str, azure_ranges.space(there.body)))
    return replace(
        network,
        existing=network.existing and not new_gateway,
        address_space=space,
        subnets=(*_others(network, space, there.body), *network.subnets),
        gateway_subnet=network.gateway_subnet or gateway_subnet,
    )


def _others(network: Network, space: tuple[str, ...], body: Body) -> tuple[Subnet, ...]:
    """Return the subnets that only Azure knows, as far as they lie in `space`."""
    written = {one.name.casefold() for one in network.subnets}
    pieces = azure_ranges.readable(space)
    return tuple(
        one
        for one in _subnets(body)
        if not _is_gateways(one)
        and one.name.casefold() not in written
        and addresses.within(pieces, addresses.parse_range(one.range))
    )


def _subnets(body: Body) -> tuple[Subnet, ...]:
    """Return Azure's subnets, each with its first range."""
    found = azure_ranges.subnets(body)
    return tuple(Subnet(name=name, range=str(ranges[0])) for name, ranges in found.items() if ranges)


def _is_gateways(subnet: Subnet) -> bool:
    return subnet.name.casefold() == GATEWAY_SUBNET.casefold()
