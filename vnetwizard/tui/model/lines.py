"""Lines as data: pieces of text, each in a tone, that a widget draws as they are."""

from __future__ import annotations

import re
import textwrap
from enum import StrEnum
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Iterator


class Tone(StrEnum):
    """How a piece of text is drawn. A sign or a word always says the same."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"
    SUBNET = "subnet"
    GATEWAY = "gateway"


Piece = tuple[str, Tone]
Line = tuple[Piece, ...]
"""Pieces beside each other; foreign text in them is never read as markup."""


def width(line: Line) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


def apart(left: Line, right: Line, room: int) -> Line:
    """Return one line with something at either end."""
    gap = max(1, room - width(left) - width(right))
    return (*left, (" " * gap, Tone.PLAIN), *right)


def padded(line: Line, room: int) -> Line:
    """Return a line filled up with blanks."""
    return (*line, (" " * max(0, room - width(line)), Tone.PLAIN))


Cell = tuple[str, Tone]


def cells(line: Line, room: int) -> list[Cell]:
    """Return what stands in each cell of a line that is cut or filled up to `room`; half of a wide one is empty."""
    found: list[Cell] = []
    for text, tone in line:
        for letter in text:
            wide = cell_len(letter)
            if wide:
                found += [(letter, tone), *[("", tone)] * (wide - 1)]
            elif found:
                found[-1] = (found[-1][0] + letter, found[-1][1])
    return (found + [(" ", Tone.PLAIN)] * (room - len(found)))[:room]


def difference(old: Line, new: Line, room: int) -> tuple[int, int] | None:
    """Return the first cell and the number of cells in which two lines differ; None where they look the same."""
    before, after = cells(old, room), cells(new, room)
    differing = [at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
    return (differing[0], differing[-1] - differing[0] + 1) if differing else None


def cut(line: Line, room: int, sign: str) -> Line:
    """Return a line that fits; what is lost is shown to be."""
    if width(line) <= room:
        return line
    kept: list[Piece] = []
    left = room - cell_len(sign)
    for text, tone in line:
        part = set_cell_size(text, left) if cell_len(text) > left else text
        kept.append((part, tone))
        left -= cell_len(part)
        if left <= 0:
            break
    return (*kept, (sign, Tone.FAINT))


def wrapped(line: Line, room: int) -> tuple[Line, ...]:
    """Return a line folded between its words; a word that is longer than a whole row is broken."""
    rows: list[Line] = []
    row: list[Piece] = []
    used = 0
    for word, tone in _words(line):
        size = cell_len(word)
        if used and used + cell_len(word.rstrip()) > room:
            rows.append(tuple(row))
            row, used = [], 0
            word = word.lstrip()  # noqa: PLW2901 - the blank stays on the row before
            size = cell_len(word)
        while size > room:
            head = set_cell_size(word, room)
            rows.append(((head, tone),))
            word = word[len(head) :] or ""  # noqa: PLW2901 - what is left of it
            size = cell_len(word)
        if row and row[-1][1] is tone:
            row[-1] = (row[-1][0] + word, tone)
        else:
            row.append((word, tone))
        used += size
    rows.append(tuple(row))
    return tuple(rows)


def _words(line: Line) -> Iterator[Piece]:
    """Give the words of a line, each with the blanks behind it."""
    for text, tone in line:
        for word in _WORD.findall(text):
            yield word, tone


_WORD = re.compile(r"\s*\S+\s*|\s+")


def folded(label: Piece, text: Piece, room: int) -> tuple[Line, ...]:
    """Return a label and a text behind it, folded so that the text stays beside its label."""
    indent = cell_len(label[0])
    parts = textwrap.wrap(text[0], max(20, room - indent), break_on_hyphens=False) or [""]
    return tuple((label if at == 0 else (" " * indent, Tone.PLAIN), (part, text[1])) for at, part in enumerate(parts))
