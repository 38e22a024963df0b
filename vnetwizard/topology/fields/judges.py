"""How single answers are judged and remarked on, before the whole topology is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology import addresses, regions, skus
from vnetwizard.topology.addresses import RANGE_SIZE, BadRange
from vnetwizard.topology.fields.spec import Remark, several
from vnetwizard.topology.names import Resource, check_name
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from netaddr import IPNetwork

    from vnetwizard.topology.findings import Finding


def name(resource: Resource) -> Callable[[str, str], tuple[Finding, ...]]:
    """Return the judge of names of `resource`."""
    return lambda text, field: check_name(resource, text.strip(), field)


def names(resource: Resource) -> Callable[[str, str], tuple[Finding, ...]]:
    """Return the judge of lists of names of `resource`."""
    return lambda text, field: tuple(
        finding
        for at, item in enumerate(several(text) or ("",))
        for finding in check_name(resource, item, f"{field}[{at}]")
    )


def region(text: str, field: str) -> tuple[Finding, ...]:
    """Judge a region's name."""
    return regions.check_region(text.strip(), field)


def spaces(smallest: int = addresses.SMALLEST) -> Callable[[str, str], tuple[Finding, ...]]:
    """Return the judge of lists of ranges; `smallest` is the longest prefix length allowed."""
    return lambda text, field: tuple(
        bad.at(f"{field}[{at}]")
        for at, item in enumerate(several(text) or ("",))
        for bad in _range(item, smallest=smallest)
    )


def subnet(text: str, field: str) -> tuple[Finding, ...]:
    """Judge one range that is to lie in an address space: how it is written, and its size."""
    return tuple(bad.at(field) for bad in _range(text) if bad.kind is RANGE_SIZE or not _parsed(text))


def hosts(text: str, field: str) -> tuple[Finding, ...]:
    """Judge a list of addresses."""
    found: list[Finding] = []
    for at, item in enumerate(several(text)):
        found += host(item, f"{field}[{at}]")
    return tuple(found)


def host(text: str, field: str) -> tuple[Finding, ...]:
    """Judge one address."""
    try:
        addresses.parse_host(text)
    except BadRange as bad:
        return (bad.at(field),)
    return ()


def count_addresses(text: str) -> Remark | None:
    """Say how many addresses an address space has."""
    ranges = [parsed for item in several(text) if (parsed := _parsed(item)) is not None]
    total = sum(map(addresses.size, addresses.merged(ranges)))
    return Remark(mark("{count} addresses"), {"count": f"{total:,}"}) if total else None


def count_usable(text: str) -> Remark | None:
    """Say how many addresses of a subnet are left for machines."""
    parsed = _parsed(text)
    if parsed is None:
        return None
    return Remark(mark("{count} usable, Azure keeps five"), {"count": f"{addresses.usable(parsed):,}"})


def describe_sku(text: str) -> Remark | None:
    """Say what a SKU can do."""
    sku = skus.find(text)
    if sku is None:
        return None
    values: dict[str, str | int] = {
        "bandwidth": f"{sku.bandwidth[skus.default_generation(text)]:,}",
        "tunnels": sku.tunnels,
    }
    with_zones = mark("{bandwidth} Mbps, {tunnels} tunnels, zones")
    without = mark("{bandwidth} Mbps, {tunnels} tunnels, no zones")
    return Remark(with_zones if sku.zones else without, values)


def describe_region(text: str) -> Remark | None:
    """Say what a region is called and whether it has zones."""
    known = regions.find(text)
    if known is None:
        return None
    with_zones = mark("{region}, with availability zones")
    without = mark("{region}, without availability zones")
    return Remark(with_zones if known.zones else without, {"region": known.display_name})


def _parsed(text: str) -> IPNetwork | None:
    try:
        return addresses.parse_range(text)
    except BadRange:
        return None


def _range(text: str, *, smallest: int = addresses.SMALLEST) -> tuple[BadRange, ...]:
    try:
        return addresses.judge_range(addresses.parse_range(text, smallest=smallest), smallest=smallest)
    except BadRange as bad:
        return (bad,)
