"""Sentences of the interview itself, as data: a marked template and what fills it, which become words at the edge."""

from __future__ import annotations

from msgspec import Struct

from vnetwizard.words import say


class Phrase(Struct, frozen=True):
    """One sentence. `values` are foreign text and numbers; `marked` are templates of their own, such as a label."""

    template: str
    values: dict[str, str | int] = {}
    marked: dict[str, str] = {}

    def say(self) -> str:
        """Return the sentence in the language in use."""
        return say(self.template, {**self.values, **{name: say(template) for name, template in self.marked.items()}})
