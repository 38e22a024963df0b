"""Going about: Next is gated, Back is not, what was visited stays in reach, and what has changed is told."""

from __future__ import annotations

import pytest

from tests.wizard.interviews import to_the_end
from vnetwizard.topology import samples
from vnetwizard.topology.model import Neighbour, Surroundings, Topology
from vnetwizard.wizard import moves
from vnetwizard.wizard.answers import Answers, practice, start
from vnetwizard.wizard.editing import change
from vnetwizard.wizard.opening import opened
from vnetwizard.wizard.pages import PAGES
from vnetwizard.wizard.review import review
from vnetwizard.wizard.view import State, look

NEXT_PAGE = [page.id for page in PAGES]


def rail(answers: Answers) -> dict[str, str]:
    """Return the word beside every visited page."""
    return {page.id: page.word.say() for page in look(answers).pages if page.visited}


def finished() -> Answers:
    answers = to_the_end(practice())
    assert answers.at == "link.review"
    return answers


def test_next_says_what_is_missing_and_stays() -> None:
    gate = look(start()).gate
    assert gate is not None
    assert gate.say() == "Resource group is missing"
    assert moves.forward(start()) == start()


@pytest.mark.parametrize(
    ("text", "said"),
    [("10.11.0.0", "1 error on this page"), ("10.11.0.0, nonsense", "2 errors on this page")],
)
def test_next_says_how_much_is_wrong_and_stays(text: str, said: str) -> None:
    answers = change(moves.forward(practice()), "first.address_space", text)
    gate = look(answers).gate
    assert gate is not None
    assert gate.say() == said
    assert moves.forward(answers) == answers


def test_back_is_never_blocked() -> None:
    answers = change(moves.forward(practice()), "first.address_space", "nonsense")
    assert moves.back(answers).at == "first.basics"
    assert moves.back(moves.back(answers)).at == "first.basics"
    assert rail(moves.back(answers))["first.addresses"] == "1 error"


def test_going_forth_and_back_leaves_what_is_answered() -> None:
    there = moves.forward(moves.forward(practice()))
    back = moves.back(moves.back(there))
    assert (back.typed, back.rows, back.at) == (practice().typed, practice().rows, practice().at)
    assert look(back).topology == look(practice()).topology


def test_only_visited_pages_can_be_jumped_to() -> None:
    answers = moves.forward(practice())
    assert moves.jump(answers, "second.dns") == answers
    assert moves.jump(answers, "nowhere") == answers
    assert moves.jump(answers, "first.basics").at == "first.basics"
    assert moves.jump(moves.jump(answers, "first.basics"), "first.addresses").at == "first.addresses"


def test_the_rail_says_how_each_page_stands() -> None:
    answers = moves.forward(moves.forward(practice()))
    states = [page.state for page in look(answers).pages]
    assert states[:4] == [State.DONE, State.DONE, State.CURRENT, State.UNVISITED]
    assert [page.word.say() for page in look(answers).pages][1:4] == ["done", "here", "not visited"]
    emptied = moves.back(change(answers, "first.gateway_subnet", ""))
    assert rail(emptied)["first.gateway-subnet"] == "incomplete"


def test_who_changes_an_earlier_page_is_told_which_pages_need_a_look() -> None:
    answers = moves.jump(finished(), "first.addresses")
    answers = change(answers, "first.address_space", "10.41.0.0/16")
    assert [page.id for page in look(answers).trouble] == [
        "first.gateway-subnet",
        "second.addresses",
        "second.gateway-subnet",
    ]
    assert rail(answers)["second.addresses"] == "look again"
    seen = moves.to_trouble(answers)
    assert seen.at == "first.gateway-subnet"
    for page in ("second.addresses", "second.gateway-subnet", "link.review"):
        seen = moves.to_trouble(seen)
        assert seen.at == page
    assert moves.to_trouble(seen) == seen
    assert look(seen).ready


def test_a_change_that_breaks_a_later_page_leads_there_and_the_review_waits() -> None:
    answers = change(finished(), "second.address_space", "10.41.0.0/17")
    answers = change(moves.jump(answers, "first.addresses"), "first.address_space", "10.41.0.0/16")
    view = look(answers)
    assert [(placed.page, placed.finding.code) for placed in view.elsewhere] == [("second.addresses", "linked-overlap")]
    assert view.gate is None  # this page is fine
    assert view.page("link.review").standing is State.INCOMPLETE
    on_review = moves.jump(answers, "link.review")
    gate = look(on_review).gate
    assert gate is not None
    assert gate.say() == "Addresses of TestVNet4 is not complete"
    assert not review(on_review).ready
    assert [page.id for page in review(on_review).incomplete] == ["second.addresses"]
    assert moves.to_trouble(moves.jump(on_review, "first.basics")).at == "first.gateway-subnet"


def test_surroundings_that_come_late_move_what_nobody_typed_and_that_is_told() -> None:
    there = Surroundings(neighbours=(Neighbour(id="/n", name="there", address_space=("10.41.0.0/16",)),))
    view = look(finished(), there)
    assert "second.addresses" in {page.id for page in view.trouble}
    assert view.ready


def test_an_opened_plan_file_can_be_walked_anywhere_and_leads_to_where_something_is_wrong() -> None:
    answers = opened(samples.sample())
    assert all(page.visited for page in look(answers).pages)
    assert moves.to_trouble(answers).at == "link.review"
    assert moves.jump(answers, "second.dns").at == "second.dns"
    wrong = change(answers, "second.gateway.sku", "VpnGw1")
    assert moves.to_trouble(wrong).at == "second.gateway"


def test_from_an_empty_plan_file_the_interview_begins() -> None:
    answers = opened(Topology())
    assert look(answers).gate is not None
    assert moves.forward(answers) == answers
