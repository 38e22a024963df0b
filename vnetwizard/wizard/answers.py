"""What a person has answered so far: all that a draft has to hold, and never a shared key.

Only what was typed is kept. What is filled in follows from it (see `prefill`), so it changes with what it follows from
until somebody types over it.
"""

from __future__ import annotations

import json
from enum import StrEnum

import msgspec
from msgspec import Struct

from vnetwizard.topology import planfile
from vnetwizard.topology.findings import BadText, Kind, Severity
from vnetwizard.topology.model import Topology
from vnetwizard.topology.planfile import PlanFileError
from vnetwizard.wizard import pages
from vnetwizard.wizard.pages import NETWORKS, PAGES, Side
from vnetwizard.words import mark

VERSION = 1

NOT_A_DRAFT = Kind(
    "draft-unreadable",
    Severity.ERROR,
    mark("This draft cannot be read: {reason}."),
    mark("Begin anew, or open a plan file; the draft stays where it is."),
)
OTHER_VERSION = Kind(
    "draft-version",
    Severity.ERROR,
    mark("This draft has version {found}; this program reads version {version}."),
    mark("Continue it with the program that wrote it, or begin anew."),
)


class BadDraft(BadText):
    """A draft that is none: the finding's kind, and its values."""


class KeyOrigin(StrEnum):
    """Where the shared key comes from. The key itself is with whoever asked for it, in memory."""

    GENERATED = "generated"
    TYPED = "typed"
    MISSING = "missing"


class Answers(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The raw answers, and where the person is.

    `typed` has texts by the ids of their questions, right or wrong, as they were typed. `rows` are the keys of both
    networks' subnets, in their order. `labels` are those that a plan file gave and that do not follow the network's
    name. `rest` is what such a file holds besides two networks and their link, as a plan file; `places` are the
    positions of the three in the file. `seen` has, for each page that was left, the texts that stood there without
    being typed: what has changed since then has not been looked at.
    """

    version: int = VERSION
    practice: bool = False
    typed: dict[str, str] = {}
    rows: tuple[tuple[str, ...], tuple[str, ...]] = (("1",), ("1",))
    labels: tuple[str | None, str | None] = (None, None)
    rest: str = ""
    places: tuple[int, int, int] = (0, 1, 0)
    key: KeyOrigin = KeyOrigin.GENERATED
    at: str = PAGES[0].id
    seen: dict[str, dict[str, str]] = {}

    def rows_of(self, side: Side) -> tuple[str, ...]:
        """Return the keys of the subnets of one network."""
        return self.rows[NETWORKS.index(side)]


def start() -> Answers:
    """Return an interview about networks of one's own, with nothing answered."""
    return Answers()


def practice() -> Answers:
    """Return an interview in which every page is filled in with the article's sample."""
    return Answers(practice=True)


def ids(answers: Answers) -> tuple[str, ...]:
    """Return the ids of all questions that there are, in the order of the pages; a subnet's two beside each other."""
    return tuple(id_ for page in PAGES for id_ in ids_of(answers, page.id))


def ids_of(answers: Answers, page: str) -> tuple[str, ...]:
    """Return the ids of the questions of one page, in order."""
    about = pages.BY_ID[page]
    found = [f"{about.side}.{slot.key}" for slot in about.slots if pages.ANY_ROW not in slot.key]
    by_row = [slot.key for slot in about.slots if pages.ANY_ROW in slot.key]
    if by_row:
        rows = answers.rows_of(about.side)
        found += [f"{about.side}.{key.replace(pages.ANY_ROW, row)}" for row in rows for key in by_row]
    return tuple(found)


def encode(answers: Answers) -> bytes:
    """Return a draft as JSON in ASCII, so that whatever was typed can be written."""
    return json.dumps(msgspec.to_builtins(answers)).encode("ascii")


def decode(draft: bytes) -> Answers:
    """Return the answers that a draft holds, exactly as they were encoded.

    Raises BadDraft where it is no JSON, has another version, or names pages and questions that there are not.
    """
    try:
        read = json.loads(draft)
        _refuse_other_versions(read)
        answers = msgspec.convert(read, Answers)
        _refuse_what_is_unknown(answers)
    except BadDraft:
        raise
    except (ValueError, KeyError, RecursionError, msgspec.ValidationError, PlanFileError) as error:
        raise BadDraft(NOT_A_DRAFT, {"reason": _reason(error)}) from None
    return answers


def without_key(answers: Answers) -> Answers:
    """Return a draft's answers for another process: a key that was typed is gone, and has to be typed again."""
    return msgspec.structs.replace(answers, key=KeyOrigin.MISSING) if answers.key is KeyOrigin.TYPED else answers


def _reason(error: Exception) -> str:
    return str(error)[:200] or type(error).__name__


def _refuse_other_versions(read: object) -> None:
    """Raise BadDraft for a version that is not ours, and ValueError for none."""
    if not isinstance(read, dict) or "version" not in read:
        raise ValueError("it has no version")
    version = read["version"]
    if type(version) is int and version != VERSION:
        # Cut: a number in a file may be as long as it likes.
        raise BadDraft(OTHER_VERSION, {"found": version % 10**9, "version": VERSION})


def _refuse_what_is_unknown(answers: Answers) -> None:
    """Raise KeyError, ValueError or PlanFileError where answers name what there is not."""
    for page in (answers.at, *answers.seen):
        if page not in pages.BY_ID:
            raise ValueError(f"there is no page {page!r:.60}")
    for id_ in (*answers.typed, *(id_ for texts in answers.seen.values() for id_ in texts)):
        pages.split(id_)
    if pages.KEY in answers.typed:
        raise ValueError("it holds a shared key")
    for rows in answers.rows:
        if len(set(rows)) != len(rows) or not all(map(pages.is_row, rows)):
            raise ValueError("its subnets have no keys of their own")
    one, other, link = answers.places
    if one == other or min(one, other, link) < 0:
        raise ValueError("its networks have no places of their own")
    rest = planfile.read(answers.rest, "draft") if answers.rest else Topology()
    labels = [label for label in (*answers.labels, *(network.label for network in rest.networks)) if label is not None]
    if len(set(labels)) != len(labels):
        raise ValueError("two of its networks have one label")
