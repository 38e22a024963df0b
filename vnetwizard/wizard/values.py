"""From one typed text to what it means: strictly, with what is wrong; or leniently, with whatever can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology.fields.spec import flag as yes_or_no
from vnetwizard.topology.fields.spec import several, several_or_none
from vnetwizard.topology.findings import BadText, Kind, Severity
from vnetwizard.words import mark

if TYPE_CHECKING:
    from vnetwizard.topology.fields import Field
    from vnetwizard.topology.fields.spec import Value

LONGEST = 4000
"""Characters of an answer that are read. Longer ones, mostly pasted by mistake, are kept and not read: rules are asked
at every key."""

_LISTS = (several, several_or_none)

TOO_LONG = Kind(
    "answer-too-long",
    Severity.ERROR,
    mark("This answer is {length} characters long; nothing here needs more than {longest}."),
    mark("Take out what was pasted by mistake."),
)


def parse(field: Field, text: str) -> Value:
    """Return what `text` means as an answer to `field`. Raises BadText where it cannot be read."""
    if len(text) > LONGEST:
        raise BadText(TOO_LONG, {"length": len(text), "longest": LONGEST})
    return field.parse(text)


def is_blank(field: Field, text: str) -> bool:
    """Say whether nothing is answered: blanks alone, or a list without items."""
    return len(text) <= LONGEST and not (several(text) if is_list(field) else text.strip())


def is_list(field: Field) -> bool:
    """Say whether `field` takes several items."""
    return field.parse in _LISTS


def is_flag(field: Field) -> bool:
    """Say whether `field` takes yes or no."""
    return field.parse is yes_or_no


def tidy(field: Field, text: str) -> str:
    """Return a pasted `text` on one line: a list with commas, anything else trimmed and its line ends as blanks."""
    return ", ".join(several(text)) if is_list(field) else " ".join(text.splitlines()).strip()


def words(text: str) -> str:
    """Return a text without the blanks around it; nothing where it is too long to be read."""
    return text.strip() if len(text) <= LONGEST else ""


def items(text: str) -> tuple[str, ...]:
    """Return the items of a list; none where it is too long to be read."""
    return several(text) if len(text) <= LONGEST else ()


def number(field: Field, text: str) -> int | None:
    """Return a whole number, or None where none can be read."""
    try:
        value = parse(field, text)
    except BadText:
        return None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def flag(field: Field, text: str) -> bool:
    """Return yes or no; the field's default where neither can be read."""
    try:
        return parse(field, text) is True
    except BadText:
        return field.parse(field.default) is True
