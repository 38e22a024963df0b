"""Rules about on-premises sites (Azure: local network gateways).

Sources: azure-facts §5.1 (ranges), §6 (names); Azure takes one of address and FQDN for a VPN device.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vnetwizard.topology import addresses, paths, regions
from vnetwizard.topology.addresses import BadRange
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.names import Resource, check_name
from vnetwizard.topology.rules import context as reading
from vnetwizard.topology.rules.spaces import check_overlaps
from vnetwizard.topology.rules.subscription import check_subscription
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnetwizard.topology.model import Site
    from vnetwizard.topology.rules.context import Context

SMALLEST = 32
"""A site may announce single addresses."""

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
_LONGEST_FQDN = 253

DEVICE_MISSING = Kind(
    "site-device-missing",
    Severity.ERROR,
    mark("{name} has neither the public IP address nor the FQDN of its VPN device."),
    mark("Give one of them: public_ip, or fqdn where the address changes."),
)
DEVICE_TWICE = Kind(
    "site-device-twice",
    Severity.ERROR,
    mark("{name} has both a public IP address, {public_ip}, and an FQDN, {fqdn}."),
    mark("Keep one of them."),
)
DEVICE_NOT_PUBLIC = Kind(
    "site-device-not-public",
    Severity.ERROR,
    mark("{address} lies in {range} and cannot be reached from Azure's gateway over the internet."),
    mark("Give the public address of the VPN device, or that of the NAT in front of it."),
)
FQDN = Kind(
    "site-fqdn",
    Severity.ERROR,
    mark("{fqdn} is not a fully qualified domain name."),
    mark("Write letters, digits and hyphens with dots between them, such as vpn.example.com."),
)
SITE_SPACE_MISSING = Kind(
    "site-space-missing",
    Severity.ERROR,
    mark("{name} has no address space, so nothing would be sent there."),
    mark("List the ranges that are in use there, such as 192.168.0.0/16."),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield what is wrong with each site by itself."""
    for site in context.topology.sites:
        path = paths.site(site.label)
        yield from check_name(Resource.SITE, site.name, f"{path}.name")
        yield from check_name(Resource.RESOURCE_GROUP, site.resource_group, f"{path}.resource_group")
        yield from check_subscription(site.subscription, f"{path}.subscription")
        yield from regions.check_region(site.location, f"{path}.location")
        yield from _device(site, path)
        yield from _address_space(site, path)


def _device(site: Site, path: str) -> Iterator[Finding]:
    if site.public_ip is None and site.fqdn is None:
        yield Finding(kind=DEVICE_MISSING, field=f"{path}.public_ip", values={"name": site.name})
    if site.public_ip is not None and site.fqdn is not None:
        values: dict[str, str | int] = {"name": site.name, "public_ip": site.public_ip, "fqdn": site.fqdn}
        yield Finding(kind=DEVICE_TWICE, field=f"{path}.fqdn", values=values)
    if site.public_ip is not None:
        yield from _public_ip(site.public_ip, f"{path}.public_ip")
    if site.fqdn is not None:
        yield from judge_fqdn(site.fqdn, f"{path}.fqdn")


def _public_ip(text: str, field: str) -> Iterator[Finding]:
    try:
        address = addresses.parse_host(text)
    except BadRange as bad:
        yield bad.at(field)
        return
    for range_ in (*addresses.PRIVATE, *addresses.FORBIDDEN, addresses.THIS_NETWORK):
        if address in range_:
            values: dict[str, str | int] = {"address": str(address), "range": str(range_)}
            yield Finding(kind=DEVICE_NOT_PUBLIC, field=field, values=values)
            return


def judge_fqdn(text: str, field: str) -> tuple[Finding, ...]:
    """Judge a domain name: two labels or more, the last not all digits; a trailing dot is fine (RFC 1123)."""
    labels = text.strip().removesuffix(".").split(".")
    legal = all(map(_LABEL.fullmatch, labels)) and len(text) <= _LONGEST_FQDN
    if legal and len(labels) > 1 and not labels[-1].isdigit():
        return ()
    return (Finding(kind=FQDN, field=field, values={"fqdn": text}),)


def _address_space(site: Site, path: str) -> Iterator[Finding]:
    field = f"{path}.address_space"
    if not site.address_space:
        yield Finding(kind=SITE_SPACE_MISSING, field=field, values={"name": site.name})
    for at, text in enumerate(site.address_space):
        yield from reading.syntax(text, f"{field}[{at}]", smallest=SMALLEST)
    placed = reading.space(site, path)
    for one in placed:
        yield from (bad.at(one.field) for bad in addresses.judge_range(one.range, smallest=SMALLEST))
    yield from check_overlaps(placed)
