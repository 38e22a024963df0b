"""From a topology to a plan file's text: always the same text for the same topology, defaults left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from vnetwizard.topology import paths
from vnetwizard.topology.model import DPD_TIMEOUT_SECONDS, SiteToSite, VnetToVnet
from vnetwizard.topology.planfile.shape import LINKS, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vnetwizard.topology.model import Gateway, Link, Network, Site, Topology

Value = str | int | tuple[str, ...]
"""What a key's value can be; bool is an int here as in Python."""


def write(topology: Topology) -> str:
    """Return `topology` as a plan file.

    Reading it gives an equal topology, if regions and SKUs are spelled as Azure does and ranges have no blanks around.

    Raises ValueError where two networks, two sites or two subnets of a network have one label: TOML cannot hold both.
    """
    _refuse_twice(network.label for network in topology.networks)
    _refuse_twice(site.label for site in topology.sites)
    tables = [_lines({"version": VERSION})]
    for network in topology.networks:
        tables += _network(network)
    tables += [_table(f"[{paths.site(site.label)}]", _site(site)) for site in topology.sites]
    for link in topology.links:
        tables += _link(link)
    return "\n".join(tables)


def _network(network: Network) -> list[str]:
    _refuse_twice(subnet.name for subnet in network.subnets)
    path = paths.network(network.label)
    head: dict[str, Value | None] = {
        "name": network.name if network.name != network.label else None,
        "existing": network.existing or None,
        "subscription": network.subscription,
        "resource_group": network.resource_group,
        "location": network.location,
        "address_space": network.address_space,
        "gateway_subnet": network.gateway_subnet,
        "dns_servers": network.dns_servers,
    }
    tables = [_table(f"[{path}]", head)]
    if network.subnets:
        subnets = {subnet.name: subnet.range for subnet in network.subnets}
        tables.append(_table(f"[{path}.subnets]", subnets))
    if network.gateway:
        tables.append(_table(f"[{path}.gateway]", _gateway(network.gateway)))
    return tables


def _gateway(gateway: Gateway) -> dict[str, Value | None]:
    return {
        "name": gateway.name,
        "sku": gateway.sku,
        "public_ips": gateway.public_ips,
        "generation": gateway.generation,
        "active_active": gateway.active_active or None,
        "zones": gateway.zones,
        "bgp_asn": gateway.bgp_asn,
    }


def _site(site: Site) -> dict[str, Value | None]:
    return {
        "name": site.name if site.name != site.label else None,
        "subscription": site.subscription,
        "resource_group": site.resource_group,
        "location": site.location,
        "public_ip": site.public_ip,
        "fqdn": site.fqdn,
        "address_space": site.address_space,
    }


def _link(link: Link) -> list[str]:
    fields: dict[str, Value | None]
    vnet_to_vnet, site_to_site = LINKS
    match link:
        case VnetToVnet():
            fields = {"type": vnet_to_vnet, "networks": link.networks, "connections": link.connections}
        case SiteToSite():
            fields = {
                "type": site_to_site,
                "network": link.network,
                "site": link.site,
                "connection": link.connection,
            }
    fields["bgp"] = link.bgp or None
    seconds = link.dpd_timeout_seconds
    fields["dpd_timeout_seconds"] = seconds if seconds != DPD_TIMEOUT_SECONDS else None
    tables = [_table("[[links]]", fields)]
    if link.ipsec_policy:
        tables.append(_table("[links.ipsec_policy]", msgspec.structs.asdict(link.ipsec_policy)))
    return tables


def _table(header: str, fields: Mapping[str, Value | None]) -> str:
    """Return a table with its header and, in columns, those of its fields that are not None."""
    return f"{header}\n{_lines(fields)}"


def _lines(fields: Mapping[str, Value | None]) -> str:
    written = {paths.key(key): _value(value) for key, value in fields.items() if value is not None}
    width = max(map(len, written), default=0)
    return "".join(f"{key:{width}} = {value}\n" for key, value in written.items())


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return f'"{paths.escape(value)}"'
    return f"[{', '.join(map(_value, value))}]"


def _refuse_twice(labels: Iterable[str]) -> None:
    seen: set[str] = set()
    for label in labels:
        if label in seen:
            raise ValueError(f"two have the label {label}")
        seen.add(label)
