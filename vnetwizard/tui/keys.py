"""The one registry behind key bindings, the key line at the bottom of each page, and the page that explains the keys.

An action has one key that is shown and plain twins of it, as some terminals keep F-keys to themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.binding import BindingType

_NAMES = {"escape": mark("Esc"), "enter": mark("Enter"), "question_mark": "?"}


class Key(NamedTuple):
    """One action: the method `action_<action>` of the page, its keys, a few words and a sentence, both marked.

    `spare`: the key line goes without it where there is not room for all; the key itself works all the same.
    """

    action: str
    keys: tuple[str, ...]
    label: str
    sentence: str
    spare: bool = False

    @property
    def shown(self) -> str:
        """The key that the key line shows."""
        return key_name(self.keys[0])

    @property
    def twins(self) -> str:
        """The other keys that do the same."""
        return ", ".join(key_name(one) for one in self.keys[1:])


def key_name(key: str) -> str:
    """Return what is written on a key: `F6`, `Ctrl+C`, `Esc`, `q`."""
    if key in _NAMES:
        return say(_NAMES[key])
    *modifiers, last = key.split("+")
    plain = not modifiers and len(last) == 1
    return last if plain else "+".join(one.capitalize() for one in (*modifiers, last))


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """Return Textual's bindings for keys."""
    return [
        Binding(",".join(key.keys), key.action, key.label, show=False, priority="ctrl+c" in key.keys) for key in keys
    ]
