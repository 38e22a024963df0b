"""Every word on the pages can be another language's: a catalogue that brackets everything shows what cannot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.test_translation import catalogues, left_over
from tests.tui.desks import MadeDesk, opened
from tests.tui.frames import frame
from vnetwizard import words
from vnetwizard.wizard import answers, pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

assert catalogues  # a fixture, found by its name

NAMES = (
    r"ana@[\w.]+|vnetwizard|TestVNet\d\w*|TestRG\d|FrontEnd|GatewaySubnet|VpnGw\dAZ|eastus|westus|East US|West US"
    r"|\bcreate\b|\bmanaged\b|[0-9a-f-]{36}"
)
"""Names of the sample, of regions, Azure's own words, the word to type."""


@pytest.fixture
def brackets(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak a language in which every word stands in brackets."""
    monkeypatch.setattr(words, "_FOLDER", catalogues)
    words.use("nl")
    yield
    words._translations = None


def unbracketed(picture: str) -> str:
    """What stands on a screen outside brackets; what is cut has lost its closing one, on its line."""
    text = re.sub(r"«[^«»]*»", " ", picture)
    text = re.sub(r"«[^«»\n]*(?=[…\n])", " ", text)
    return re.sub(r"(?m)^[^«»]*»", " ", text)


@pytest.mark.usefixtures("brackets")
async def test_every_page_is_told_in_the_readers_language() -> None:
    async with opened(answers.practice(), MadeDesk(practice=False), size=(200, 60)) as one:
        for page in pages.PAGES:
            assert one.at == page.id
            assert left_over(unbracketed(frame(one.pilot.app)).splitlines(), NAMES) == [], page.id
            if page.slots:
                await one.press("f1")
                assert left_over(unbracketed(frame(one.pilot.app)).splitlines(), f"{NAMES}|Esc|Ctrl") == [], page.id
                await one.press("escape", "enter")
        await one.press("f10")
        assert "«Leave the wizard?»" in frame(one.pilot.app)
