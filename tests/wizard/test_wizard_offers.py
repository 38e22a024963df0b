"""What can be chosen for a question, in words, and how a choice is stepped through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.wizard.interviews import ACTS, AROUND, STARTS, TEXTS, played, thorough
from vnetwizard.topology import regions, samples, skus
from vnetwizard.topology.findings import errors
from vnetwizard.topology.rules.policies import LEGAL
from vnetwizard.wizard.answers import practice, start
from vnetwizard.wizard.editing import change
from vnetwizard.wizard.offers import Lists, cycle, offers, picked
from vnetwizard.wizard.opening import opened
from vnetwizard.wizard.view import look

if TYPE_CHECKING:
    from tests.wizard.interviews import Act
    from vnetwizard.topology.model import Surroundings
    from vnetwizard.wizard.answers import Answers
    from vnetwizard.wizard.questions import Question
    from vnetwizard.wizard.view import View

ONE = "11111111-2222-4333-8444-aaaaaaaaaaaa"
TWO = "11111111-2222-4333-8444-bbbbbbbbbbbb"
SEEN = Lists(
    subscriptions=((TWO, "Test"), (ONE, "Pay as you go")),
    default=ONE,
    groups={ONE: (("zone-rg", "westeurope"), ("Hub-RG", "mars"), ("app-rg", "East US")), TWO: ()},
)
Row = tuple[str, str, str]
"""What is put into the answer, what is shown of it, and what is said about it."""


def interview(answers: Answers, **texts: str) -> Answers:
    """Return an interview with these answered; `first__name` is `first.name`."""
    for id_, text in texts.items():
        answers = change(answers, id_.replace("__", "."), text)
    return answers


def question(view: View, id_: str) -> Question:
    return next(one for page in view.pages for one in page.questions if one.id == id_)


def rows(answers: Answers, id_: str, lists: Lists = SEEN) -> list[Row]:
    view = look(answers)
    return [
        (one.text, one.label.say(), one.about.say() if one.about else "")
        for one in offers(view, question(view, id_), lists)
    ]


NOTHING_LISTED = Lists()
NONE_SEEN = Lists(subscriptions=(), default=None)
UNCLEAR = replace(SEEN, default=None)
NEW, THERE = "new; it will be made", "there already, "
GROUPS = [
    ("app-rg", "app-rg", THERE + "East US"),
    ("Hub-RG", "Hub-RG", THERE + "mars"),
    ("zone-rg", "zone-rg", THERE + "West Europe"),
]
SIGNED_IN = "the one that you are signed in to"
SUBSCRIPTIONS = [(ONE, "Pay as you go", ONE), (TWO, "Test", TWO)]


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        ("first.existing", [("no", "no", ""), ("yes", "yes", "")]),
        ("link.bgp", [("no", "no", ""), ("yes", "yes", "")]),
        ("link.ipsec_policy", [("no", "no", ""), ("yes", "yes", "")]),
        (
            "second.gateway.sku",
            [
                ("VpnGw1AZ", "VpnGw1AZ", "650 Mbps, 30 tunnels, zones"),
                ("VpnGw2AZ", "VpnGw2AZ", "1,250 Mbps, 30 tunnels, zones"),
                ("VpnGw3AZ", "VpnGw3AZ", "2,500 Mbps, 30 tunnels, zones"),
                ("VpnGw4AZ", "VpnGw4AZ", "5,000 Mbps, 100 tunnels, zones"),
                ("VpnGw5AZ", "VpnGw5AZ", "10,000 Mbps, 100 tunnels, zones"),
            ],
        ),
        (
            "first.gateway.generation",
            [("", "the newest that the SKU has", ""), ("1", "1", ""), ("2", "2", "")],
        ),
        (
            "link.ipsec_policy.ike_encryption",
            [(one, one, "usual" if one == "AES256" else "") for one in LEGAL["ike_encryption"]],
        ),
        ("link.ipsec_policy.sa_lifetime_seconds", []),
        ("first.name", []),
        ("first.address_space", []),
        ("first.gateway.zones", []),
        ("first.gateway.bgp_asn", []),
        ("link.shared_key", []),
    ],
)
def test_what_a_question_offers(id_: str, expected: list[Row]) -> None:
    assert rows(interview(practice(), link__ipsec_policy="yes"), id_) == expected


def test_regions_are_all_there_by_what_the_portal_calls_them() -> None:
    found = rows(practice(), "second.location")
    assert {text for text, _, _ in found} == {one.name for one in regions.REGIONS}
    public = [label for text, label, _ in found if (region := regions.find(text)) and region.cloud == "public"]
    assert public == sorted(public) == [label for _, label, _ in found][: len(public)]
    about = {label: said for _, label, said in found}
    assert about["East US"] == "eastus, zones; the other network's"
    assert about["West Europe"] == "westeurope, zones"
    assert about["West US"] == "westus, no zones"


def test_the_other_networks_region_is_known_however_it_was_typed() -> None:
    typed = interview(start(), first__location="WEST us")
    assert dict((text, about) for text, _, about in rows(typed, "second.location"))["westus"] == (  # noqa: C402
        "westus, no zones; the other network's"
    )


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        (NOTHING_LISTED, []),
        (NONE_SEEN, []),
        (SEEN, [("", SIGNED_IN, "Pay as you go"), *SUBSCRIPTIONS]),
        (UNCLEAR, [("", SIGNED_IN, "it is not clear which of several that is"), *SUBSCRIPTIONS]),
        (Lists(subscriptions=((ONE, ""),), default=ONE), [("", SIGNED_IN, ONE), (ONE, ONE, "")]),
    ],
)
def test_subscriptions_begin_with_the_default(lists: Lists, expected: list[Row]) -> None:
    assert rows(start(), "first.subscription", lists) == expected
    assert rows(interview(start(), first__subscription=TWO), "second.subscription", lists) == expected


def new(*names: str) -> list[Row]:
    return [(name, name, NEW) for name in names]


@pytest.mark.parametrize(
    ("id_", "texts", "lists", "expected"),
    [
        ("first", {}, NOTHING_LISTED, []),
        ("first", {}, UNCLEAR, []),
        ("first", {}, replace(SEEN, groups={TWO: ()}), []),
        ("first", {}, SEEN, new("TestRG1", "TestRG4") + GROUPS),
        ("second", {}, SEEN, new("TestRG4", "TestRG1") + GROUPS),
        ("first", {"first__subscription": TWO}, SEEN, new("TestRG1", "TestRG4")),
        ("first", {"first__subscription": TWO, "second__subscription": ""}, SEEN, new("TestRG1")),
        ("second", {"first__subscription": TWO, "second__subscription": ""}, SEEN, new("TestRG4") + GROUPS),
        ("second", {"second__subscription": TWO.upper()}, SEEN, new("TestRG4")),
        ("second", {"second__subscription": ONE.upper()}, SEEN, new("TestRG4", "TestRG1") + GROUPS),
        ("first", {"second__resource_group": "testrg1"}, SEEN, new("TestRG1") + GROUPS),
        ("first", {"second__resource_group": "HUB-rg"}, SEEN, new("TestRG1") + GROUPS),
        ("first", {"second__resource_group": "no/name"}, SEEN, new("TestRG1") + GROUPS),
        ("first", {"first__resource_group": "mine"}, SEEN, new("mine", "TestRG1", "TestRG4") + GROUPS),
        ("first", {"first__resource_group": ""}, SEEN, new("TestRG1", "TestRG4") + GROUPS),
        ("first", {"first__resource_group": "hub-rg"}, SEEN, new("TestRG1", "TestRG4") + GROUPS),
        ("first", {"first__name": "", "first__resource_group": ""}, SEEN, new("TestRG4") + GROUPS),
        ("first", {"first__name": "hub-", "second__name": "zone-"}, SEEN, new("hub-RG2") + GROUPS),
        ("first", {"first__existing": "yes"}, SEEN, GROUPS),
        ("first", {"second__existing": "yes"}, SEEN, new("TestRG1") + GROUPS),
    ],
)
def test_groups_are_those_there_and_those_to_be_made(
    id_: str, texts: dict[str, str], lists: Lists, expected: list[Row]
) -> None:
    assert rows(interview(practice(), **texts), f"{id_}.resource_group", lists) == expected


@pytest.mark.parametrize(
    ("id_", "text", "after", "before"),
    [
        ("first.existing", "no", "yes", "yes"),
        ("first.existing", "yes", "no", "no"),
        ("first.existing", "JA", "yes", "yes"),
        ("first.existing", "", "no", "no"),
        ("first.existing", "perhaps", "no", "no"),
        ("first.gateway.sku", "VpnGw1AZ", "VpnGw2AZ", "VpnGw5AZ"),
        ("first.gateway.sku", "VpnGw5AZ", "VpnGw1AZ", "VpnGw4AZ"),
        ("first.gateway.sku", "vpngw3az", "VpnGw3AZ", "VpnGw3AZ"),
        ("first.gateway.sku", "VpnGw4", "VpnGw4AZ", "VpnGw4AZ"),
        ("first.gateway.sku", "HighPerformance", "VpnGw2AZ", "VpnGw2AZ"),
        ("first.gateway.sku", "Basic", "VpnGw1AZ", "VpnGw1AZ"),
        ("first.gateway.sku", "Vpn3AZ", "VpnGw3AZ", "VpnGw3AZ"),
        ("first.gateway.sku", "", "VpnGw1AZ", "VpnGw1AZ"),
        ("first.gateway.sku", "x" * 5000, "VpnGw1AZ", "VpnGw1AZ"),
        ("first.gateway.generation", "", "1", "2"),
        ("first.gateway.generation", "2", "", "1"),
        ("first.gateway.generation", " 2", "2", "2"),
        ("first.gateway.generation", "newest", "", ""),
        ("link.ipsec_policy.dh_group", "DHGroup14", "DHGroup2048", "ECP256"),
        ("link.ipsec_policy.dh_group", "dhgroup24", "DHGroup24", "DHGroup24"),
        ("link.ipsec_policy.dh_group", "?", "DHGroup14", "DHGroup14"),
        ("link.ipsec_policy.sa_lifetime_seconds", "27000", "27000", "27000"),
        ("first.location", "eastus", "eastus", "eastus"),
        ("first.name", "?", "?", "?"),
    ],
)
def test_stepping_goes_around_and_begins_at_what_was_meant(id_: str, text: str, after: str, before: str) -> None:
    view = look(interview(practice(), link__ipsec_policy="yes", **{id_.replace(".", "__"): text}))
    asked = question(view, id_)
    assert asked.text == text
    assert (cycle(view, asked, 1, SEEN), cycle(view, asked, -1, SEEN)) == (after, before)


def test_what_is_picked_and_what_is_typed() -> None:
    view = look(interview(practice(), link__ipsec_policy="yes"))
    first = {one.id for page in view.pages[:5] for one in page.questions if picked(one)}
    assert first == {
        f"first.{key}" for key in ("existing", "gateway.sku", "gateway.active_active", "gateway.generation")
    }
    link = {one.id.removeprefix("link.") for one in view.page("link.connection").questions if picked(one)}
    assert link == {"ipsec_policy", "bgp", *(f"ipsec_policy.{key}" for key in LEGAL)}
    assert [one.text for one in offers(view, question(view, "first.gateway.sku"))] == [sku.name for sku in skus.OFFERED]


IDS = st.sampled_from([ONE, TWO, ONE.upper(), "another"])
LISTS = st.builds(
    Lists,
    subscriptions=st.lists(st.tuples(IDS, TEXTS), max_size=3, unique_by=lambda one: one[0]).map(tuple),
    default=st.none() | IDS,
    groups=st.dictionaries(
        IDS, st.lists(st.tuples(TEXTS, TEXTS), max_size=3, unique_by=lambda one: one[0].casefold()).map(tuple)
    ),
)


@thorough
@given(STARTS | st.just(opened(samples.sample())), ACTS, AROUND, LISTS)
def test_everything_offered_is_legal_and_a_pick_goes_through_all_of_it(
    answers: Answers, acts: list[Act], around: Surroundings, lists: Lists
) -> None:
    view = look(played(answers, acts, around), around)
    for page in view.pages:
        for asked in page.questions:
            found = offers(view, asked, lists)
            texts = [one.text for one in found]
            assert all(one.about is None or one.about.say() for one in found)
            assert all(one.label.say() for one in found if one.text)
            if not picked(asked):
                assert cycle(view, asked, 1, lists) == asked.text
                continue
            assert len(set(texts)) == len(texts) > 1
            assert not [text for text in texts if errors(asked.field.check(text))]
            _goes_through(view, asked, texts, lists)


def _goes_through(view: View, asked: Question, texts: list[str], lists: Lists) -> None:
    began = asked.text if asked.text in texts else cycle(view, asked, 1, lists)
    here = began
    been: list[str] = []
    for _ in texts:
        here = cycle(view, replace(asked, text=here), 1, lists)
        assert cycle(view, replace(asked, text=here), -1, lists) == (been or [began])[-1]
        been.append(here)
    assert here == began
    assert sorted(been) == sorted(texts)
