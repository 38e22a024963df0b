"""From answers to the topology that they describe: whatever can be read, right or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from vnetwizard.topology import regions, skus
from vnetwizard.topology.model import DPD_TIMEOUT_SECONDS, Gateway, IpsecPolicy, Network, Subnet, Topology, VnetToVnet
from vnetwizard.topology.rules.policies import LEAST, LEGAL, USUAL
from vnetwizard.wizard import values
from vnetwizard.wizard.pages import NETWORKS, SLOTS, Side
from vnetwizard.wizard.rest import rest_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vnetwizard.wizard.answers import Answers

NAMELESS = {Side.FIRST: "network1", Side.SECOND: "network2"}
"""Labels of networks that have no name yet."""


class Subject(Struct, frozen=True):
    """What the interview is about: two networks and the link between them."""

    networks: tuple[Network, Network]
    link: VnetToVnet


def subject(answers: Answers, texts: Mapping[str, str]) -> Subject:
    """Return what `texts`, those of every question, describe."""
    one, other = labels(answers, texts)
    networks = (_network(answers, texts, Side.FIRST, one), _network(answers, texts, Side.SECOND, other))
    return Subject(networks, _link(texts, (one, other)))


def topology(answers: Answers, about: Subject) -> Topology:
    """Return the topology: the interview's subject in its places among the rest of an opened plan file."""
    rest = rest_of(answers)
    networks = list(rest.networks)
    for place, network in sorted(zip(answers.places, about.networks, strict=False), key=lambda placed: placed[0]):
        networks.insert(place, network)
    links = list(rest.links)
    links.insert(answers.places[2], about.link)
    return Topology(networks=tuple(networks), sites=rest.sites, links=tuple(links))


def labels(answers: Answers, texts: Mapping[str, str]) -> tuple[str, str]:
    """Return what links call the two networks: what the plan file gave, else their names; always two different ones."""
    taken = {network.label for network in rest_of(answers).networks} | set(filter(None, answers.labels))
    found = []
    for side, given in zip(NETWORKS, answers.labels, strict=True):
        label = _free(values.words(texts[f"{side}.name"]) or NAMELESS[side], taken) if given is None else given
        taken.add(label)
        found.append(label)
    return found[0], found[1]


def link_place(answers: Answers) -> int:
    """Return the position of the link among all links."""
    return min(answers.places[2], len(rest_of(answers).links))


def _free(label: str, taken: set[str]) -> str:
    number, free = 2, label
    while free in taken:
        free = f"{label}-{number}"
        number += 1
    return free


class _Side:
    """The texts of one side, read leniently."""

    def __init__(self, texts: Mapping[str, str], side: Side) -> None:
        self._texts = texts
        self._side = side

    def words(self, key: str) -> str:
        return values.words(self._texts[f"{self._side}.{key}"])

    def items(self, key: str) -> tuple[str, ...]:
        return values.items(self._texts[f"{self._side}.{key}"])

    def number(self, key: str) -> int | None:
        return values.number(SLOTS[self._side][key].field, self._texts[f"{self._side}.{key}"])

    def flag(self, key: str) -> bool:
        return values.flag(SLOTS[self._side][key].field, self._texts[f"{self._side}.{key}"])


def _network(answers: Answers, texts: Mapping[str, str], side: Side, label: str) -> Network:
    read = _Side(texts, side)
    rows = ((read.words(f"subnets.{row}.name"), read.words(f"subnets.{row}.range")) for row in answers.rows_of(side))
    return Network(
        label=label,
        name=read.words("name"),
        resource_group=read.words("resource_group"),
        location=regions.canonical(read.words("location")),
        existing=read.flag("existing"),
        subscription=read.words("subscription") or None,
        address_space=read.items("address_space"),
        subnets=tuple(Subnet(name=name, range=range_) for name, range_ in rows if name or range_),
        gateway_subnet=read.words("gateway_subnet") or None,
        dns_servers=read.items("dns_servers"),
        gateway=_gateway(read),
    )


def _gateway(read: _Side) -> Gateway | None:
    """Return the gateway, or None where nothing that it has to have is answered."""
    name, sku, public_ips = read.words("gateway.name"), read.words("gateway.sku"), read.items("gateway.public_ips")
    if not (name or sku or public_ips):
        return None
    zones = read.words("gateway.zones")
    field = SLOTS[Side.FIRST]["gateway.zones"].field
    parsed = field.parse(zones)
    return Gateway(
        name=name,
        sku=skus.canonical(sku),
        public_ips=public_ips,
        generation=read.number("gateway.generation"),
        active_active=read.flag("gateway.active_active"),
        zones=parsed if zones and isinstance(parsed, tuple) else None,
        bgp_asn=read.number("gateway.bgp_asn"),
    )


def _link(texts: Mapping[str, str], networks: tuple[str, str]) -> VnetToVnet:
    read = _Side(texts, Side.LINK)
    seconds = read.number("dpd_timeout_seconds")
    return VnetToVnet(
        networks=networks,
        connections=(read.words("connections.0"), read.words("connections.1")),
        bgp=read.flag("bgp"),
        dpd_timeout_seconds=DPD_TIMEOUT_SECONDS if seconds is None else seconds,
        ipsec_policy=_policy(read) if read.flag("ipsec_policy") else None,
    )


def _policy(read: _Side) -> IpsecPolicy:
    words = {key: read.words(f"ipsec_policy.{key}") for key in LEGAL}
    numbers = {key: read.number(f"ipsec_policy.{key}") for key in LEAST}
    usual = {key: USUAL[key] if number is None else number for key, number in numbers.items()}
    return msgspec.convert({**words, **usual}, IpsecPolicy)
