"""Sentences of the interview itself, as data: a marked template and what fills it, which become words at the edge."""

from __future__ import annotations

from msgspec import Struct

from vnetwizard.words import say, say_many


class Phrase(Struct, frozen=True):
    """One sentence.

    `values` are foreign text and numbers; `marked` are templates of their own, such as a label. Where `many` is
    given, `count` chooses between it and `template`.
    """

    template: str
    values: dict[str, str | int] = {}
    marked: dict[str, str] = {}
    many: str = ""
    count: int = 1

    def say(self) -> str:
        """Return the sentence in the language in use."""
        values = {**self.values, **{name: say(template) for name, template in self.marked.items()}}
        return say_many(self.template, self.many, self.count, values) if self.many else say(self.template, values)
