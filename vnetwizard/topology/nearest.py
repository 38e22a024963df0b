"""The legal word that a mistyped one most likely meant, and whether it is but a slip away."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, choices: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the one of `choices` that is most like `word` in any case, or None where none is near.

    `cutoff` is difflib's ratio, 0 to 1. Only the first 100 characters count, which bounds the time.
    """
    by_folded = {choice.casefold(): choice for choice in reversed(tuple(choices))}
    found = get_close_matches(word[:100].casefold(), by_folded, n=1, cutoff=cutoff)
    return by_folded[found[0]] if found else None


def is_one_slip(word: str, meant: str) -> bool:
    """Say whether `word` is `meant` with one letter wrong, missing, too many, or two neighbours swapped."""
    short, long = sorted((word, meant), key=len)
    for at, letter in enumerate(long):
        if short[at : at + 1] != letter:
            return _ends_alike(short[at:], long[at:])
    return False


def _ends_alike(short: str, long: str) -> bool:
    """Say whether the two, which begin differently, are equal after one slip."""
    if len(short) < len(long):
        return short == long[1:]
    return short[1:] == long[1:] or (short[:2], short[2:]) == (long[1::-1], long[2:])
