"""Every word on the pages can be another language's: a catalogue that brackets everything shows what cannot."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from tests.test_translation import left_over, write_catalogue
from tests.tui.desks import MadeDesk, opened
from tests.tui.frames import frame
from vnetwizard import words
from vnetwizard.wizard import answers, pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = (
    r"ana@[\w.]+|vnetwizard|TestVNet\d\w*|TestRG\d|FrontEnd|GatewaySubnet|VpnGw\dAZ|eastus|westus|East US|West US"
    r"|\bcreate\b|\bpublic\b|\bmanaged\b|[0-9a-f-]{36}"
)
"""Names of the sample, of regions, Azure's own words, the word to type."""


def by_word(template: str) -> str:
    """A template with each of its words in brackets: pages fold sentences, and cut them."""
    found = ""
    for text, name, form, _ in Formatter().parse(template):
        found += re.sub(r"[A-Za-z][\w'-]*", r"«\g<0>»", text).replace("{", "{{").replace("}", "}}")
        found += "" if name is None else f"{{{name}{form and ':' + form}}}"
    return found


KEYS = r"Esc|Ctrl|generate\w*|\bnone\b|AES256|SHA256"
"""Keys, and examples that are written so in any language."""


@pytest.fixture
def brackets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak a language in which every word stands in brackets."""
    write_catalogue(tmp_path, by_word)
    monkeypatch.setattr(words, "_FOLDER", tmp_path)
    words.use("nl")
    yield
    words._translations = None


def unbracketed(picture: str) -> str:
    """What stands on a screen outside brackets; what is cut or covered has lost one of them."""
    return re.sub(r"«[\w'-]*[»…│ ]|[\w'-]*»", " ", picture)


@pytest.mark.usefixtures("brackets")
async def test_every_page_is_told_in_the_readers_language() -> None:
    async with opened(answers.practice(), MadeDesk(practice=False), size=(200, 60)) as one:
        for page in pages.PAGES:
            assert one.at == page.id
            assert left_over(unbracketed(frame(one.desk.window)).splitlines(), NAMES) == [], page.id
            if page.slots:
                await one.press("f1")
                inside = "\n".join(re.findall("│(.*)│", frame(one.desk.window)))
                assert "Esc" in inside
                assert left_over(unbracketed(inside).splitlines(), f"{NAMES}|{KEYS}") == [], page.id
                await one.press("escape", "enter")
        await one.press("f10")
        assert "«Leave» «the» «wizard»?" in frame(one.desk.window)
