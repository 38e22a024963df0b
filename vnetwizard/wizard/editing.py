"""Changing answers: one text, the shared key's origin, and the subnets' rows. Each gives new answers."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import msgspec

from vnetwizard.topology import addresses, suggest
from vnetwizard.topology.addresses import BadRange
from vnetwizard.topology.findings import BadText, errors
from vnetwizard.wizard import prefill, values
from vnetwizard.wizard.answers import KeyOrigin
from vnetwizard.wizard.pages import KEY, NETWORKS, Side, split
from vnetwizard.wizard.view import NOWHERE, look

if TYPE_CHECKING:
    from vnetwizard.topology.findings import Finding
    from vnetwizard.topology.model import Surroundings
    from vnetwizard.wizard.answers import Answers

MOST_ROWS = 200
"""Subnets that the interview takes for one network; a plan file takes more."""


def change(answers: Answers, id_: str, text: str, surroundings: Surroundings = NOWHERE) -> Answers:
    """Return the answers with `text` typed into the question `id_`.

    A text that stands there already, filled in, does not count as typed. Nothing is kept of a shared key but whether
    one was typed that is good; nor of what is typed into a row that has been removed. Raises KeyError for an id that
    no question ever has.
    """
    side, slot, row = split(id_)
    if id_ == KEY:
        good = bool(text) and not errors(slot.field.check(text))
        return with_key(answers, KeyOrigin.TYPED if good else KeyOrigin.MISSING)
    if row and row not in answers.rows_of(side):
        return answers
    if id_ not in answers.typed and prefill.texts(answers, surroundings)[id_] == text:
        return answers
    return msgspec.structs.replace(answers, typed={**answers.typed, id_: text})


def judge_key(text: str) -> tuple[Finding, ...]:
    """Return what is wrong with a typed shared key; no finding holds any part of it."""
    return split(KEY)[1].field.check(text)


def with_key(answers: Answers, origin: KeyOrigin) -> Answers:
    """Return the answers with a key that is generated, typed, or still missing."""
    return msgspec.structs.replace(answers, key=origin)


def reset(answers: Answers, id_: str) -> Answers:
    """Return the answers with nothing typed into `id_`, so that it is filled in again."""
    typed = {other: text for other, text in answers.typed.items() if other != id_}
    return msgspec.structs.replace(answers, typed=typed)


def add_range(answers: Answers, side: Side, surroundings: Surroundings = NOWHERE) -> Answers:
    """Return the answers with one more free range in a network's address space; the same where none is left."""
    id_ = f"{side}.address_space"
    present = prefill.texts(answers, surroundings)[id_].rstrip(" ,;\r\n")
    if not present:
        return change(answers, id_, prefill.suggestion(answers, surroundings, id_), surroundings)
    found = suggest.address_space(look(answers, surroundings).topology, surroundings)
    return change(answers, id_, f"{present}, {found}", surroundings) if found else answers


def add_subnet(answers: Answers, side: Side) -> Answers:
    """Return the answers with one more row for a subnet, filled in as far as there is room; the same at `MOST_ROWS`."""
    rows = answers.rows_of(side)
    return answers if len(rows) >= MOST_ROWS else _with_rows(answers, side, (*rows, _next_row(rows)))


def remove_subnet(answers: Answers, side: Side, row: str) -> Answers:
    """Return the answers without a subnet and what was typed for it; the same where there is no such row."""
    gone = _row_ids(side, row)
    typed = {id_: text for id_, text in answers.typed.items() if id_ not in gone}
    rows = tuple(other for other in answers.rows_of(side) if other != row)
    return _with_rows(msgspec.structs.replace(answers, typed=typed), side, rows)


def paste(
    answers: Answers, id_: str, text: str, surroundings: Surroundings = NOWHERE, *, at: tuple[int, int]
) -> tuple[Answers, int]:
    """Return the answers with `text` pasted over the characters `at` of a question, and where the cursor stands then.

    Trimmed, and a list where a list is legal. Several subnets pasted into one of the subnets' questions are a row each;
    a row that has been removed takes nothing. Raises BadText, and changes nothing, for a text that is longer than any
    answer. Raises KeyError as `change` does.
    """
    side, slot, row = split(id_)
    if len(text) > values.LONGEST:
        raise BadText(values.TOO_LONG, {"length": len(text), "longest": values.LONGEST})
    if row and row not in answers.rows_of(side):
        return answers, 0
    if row and (len(rows := _pasted(text)) > 1 or any(name and range_ for name, range_ in rows)):
        return paste_subnets(answers, side, text), 0
    present = prefill.texts(answers, surroundings)[id_]
    tidied = values.tidy(slot.field, text)
    start, end = sorted(at)
    return change(answers, id_, present[:start] + tidied + present[end:], surroundings), start + len(tidied)


def paste_subnets(answers: Answers, side: Side, text: str) -> Answers:
    """Return the answers with a row for every subnet in a pasted `text`, in place of rows that nobody has typed into.

    One subnet a line or between commas: a range, or a name and a range with blanks, `=` or `:` between them. What is
    no range is kept as a name, to be seen and mended. Texts longer than `values.LONGEST` are not read.
    """
    pasted = _pasted(values.words(text))
    if pasted:
        kept = tuple(row for row in answers.rows_of(side) if _row_ids(side, row) & answers.typed.keys())
        answers = _with_rows(answers, side, kept)
    for name, range_ in pasted:
        rows = answers.rows_of(side)
        row = _next_row(rows)
        answers = add_subnet(answers, side)
        if row not in answers.rows_of(side):
            break
        typed = {f"{side}.subnets.{row}.{key}": part for key, part in (("name", name), ("range", range_)) if part}
        answers = msgspec.structs.replace(answers, typed=answers.typed | typed)
    return answers


def _pasted(text: str) -> list[tuple[str, str]]:
    """Return the name and range of each pasted subnet; either may be empty."""
    found = []
    for line in text.replace(",", "\n").replace(";", "\n").splitlines():
        parts = line.replace("=", " ").replace('"', " ").split()
        ranges = [part for part in parts if _is_range(part)]
        names = [part.rstrip(":") for part in parts if part not in ranges]
        if parts:
            found.append((" ".join(names), " ".join(ranges)))
    return found


def _is_range(text: str) -> bool:
    """Say whether `text` was meant as a range: it is one, or has a slash."""
    try:
        addresses.parse_range(text)
    except BadRange:
        return "/" in text
    return True


def _row_ids(side: Side, row: str) -> set[str]:
    """Return the ids of a row's two questions."""
    return {f"{side}.subnets.{row}.{key}" for key in ("name", "range")}


def _next_row(rows: tuple[str, ...]) -> str:
    return next(row for row in map(str, count(1)) if row not in rows)


def _with_rows(answers: Answers, side: Side, rows: tuple[str, ...]) -> Answers:
    one, other = (rows if network == side else answers.rows_of(network) for network in NETWORKS)
    return msgspec.structs.replace(answers, rows=(one, other))
