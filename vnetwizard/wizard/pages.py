"""The pages in the portal's order, and the questions of each in the portal's order.

Sources: azure-facts §1.1 to §1.6 (the portal's tabs and labels).
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from vnetwizard.topology.fields import CONNECTION_NAMES, CUSTOM_POLICY, FIELDS, SHARED_KEY, SUBNET_NAME, Field
from vnetwizard.topology.rules.policies import LEAST, LEGAL
from vnetwizard.words import mark


class Side(StrEnum):
    """What a page is about: one of the two networks, or their link."""

    FIRST = "first"
    SECOND = "second"
    LINK = "link"


NETWORKS = (Side.FIRST, Side.SECOND)

KEY = "link.shared_key"
"""The id of the one question whose answer is not kept."""

REVIEW = "link.review"
"""The id of the last page; it asks nothing."""

ANY_ROW = "*"


class Slot(Struct, frozen=True):
    """A place for a question on a page.

    `key` is the question's id without its side, with `*` for a subnet's row. `advanced` ones start out collapsed.
    """

    key: str
    field: Field
    advanced: bool = False


class Page(Struct, frozen=True):
    """One page: a stable id, whom it is about, its title in the rail, why it is there in one sentence, its slots."""

    id: str
    side: Side
    title: str
    why: str
    slots: tuple[Slot, ...] = ()

    @property
    def advanced(self) -> str:
        """The heading of the collapsed questions; empty where there are none."""
        return _ADVANCED[self.side] if any(slot.advanced for slot in self.slots) else ""


_ADVANCED = {
    Side.FIRST: mark("Advanced"),
    Side.SECOND: mark("Advanced"),
    Side.LINK: mark("Advanced: IPsec/IKE policy, BGP, dead peer detection"),
}


def _of_network(key: str, *, advanced: bool = False) -> Slot:
    return Slot(key, FIELDS[f"networks.*.{key}"], advanced)


def _of_link(key: str) -> Slot:
    return Slot(key, FIELDS[f"links.*.{key}"], advanced=True)


_BASICS = tuple(map(_of_network, ("existing", "subscription", "resource_group", "name", "location")))
_ADDRESSES = (
    _of_network("address_space"),
    Slot("subnets.*.name", SUBNET_NAME),
    Slot("subnets.*.range", FIELDS["networks.*.subnets.*"]),
)
_GATEWAY = (
    _of_network("gateway.name"),
    _of_network("gateway.sku"),
    _of_network("gateway.active_active"),
    _of_network("gateway.public_ips"),
    _of_network("gateway.bgp_asn"),
    _of_network("gateway.generation", advanced=True),
    _of_network("gateway.zones", advanced=True),
)
_CONNECTION = (
    *(Slot(f"connections.{at}", field) for at, field in enumerate(CONNECTION_NAMES)),
    Slot(KEY.removeprefix(f"{Side.LINK}."), SHARED_KEY),
    Slot("ipsec_policy", CUSTOM_POLICY, advanced=True),
    *(_of_link(f"ipsec_policy.{key}") for key in (*LEGAL, *LEAST)),
    _of_link("bgp"),
    _of_link("dpd_timeout_seconds"),
)


def _network(side: Side) -> tuple[Page, ...]:
    """Return the pages about one network."""
    return (
        Page(
            f"{side}.basics",
            side,
            mark("Basics"),
            mark("Which network this is, who pays for it, and where it lies; none of this can be changed later."),
            _BASICS,
        ),
        Page(
            f"{side}.addresses",
            side,
            mark("Addresses"),
            mark("The ranges of this network and its subnets; they must not overlap with anything it is joined to."),
            _ADDRESSES,
        ),
        Page(
            f"{side}.gateway-subnet",
            side,
            mark("Gateway subnet"),
            mark("Azure puts the gateway's own machines in here; nothing else may live in it."),
            (_of_network("gateway_subnet"),),
        ),
        Page(
            f"{side}.dns",
            side,
            mark("DNS"),
            mark("Not needed to join two networks: Azure's own DNS is the safest beside a gateway."),
            (_of_network("dns_servers"),),
        ),
        Page(
            f"{side}.gateway",
            side,
            mark("Gateway"),
            mark("The VPN gateway that carries the tunnel; Azure bills it by the hour from its creation."),
            _GATEWAY,
        ),
    )


PAGES: tuple[Page, ...] = (
    *_network(Side.FIRST),
    *_network(Side.SECOND),
    Page(
        f"{Side.LINK}.connection",
        Side.LINK,
        mark("Both directions"),
        mark("Two connections with one key, one from each gateway; both are needed and are made together."),
        _CONNECTION,
    ),
    Page(
        REVIEW,
        Side.LINK,
        mark("Review"),
        mark("What will be made, how long that takes, what it costs. Nothing happens before you say so."),
    ),
)
"""All pages in their order."""

BY_ID = {page.id: page for page in PAGES}
ORDER = {page.id: at for at, page in enumerate(PAGES)}


SLOTS: dict[str, dict[str, Slot]] = {
    side: {slot.key: slot for page in PAGES if page.side is side for slot in page.slots} for side in Side
}
"""Every slot by its side and key."""


def split(id_: str) -> tuple[Side, Slot, str]:
    """Return a question id's side, slot and row; the row is empty but for subnets. Raises KeyError."""
    side, _, key = id_.partition(".")
    steps = key.split(".")
    row = ""
    if steps[0] == "subnets" and len(steps) == len(("subnets", ANY_ROW, "name")):
        row = steps[1]
        if not is_row(row):
            raise KeyError(id_)
        key = ".".join((steps[0], ANY_ROW, steps[2]))
    slot = SLOTS[side][key]
    return Side(side), slot, row


def is_row(text: str) -> bool:
    """Say whether `text` can be the key of a subnet's row: a number from 1 up, short enough to count on."""
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_ROW and text[0] != "0"


LONGEST_ROW = 6
