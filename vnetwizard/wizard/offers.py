"""What a question can be answered with, where that is a list: regions, SKUs, and what Azure has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.topology import regions, suggest
from vnetwizard.topology.names import Resource, check_name
from vnetwizard.topology.nearest import nearest
from vnetwizard.wizard import values
from vnetwizard.wizard.pages import NETWORKS, Side, split
from vnetwizard.wizard.phrases import Phrase
from vnetwizard.wizard.questions import FLAG_CHOICES
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vnetwizard.topology.model import Network
    from vnetwizard.wizard.questions import Question
    from vnetwizard.wizard.view import View


class Lists(Struct, frozen=True):
    """What Azure was asked for; empty before it has answered. `default` is the subscription of whoever names none.

    `groups` are the resource groups by subscription, each a name and a region.
    """

    subscriptions: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    groups: dict[str, tuple[tuple[str, str], ...]] = {}


class Offer(Struct, frozen=True):
    """One answer that can be chosen: the text, how it is shown, and half a sentence about it."""

    text: str
    label: Phrase
    about: Phrase | None = None


NOTHING = Lists()


def picked(question: Question) -> bool:
    """Say whether a question is answered by picking one of a few, rather than by typing."""
    return bool(question.choices) and not question.takes_several


def offers(view: View, question: Question, lists: Lists = NOTHING) -> tuple[Offer, ...]:
    """Return everything that a question can be answered with; nothing where that is no list, or none is known yet."""
    side, slot, _ = split(question.id)
    match slot.key:
        case "location":
            return tuple(_regions(view, side))
        case "subscription":
            return tuple(_subscriptions(lists))
        case "resource_group":
            return tuple(_groups(view, side, lists))
        case _ if picked(question):
            return tuple(_choices(question))
        case _:
            return ()


def cycle(view: View, question: Question, step: int, lists: Lists = NOTHING) -> str:
    """Return the choice so many steps from the present one, around the end; the nearest where the present one is none.

    A question that is not picked keeps its text.
    """
    if not picked(question):
        return question.text
    texts = [offer.text for offer in offers(view, question, lists)]
    if question.text in texts:
        return texts[(texts.index(question.text) + step) % len(texts)]
    return _nearest(question, texts)


def _nearest(question: Question, texts: list[str]) -> str:
    """Return the choice that a text, which is none, most likely meant."""
    field = question.field
    if values.is_flag(field):
        return FLAG_CHOICES[values.flag(field, question.text)]
    mends = (offer for finding in field.check(question.text) for offer in finding.offers)
    likely = (*mends, nearest(question.text, texts), field.default)
    return next((text for text in likely if text in texts), texts[0])


def _choices(question: Question) -> Iterator[Offer]:
    if values.is_flag(question.field):
        yield from (Offer(choice, _FLAGS[choice]) for choice in question.choices)
        return
    if question.field.optional:
        yield Offer("", Phrase(question.nothing_means or mark("left empty")))
    for choice in question.choices:
        remark = question.field.remark(choice)
        about = Phrase(remark.message, remark.values) if remark else None
        if about is None and choice == question.field.default:
            about = Phrase(mark("usual"))
        yield Offer(choice, _foreign(choice), about)


_FLAGS = {"no": Phrase(mark("no")), "yes": Phrase(mark("yes"))}


def _regions(view: View, side: Side) -> Iterator[Offer]:
    """Give the regions: the public cloud's, then the others'."""
    other = view.subject.networks[1 - NETWORKS.index(side)].location
    for region in sorted(regions.REGIONS, key=lambda one: (one.cloud != "public", one.display_name)):
        about = mark("{name}, zones") if region.zones else mark("{name}, no zones")
        if region.name == other:
            with_zones, without = (
                mark("{name}, zones; the other network's"),
                mark("{name}, no zones; the other network's"),
            )
            about = with_zones if region.zones else without
        yield Offer(region.name, _foreign(region.display_name), Phrase(about, {"name": region.name}))


def _subscriptions(lists: Lists) -> Iterator[Offer]:
    """Give the subscriptions, the default first; nothing before any is known."""
    if not lists.subscriptions:
        return
    unclear = Phrase(mark("it is not clear which of several that is"))
    default = next((name or id_ for id_, name in lists.subscriptions if id_ == lists.default), lists.default)
    yield Offer("", Phrase(mark("the one that you are signed in to")), _foreign(default) if default else unclear)
    for id_, name in sorted(lists.subscriptions, key=lambda one: (one[1].casefold(), one)):
        yield Offer(id_, _foreign(name or id_), _foreign(id_) if name else None)


def _groups(view: View, side: Side, lists: Lists) -> Iterator[Offer]:
    """Give the groups that are to be made, and those that are there; nothing before these are known."""
    at = NETWORKS.index(side)
    mine, other = view.subject.networks[at], view.subject.networks[1 - at]
    by_subscription = {id_.casefold(): groups for id_, groups in lists.groups.items()}
    there = by_subscription.get(_subscription(mine, lists))
    if there is None:
        return
    known = {name.casefold() for name, _ in there}
    together = _subscription(mine, lists) == _subscription(other, lists)
    for name in _new(mine, other if together else None, known):
        yield Offer(name, _foreign(name), Phrase(mark("new; it will be made")))
    for name, location in sorted(there, key=lambda one: one[0].casefold()):
        region = regions.find(location)
        where = region.display_name if region else location
        yield Offer(name, _foreign(name), Phrase(mark("there already, {region}"), {"region": where}))


def _subscription(network: Network, lists: Lists) -> str:
    return (network.subscription or lists.default or "").casefold()


def _new(mine: Network, other: Network | None, known: set[str]) -> Iterator[str]:
    """Give the names of groups that are not there yet: what is answered, what is suggested, and the other network's.

    A network that is there already is in a group that is there.
    """
    if mine.existing:
        return
    names = [mine.resource_group]
    if mine.name:
        names.append(suggest.resource_group(mine.name, known))
    if other is not None and not other.existing:
        names.append(other.resource_group)
    given = set(known)
    for name in names:
        if name.casefold() not in given and not check_name(Resource.RESOURCE_GROUP, name):
            given.add(name.casefold())
            yield name


def _foreign(text: str) -> Phrase:
    """Return a text that no language changes."""
    return Phrase("{text}", {"text": text})
