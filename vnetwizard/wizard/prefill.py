"""What stands in each question: the typed text, else what follows from the others.

Filled in are names by the samples' pattern and ranges that clash with nothing known; the second network follows the
first. In practice all of it is the article's sample.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

import msgspec

from vnetwizard.topology import addresses, samples, suggest
from vnetwizard.topology.model import Network, Subnet, Surroundings
from vnetwizard.topology.names import Resource, free_name
from vnetwizard.topology.rules.gateways import SAMPLE_ASNS
from vnetwizard.wizard import values
from vnetwizard.wizard.answers import Answers, ids
from vnetwizard.wizard.pages import NETWORKS, Side, split
from vnetwizard.wizard.rest import rest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from netaddr import IPNetwork

    from vnetwizard.topology.model import Neighbour

_SAMPLE = samples.sample().networks
_SUBNETS = tuple(subnet.name for network in _SAMPLE[:1] for subnet in network.subnets)

_SIZES = range(24, addresses.SMALLEST + 1)
"""Prefix lengths tried for a subnet: the sample's, then smaller ones."""


def texts(answers: Answers, surroundings: Surroundings, *, wary: bool = False) -> dict[str, str]:
    """Return the text of every question by its id.

    What is filled in follows from earlier pages and lines, so that nothing that was looked at moves for a later answer.
    `wary`: ranges also stay clear of what was typed later.
    """
    filled = _Filled(answers.typed, wary=wary)
    for side in NETWORKS:
        _basics(filled, side, practice=answers.practice)
    _spaces(filled, answers, surroundings)
    for side in NETWORKS:
        _inside(filled, side, answers.rows_of(side))
        _gateway(filled, side)
    _link(filled)
    return {id_: filled.text(id_, split(id_)[1].field.default) for id_ in ids(answers)}


def suggestion(answers: Answers, surroundings: Surroundings, id_: str) -> str:
    """Return the best text for a question whatever is typed there; empty where nothing can be suggested.

    More than is filled in by itself: a first name, a region, AS numbers, ranges of networks that are there already, and
    clear of later answers too.
    """
    side, slot, _ = split(id_)
    typed = {other: text for other, text in answers.typed.items() if other not in {id_, f"{side}.existing"}}
    found = texts(msgspec.structs.replace(answers, typed=typed), surroundings, wary=True).get(id_, "")
    return found or _ON_DEMAND.get(side, {}).get(slot.key, "")


_ON_DEMAND: dict[str, dict[str, str]] = {
    side: {"name": name, "location": network.location, "gateway.bgp_asn": str(asn)}
    for side, network, name, asn in zip(NETWORKS, _SAMPLE, ("VNet1", "VNet2"), SAMPLE_ASNS, strict=True)
}


class _Filled:
    """Texts that are being filled in: what was typed stays."""

    def __init__(self, typed: dict[str, str], *, wary: bool) -> None:
        self.wary = wary
        self._typed = typed
        self._made: dict[str, str] = {}

    def text(self, id_: str, default: str = "") -> str:
        """Return what stands in a question as it was typed or filled in."""
        return self._typed.get(id_, self._made.get(id_, default))

    def words(self, id_: str) -> str:
        """Return what a question holds, trimmed."""
        return values.words(self.text(id_))

    def items(self, id_: str) -> tuple[str, ...]:
        """Return the items that a question holds."""
        return values.items(self.text(id_))

    def fill(self, id_: str, make: Callable[[], str | None]) -> None:
        """Fill in a question that nobody has typed into."""
        if id_ not in self._typed:
            self._made[id_] = make() or ""

    def existing(self, side: Side) -> bool:
        """Say whether a network is in Azure already, so that nothing about its ranges is made up."""
        return values.flag(split(f"{side}.existing")[1].field, self.text(f"{side}.existing"))


def _basics(filled: _Filled, side: Side, *, practice: bool) -> None:
    first = side is Side.FIRST
    sample = _SAMPLE[NETWORKS.index(side)]
    name = filled.words(f"{Side.FIRST}.name")
    if practice:
        filled.fill(f"{side}.name", lambda: sample.name)
        filled.fill(f"{side}.location", lambda: sample.location)
    elif not first:
        filled.fill(f"{side}.name", lambda: _next_name(name))
        filled.fill(f"{side}.location", lambda: filled.words(f"{Side.FIRST}.location"))
    if not first:
        filled.fill(f"{side}.subscription", lambda: filled.words(f"{Side.FIRST}.subscription"))
    mine = filled.words(f"{side}.name")
    filled.fill(f"{side}.resource_group", lambda: mine and suggest.resource_group(mine))


def _next_name(name: str) -> str:
    """Return VNet2 for VNet1, and hub2 for hub."""
    stem = name.rstrip("0123456789")
    number = name[len(stem) :][-9:] or "1"
    return name and free_name(Resource.NETWORK, f"{stem}{int(number) + 1}", [name])


def _spaces(filled: _Filled, answers: Answers, surroundings: Surroundings) -> None:
    """Fill in both address spaces, each beside the other and everything known."""
    beyond = suggest.known(rest_of(answers))
    for side, other in (NETWORKS, NETWORKS[::-1]):
        if not filled.existing(side):
            known = _known(surroundings, *_arm_id(filled, side))
            counts = side is Side.SECOND or filled.wary
            beside = suggest.ranges(filled.items(f"{other}.address_space")) if counts else ()
            filled.fill(f"{side}.address_space", partial(suggest.free_space, (*known, *beyond, *beside)))


def _arm_id(filled: _Filled, side: Side) -> tuple[str, str]:
    """Return the subscription and the rest of the ARM id that the answers give a network."""
    group, name = filled.words(f"{side}.resource_group"), filled.words(f"{side}.name")
    end = f"/resourcegroups/{group}/providers/microsoft.network/virtualnetworks/{name}"
    return filled.words(f"{side}.subscription").casefold(), end.casefold()


@lru_cache(maxsize=8)
def _known(surroundings: Surroundings, subscription: str, end: str) -> tuple[IPNetwork, ...]:
    """Return the ranges in the surroundings, merged, without those of the network that has this ARM id itself."""
    return addresses.merged(
        suggest.ranges(
            text
            for neighbour in surroundings.neighbours
            if not _is(neighbour, subscription, end)
            for text in neighbour.address_space
        )
    )


def _is(neighbour: Neighbour, subscription: str, end: str) -> bool:
    """Say whether a neighbour has this ARM id; no subscription matches any."""
    id_ = neighbour.id.casefold()
    return id_.endswith(end) and (not subscription or id_.startswith(f"/subscriptions/{subscription}/"))


def _inside(filled: _Filled, side: Side, rows: tuple[str, ...]) -> None:
    """Fill in the subnets and the gateway subnet: inside the address space, beside each other."""
    existing = filled.existing(side)
    gateway = f"{side}.gateway_subnet"
    names, ranges = (tuple(f"{side}.subnets.{row}.{key}" for row in rows) for key in ("name", "range"))
    space = filled.items(f"{side}.address_space")
    for at, (name, range_) in enumerate(zip(names, ranges, strict=True)):
        before = len(rows) if filled.wary else at
        network = _network(space, map(filled.words, ranges[:before]), filled.words(gateway) if filled.wary else "")
        filled.fill(range_, partial(_subnet, None if existing else network))
        # A row for which there is no room stays empty, and an empty row asks for nothing.
        filled.fill(name, partial(_subnet_name, filled.words(range_), tuple(map(filled.words, names[:before]))))
    network = _network(space, map(filled.words, ranges))
    filled.fill(gateway, lambda: None if existing else suggest.gateway_subnet(network))


def _network(space: tuple[str, ...], subnets: Iterable[str], gateway_subnet: str = "") -> Network:
    """Return as much of a network as suggestions look at."""
    return Network(
        label="",
        name="",
        resource_group="",
        location="",
        address_space=space,
        subnets=tuple(Subnet(name="", range=range_) for range_ in subnets),
        gateway_subnet=gateway_subnet or None,
    )


def _subnet(network: Network | None) -> str | None:
    """Return the next free range, the sample's size or smaller; None where there is no room, or nothing is made up."""
    if network is None:
        return None
    return next((found for size in _SIZES if (found := suggest.subnet(network, size))), None)


def _subnet_name(range_: str, taken: Iterable[str]) -> str:
    """Return FrontEnd, then FrontEnd2 and so on; nothing for no range."""
    return range_ and free_name(Resource.SUBNET, _SUBNETS[0], taken)


def _gateway(filled: _Filled, side: Side) -> None:
    network, gateway, ips = f"{side}.name", f"{side}.gateway.name", f"{side}.gateway.public_ips"
    taken = [] if side is Side.FIRST else [Side.FIRST]
    if not filled.existing(side):
        names = [filled.words(f"{other}.gateway.name") for other in taken]
        filled.fill(gateway, lambda: filled.words(network) and suggest.gateway(filled.words(network), names))
    # No gateway is made up for a network that is there: one left out here is taken to be there too.
    if filled.existing(side) and not filled.words(gateway):
        filled.fill(f"{side}.gateway.sku", lambda: "")
        return
    used = [name for other in taken for name in filled.items(f"{other}.gateway.public_ips")]
    twice = values.flag(split(f"{side}.gateway.active_active")[1].field, filled.text(f"{side}.gateway.active_active"))
    name = filled.words(gateway)
    filled.fill(ips, lambda: name and ", ".join(suggest.public_ips(name, 2 if twice else 1, used)))


def _link(filled: _Filled) -> None:
    one, other = (filled.words(f"{side}.name") for side in NETWORKS)
    there, back = "link.connections.0", "link.connections.1"
    if one and other:
        filled.fill(there, lambda: suggest.connections(one, other)[0])
        filled.fill(back, lambda: suggest.connections(one, other, (filled.words(there),))[1])
