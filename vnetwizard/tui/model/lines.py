"""Lines as data: pieces of text, each in a tone, that a widget draws as they are."""

from __future__ import annotations

import re
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
    """Return a line folded between its words; a word that is longer than a whole row is broken.

    Whatever is no letter or sign that can be printed, such as a line end in foreign text, stands there as a blank.
    """
    rows: list[Line] = []
    row: list[Piece] = []
    used = 0
    for word, tone in _words(line):
        rest = word
        if not rest.strip():
            rest = rest[: max(0, room - used)]  # at the end of a row they say nothing
        elif used and used + cell_len(rest) > room:
            rows.append(tuple(row))
            row, used, rest = [], 0, rest.lstrip()
        while cell_len(rest) > room:
            head = _head(rest, room)
            rows.append(((head, tone),))
            rest = rest[len(head) :]
        if row and row[-1][1] is tone:
            row[-1] = (row[-1][0] + rest, tone)
        else:
            row.append((rest, tone))
        used += cell_len(rest)
    rows.append(tuple(row))
    return tuple(rows)


def _words(line: Line) -> Iterator[Piece]:
    """Give the words of a line, each with the blanks before it, and the blanks behind the last."""
    for text, tone in line:
        for word in _WORD.findall(text if text.isprintable() else _printable(text)):
            yield word, tone


_WORD = re.compile(r" *[^ ]+| +")


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text.replace("\r\n", "\n"))


def _head(text: str, room: int) -> str:
    """Return as many letters as fit, and one at least."""
    used = 0
    for at, letter in enumerate(text):
        used += cell_len(letter)
        if at and used > room:
            return text[:at]
    return text


def folded(label: Piece, text: Piece, room: int) -> tuple[Line, ...]:
    """Return a label and a text behind it, folded so that the text stays beside its label."""
    indent = cell_len(label[0])
    rows = wrapped((text,), max(20, room - indent))
    return tuple((label if at == 0 else (" " * indent, Tone.PLAIN), *row) for at, row in enumerate(rows))
