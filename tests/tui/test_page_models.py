"""What the pages show, as lines: never wider than its place, whatever was answered, and never a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wizard.interviews import thorough
from vnetwizard.tui.model.lines import Line, Tone, cut, folded, width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOMS = st.integers(30, 120)
FOREIGN = st.text(st.sampled_from("ab /-.é表🙂\n\t\x1b\u202e\u00a0"), max_size=60)
LINES = st.lists(st.tuples(FOREIGN, st.sampled_from(Tone)), max_size=5).map(tuple)


def words(line: Line) -> str:
    return "".join(text for text, _ in line)


def rows(lines: Iterable[Line], room: int) -> list[Line]:
    """Return lines as the page folds them."""
    return [row for line in lines for row in wrapped(line, room)]


def said(lines: Iterable[Line]) -> list[str]:
    return [words(line).rstrip() for line in lines]


def tone_of(lines: Iterable[Line], text: str) -> Tone:
    return next(tone for line in lines for part, tone in line if text in part)


# -- lines


@thorough
@given(LINES, st.integers(2, 40))
def test_folding_loses_no_letter_and_keeps_the_order_the_tones_and_the_room(line: Line, room: int) -> None:
    found = wrapped(line, room)
    assert all(width(row) <= room for row in found)
    shown = [(letter, tone) for row in found for text, tone in row for letter in text]
    wanted = [(letter, tone) for text, tone in line for letter in text]
    assert [one for one in shown if one[0] != " "] == [one for one in wanted if one[0].isprintable() and one[0] != " "]
    assert all(text.isprintable() for row in found for text, _ in row)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("  one two", 5, ["  one", "two"]),
        ("abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
        ("x abcdefgh", 4, ["x", "abcd", "efgh"]),
        ("表表表", 5, ["表表", "表"]),
        ("表表", 2, ["表", "表"]),
        ("a b" + " " * 20 + "c", 10, ["a b", "c"]),
        ("one\r\ntwo\tthree", 20, ["one two three"]),
        ("\x1b[31mred", 20, [" [31mred"]),
        (" " * 30, 10, [""]),
        ("", 10, [""]),
    ],
)
def test_how_a_line_is_folded(text: str, room: int, expected: list[str]) -> None:
    assert said(wrapped(((text, Tone.PLAIN),), room)) == expected


@thorough
@given(LINES, st.integers(1, 40))
def test_what_is_cut_fits_and_shows_it(line: Line, room: int) -> None:
    found = cut(line, room, "…")
    assert width(found) <= room
    assert found == line if width(line) <= room else words(found).endswith("…")


@thorough
@given(FOREIGN, st.integers(28, 60))
def test_a_text_stays_beside_its_label(text: str, room: int) -> None:
    first, *others = folded(("Label   ", Tone.FAINT), (text, Tone.WARNING), room)
    assert first[0] == ("Label   ", Tone.FAINT)
    assert all(row[0] == (" " * 8, Tone.PLAIN) for row in others)
    assert all(width(row) <= room for row in (first, *others))
    shown = "".join(words(row[1:]) for row in (first, *others))
    assert shown.replace(" ", "") == "".join(one for one in text if one.isprintable()).replace(" ", "")
