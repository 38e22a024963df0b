"""The stored pictures show the pages as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui import pictures

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", pictures.SIZES)
async def test_the_stored_pictures_show_the_pages_as_they_are(size: tuple[int, int]) -> None:
    exactly = pictures.versions() == pictures.stored_with()
    found = list(pictures.differences(await pictures.take(size), pictures.folder(size), exactly=exactly))
    assert not found, "\n".join([*found, pictures.HOW])


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Pictures in a folder of this test's own, and the same as if they had just been taken."""
    taken = pictures.load(pictures.folder(pictures.SIZES[0]))
    place = tmp_path / "80x24"
    pictures.store(taken, place)
    return place, taken


def test_the_same_pictures_do_not_differ(stored: tuple[Path, dict[str, str]]) -> None:
    place, taken = stored
    assert len(taken) > 15
    assert not list(pictures.differences(taken, place, exactly=True))


@pytest.mark.parametrize("exactly", [True, False])
def test_a_changed_word_is_noticed(stored: tuple[Path, dict[str, str]], *, exactly: bool) -> None:
    place, taken = stored
    changed = taken | {"17-progress": taken["17-progress"].replace("TestRG4", "TestRG5")}
    assert changed != taken
    (said,) = pictures.differences(changed, place, exactly=exactly)
    assert said.startswith("80x24/17-progress.svg is stale; it shows\n")
    assert said.count("TestRG5") == changed["17-progress"].count("TestRG5")


def test_a_changed_colour_is_noticed_where_the_versions_are_the_same(stored: tuple[Path, dict[str, str]]) -> None:
    place, taken = stored
    changed = taken | {"01-start": taken["01-start"].replace("font-weight: bold", "font-weight: normal")}
    (said,) = pictures.differences(changed, place, exactly=True)
    assert said.startswith("80x24/01-start.svg is stale: its text is the same")
    assert not list(pictures.differences(changed, place, exactly=False))


@pytest.mark.parametrize("exactly", [True, False])
def test_a_picture_missing_or_too_many_is_noticed(stored: tuple[Path, dict[str, str]], *, exactly: bool) -> None:
    place, taken = stored
    (place / "01-start.svg").rename(place / "01-began.svg")
    assert list(pictures.differences(taken, place, exactly=exactly)) == [
        "80x24/01-began.svg is one too many",
        "80x24/01-start.svg is missing",
    ]


def test_pictures_too_many_are_taken_away(stored: tuple[Path, dict[str, str]]) -> None:
    place, taken = stored
    (place / "00-old.svg").write_text("old")
    pictures.store(taken, place)
    assert pictures.load(place) == taken


def test_a_picture_is_the_same_whatever_its_id(stored: tuple[Path, dict[str, str]]) -> None:
    svg = (
        '<svg class="rich-terminal"><g class="terminal-{0}-matrix" clip-path="url(#terminal-{0}-clip-terminal)"/></svg>'
    )
    assert pictures.same(svg.format(17)) == pictures.same(svg.format(4))
    _, taken = stored
    assert not [
        name
        for name, one in taken.items()
        if "terminal-" in one.replace("rich-terminal", "").replace("clip-terminal", "")
    ]


def test_the_text_of_a_picture_stands_in_its_rows_and_columns() -> None:
    row = '<text class="terminal-1-r1" x="{}" y="{}" textLength="1" clip-path="url(#terminal-1-line-0)">{}</text>'
    drawn = row.format(12.2, 20, "&#160;⇄&#160;a") + row.format(97.6, 20, "\n") + row.format(0, 68.8, "&amp;b")
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><text class="terminal-1-title">t</text>{drawn}</svg>'
    assert pictures.text(pictures.same(svg)) == "  ⇄ a\n\n&b\n"
