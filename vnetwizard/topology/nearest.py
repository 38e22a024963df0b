"""The legal word that a mistyped one most likely meant."""

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
