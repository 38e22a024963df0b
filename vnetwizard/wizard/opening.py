"""From a topology to answers: an opened plan file, or the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import asdict

from vnetwizard.topology import planfile
from vnetwizard.topology.model import Topology, VnetToVnet
from vnetwizard.wizard.answers import Answers
from vnetwizard.wizard.pages import NETWORKS, PAGES, Side

if TYPE_CHECKING:
    from vnetwizard.topology.model import Gateway, Network


def opened(topology: Topology) -> Answers:
    """Return the answers that describe `topology`; every page counts as visited, and the first one is open.

    The interview is about the first VNet-to-VNet link whose networks are both there; where there is none, it is about
    the first two networks and adds the link. Reading the answers gives an equal topology, blanks around texts aside.

    Raises ValueError where two networks, two sites or two subnets of a network have one label, which no plan file does.
    """
    link_at, pair = _subject(topology)
    link = topology.links[link_at] if link_at < len(topology.links) else None
    networks = [at for at, network in enumerate(topology.networks) if network.label in pair]
    networks.sort(key=lambda at: pair.index(topology.networks[at].label))
    others = tuple(network for at, network in enumerate(topology.networks) if at not in networks)
    links = tuple(other for at, other in enumerate(topology.links) if at != link_at)
    rest = Topology(networks=others, sites=topology.sites, links=links)
    has_rest = rest != Topology()
    typed: dict[str, str] = {}
    rows = []
    labels: list[str | None] = []
    for side, at in zip(NETWORKS, (*networks, None, None), strict=False):
        network = topology.networks[at] if at is not None else None
        typed |= _network(side, network) if network else {}
        rows.append(tuple(str(row) for row in range(1, len(network.subnets) + 1)) if network else ("1",))
        # Whatever else names the network by its label goes on doing so.
        labels.append(network.label if network and (has_rest or network.label != network.name) else None)
    places = (*networks, *(at for at in range(len(topology.networks) + 2) if at not in networks))
    return Answers(
        typed=typed | (_link(link) if isinstance(link, VnetToVnet) else {}),
        rows=(rows[0], rows[1]),
        labels=(labels[0], labels[1]),
        rest=planfile.write(rest) if has_rest else "",
        places=(places[0], places[1], link_at),
        seen={page.id: {} for page in PAGES},
    )


def _subject(topology: Topology) -> tuple[int, tuple[str, ...]]:
    """Return the position of the link that the interview is about, and the labels of its networks."""
    labels = tuple(network.label for network in topology.networks)
    for at, link in enumerate(topology.links):
        if (
            isinstance(link, VnetToVnet)
            and len(set(link.networks)) == len(NETWORKS)
            and set(link.networks) <= set(labels)
        ):
            return at, link.networks
    return len(topology.links), labels[: len(NETWORKS)]


def _network(side: Side, network: Network) -> dict[str, str]:
    texts = {
        "existing": _yes(network.existing),
        "subscription": network.subscription or "",
        "resource_group": network.resource_group,
        "name": network.name,
        "location": network.location,
        "address_space": ", ".join(network.address_space),
        "gateway_subnet": network.gateway_subnet or "",
        "dns_servers": ", ".join(network.dns_servers),
        **_gateway(network.gateway),
    }
    for row, subnet in enumerate(network.subnets, 1):
        texts |= {f"subnets.{row}.name": subnet.name, f"subnets.{row}.range": subnet.range}
    return {f"{side}.{key}": text for key, text in texts.items()}


def _gateway(gateway: Gateway | None) -> dict[str, str]:
    if gateway is None:
        return dict.fromkeys(("gateway.name", "gateway.sku", "gateway.public_ips"), "")
    return {
        "gateway.name": gateway.name,
        "gateway.sku": gateway.sku,
        "gateway.active_active": _yes(gateway.active_active),
        "gateway.public_ips": ", ".join(gateway.public_ips),
        "gateway.bgp_asn": _number(gateway.bgp_asn),
        "gateway.generation": _number(gateway.generation),
        "gateway.zones": "" if gateway.zones is None else ", ".join(gateway.zones) or "none",
    }


def _link(link: VnetToVnet) -> dict[str, str]:
    texts = {
        "connections.0": link.connections[0],
        "connections.1": link.connections[1],
        "bgp": _yes(link.bgp),
        "dpd_timeout_seconds": str(link.dpd_timeout_seconds),
        "ipsec_policy": _yes(link.ipsec_policy is not None),
    }
    policy = asdict(link.ipsec_policy) if link.ipsec_policy else {}
    texts |= {f"ipsec_policy.{key}": str(value) for key, value in policy.items()}
    return {f"{Side.LINK}.{key}": text for key, text in texts.items()}


def _number(number: int | None) -> str:
    return "" if number is None else str(number)


def _yes(answer: bool) -> str:  # noqa: FBT001 - one word for one answer
    return "yes" if answer else "no"
