"""Rules about the gateway subnet: size, place, and room for it.

Source: azure-facts §4.4 (settings page) and §1.3 (a default subnet that ate the whole space).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology import addresses, paths, skus, suggest
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.rules import context as reading
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netaddr import IPNetwork

    from vnetwizard.topology.model import Network
    from vnetwizard.topology.rules.context import Context

GATEWAY_SUBNET_MISSING = Kind(
    "gateway-subnet-missing",
    Severity.ERROR,
    mark("{name} has no gateway subnet, and its gateway has to live in one."),
    mark("Give it a /{smallest} or larger, such as {offer}."),
)
GATEWAY_SUBNET_SMALL = Kind(
    "gateway-subnet-small",
    Severity.ERROR,
    mark("The gateway subnet {range} is a /{prefix}; SKU {sku} needs /{smallest} or larger."),
    mark("Choose a /{smallest} or larger, such as {offer}."),
)
GATEWAY_SUBNET_SMALL_EXISTING = Kind(
    "gateway-subnet-small-existing",
    Severity.WARNING,
    mark("The gateway subnet {range} is a /{prefix}; today Azure asks for /{smallest} or larger with SKU {sku}."),
    mark("A gateway that works goes on working; to change it later, plan for a /{smallest} such as {offer}."),
)
GATEWAY_SUBNET_OUTSIDE = Kind(
    "gateway-subnet-outside",
    Severity.ERROR,
    mark("The gateway subnet {range} lies outside the address space {space}."),
    mark("Move it inside, such as to {offer}."),
)
GATEWAY_SUBNET_OVERLAP = Kind(
    "gateway-subnet-overlap",
    Severity.ERROR,
    mark("The gateway subnet {range} overlaps subnet {other} {other_range}."),
    mark("Move it to a free range, such as {offer}."),
)
GATEWAY_SUBNET_EATEN = Kind(
    "gateway-subnet-eaten",
    Severity.ERROR,
    mark("Subnet {other} {other_range} takes the whole address space {space}: no /{smallest} is left for the gateway."),
    mark("Either shrink {other} to {smaller}, then use {inside}; or add {addition} to the space, then use {outside}."),
)
GATEWAY_SUBNET_NO_ROOM = Kind(
    "gateway-subnet-no-room",
    Severity.ERROR,
    mark("No /{smallest} is free in the address space {space} for the gateway subnet."),
    mark("Add a range to the address space, such as {addition}, then use {outside}."),
)

_SHRUNK = 24
_NOTHING_FREE = "10.x.255.0/27"


def check(context: Context, network: Network) -> Iterator[Finding]:
    """Yield what is wrong with a network's gateway subnet, or with its absence where one is needed."""
    field = paths.network(network.label, "gateway_subnet")
    text = network.gateway_subnet
    space = [one.range for one in reading.space(network, paths.network(network.label))]
    smallest = _smallest(network)
    if text is None:
        needed = (network.gateway is not None or network.label in context.linked) and not network.existing
        if needed:
            values: dict[str, str | int] = {"name": network.name}
            yield _no_room(context, network, space, field) or _finding(
                GATEWAY_SUBNET_MISSING, network, space, field, values
            )
        return
    yield from reading.syntax(text, field, smallest=smallest)
    range_ = reading.meant(text)
    if range_ is None:
        return
    values = {"range": str(range_), "prefix": range_.prefixlen}
    if range_.prefixlen > smallest:
        values["sku"] = network.gateway.sku if network.gateway else skus.DEFAULT
        kind = GATEWAY_SUBNET_SMALL_EXISTING if network.existing else GATEWAY_SUBNET_SMALL
        yield _finding(kind, network, space, field, values)
    yield from _place(context, network, space, range_, field)


def _place(
    context: Context, network: Network, space: Sequence[IPNetwork], range_: IPNetwork, field: str
) -> Iterator[Finding]:
    """Yield what is wrong with where the gateway subnet lies; if nothing is free for it, that alone."""
    kinds: list[tuple[Kind, dict[str, str | int]]] = []
    # An address space that cannot be read in full says nothing about what lies outside it.
    if len(space) == len(network.address_space) > 0 and not addresses.within(space, range_):
        kinds.append((GATEWAY_SUBNET_OUTSIDE, {}))
    for subnet in network.subnets:
        other = reading.meant(subnet.range)
        if other is not None and addresses.overlaps(other, range_):
            kinds.append((GATEWAY_SUBNET_OVERLAP, {"other": subnet.name, "other_range": str(other)}))
    no_room = _no_room(context, network, space, field) if kinds else None
    if no_room:
        yield no_room
        return
    for kind, values in kinds:
        yield _finding(kind, network, space, field, {"range": str(range_), **values})


def _smallest(network: Network) -> int:
    """Return the longest prefix length that the gateway's SKU takes."""
    sku = skus.find(network.gateway.sku) if network.gateway else None
    return sku.smallest_subnet if sku else skus.SKUS[0].smallest_subnet


def _taken(network: Network) -> list[IPNetwork]:
    return [one.range for one in reading.subnets(network)]


def _finding(
    kind: Kind, network: Network, space: Sequence[IPNetwork], field: str, values: dict[str, str | int]
) -> Finding:
    """Return a finding that offers the best free range for the gateway subnet."""
    smallest = _smallest(network)
    taken = _taken(network)
    offer = suggest.gateway_range(space, taken) or suggest.gateway_range(space, taken, smallest)
    values = {
        **values,
        "smallest": smallest,
        "space": ", ".join(map(str, space)),
        "offer": offer or _NOTHING_FREE,
    }
    return Finding(kind=kind, field=field, values=values, offers=(offer,) if offer else ())


def _no_room(context: Context, network: Network, space: Sequence[IPNetwork], field: str) -> Finding | None:
    """Return the finding that nothing is free for a gateway subnet, naming a subnet that took everything; else None."""
    smallest = _smallest(network)
    if not space or suggest.gateway_range(space, _taken(network), smallest):
        return None
    addition = context.free_space(_SHRUNK)
    outside = suggest.gateway_range(suggest.ranges([addition or ""]), (), smallest)
    values: dict[str, str | int] = {
        "smallest": smallest,
        "space": ", ".join(map(str, space)),
        "addition": addition or "-",
        "outside": outside or "-",
    }
    shrunk = _shrunk(network, space, smallest)
    kind = GATEWAY_SUBNET_EATEN if shrunk else GATEWAY_SUBNET_NO_ROOM
    offers = (shrunk.get("inside"), outside)
    return Finding(
        kind=kind, field=field, values={**values, **shrunk}, offers=tuple(offer for offer in offers if offer)
    )


def _shrunk(network: Network, space: Sequence[IPNetwork], smallest: int) -> dict[str, str]:
    """Return which subnet takes a whole range of the space, and how it could shrink; empty where none does or can."""
    taken = _taken(network)
    for subnet in network.subnets:
        eater = reading.meant(subnet.range)
        if eater is None or eater.prefixlen >= smallest:
            continue
        eaten = [piece for piece in space if addresses.contains(eater, piece)]
        # As in the samples, a /24; of what is no larger than that, the first half.
        smaller = addresses.resize(eater, max(_SHRUNK, eater.prefixlen + 1))
        others = [range_ for range_ in taken if range_ != eater]
        inside = suggest.gateway_range(space, [*others, smaller], smallest)
        if eaten and inside:
            return {
                "space": ", ".join(map(str, eaten)),
                "other": subnet.name,
                "other_range": str(eater),
                "smaller": str(smaller),
                "inside": inside,
            }
    return {}
