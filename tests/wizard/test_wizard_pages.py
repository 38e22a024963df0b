"""The pages and their questions: order, words, and that each question can be reached."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

import pytest

from tests.wizard.interviews import to_the_end
from vnetwizard.topology import samples
from vnetwizard.topology.fields import FIELDS
from vnetwizard.wizard import editing, moves
from vnetwizard.wizard.answers import ids, practice, start
from vnetwizard.wizard.opening import opened
from vnetwizard.wizard.pages import ORDER, PAGES, Side, split
from vnetwizard.wizard.view import look

if TYPE_CHECKING:
    from vnetwizard.wizard.questions import Question

TITLES = {
    Side.FIRST: ["Basics", "Addresses", "Gateway subnet", "DNS", "Gateway"],
    Side.SECOND: ["Basics", "Addresses", "Gateway subnet", "DNS", "Gateway"],
    Side.LINK: ["Both directions", "Review"],
}


def test_pages_come_in_the_portals_order() -> None:
    assert [(page.side, page.title) for page in PAGES] == [(side, title) for side in Side for title in TITLES[side]]
    assert len(ORDER) == len(PAGES)


@pytest.mark.parametrize(
    ("page", "labels"),
    [
        ("first.basics", ["Existing network", "Subscription", "Resource group", "Name", "Region"]),
        ("second.addresses", ["IPv4 address space", "Subnet name", "Subnet address range"]),
        ("first.gateway-subnet", ["Gateway subnet address range"]),
        ("first.dns", ["DNS servers"]),
        (
            "second.gateway",
            [
                "Gateway name",
                "SKU",
                "Enable active-active mode",
                "Public IP address name",
                "Configure BGP ASN",
                "Generation",
                "Availability zone",
            ],
        ),
        (
            "link.connection",
            [
                "First connection name",
                "Second connection name",
                "Shared key (PSK)",
                "Custom IPsec/IKE policy",
                "Enable BGP",
                "DPD timeout in seconds",
            ],
        ),
        ("link.review", []),
    ],
)
def test_a_page_asks_in_the_portals_order(page: str, labels: list[str]) -> None:
    assert [question.field.label for question in look(practice()).page(page).questions] == labels


def test_every_question_has_words_and_every_one_is_reached() -> None:
    answers = editing.change(practice(), "link.ipsec_policy", "yes")
    reached: dict[str, Question] = {}
    for _ in PAGES:
        page = look(answers).current
        assert page.page.title
        assert page.page.why.endswith(".")
        reached |= {question.id: question for question in page.questions}
        answers = moves.forward(answers)
    assert set(reached) == set(ids(answers))
    assert all(question.field.label and question.field.help for question in reached.values())


def test_every_question_about_two_networks_and_their_link_is_asked() -> None:
    asked = {slot.field.path for page in PAGES for slot in page.slots}
    elsewhere = {"links.*.connections[0]", "links.*.connections[1]", "links.*.ipsec_policy"}
    # The kind of link and what it joins are what the interview is about; sites come from plan files alone.
    unasked = {path for path in FIELDS if path.startswith("sites.")}
    unasked |= {f"links.*.{key}" for key in ("type", "networks", "network", "site", "connection", "connections")}
    assert asked == set(FIELDS) - unasked | elsewhere


@pytest.mark.parametrize(
    "id_", ["", "first", "first.", "third.name", "first.colour", "first.subnets", "first.subnets.x.name",
            "first.subnets.0.name", "first.subnets.²1.name", "first.subnets.*.name", "first.subnets.1.colour",
            "link.name", "first.subnets.1.name.x", "first.subnets..name"]
)  # fmt: skip
def test_an_id_of_no_question(id_: str) -> None:
    with pytest.raises(KeyError):
        split(id_)


def test_ids_stay_and_paths_follow_the_name() -> None:
    answers = editing.change(practice(), "first.name", "hub.one")
    paths = {question.id: question.path for page in look(answers).pages for question in page.questions}
    assert paths["first.gateway.sku"] == 'networks."hub.one".gateway.sku'
    assert paths["first.subnets.1.range"] == paths["first.subnets.1.name"] == 'networks."hub.one".subnets.FrontEnd'
    assert paths["second.location"] == "networks.TestVNet4.location"
    assert paths["link.connections.1"] == "links[0].connections[1]"
    assert paths["link.shared_key"] == "shared_key"


def test_advanced_questions_stand_under_a_heading() -> None:
    for page in PAGES:
        assert bool(page.advanced) == any(slot.advanced for slot in page.slots)
    connection = look(practice()).page("link.connection")
    assert connection.page.advanced == "Advanced: IPsec/IKE policy, BGP, dead peer detection"
    assert not any(question.advanced for question in connection.questions[:3])
    assert all(question.advanced for question in connection.questions[3:])


def test_headings_are_the_networks_names_once_there_are_some() -> None:
    assert [look(start()).heading(side).say() for side in Side] == ["First network", "Second network", "Connection"]
    assert [look(practice()).heading(side).say() for side in Side] == ["TestVNet1", "TestVNet4", "Connection"]


def test_what_a_question_takes_is_said() -> None:
    asked = {question.id: question for page in look(practice()).pages for question in page.questions}
    assert [id_ for id_, question in asked.items() if question.takes_several and id_.startswith("first")] == [
        "first.address_space", "first.dns_servers", "first.gateway.public_ips", "first.gateway.zones"
    ]  # fmt: skip
    assert asked["first.existing"].choices == asked["link.bgp"].choices == ("no", "yes")
    assert asked["first.gateway.sku"].choices[0] == "VpnGw1AZ"
    assert asked["first.location"].choices == ()


def test_no_template_of_a_page_has_holes() -> None:
    for page in PAGES:
        for template in (page.title, page.why, page.advanced):
            assert [name for _, name, _, _ in Formatter().parse(template) if name] == []


def test_practice_leads_to_the_review_by_next_alone() -> None:
    answers = practice()
    for page in PAGES:
        view = look(answers)
        assert view.current.id == page.id
        assert view.gate is None
        answers = moves.forward(answers)
    view = look(answers)
    assert view.current.id == "link.review"
    assert view.ready
    assert view.topology == samples.sample()
    assert not answers.typed


def test_the_adopted_sample_is_the_sample() -> None:
    assert look(opened(samples.sample())).topology == samples.sample()
    assert look(to_the_end(opened(samples.sample()))).ready
