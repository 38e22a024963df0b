"""The review as data: what was answered as a whole, what is wrong with it, and the plan file that holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.topology import planfile, regions
from vnetwizard.topology.model import Topology
from vnetwizard.wizard.answers import KeyOrigin
from vnetwizard.wizard.pages import REVIEW
from vnetwizard.wizard.phrases import Phrase
from vnetwizard.wizard.placing import Placed
from vnetwizard.wizard.view import NOWHERE, PageView, look

if TYPE_CHECKING:
    from vnetwizard.topology.model import Network, Surroundings
    from vnetwizard.wizard.answers import Answers
    from vnetwizard.wizard.reading import Subject


class End(Struct, frozen=True):
    """One end of the link, for the picture: names as they were answered, the region as the portal shows it."""

    network: str
    resource_group: str
    gateway: str
    region: str
    address_space: tuple[str, ...]
    connection: str
    existing: bool


class LinkPicture(Struct, frozen=True):
    """The two networks and what joins them."""

    ends: tuple[End, End]
    bgp: bool
    custom_policy: bool
    key: KeyOrigin


class Review(Struct, frozen=True, kw_only=True):
    """Everything that the last page shows.

    `plan_file` is None while two subnets of a network have one name, which a plan file cannot hold. `incomplete` are
    the pages that keep the plan from being carried out, `missing` a sentence for each, `changed` those that need a look
    although nothing is wrong.
    """

    topology: Topology
    picture: LinkPicture
    findings: tuple[Placed, ...]
    plan_file: str | None
    incomplete: tuple[PageView, ...]
    missing: tuple[Phrase, ...]
    changed: tuple[PageView, ...]
    ready: bool


def review(answers: Answers, surroundings: Surroundings = NOWHERE) -> Review:
    """Return the review of an interview, finished or not; never raises."""
    view = look(answers, surroundings)
    others = view.pages[:-1]
    return Review(
        topology=view.topology,
        picture=_picture(answers, view.subject),
        findings=tuple(placed for page in view.pages for placed in page.findings),
        plan_file=_written(view.topology),
        incomplete=tuple(page for page in others if not page.complete),
        missing=view.page(REVIEW).missing,
        changed=tuple(page for page in view.trouble if page.complete),
        ready=view.ready,
    )


def link_picture(answers: Answers, surroundings: Surroundings = NOWHERE) -> LinkPicture:
    """Return the two networks with their link, for the connection page."""
    view = look(answers, surroundings)
    return _picture(answers, view.subject)


def _written(topology: Topology) -> str | None:
    try:
        return planfile.write(topology)
    except ValueError:
        return None


def _picture(answers: Answers, subject: Subject) -> LinkPicture:
    (one, other), link = subject.networks, subject.link
    return LinkPicture(
        ends=(_end(one, link.connections[0]), _end(other, link.connections[1])),
        bgp=link.bgp,
        custom_policy=link.ipsec_policy is not None,
        key=answers.key,
    )


def _end(network: Network, connection: str) -> End:
    region = regions.find(network.location)
    return End(
        network=network.name,
        resource_group=network.resource_group,
        gateway=network.gateway.name if network.gateway else "",
        region=region.display_name if region else network.location,
        address_space=network.address_space,
        connection=connection,
        existing=network.existing,
    )
