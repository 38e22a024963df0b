"""Lines as data: pieces of text, each in a tone, that a widget draws as they are."""

from __future__ import annotations

import textwrap
from enum import StrEnum

from rich.cells import cell_len


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


def folded(label: Piece, text: Piece, room: int) -> tuple[Line, ...]:
    """Return a label and a text behind it, folded so that the text stays beside its label."""
    indent = cell_len(label[0])
    parts = textwrap.wrap(text[0], max(20, room - indent), break_on_hyphens=False) or [""]
    return tuple((label if at == 0 else (" " * indent, Tone.PLAIN), (part, text[1])) for at, part in enumerate(parts))
