"""The questions as they stand: each with its path, its text, and whether an answer has to be given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from vnetwizard.topology import paths
from vnetwizard.topology.fields import Field, Remark
from vnetwizard.topology.findings import BadText, Finding
from vnetwizard.wizard import values
from vnetwizard.wizard.answers import KeyOrigin, ids_of
from vnetwizard.wizard.pages import KEY, NETWORKS, PAGES, SLOTS, Side, split
from vnetwizard.wizard.reading import labels, link_place
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vnetwizard.wizard.answers import Answers

FLAG_CHOICES = ("no", "yes")

_NOTHING_MEANS = {
    "subscription": mark("the one that you are signed in to"),
    "dns_servers": mark("Azure's own"),
    "gateway.bgp_asn": mark("no BGP"),
    "gateway.generation": mark("the newest that the SKU has"),
    "gateway.zones": mark("all that the region has"),
    "dpd_timeout_seconds": mark("45"),
}
"""What it means to leave an optional question empty, by its slot's key."""


class Question(Struct, frozen=True, kw_only=True):
    """One question on a page.

    `id` stays the same whatever is answered; `path` is where the answer stands in the plan file, which follows the
    network's name. `text` is what stands there, `typed` whether a person wrote it. `row` is the key of the subnet.
    `remark` is what a good answer means; `unread` is what is wrong where the text cannot be read at all.
    """

    id: str
    page: str
    path: str
    field: Field
    text: str
    typed: bool
    required: bool
    advanced: bool = False
    row: str = ""
    unread: Finding | None = None

    @property
    def missing(self) -> bool:
        """Say whether an answer is needed and none stands there."""
        return self.required and values.is_blank(self.field, self.text)

    @property
    def nothing_means(self) -> str:
        """What an empty answer means, marked; empty where it means nothing in particular."""
        return _NOTHING_MEANS.get(self.id.partition(".")[2], "")

    @property
    def takes_several(self) -> bool:
        """Say whether the answer is a list, so that commas and lines part its items."""
        return values.is_list(self.field)

    @property
    def choices(self) -> tuple[str, ...]:
        """Everything that can be answered, where that is a short list: yes and no too."""
        return FLAG_CHOICES if values.is_flag(self.field) else self.field.choices

    @property
    def remark(self) -> Remark | None:
        """What the answer means, where it is a good one."""
        return None if self.unread else self.field.remark(self.text)


def questions(answers: Answers, texts: Mapping[str, str]) -> tuple[Question, ...]:
    """Return every question that is asked, in the order of the pages."""
    prefixes = _prefixes(answers, texts)
    return tuple(
        _question(answers, texts, page.id, id_, prefixes)
        for page in PAGES
        for id_ in ids_of(answers, page.id)
        if _is_asked(id_, texts)
    )


def _question(
    answers: Answers, texts: Mapping[str, str], page: str, id_: str, prefixes: Mapping[Side, str]
) -> Question:
    side, slot, row = split(id_)
    text = texts[id_]
    name = values.words(texts[f"{side}.subnets.{row}.name"]) if row else ""
    return Question(
        id=id_,
        page=page,
        path=_path(id_, prefixes[side], name) if row else _path(id_, prefixes[side]),
        field=slot.field,
        text=text,
        typed=id_ in answers.typed,
        required=_is_required(answers, texts, id_),
        advanced=slot.advanced,
        row=row,
        unread=None if slot.field.secret else _unread(slot.field, text, _path(id_, prefixes[side], name)),
    )


def _prefixes(answers: Answers, texts: Mapping[str, str]) -> dict[Side, str]:
    """Return the plan file's path of both networks and the link."""
    found = {side: paths.network(label) for side, label in zip(NETWORKS, labels(answers, texts), strict=True)}
    return found | {Side.LINK: paths.link(link_place(answers))}


def _path(id_: str, prefix: str, subnet: str | None = None) -> str:
    """Return the path of a question; `subnet` is the name in a subnet's row. A name and its range have one path."""
    side, slot, row = split(id_)
    if id_ == KEY:
        return slot.field.path
    if row:
        return f"{prefix}.subnets.{paths.key(subnet or '')}"
    if slot.key.startswith("connections."):
        return f"{prefix}.connections[{slot.key[-1]}]"
    return f"{prefix}.{id_.removeprefix(f'{side}.')}"


def _unread(field: Field, text: str, path: str) -> Finding | None:
    """Return the finding about a text that cannot be read; nothing typed is not unreadable."""
    if values.is_blank(field, text):
        return None
    try:
        values.parse(field, text)
    except BadText as bad:
        return bad.at(path)
    return None


def _is_asked(id_: str, texts: Mapping[str, str]) -> bool:
    """Say whether a question applies: the parts of a policy do only where there is to be one."""
    policy = f"{Side.LINK}.ipsec_policy"
    return not id_.startswith(f"{policy}.") or values.flag(SLOTS[Side.LINK]["ipsec_policy"].field, texts[policy])


def _is_required(answers: Answers, texts: Mapping[str, str], id_: str) -> bool:
    """Say whether an answer has to stand there before Next."""
    side, slot, row = split(id_)
    if id_ == KEY:
        return answers.key is KeyOrigin.MISSING
    if slot.field.optional:
        return False
    if row:
        return _any(texts, (f"{side}.subnets.{row}.name", f"{side}.subnets.{row}.range"))
    existing = side in NETWORKS and values.flag(SLOTS[side]["existing"].field, texts[f"{side}.existing"])
    if existing and slot.key in {"address_space", "gateway_subnet"}:
        return False
    if existing and slot.key.startswith("gateway."):
        return _any(texts, (f"{side}.gateway.name", f"{side}.gateway.sku", f"{side}.gateway.public_ips"))
    return True


def _any(texts: Mapping[str, str], ids: tuple[str, ...]) -> bool:
    return any(texts[id_].strip() for id_ in ids)
