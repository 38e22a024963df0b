"""Rules about ranges of different networks and sites: what is joined must not overlap.

Sources: azure-facts §2.15 (FAQ: no overlap between the networks, nor with sites connected to either), §2.18 (BGP passes
routes on), §5.3 (networks that overlap can exist, but never be connected).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology import addresses
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.rules.joined import Joined, nodes
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vnetwizard.topology.rules.context import Context, Placed
    from vnetwizard.topology.rules.joined import Node

LINKED_OVERLAP = Kind(
    "linked-overlap",
    Severity.ERROR,
    mark("{name} {range} overlaps {other} {other_range}, and the two are linked."),
    mark("Give one of them another range, such as {offer} for {name}; traffic could not tell them apart."),
)
THIRD_OVERLAP = Kind(
    "linked-overlap-through",
    Severity.ERROR,
    mark("{name} {range} overlaps {other} {other_range}, and both are linked to {through}."),
    mark("Give one of them another range, such as {offer} for {name}; {through} could reach only one of them."),
)
BGP_OVERLAP = Kind(
    "linked-overlap-bgp",
    Severity.ERROR,
    mark("{name} {range} overlaps {other} {other_range}, and BGP passes the routes of each on to the other."),
    mark("Give one of them another range, such as {offer} for {name}, or write bgp = false on a link between them."),
)
UNLINKED_OVERLAP = Kind(
    "unlinked-overlap",
    Severity.WARNING,
    mark("{name} {range} overlaps {other} {other_range}; they are not linked, so both can exist."),
    mark("Give one of them another range, such as {offer} for {name}, if they may ever be linked."),
)
NEIGHBOUR_OVERLAP = Kind(
    "neighbour-overlap",
    Severity.WARNING,
    mark("{name} {range} overlaps {other} {other_range} in Azure; overlapping networks there: {count}."),
    mark("Choose another range, such as {offer}, if {name} may ever be linked to them."),
)


def check(context: Context) -> Iterator[Finding]:
    """Yield a finding for each two ranges of different owners that overlap, at the later one in the file."""
    everything = nodes(context)
    joined = Joined(context, everything)
    unlinked: dict[str, list[tuple[Node, Placed, Node, Placed]]] = {}
    for earlier, other_range, later, range_ in _pairs(everything):
        kind, through = _judge(joined, earlier, later)
        if kind is UNLINKED_OVERLAP and not earlier.own:
            unlinked.setdefault(range_.field, []).append((later, range_, earlier, other_range))
            continue
        yield _finding(context, kind, (later, range_), (earlier, other_range), through=through)
    for found in unlinked.values():
        count = len({other.key for _, _, other, _ in found})
        yield _finding(context, NEIGHBOUR_OVERLAP, found[0][:2], found[0][2:], count=count)


def _judge(joined: Joined, one: Node, other: Node) -> tuple[Kind, str]:
    """Return what an overlap of the two means, and the name of the third one that they are both joined to."""
    if joined.directly(one.key, other.key):
        return LINKED_OVERLAP, ""
    through = joined.through(one.key, other.key)
    if through:
        return THIRD_OVERLAP, through
    return (BGP_OVERLAP if joined.by_routes(one.key, other.key) else UNLINKED_OVERLAP), ""


def _finding(
    context: Context, kind: Kind, mine: tuple[Node, Placed], theirs: tuple[Node, Placed], **values: str | int
) -> Finding:
    (node, range_), (other, other_range) = mine, theirs
    offer = context.free_space(range_.range.prefixlen)
    return Finding(
        kind=kind,
        field=range_.field,
        values={
            "name": node.name,
            "range": str(range_.range),
            "other": other.name,
            "other_range": str(other_range.range),
            "offer": offer or "",
            **values,
        },
        offers=(offer,) if offer else (),
    )


def _pairs(everything: Sequence[Node]) -> Iterator[tuple[Node, Placed, Node, Placed]]:
    """Yield (earlier, its range, later, its range) for each overlap of two owners, one of them in the file at least.

    Sort and sweep. What Azure has already counts as earlier; two of those are Azure's own affair.
    """
    owned = [(node, placed) for node in everything for placed in node.ranges]
    ranges = [placed.range for _, placed in owned]
    position = {node.key: at for at, node in enumerate(everything)}
    around_own: list[int] = []
    around_other: list[int] = []
    for at in addresses.sweep_order(ranges):
        node, placed = owned[at]
        for around in (around_own, around_other):
            while around and ranges[around[-1]].last < ranges[at].first:
                around.pop()
        for outer in (*around_own, *around_other) if node.own else around_own:
            other, other_placed = owned[outer]
            if other.key == node.key:
                continue
            if position[other.key] < position[node.key]:
                yield other, other_placed, node, placed
            else:
                yield node, placed, other, other_placed
        (around_own if node.own else around_other).append(at)
