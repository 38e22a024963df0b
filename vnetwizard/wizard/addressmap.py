"""The address space as a picture: every range cut into pieces by who takes them, and the pieces fitted to cells."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from netaddr import IPAddress

from vnetwizard.topology import addresses, paths, suggest
from vnetwizard.topology.model import GATEWAY_SUBNET, Surroundings
from vnetwizard.topology.rules import context as reading
from vnetwizard.topology.rules.joined import own_keys, resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netaddr import IPNetwork

    from vnetwizard.topology.model import Network, Topology

NOWHERE = Surroundings()


class Use(StrEnum):
    """What a piece of an address space is used for. `CLASH`: by two at once."""

    FREE = "free"
    SUBNET = "subnet"
    GATEWAY = "gateway"
    CLASH = "clash"


class Owner(Struct, frozen=True):
    """Who takes a range: a subnet, the gateway subnet, or something outside the network."""

    name: str
    range: str
    outside: bool = False


class Piece(Struct, frozen=True):
    """A stretch of a range that one use has: its first and last address, its share of the range, and its owners."""

    use: Use
    first: str
    last: str
    share: Fraction
    owners: tuple[Owner, ...] = ()


class Band(Struct, frozen=True):
    """One range of an address space and the pieces it consists of, in order; their shares sum to 1."""

    range: str
    size: int
    pieces: tuple[Piece, ...]


class Run(Struct, frozen=True):
    """Cells beside each other that look alike. More than one piece where there are fewer cells than pieces."""

    use: Use
    cells: int
    pieces: tuple[Piece, ...]


def address_map(topology: Topology, label: str, surroundings: Surroundings = NOWHERE) -> tuple[Band, ...]:
    """Return the ranges of a network's address space that can be read, each with its pieces; none for no network.

    What other networks, sites and neighbours have in the same ranges counts as a clash.
    """
    network = topology.network(label)
    if network is None:
        return ()
    taken = [*_inside(network), *_outside(topology, network, surroundings)]
    spaces = [placed.range for placed in reading.space(network, paths.network(label))]
    return tuple(Band(str(space), addresses.size(space), _pieces(space, taken)) for space in spaces)


def fit(pieces: Sequence[Piece], cells: int) -> tuple[Run, ...]:
    """Return `pieces` as runs of cells to scale, `cells` in all: nothing that is taken disappears.

    Each piece has a cell at least; where there are too few, free ones go without, and then neighbours share a cell.
    Raises ValueError for no pieces, or no cells.
    """
    if not pieces or cells < 1:
        raise ValueError("there is nothing to fit, or nowhere to fit it")
    taken = [piece for piece in pieces if piece.use is not Use.FREE]
    if len(taken) > cells:
        return _shared(taken, cells)
    least = [1 if piece.use is not Use.FREE or len(pieces) <= cells else 0 for piece in pieces]
    counts = _apportion([piece.share for piece in pieces], least, cells)
    return tuple(Run(piece.use, count, (piece,)) for piece, count in zip(pieces, counts, strict=True) if count)


def _inside(network: Network) -> list[tuple[IPNetwork, Use, Owner]]:
    """Return the subnets of a network that can be read."""
    path = paths.network(network.label)
    found = [
        (range_, Use.SUBNET, Owner(subnet.name, str(range_)))
        for subnet in network.subnets
        if (range_ := reading.meant(subnet.range)) is not None
    ]
    gateway = reading.placed([(network.gateway_subnet or "", path)])
    found += [(one.range, Use.GATEWAY, Owner(GATEWAY_SUBNET, str(one.range))) for one in gateway]
    return found


def _outside(topology: Topology, network: Network, surroundings: Surroundings) -> list[tuple[IPNetwork, Use, Owner]]:
    """Return the ranges of everything else, as clashes; a neighbour that is one of the topology's own is left out."""
    others: list[tuple[str, Iterable[str]]] = [
        (other.name, other.address_space) for other in topology.networks if other.label != network.label
    ]
    others += [(site.name, site.address_space) for site in topology.sites]
    own = own_keys(topology)
    others += [
        (neighbour.name, neighbour.address_space)
        for neighbour in surroundings.neighbours
        if resolve(neighbour.id, own) not in own.values()
    ]
    return [
        (range_, Use.CLASH, Owner(name, str(range_), outside=True))
        for name, space in others
        for range_ in suggest.ranges(space)
    ]


def _pieces(space: IPNetwork, taken: Sequence[tuple[IPNetwork, Use, Owner]]) -> tuple[Piece, ...]:
    """Return the pieces of `space`, cut wherever something begins or ends."""
    inside = [one for one in taken if addresses.overlaps(space, one[0])]
    cuts = {space.first, space.last + 1}
    for range_, _, _ in inside:
        cuts |= {max(space.first, range_.first), min(space.last, range_.last) + 1}
    edges = sorted(cuts)
    pieces: list[Piece] = []
    for first, after in pairwise(edges):
        here = [one for one in inside if one[0].first <= first <= one[0].last]
        owners = tuple(owner for _, _, owner in here)
        use = Use.FREE if not here else here[0][1] if len(here) == 1 else Use.CLASH
        share = Fraction(after - first, addresses.size(space))
        pieces.append(Piece(use, _address(first), _address(after - 1), share, owners))
    return tuple(pieces)


def _address(value: int) -> str:
    return str(IPAddress(value, 4))


def _apportion(shares: Sequence[Fraction], least: Sequence[int], cells: int) -> list[int]:
    """Return whole numbers of cells that sum to `cells`, none below its `least`, as near to `shares` as can be."""
    ideal = [share * cells for share in shares]
    counts = [max(floor, int(wish)) for floor, wish in zip(least, ideal, strict=True)]
    while sum(counts) < cells:
        counts[max(range(len(counts)), key=lambda at: ideal[at] - counts[at])] += 1
    while sum(counts) > cells:
        shrinkable = [at for at in range(len(counts)) if counts[at] > least[at]]
        counts[max(shrinkable, key=lambda at: counts[at] - ideal[at])] -= 1
    return counts


def _shared(taken: Sequence[Piece], cells: int) -> tuple[Run, ...]:
    """Return one run a cell, neighbours together; a cell shows the worst that is in it."""
    runs = []
    for cell in range(cells):
        together = tuple(taken[len(taken) * cell // cells : len(taken) * (cell + 1) // cells])
        worst = max((piece.use for piece in together), key=(Use.SUBNET, Use.GATEWAY, Use.CLASH).index)
        runs.append(Run(worst, 1, together))
    return tuple(runs)
