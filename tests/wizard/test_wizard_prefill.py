"""What is filled in: names by the samples' pattern, ranges that clash with nothing, and nothing over what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wizard.interviews import ACTS, AROUND, RANGES, STARTS, played, thorough
from vnetwizard.topology import addresses, suggest
from vnetwizard.topology.model import Neighbour, Surroundings
from vnetwizard.wizard.answers import Answers, practice, start
from vnetwizard.wizard.editing import add_range, add_subnet, change, paste_subnets, remove_subnet, reset
from vnetwizard.wizard.pages import Side
from vnetwizard.wizard.prefill import suggestion, texts
from vnetwizard.wizard.view import NOWHERE, look

if TYPE_CHECKING:
    from tests.wizard.interviews import Act


def filled(answers: Answers, surroundings: Surroundings = NOWHERE) -> dict[str, str]:
    return texts(answers, surroundings)


def around(*ranges: str) -> Surroundings:
    return Surroundings(neighbours=(Neighbour(id="/subscriptions/s/there", name="there", address_space=ranges),))


def test_nothing_is_made_up_that_nobody_can_know() -> None:
    empty = filled(start())
    assert [empty[f"{side}.{key}"] for side in ("first", "second") for key in ("name", "location")] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("name", "id_", "text"),
    [
        ("VNet1", "first.resource_group", "RG1"),
        ("VNet1", "first.gateway.name", "VNet1GW"),
        ("VNet1", "first.gateway.public_ips", "VNet1GWIP"),
        ("VNet1", "second.name", "VNet2"),
        ("VNet9", "second.name", "VNet10"),
        ("hub", "second.name", "hub2"),
        ("hub", "second.resource_group", "hub2RG"),
        ("hub", "link.connections.0", "hubtohub2"),
        ("hub", "link.connections.1", "hub2tohub"),
        (" hub ", "first.gateway.name", "hubGW"),
        ("x" * 9000, "first.gateway.name", ""),
        ("x" * 9000, "second.name", ""),
        ("9" * 30, "second.name", "1000000000"),
    ],
)
def test_names_follow_the_first_network(name: str, id_: str, text: str) -> None:
    assert filled(change(start(), "first.name", name))[id_] == text


@pytest.mark.parametrize(
    ("typed", "id_", "text"),
    [
        ({"first.location": "westeurope"}, "second.location", "westeurope"),
        ({"first.subscription": "s"}, "second.subscription", "s"),
        ({"first.address_space": "10.41.0.0/16"}, "second.address_space", "10.11.0.0/16"),
        ({"first.address_space": "10.0.0.0/8"}, "second.address_space", "172.16.0.0/16"),
        ({"second.address_space": "10.11.0.0/16"}, "first.address_space", "10.11.0.0/16"),
        ({"first.address_space": "10.7.0.0/16"}, "first.subnets.1.range", "10.7.0.0/24"),
        ({"first.address_space": "10.7.0.0/16"}, "first.gateway_subnet", "10.7.255.0/27"),
        ({"first.address_space": "10.7.0.0/24"}, "first.subnets.1.range", "10.7.0.0/25"),
        ({"first.address_space": "10.7.0.0/24"}, "first.gateway_subnet", "10.7.0.224/27"),
        ({"first.address_space": "10.7.0.0/27"}, "first.gateway_subnet", "10.7.0.0/27"),
        ({"first.address_space": "10.7.0.0/27"}, "first.subnets.1.range", ""),
        ({"first.address_space": "10.7.0.0/27"}, "first.subnets.1.name", ""),
        ({"first.address_space": "10.7.0.0/28"}, "first.gateway_subnet", ""),
        ({"first.address_space": "somewhere"}, "first.subnets.1.range", ""),
        ({"first.gateway_subnet": "10.11.0.0/27"}, "first.subnets.1.range", "10.11.0.0/24"),
        ({"first.subnets.1.range": "10.11.255.0/24"}, "first.gateway_subnet", "10.11.254.224/27"),
        ({"first.gateway.active_active": "yes"}, "first.gateway.public_ips", "TestVNet1GWIP, TestVNet1GWIP2"),
        ({"second.name": "TestVNet1"}, "second.gateway.name", "TestVNet1GW2"),
        ({"link.connections.0": "TestVNet4toTestVNet1"}, "link.connections.1", "TestVNet4toTestVNet12"),
        ({"first.existing": "yes"}, "first.address_space", ""),
        ({"first.existing": "yes"}, "first.gateway.name", ""),
        ({"first.existing": "yes", "first.gateway.name": "gw"}, "first.gateway.public_ips", "gwIP"),
        ({"first.existing": "perhaps"}, "first.address_space", "10.11.0.0/16"),
    ],
)
def test_what_follows_from_what_was_typed(typed: dict[str, str], id_: str, text: str) -> None:
    answers = practice() if id_.partition(".")[2] not in {"location", "subscription"} else start()
    for one, what in typed.items():
        answers = change(answers, one, what)
    assert filled(answers)[id_] == text


def test_what_was_typed_stays_and_what_was_not_follows() -> None:
    answers = change(practice(), "second.gateway_subnet", "10.41.9.0/27")
    answers = change(answers, "first.address_space", "10.41.0.0/16")
    assert filled(answers)["second.gateway_subnet"] == "10.41.9.0/27"
    assert filled(answers)["second.address_space"] == "10.11.0.0/16"
    assert filled(reset(answers, "second.gateway_subnet"))["second.gateway_subnet"] == "10.11.255.0/27"


def test_ranges_stay_clear_of_the_surroundings_also_when_they_come_late() -> None:
    there = around("10.11.0.0/16", "10.41.128.0/17")
    assert filled(practice(), there)["first.address_space"] == "10.0.0.0/16"
    assert filled(practice(), there)["second.address_space"] == "10.1.0.0/16"


def test_a_network_does_not_avoid_itself_in_azure_but_the_other_one_does() -> None:
    id_ = "/subscriptions/s/resourceGroups/testrg1/providers/Microsoft.Network/virtualNetworks/TestVNet1"
    there = Surroundings(neighbours=(Neighbour(id=id_, name="TestVNet1", address_space=("10.11.0.0/16",)),))
    assert filled(practice(), there)["first.address_space"] == "10.11.0.0/16"
    existing = change(change(practice(), "first.existing", "yes"), "second.address_space", "", there)
    assert suggestion(existing, there, "second.address_space") == "10.41.0.0/16"
    moved = change(practice(), "first.address_space", "10.0.0.0/16", there)
    assert filled(moved, there)["second.address_space"] == "10.41.0.0/16"


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("first.name", "VNet1"),
        ("second.name", "VNet2"),
        ("first.location", "eastus"),
        ("second.location", "westus"),
        ("first.gateway.bgp_asn", "65010"),
        ("second.gateway.bgp_asn", "65020"),
        ("first.address_space", "10.11.0.0/16"),
        ("first.gateway_subnet", "10.11.255.0/27"),
        ("first.dns_servers", ""),
        ("link.ipsec_policy.dh_group", "DHGroup14"),
    ],
)
def test_a_suggestion_on_demand(id_: str, text: str) -> None:
    assert suggestion(change(start(), id_, "something else"), NOWHERE, id_) == text


@pytest.mark.parametrize(
    ("later", "id_", "text"),
    [
        ({"second.address_space": "10.11.0.0/16"}, "first.address_space", "10.41.0.0/16"),
        ({"first.gateway_subnet": "10.11.0.0/27"}, "first.subnets.1.range", "10.11.1.0/24"),
        ({"first.subnets.2.range": "10.11.0.0/24"}, "first.subnets.1.range", "10.11.1.0/24"),
        ({"first.subnets.2.name": "FrontEnd"}, "first.subnets.1.name", "FrontEnd2"),
    ],
)
def test_later_answers_move_nothing_but_what_is_asked_for(later: dict[str, str], id_: str, text: str) -> None:
    answers = add_subnet(practice(), Side.FIRST)
    before = filled(answers)[id_]
    for one, what in later.items():
        answers = change(answers, one, what)
    assert filled(answers)[id_] == before
    assert suggestion(answers, NOWHERE, id_) == text


def test_a_range_of_an_existing_network_is_suggested_on_demand_only() -> None:
    answers = change(change(start(), "first.existing", "yes"), "first.address_space", "10.7.0.0/16")
    assert filled(answers)["first.gateway_subnet"] == ""
    assert suggestion(answers, NOWHERE, "first.gateway_subnet") == "10.7.255.0/27"


def test_subnets_are_added_beside_each_other_and_removed() -> None:
    answers = add_subnet(add_subnet(practice(), Side.FIRST), Side.FIRST)
    rows = [filled(answers)[f"first.subnets.{row}.{key}"] for row in "123" for key in ("name", "range")]
    assert rows == ["FrontEnd", "10.11.0.0/24", "FrontEnd2", "10.11.1.0/24", "FrontEnd3", "10.11.2.0/24"]
    answers = remove_subnet(change(answers, "first.subnets.2.name", "Db"), Side.FIRST, "2")
    assert answers.rows == (("1", "3"), ("1",))
    assert not answers.typed
    assert remove_subnet(answers, Side.FIRST, "2") == answers


def test_a_range_is_added_beside_everything() -> None:
    answers = add_range(add_range(practice(), Side.SECOND, around("10.0.0.0/16")), Side.SECOND)
    assert filled(answers)["second.address_space"] == "10.41.0.0/16, 10.1.0.0/16, 10.0.0.0/16"
    emptied = change(practice(), "first.address_space", "")
    assert filled(add_range(emptied, Side.FIRST))["first.address_space"] == "10.11.0.0/16"
    full = change(practice(), "first.address_space", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10")
    assert add_range(full, Side.FIRST) == full


@pytest.mark.parametrize(
    ("text", "subnets"),
    [
        ("10.11.4.0/24", [("FrontEnd", "10.11.4.0/24")]),
        ("web 10.11.4.0/24\ndb = 10.11.5.0/24\r\n", [("web", "10.11.4.0/24"), ("db", "10.11.5.0/24")]),
        ('"web": 10.11.4.0/24; 10.11.5.0/24,', [("web", "10.11.4.0/24"), ("FrontEnd", "10.11.5.0/24")]),
        ("web 10.11.4.0/33", [("web", "10.11.4.0/33")]),
        ("  \n ", [("FrontEnd", "10.11.0.0/24")]),
        ("web", [("web", "10.11.0.0/24")]),
        ("x" * 100_000, [("FrontEnd", "10.11.0.0/24")]),
    ],
)
def test_subnets_are_pasted(text: str, subnets: list[tuple[str, str]]) -> None:
    answers = paste_subnets(practice(), Side.FIRST, text)
    network = look(answers).subject.networks[0]
    assert [(subnet.name, subnet.range) for subnet in network.subnets] == subnets


def test_a_text_that_stands_there_already_does_not_count_as_typed() -> None:
    assert change(practice(), "first.name", "TestVNet1") == practice()
    assert change(practice(), "first.name", "") != practice()


@thorough
@given(STARTS, ACTS, AROUND, st.lists(RANGES, min_size=1, max_size=3))
def test_the_second_network_never_clashes_when_it_is_filled_in(
    answers: Answers, acts: list[Act], surroundings: Surroundings, space: list[str]
) -> None:
    answers = played(answers, acts, surroundings)
    answers = change(answers, "first.address_space", ", ".join(space), surroundings)
    answers = reset(reset(answers, "second.address_space"), "second.existing")
    found = filled(answers, surroundings)
    second = suggest.ranges(found["second.address_space"].split())
    others = suggest.ranges(space)
    assert not any(addresses.overlaps(one, other) for one in second for other in others)
    codes = {
        placed.finding.code
        for placed in look(answers, surroundings).page("second.addresses").findings
        if placed.question == "second.address_space"
    }
    assert not {code for code in codes if "overlap" in code}
