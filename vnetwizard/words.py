"""Marks strings for translation, and turns marked strings into a language's words.

The rooms below the edge only `mark`: their findings, events and errors carry a marked template and its
values. The edge calls `use` once and then `say`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from gettext import NullTranslations

LANGUAGES = ("en", "nl")
"""Languages that `--lang` takes; English is the language of the templates themselves."""

_FOLDER = Path(__file__).parent / "locale"
_translations: NullTranslations | None = None


def mark(template: str) -> str:
    """Return `template` unchanged; the extraction tool finds marked strings by this call."""
    return template


def use(language: str) -> None:
    """Make `say` speak `language` from now on, where a catalogue for it is installed; English otherwise."""
    global _translations  # noqa: PLW0603 - one process speaks one language
    import gettext  # noqa: PLC0415 - `--help` in English does not pay for it

    _translations = gettext.translation("vnetwizard", _FOLDER, languages=[language], fallback=True)


def say(template: str, values: Mapping[str, object] | None = None) -> str:
    """Translate a marked `template` and fill in `values`.

    A value is never read as a template, so braces in foreign text stay as they are.
    """
    text = _translations.gettext(template) if _translations else template
    return text.format_map(values) if values else text


def say_many(one: str, many: str, count: int, values: Mapping[str, object] | None = None) -> str:
    """Translate a marked template with a number in it; `{count}` is filled in as well."""
    text = _translations.ngettext(one, many, count) if _translations else (one if count == 1 else many)
    return text.format_map({"count": count, **(values or {})})
