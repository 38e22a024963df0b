"""What a question can be answered with, where that is a list: regions, SKUs, and what Azure has already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.topology import regions
from vnetwizard.wizard import values
from vnetwizard.wizard.pages import NETWORKS, Side, split
from vnetwizard.wizard.phrases import Phrase
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
    """Return everything that a question can be answered with, the usual first; nothing where that is no list."""
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
    """Return the choice so many steps from the present one, around the end; the first where the present one is none."""
    texts = [offer.text for offer in offers(view, question, lists)]
    if not texts:
        return question.text
    if question.text not in texts:
        return texts[0]
    return texts[(texts.index(question.text) + step) % len(texts)]


def _choices(question: Question) -> Iterator[Offer]:
    if question.field.optional and not values.is_flag(question.field):
        yield Offer("", Phrase(question.nothing_means or mark("left empty")))
    for choice in question.choices:
        remark = question.field.remark(choice)
        about = Phrase(remark.message, remark.values) if remark else None
        if about is None and choice == question.field.default and not values.is_flag(question.field):
            about = Phrase(mark("usual"))
        yield Offer(choice, _FLAGS.get(choice, Phrase("{choice}", {"choice": choice})), about)


_FLAGS = {"yes": Phrase(mark("yes")), "no": Phrase(mark("no"))}


def _regions(view: View, side: Side) -> Iterator[Offer]:
    other = view.subject.networks[1 - NETWORKS.index(side)].location
    for region in sorted(regions.REGIONS, key=lambda one: (one.cloud != "public", one.display_name)):
        about = mark("{name}, zones") if region.zones else mark("{name}, no zones")
        if region.name == other:
            about = mark("{name}, zones; the other network's") if region.zones else mark("{name}; the other network's")
        yield Offer(region.name, Phrase("{name}", {"name": region.display_name}), Phrase(about, {"name": region.name}))


def _subscriptions(lists: Lists) -> Iterator[Offer]:
    if not lists.subscriptions:
        return
    names = dict(lists.subscriptions)
    default = names.get(lists.default or "")
    about = Phrase(mark("{name}"), {"name": default}) if default else None
    yield Offer("", Phrase(mark("the one that you are signed in to")), about)
    for id_, name in lists.subscriptions:
        yield Offer(id_, Phrase("{name}", {"name": name}), Phrase("{id}", {"id": id_}))


def _groups(view: View, side: Side, lists: Lists) -> Iterator[Offer]:
    """Give the groups that are there, and those that are to be made; nothing before any is known."""
    at = NETWORKS.index(side)
    mine, other = view.subject.networks[at], view.subject.networks[1 - at]
    there = lists.groups.get(mine.subscription or lists.default or "", ())
    if not there:
        return
    known = {name.casefold() for name, _ in there}
    for name in dict.fromkeys(_new(mine, other)):
        if name.casefold() not in known:
            yield Offer(name, Phrase("{name}", {"name": name}), Phrase(mark("new; it will be made")))
    for name, location in there:
        region = regions.find(location)
        where = region.display_name if region else location
        yield Offer(name, Phrase("{name}", {"name": name}), Phrase(mark("there already, {region}"), {"region": where}))


def _new(mine: Network, other: Network) -> Iterator[str]:
    for network in (mine, other):
        if network.resource_group and network.subscription == mine.subscription:
            yield network.resource_group
