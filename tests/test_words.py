"""Words: templates become text at the edge, in the language in use, and values are never read as templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from vnetwizard import words
from vnetwizard.words import mark, say, say_many

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_translations", None)


@pytest.fixture
def catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a Dutch catalogue where the package's own would be."""
    catalog = Catalog(locale="nl")
    catalog.add("{name} is there.", "{name} is er al.")
    catalog.add("{who} calls {name}.", "{name} wordt door {who} geroepen.")
    catalog.add(
        ("{count} run in {place}", "{count} runs in {place}"), ("{count} run te {place}", "{count} runs te {place}")
    )
    folder = tmp_path / "locale" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "vnetwizard.mo").open("wb") as file:
        write_mo(file, catalog)
    monkeypatch.setattr(words, "_FOLDER", tmp_path / "locale")


def test_a_mark_changes_nothing() -> None:
    assert mark("{name} is {{there}}.") == "{name} is {{there}}."


@pytest.mark.parametrize("value", ["{name}", "{0}", "{", "}}", "{name.__class__}", "%s", "a{b}c"])
def test_braces_in_a_value_stay_as_they_are(value: str) -> None:
    assert say("{name} is there.", {"name": value}) == f"{value} is there."


def test_without_values_a_text_is_no_template() -> None:
    assert say("{name} is there.") == "{name} is there."
    assert say("{name} is there.", {}) == "{name} is there."


def test_a_value_that_a_template_lacks_is_a_fault_not_a_hole_in_the_text() -> None:
    with pytest.raises(KeyError, match="name"):
        say("{name} is there.", {"other": 1})


def test_values_that_are_not_named_are_left_out() -> None:
    assert say("{name} is there.", {"name": 1, "other": 2}) == "1 is there."


@pytest.mark.usefixtures("catalogues")
def test_the_language_in_use_is_spoken_and_its_words_may_stand_in_another_order() -> None:
    words.use("nl")
    assert say("{name} is there.", {"name": "Hub {x}"}) == "Hub {x} is er al."
    assert say("{who} calls {name}.", {"who": "A", "name": "B"}) == "B wordt door A geroepen."


@pytest.mark.usefixtures("catalogues")
def test_before_a_language_is_chosen_the_templates_are_spoken() -> None:
    assert say("{name} is there.", {"name": "Hub"}) == "Hub is there."


@pytest.mark.usefixtures("catalogues")
@pytest.mark.parametrize("language", ["en", "xx", "../nl"])
def test_without_a_catalogue_english_is_spoken_also_after_another_language(language: str) -> None:
    words.use("nl")
    words.use(language)
    assert say("{name} is there.", {"name": "Hub"}) == "Hub is there."


@pytest.mark.usefixtures("catalogues")
def test_what_a_catalogue_lacks_is_said_in_english() -> None:
    words.use("nl")
    assert say("{name} is not in it.", {"name": "Hub"}) == "Hub is not in it."
    assert say_many("{count} gateway", "{count} gateways", 2) == "2 gateways"


@pytest.mark.usefixtures("catalogues")
@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("en", 0, "0 runs in {here}"),
        ("en", 1, "1 run in {here}"),
        ("en", 2, "2 runs in {here}"),
        ("nl", 1, "1 run te {here}"),
        ("nl", 2, "2 runs te {here}"),
    ],
)
def test_numbers_choose_their_form(language: str, count: int, text: str) -> None:
    words.use(language)
    assert say_many("{count} run in {place}", "{count} runs in {place}", count, {"place": "{here}"}) == text


def test_numbers_choose_their_form_before_a_language_is_chosen() -> None:
    assert [say_many("{count} run", "{count} runs", count) for count in (0, 1, 2)] == ["0 runs", "1 run", "2 runs"]
