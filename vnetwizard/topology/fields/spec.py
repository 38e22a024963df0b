"""What a question is: one spec, which whatever asks, checks or documents reads."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from vnetwizard.topology.findings import BadText, Finding, Kind, Severity
from vnetwizard.words import mark

Value = str | int | bool | tuple[str, ...]

NOT_A_NUMBER = Kind(
    "not-a-number",
    Severity.ERROR,
    mark("{text} is not a whole number."),
    mark("Write it in digits."),
)
NOT_A_FLAG = Kind(
    "not-yes-or-no",
    Severity.ERROR,
    mark("{text} is neither yes nor no."),
    mark("Answer yes or no."),
)

NOT_A_CHOICE = Kind(
    "not-a-choice",
    Severity.ERROR,
    mark("{text} is not among the choices here."),
    mark("Choose one of: {valid}."),
)

YES = frozenset({"yes", "y", "true", "on", "1", "ja", "j"})
NO = frozenset({"no", "n", "false", "off", "0", "nee", ""})
NONE = frozenset({"none", "geen"})

LONGEST_NUMBER = 19
"""Digits of the largest number that a plan file can hold."""


class Remark(Struct, frozen=True):
    """What a good answer means, such as how many addresses are usable: a marked template and its values."""

    message: str
    values: dict[str, str | int]


def whole(text: str) -> str:
    """Return the text without the blanks around it."""
    return text.strip()


def several(text: str) -> tuple[str, ...]:
    """Return the items of a list typed with commas, semicolons, blanks or new lines between them."""
    return tuple(text.replace(",", " ").replace(";", " ").split())


def several_or_none(text: str) -> tuple[str, ...]:
    """Return the items of a typed list; the one word `none` is the empty list, where nothing typed means a default."""
    return () if text.strip().casefold() in NONE else several(text)


def number(text: str) -> int:
    """Return the whole number that was typed. Raises BadText."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER):
        raise BadText(NOT_A_NUMBER, {"text": digits})
    return int(digits)


def flag(text: str) -> bool:
    """Return whether yes or no was typed, in English or Dutch; nothing typed is no. Raises BadText."""
    answer = text.strip().casefold()
    if answer not in YES | NO:
        raise BadText(NOT_A_FLAG, {"text": text.strip()}, ("yes", "no"))
    return answer in YES


def nothing_wrong(_text: str, _field: str) -> tuple[Finding, ...]:
    """Judge nothing: every value that can be parsed is fine by itself."""
    return ()


def no_remark(_text: str) -> Remark | None:
    """Remark nothing."""
    return None


class Field(Struct, frozen=True, kw_only=True):
    """One question.

    `path` is that of the plan file, `*` for a label, a subnet's name or a position. `label` is Azure's own word for it.

    `help` says what it is, and any warning that nobody should miss, in at most 160 characters: it stands under the form
    all the time. `rule` is Azure's rule with its figures, `why` the reason for what is filled in or left empty. These
    and the label are marked. `example` is one good answer as it is typed, in no language; a secret has none.

    `parse` turns typed text into the file's value and raises BadText; `judge` takes the text and a path, and gives what
    is wrong with it by itself. `default` is what is filled in where nothing better is suggested. `choices` is all that
    is legal, where that is a short list.
    """

    path: str
    label: str
    help: str
    rule: str = ""
    why: str = ""
    example: str = ""
    parse: Callable[[str], Value] = whole
    judge: Callable[[str, str], tuple[Finding, ...]] = nothing_wrong
    remark: Callable[[str], Remark | None] = no_remark
    default: str = ""
    optional: bool = False
    secret: bool = False
    choices: tuple[str, ...] = ()

    def check(self, text: str, path: str = "") -> tuple[Finding, ...]:
        """Return what is wrong with the typed `text` by itself, about `path` or this field's own; never raises."""
        field = path or self.path
        if self.optional and not text.strip():
            return ()
        try:
            value = self.parse(text)
        except BadText as bad:
            return (bad.at(field),)
        return self.judge(text, field) or self._beside_choices(value, field)

    def _beside_choices(self, value: Value, field: str) -> tuple[Finding, ...]:
        """Return a finding for each part of the answer that is not among the choices; a judge knows its own better."""
        if not self.choices or self.judge is not nothing_wrong:
            return ()
        given = value if isinstance(value, tuple) else (str(value),)
        valid = ", ".join(self.choices)
        return tuple(
            Finding(kind=NOT_A_CHOICE, field=field, values={"text": text, "valid": valid}, offers=self.choices)
            for text in given
            if text not in self.choices
        )
