"""Rules about VPN gateways: SKU, generation, zones, active-active, public IP addresses, BGP.

Sources: azure-facts §4.1 to §4.3 (SKUs, public IP addresses) and §4.8 (BGP).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology import paths, regions, skus, suggest
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.names import Resource, check_name
from vnetwizard.topology.nearest import nearest
from vnetwizard.topology.rules import gateway_subnets
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnetwizard.topology.model import Gateway, Network
    from vnetwizard.topology.rules.context import Context
    from vnetwizard.topology.skus import Sku

SKU_UNKNOWN = Kind(
    "sku-unknown",
    Severity.ERROR,
    mark("{sku} is not a VPN gateway SKU; {nearest} is the nearest name."),
    mark("Write one of: {valid}."),
)
SKU_RETIRED = Kind(
    "sku-retired",
    Severity.ERROR,
    mark("Azure has not created gateways with SKU {sku} since {stopped}, and retires the SKU itself ({ends})."),
    mark("Choose {replacement}."),
)
SKU_RETIRED_EXISTING = Kind(
    "sku-retired-existing",
    Severity.WARNING,
    mark("Azure has not created gateways with SKU {sku} since {stopped}, and retires those that exist ({ends})."),
    mark("Have the gateway upgraded to {replacement}; if it is not there yet, write {replacement} here."),
)
SKU_BASIC = Kind(
    "sku-basic",
    Severity.ERROR,
    mark("SKU {sku} has no BGP, no custom policy and no active-active mode, and its public IP rules are in flux."),
    mark("Choose {replacement}; a Basic gateway can never be upgraded, only deleted and made again."),
)
SKU_BASIC_EXISTING = Kind(
    "sku-basic-existing",
    Severity.WARNING,
    mark("SKU {sku} has no BGP, no custom policy and no active-active mode, and 100 Mbps for all tunnels together."),
    mark("It can be linked as it is; for more, delete the gateway and make it again as {replacement}."),
)
GENERATION = Kind(
    "gateway-generation",
    Severity.ERROR,
    mark("SKU {sku} does not exist in generation {generation}."),
    mark("Write one of: {valid}; or leave it out."),
)
ACTIVE_ACTIVE = Kind(
    "gateway-active-active",
    Severity.ERROR,
    mark("SKU {sku} cannot run active-active."),
    mark("Write active_active = false, or choose {replacement}."),
)
PUBLIC_IPS = Kind(
    "gateway-public-ips",
    Severity.ERROR,
    mark("Public IP addresses named: {count}; a gateway with active_active = {mode} takes {wanted}."),
    mark("Name exactly {wanted}: {offer}."),
)
ZONES_UNKNOWN = Kind(
    "zones-unknown",
    Severity.ERROR,
    mark("{zone} is not an availability zone, or is named twice."),
    mark("Name zones 1, 2 and 3, each once, or leave zones out for all that the region has."),
)
ZONES_NOT_THERE = Kind(
    "zones-not-in-region",
    Severity.ERROR,
    mark("Zones {zones} are asked for, but {region} had no availability zones on {as_of}."),
    mark("Leave zones out: the public IP address is then regional."),
)
ZONES_NEEDED = Kind(
    "zones-needed",
    Severity.ERROR,
    mark("SKU {sku} in {region} needs public IP addresses with zones, and zones is empty."),
    mark("Leave zones out for all that the region has, or name them: 1, 2, 3."),
)
ZONES_NOT_FOR_SKU = Kind(
    "zones-not-for-sku",
    Severity.ERROR,
    mark("Zones {zones} are asked for, but SKU {sku} takes public IP addresses without zones only."),
    mark("Leave zones out, or choose {replacement}."),
)
BGP_NOT_FOR_SKU = Kind(
    "bgp-not-for-sku",
    Severity.ERROR,
    mark("BGP ASN {asn} is given, but SKU {sku} has no BGP."),
    mark("Leave bgp_asn out, or choose {replacement}."),
)
ASN_OUT_OF_RANGE = Kind(
    "asn-out-of-range",
    Severity.ERROR,
    mark("{asn} is not an AS number; they run from 1 to {largest}."),
    mark("Choose a private one, such as {offer}."),
)
ASN_RESERVED = Kind(
    "asn-reserved",
    Severity.ERROR,
    mark("ASN {asn} is reserved by {owner}: {first} to {last}."),
    mark("Choose a free private one, such as {offer}."),
)

LARGEST_ASN = 2**32 - 1
AZURE_DEFAULT_ASN = 65515

RESERVED_ASNS = (
    (8074, 8075, "Azure"),
    (12076, 12076, "Azure"),
    (65515, 65515, "Azure"),
    (65517, 65520, "Azure"),
    (23456, 23456, "IANA"),
    (64496, 64511, "IANA"),
    (65535, 65551, "IANA"),
    (LARGEST_ASN, LARGEST_ASN, "IANA"),
)
"""First and last AS number of each reserved range, and whose it is (azure-facts §4.8)."""

SAMPLE_ASNS = (65010, 65020)
"""What Microsoft's samples give the two sides."""


def check(context: Context) -> Iterator[Finding]:
    """Yield what is wrong with each gateway and the subnet it lives in."""
    for network in context.topology.networks:
        yield from gateway_subnets.check(context, network)
        if network.gateway:
            yield from _gateway(network, network.gateway)


def _gateway(network: Network, gateway: Gateway) -> Iterator[Finding]:
    path = paths.network(network.label, "gateway")
    yield from check_name(Resource.GATEWAY, gateway.name, f"{path}.name")
    sku = skus.find(gateway.sku)
    yield from _sku(gateway.sku, sku, f"{path}.sku", existing=network.existing)
    yield from _public_ips(gateway, f"{path}.public_ips")
    yield from _zones(network, gateway, sku, f"{path}.zones")
    if gateway.bgp_asn is not None:
        yield from _asn(gateway.bgp_asn, f"{path}.bgp_asn", existing=network.existing)
    if sku:
        yield from _beyond_sku(gateway, sku, path)


def _sku(text: str, sku: Sku | None, field: str, *, existing: bool) -> Iterator[Finding]:
    if sku is None:
        offered = tuple(sku.name for sku in skus.OFFERED)
        near = nearest(text, offered) or skus.DEFAULT
        values: dict[str, str | int] = {"sku": text, "nearest": near, "valid": ", ".join(offered)}
        yield Finding(kind=SKU_UNKNOWN, field=field, values=values, offers=(near,))
    elif sku.retirement:
        yield Finding(
            kind=SKU_RETIRED_EXISTING if existing else SKU_RETIRED,
            field=field,
            values={
                "sku": sku.name,
                "stopped": sku.retirement.creation_stopped,
                "ends": sku.retirement.ends,
                "replacement": sku.retirement.replacement,
            },
            offers=(sku.retirement.replacement,),
        )
    elif not sku.bgp:
        kind = SKU_BASIC_EXISTING if existing else SKU_BASIC
        values = {"sku": sku.name, "replacement": skus.DEFAULT}
        yield Finding(kind=kind, field=field, values=values, offers=(skus.DEFAULT,))


def _beyond_sku(gateway: Gateway, sku: Sku, path: str) -> Iterator[Finding]:
    """Yield what the gateway asks for and its SKU does not have."""
    replacement = sku.retirement.replacement if sku.retirement else skus.DEFAULT
    values: dict[str, str | int] = {"sku": sku.name, "replacement": replacement}
    if gateway.generation is not None and gateway.generation not in sku.generations:
        valid = tuple(map(str, sku.generations))
        about: dict[str, str | int] = {**values, "generation": gateway.generation, "valid": ", ".join(valid)}
        yield Finding(kind=GENERATION, field=f"{path}.generation", values=about, offers=valid)
    if gateway.active_active and not sku.active_active:
        yield Finding(kind=ACTIVE_ACTIVE, field=f"{path}.active_active", values=values, offers=("false",))
    if gateway.bgp_asn is not None and not sku.bgp:
        yield Finding(kind=BGP_NOT_FOR_SKU, field=f"{path}.bgp_asn", values={**values, "asn": gateway.bgp_asn})
    if gateway.zones and not sku.zones:
        about = {**values, "zones": ", ".join(gateway.zones)}
        yield Finding(kind=ZONES_NOT_FOR_SKU, field=f"{path}.zones", values=about)


def _public_ips(gateway: Gateway, field: str) -> Iterator[Finding]:
    for at, name in enumerate(gateway.public_ips):
        yield from check_name(Resource.PUBLIC_IP, name, f"{field}[{at}]")
    wanted = 2 if gateway.active_active else 1
    if len(gateway.public_ips) == wanted:
        return
    names = _public_ip_names(gateway, wanted)
    values: dict[str, str | int] = {
        "count": len(gateway.public_ips),
        "mode": "true" if gateway.active_active else "false",
        "wanted": wanted,
        "offer": ", ".join(names),
    }
    yield Finding(kind=PUBLIC_IPS, field=field, values=values, offers=names)


def _public_ip_names(gateway: Gateway, wanted: int) -> tuple[str, ...]:
    """Return `wanted` names: those there are, and more by the samples' pattern."""
    kept = gateway.public_ips[:wanted]
    return (*kept, *suggest.public_ips(gateway.name, wanted - len(kept), kept))


def _zones(network: Network, gateway: Gateway, sku: Sku | None, field: str) -> Iterator[Finding]:
    zones = gateway.zones
    if zones is None:
        return
    for at, zone in enumerate(zones):
        if zone not in regions.ALL_ZONES or zone in zones[:at]:
            yield Finding(kind=ZONES_UNKNOWN, field=f"{field}[{at}]", values={"zone": zone})
    region = regions.find(network.location)
    if region is None:
        return
    values: dict[str, str | int] = {"region": region.display_name, "zones": ", ".join(zones)}
    if zones and not region.zones:
        yield Finding(kind=ZONES_NOT_THERE, field=field, values={**values, "as_of": regions.AS_OF})
    elif not zones and region.zones and sku and sku.zones:
        yield Finding(kind=ZONES_NEEDED, field=field, values={**values, "sku": sku.name}, offers=regions.ALL_ZONES)


def judge_sku(text: str, field: str) -> tuple[Finding, ...]:
    """Judge a typed SKU of a new gateway."""
    return tuple(_sku(text.strip(), skus.find(text), field, existing=False))


def judge_asn(text: str, field: str) -> tuple[Finding, ...]:
    """Judge a typed AS number of a new gateway."""
    return tuple(_asn(int(text), field, existing=False))


def _asn(asn: int, field: str, *, existing: bool) -> Iterator[Finding]:
    offer = SAMPLE_ASNS[0]
    if not 1 <= asn <= LARGEST_ASN:
        values: dict[str, str | int] = {"asn": asn, "largest": LARGEST_ASN, "offer": offer}
        yield Finding(kind=ASN_OUT_OF_RANGE, field=field, values=values, offers=(str(offer),))
        return
    # A gateway that is there already may well have Azure's default; nobody chose it.
    if asn == AZURE_DEFAULT_ASN and existing:
        return
    for first, last, owner in RESERVED_ASNS:
        if first <= asn <= last:
            values = {"asn": asn, "owner": owner, "first": first, "last": last, "offer": offer}
            yield Finding(kind=ASN_RESERVED, field=field, values=values, offers=(str(offer),))
