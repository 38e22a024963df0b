"""Enter leads to whatever needs an answer next, a page opens what has to be seen, and pasting keeps what was copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wizard.interviews import ACTS, AROUND, RANGES, STARTS, TEXTS, played, thorough, to_the_end
from vnetwizard.topology.findings import BadText
from vnetwizard.wizard import moves
from vnetwizard.wizard.answers import KeyOrigin, ids, practice, start
from vnetwizard.wizard.editing import MOST_ROWS, add_subnet, change, paste, remove_subnet, with_key
from vnetwizard.wizard.pages import KEY, ORDER, PAGES, REVIEW, Side, split
from vnetwizard.wizard.prefill import texts
from vnetwizard.wizard.values import LONGEST, is_flag
from vnetwizard.wizard.view import NOWHERE, look

if TYPE_CHECKING:
    from tests.wizard.interviews import Act
    from vnetwizard.topology.model import Surroundings
    from vnetwizard.wizard.answers import Answers

ON_ADDRESSES = moves.forward(practice())
SPACE = "first.address_space"


def text(answers: Answers, id_: str) -> str:
    return next(one.text for page in look(answers).pages for one in page.questions if one.id == id_)


def typed(answers: Answers, **answered: str) -> Answers:
    """Return the answers with these typed in; `first__name` is `first.name`."""
    for id_, one in answered.items():
        answers = change(answers, id_.replace("__", "."), one)
    return answers


def subnets(answers: Answers, side: Side = Side.FIRST) -> list[tuple[str, str]]:
    rows = answers.rows_of(side)
    return [(text(answers, f"{side}.subnets.{row}.name"), text(answers, f"{side}.subnets.{row}.range")) for row in rows]


# -- onward


@pytest.mark.parametrize(
    ("here", "leads_to"),
    [
        ("first.existing", "first.resource_group"),
        ("first.subscription", "first.resource_group"),
        ("first.resource_group", "first.name"),
        ("first.name", "first.location"),
        ("first.location", "first.resource_group"),
        ("nothing.here", "first.resource_group"),
        ("second.name", "first.resource_group"),
    ],
)
def test_enter_leads_to_the_next_question_without_an_answer_then_from_the_top(here: str, leads_to: str) -> None:
    empty = typed(start(), first__resource_group="")
    assert look(empty).current.needing == ("first.resource_group", "first.name", "first.location")
    assert moves.onward(empty, here) == (empty, leads_to)


@pytest.mark.parametrize("here", [SPACE, "first.subnets.1.name", "first.subnets.1.range"])
def test_enter_leads_to_what_is_wrong_be_it_the_question_itself(here: str) -> None:
    wrong = typed(ON_ADDRESSES, first__address_space="nonsense")
    assert look(wrong).current.needing == (SPACE,)
    assert moves.onward(wrong, here) == (wrong, SPACE)


def test_a_warning_keeps_nobody() -> None:
    unknown = typed(start(), first__name="hub", first__location="mars")
    assert [placed.is_error for placed in look(unknown).current.findings] == [False]
    assert look(unknown).current.needing == ()
    assert moves.onward(unknown, "first.location")[0].at == "first.addresses"


def test_enter_on_a_page_that_is_complete_goes_on() -> None:
    there, needy = moves.onward(practice(), "first.existing")
    assert (there.at, needy) == ("first.addresses", "")
    assert there == moves.forward(practice())


def test_enter_on_the_last_page_leads_nowhere() -> None:
    done = to_the_end(practice())
    assert moves.onward(done, "") == (done, "")
    waiting = moves.jump(typed(done, first__name=""), REVIEW)
    assert not look(waiting).current.complete
    assert moves.onward(waiting, "") == (waiting, "")


def test_a_missing_key_is_what_enter_leads_to() -> None:
    there = with_key(to_the_end(practice()), KeyOrigin.MISSING)
    there = moves.jump(there, "link.connection")
    assert moves.onward(there, "link.connections.0") == (there, KEY)
    assert moves.onward(change(there, KEY, "longenoughlongenough"), KEY)[0].at == REVIEW


@thorough
@given(STARTS, ACTS, AROUND, st.integers(0, 10**6))
def test_enter_goes_on_or_to_something_that_needs_it_and_changes_nothing_typed(
    answers: Answers, acts: list[Act], around: Surroundings, number: int
) -> None:
    answers = played(answers, acts, around)
    here = ids(answers)[number % len(ids(answers))]
    page = look(answers, around).current
    there, needy = moves.onward(answers, here, around)
    assert (there.typed, there.rows, there.key) == (answers.typed, answers.rows, answers.key)
    if needy:
        assert there == answers
        assert needy in page.needing
        asked = [one.id for one in page.questions]
        between = asked[asked.index(here) + 1 : asked.index(needy)] if here in asked else asked[: asked.index(needy)]
        assert not set(between) & set(page.needing)
    else:
        assert there.at == answers.at or ORDER[there.at] == ORDER[answers.at] + 1
        assert page.complete or not page.needing


@thorough
@given(STARTS, ACTS, AROUND)
def test_who_answers_all_that_is_needed_is_let_on(answers: Answers, acts: list[Act], around: Surroundings) -> None:
    for page in look(played(answers, acts, around), around).pages:
        order = [one.id for one in page.questions]
        assert list(page.needing) == sorted(page.needing, key=order.index)
        assert {placed.question for placed in page.findings if placed.is_error} <= {"", *page.needing}
        assert bool(page.needing) <= (not page.complete)
        if page.id != REVIEW:
            assert page.complete == (not page.needing)


# -- what is collapsed


@pytest.mark.parametrize(
    ("page", "answered", "opens"),
    [
        ("first.gateway", {}, False),
        ("first.gateway", {"first__gateway__zones": "1, 2, 3"}, True),
        ("first.gateway", {"first__gateway__zones": ""}, False),
        ("first.gateway", {"first__gateway__generation": "7"}, True),
        ("first.gateway", {"first__gateway__sku": "nonsense"}, False),
        ("second.gateway", {"first__gateway__zones": "1, 2, 3"}, False),
        ("link.connection", {}, False),
        ("link.connection", {"link__bgp": "yes"}, True),
        ("link.connection", {"link__ipsec_policy": "yes"}, True),
        ("link.connection", {"link__dpd_timeout_seconds": "1"}, True),
        ("link.connection", {"link__connections__0": "mine"}, False),
        ("first.basics", {"first__name": "hub"}, False),
        (REVIEW, {"link__bgp": "yes"}, False),
    ],
)
def test_a_page_opens_what_was_answered_or_is_wrong_there(page: str, answered: dict[str, str], opens: bool) -> None:  # noqa: FBT001 - a table
    view = look(typed(practice(), **answered)).page(page)
    assert view.opens is opens


def test_a_finding_about_what_nobody_typed_opens_it_too() -> None:
    basic = typed(practice(), second__gateway__sku="VpnGw1", second__gateway__zones="1")
    assert look(basic).page("second.gateway").opens


# -- what nothing means


NOTHING = {
    "subscription": "the one that you are signed in to",
    "dns_servers": "Azure's own",
    "gateway.bgp_asn": "no BGP",
    "gateway.generation": "the newest that the SKU has",
    "gateway.zones": "all that the region has",
    "dpd_timeout_seconds": "45",
}


def test_every_question_that_may_stay_empty_says_what_that_means() -> None:
    answers = typed(practice(), link__ipsec_policy="yes")
    for page in look(answers).pages:
        for question in page.questions:
            key = question.id.partition(".")[2]
            assert question.nothing_means == NOTHING.get(key, "")
            may_be_empty = question.field.optional and not is_flag(question.field)
            assert bool(question.nothing_means) == may_be_empty, question.id


def test_an_empty_answer_that_means_something_is_a_good_one() -> None:
    for key in NOTHING:
        side = Side.LINK if key == "dpd_timeout_seconds" else Side.FIRST
        answers = change(practice(), f"{side}.{key}", "")
        assert all(page.complete for page in look(answers).pages[:-1]), key


# -- pasting


@pytest.mark.parametrize(
    ("id_", "present", "at", "pasted", "after", "cursor"),
    [
        ("first.name", "hub", (3, 3), "-net", "hub-net", 7),
        ("first.name", "hub", (0, 3), " spoke\n", "spoke", 5),
        ("first.name", "hub-net", (3, 4), "", "hubnet", 3),
        ("first.name", "hub", (3, 0), "x", "x", 1),
        ("first.name", "", (0, 0), "one\r\ntwo", "one two", 7),
        ("first.name", "", (0, 0), "one\rtwo\r", "one two", 7),
        ("first.name", "", (0, 0), "one\n\n", "one", 3),
        (SPACE, "10.0.0.0/16, ", (13, 13), "10.1.0.0/16\n10.2.0.0/16\n", "10.0.0.0/16, 10.1.0.0/16, 10.2.0.0/16", 37),
        (SPACE, "10.0.0.0/16", (0, 11), "10.1.0.0/16\r10.2.0.0/16", "10.1.0.0/16, 10.2.0.0/16", 24),
        (SPACE, "10.0.0.0/16", (3, 4), "9", "10.9.0.0/16", 4),
        ("first.dns_servers", "", (0, 0), "10.0.0.4; 10.0.0.5\t10.0.0.6", "10.0.0.4, 10.0.0.5, 10.0.0.6", 28),
        ("first.gateway.zones", "1", (1, 1), "", "1", 1),
        ("first.gateway.bgp_asn", "", (0, 0), " 65010 ", "65010", 5),
        ("first.subnets.1.name", "Front", (5, 5), "End", "FrontEnd", 8),
        ("first.subnets.1.range", "10.11.0.0/24", (10, 12), "/25\n", "10.11.0.0//25", 13),
    ],
)
def test_what_is_pasted_stands_where_it_was_pasted(  # noqa: PLR0917 - a table
    id_: str, present: str, at: tuple[int, int], pasted: str, after: str, cursor: int
) -> None:
    answers, stands = paste(change(practice(), id_, present), id_, pasted, at=at)
    assert (text(answers, id_), stands) == (after, cursor)


def test_pasting_over_what_was_filled_in_begins_with_that() -> None:
    assert text(practice(), "first.name") == "TestVNet1"
    answers, stands = paste(practice(), "first.name", "s", at=(8, 8))
    assert (text(answers, "first.name"), stands) == ("TestVNets1", 9)
    assert "first.name" in answers.typed


def test_pasting_what_stands_there_already_is_not_typing() -> None:
    assert paste(practice(), "first.name", "TestVNet1", at=(0, 9)) == (practice(), 9)


@pytest.mark.parametrize("id_", ["first.name", SPACE, "first.subnets.1.range", KEY])
def test_what_is_longer_than_any_answer_is_refused(id_: str) -> None:
    longest, too_long = "10.0.0.0/8 "[: LONGEST % 11] + "10.0.0.0/8 " * (LONGEST // 11), "x" * (LONGEST + 1)
    assert len(longest) == LONGEST
    with pytest.raises(BadText) as refused:
        paste(practice(), id_, too_long, at=(0, 0))
    assert refused.value.values == {"length": LONGEST + 1, "longest": LONGEST}
    if id_ == SPACE:
        assert paste(practice(), id_, longest, at=(0, 0))[0] != practice()


R1, R2 = "10.11.1.0/24", "10.11.2.0/24"
TABLES = [
    ("web 10.11.1.0/24\napp 10.11.2.0/24", [("web", R1), ("app", R2)]),
    ("web: 10.11.1.0/24\r\napp: 10.11.2.0/24\r\n", [("web", R1), ("app", R2)]),
    ("web\t10.11.1.0/24\rapp\t10.11.2.0/24", [("web", R1), ("app", R2)]),
    ('web = "10.11.1.0/24"', [("web", R1)]),
    ("10.11.1.0/24 web", [("web", R1)]),
    ("web 10.11.1.0/24; app 10.11.2.0/24, db", [("web", R1), ("app", R2), ("db", "10.11.0.0/24")]),
    ("10.11.1.0/24, 10.11.2.0/24", [("FrontEnd", R1), ("FrontEnd2", R2)]),
    ("web 10.11.1.0/99\n\n", [("web", "10.11.1.0/99")]),
]  # fmt: skip


@pytest.mark.parametrize(("pasted", "expected"), TABLES)
@pytest.mark.parametrize("key", ["name", "range"])
def test_several_subnets_are_a_row_each(key: str, pasted: str, expected: list[tuple[str, str]]) -> None:
    answers, stands = paste(practice(), f"first.subnets.1.{key}", pasted, at=(0, 0))
    assert (subnets(answers), stands) == (expected, 0)
    assert subnets(answers, Side.SECOND) == subnets(practice(), Side.SECOND)


def test_a_row_that_somebody_typed_into_stays() -> None:
    mine = change(practice(), "first.subnets.1.name", "mine")
    answers, _ = paste(mine, "first.subnets.1.range", "a 10.11.1.0/24\nb 10.11.2.0/24", at=(0, 0))
    assert [name for name, _ in subnets(answers)] == ["mine", "a", "b"]


def test_no_more_rows_are_pasted_than_there_may_be() -> None:
    many = "\n".join("a 1.1.1.0/24" for _ in range(MOST_ROWS + 50))
    assert len(many) < LONGEST
    answers, _ = paste(practice(), "first.subnets.1.range", many, at=(0, 0))
    assert len(subnets(answers)) == MOST_ROWS


def test_what_is_pasted_into_a_row_that_is_gone_changes_nothing_as_typing_there() -> None:
    gone = remove_subnet(add_subnet(practice(), Side.FIRST), Side.FIRST, "2")
    assert change(gone, "first.subnets.2.name", "x") == gone
    assert paste(gone, "first.subnets.2.name", "x", at=(0, 0))[0] == gone


@pytest.mark.parametrize("id_", ["first.colour", "third.name", "first.subnets.x.name", ""])
def test_what_no_question_is_about_takes_nothing(id_: str) -> None:
    with pytest.raises(KeyError):
        paste(practice(), id_, "x", at=(0, 0))


def test_a_key_is_not_kept_when_it_is_pasted() -> None:
    key = "PastedPastedPastedPasted"
    answers, _ = paste(practice(), KEY, key, at=(0, 0))
    assert answers == with_key(practice(), KeyOrigin.TYPED)


@thorough
@given(STARTS, ACTS, TEXTS, st.integers(0, 10**6), st.tuples(st.integers(0, 20), st.integers(0, 20)))
def test_whatever_is_pasted_stands_between_what_was_around_it_or_is_refused(
    answers: Answers, acts: list[Act], pasted: str, number: int, at: tuple[int, int]
) -> None:
    answers = played(answers, acts)
    id_ = [one for one in ids(answers) if one != KEY][number % (len(ids(answers)) - 1)]
    if len(pasted) > LONGEST:
        with pytest.raises(BadText):
            paste(answers, id_, pasted, at=at)
        return
    before = texts(answers, NOWHERE)[id_]
    after, cursor = paste(answers, id_, pasted, at=at)
    if after.rows != answers.rows or (split(id_)[2] and not cursor):
        assert split(id_)[2]
        return
    first, end = sorted(at)
    found = texts(after, NOWHERE)[id_]
    left, right = before[:first], before[end:]
    middle = found[len(left) : len(found) - len(right)]
    assert found == left + middle + right
    assert len(middle.splitlines()) <= 1
    assert list(filter(str.isalnum, middle)) == list(filter(str.isalnum, pasted))


@thorough
@given(st.lists(RANGES, min_size=1, max_size=5), st.sampled_from([",", ", ", "\n", "\r\n", "\r", ";", " ", "\t"]))
def test_a_list_however_it_was_written_is_the_same_list(ranges: list[str], between: str) -> None:
    answers, cursor = paste(practice(), SPACE, between.join(ranges), at=(0, 12))
    assert text(answers, SPACE) == ", ".join(ranges)
    assert cursor == len(", ".join(ranges))


def test_every_page_but_the_last_asks_something() -> None:
    assert [page.id for page in PAGES if not look(practice()).page(page.id).questions] == [REVIEW]
    assert all(split(id_) for id_ in ids(practice()))
