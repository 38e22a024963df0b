"""The stored pictures show the pages as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui import pictures

if TYPE_CHECKING:
    from pathlib import Path


SIZE = pictures.SIZES[0]


@pytest.mark.parametrize("size", pictures.SIZES)
async def test_the_stored_pictures_show_the_pages_as_they_are(size: tuple[int, int]) -> None:
    exactly = pictures.versions() == pictures.stored_with()
    found = list(pictures.differences(await pictures.take(size), pictures.folder(size), exactly=exactly))
    assert not found, "\n".join([*found, pictures.HOW])


@pytest.fixture
def stored(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Pictures in a folder of this test's own, and the same as if they had just been taken."""
    taken = pictures.load(pictures.folder(SIZE))
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


def textual(*pieces: tuple[float, float, str, str], identity: int = 1) -> str:
    """Return a picture as Textual makes them, of a red and a bold style."""
    name = f"terminal-{identity}"
    drawn = "".join(
        f'<text class="{name}-{style}" x="{12.2 * at:g}" y="{24.4 * row + 20:g}" clip-path="url(#{name}-line-{row})">'
        f"{text.replace(' ', '&#160;')}</text>"
        for row, at, style, text in pieces
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"><style>.{name}-title {{ fill: red; }}\n.{name}-r1 {{ fill: red }}\n'
        f'.{name}-r2 {{ font-weight: bold; }}</style><text class="{name}-title">t</text>'
        f'<rect fill="blue" x="0" y="1.5" width="{12.2 * identity:g}" height="24.65" shape-rendering="crispEdges"/>'
        f'<rect fill="blue" x="{12.2 * identity:g}" y="1.5" width="{12.2 * (7 - identity):g}" height="24.65" '
        f'shape-rendering="crispEdges"/><g class="{name}-matrix">{drawn}</g></svg>'
    )


def test_a_picture_is_the_same_whatever_its_id_and_its_pieces() -> None:
    one = textual((0, 0, "r1", "one two  "), (0, 9, "r2", " three"))
    other = textual((0, 0, "r1", "one"), (0, 3, "r2", " "), (0, 4, "r1", "two"), (0, 10, "r2", "three"), identity=3)
    assert pictures.drawn(one, SIZE) == pictures.drawn(other, SIZE)
    bold = textual((0, 0, "r1", "one"), (0, 4, "r2", "two"), (0, 10, "r2", "three"))
    assert pictures.drawn(one, SIZE) != pictures.drawn(bold, SIZE)


def test_the_text_of_a_picture_stands_in_its_rows_and_columns() -> None:
    picture = pictures.drawn(textual((0, 1, "r1", " ⇄ a"), (0, 8, "r1", "\n"), (2, 0, "r2", "&amp;b 東京 c")), SIZE)
    assert pictures.text(picture) == "  ⇄ a\n\n&b 東京 c\n"
