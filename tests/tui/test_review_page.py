"""The review on a screen: what Azure said, or did not say, and that nothing begins by accident."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from textual import events

from tests.tui.desks import TENANT, MadeDesk, opened
from tests.tui.journals import SUBSCRIPTION
from tests.tui.until import until
from vnetwizard import attempts
from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Identity, Inventory
from vnetwizard.plan.steps import Action
from vnetwizard.run.events import Problem
from vnetwizard.run.reading import GroupsAnswer, PlanAnswer, PlanQuestion, ProblemAnswer
from vnetwizard.state import StateError
from vnetwizard.topology import planfile
from vnetwizard.topology.findings import Finding
from vnetwizard.tui.model.review import Asked
from vnetwizard.tui.screens.ask_path import AskPath
from vnetwizard.tui.screens.help import Help
from vnetwizard.tui.screens.interview import Interview
from vnetwizard.tui.screens.review import Review
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.folded import Folded
from vnetwizard.wizard import answers, moves
from vnetwizard.wizard.answers import KeyOrigin
from vnetwizard.wizard.editing import change
from vnetwizard.wizard.review import review

if TYPE_CHECKING:
    from tests.tui.desks import Opened
    from vnetwizard.plan.planner import Plan
    from vnetwizard.run import reading
    from vnetwizard.topology.keys import SharedKey
    from vnetwizard.wizard.answers import Answers

SECRET = "Kq7vRz2pXw9mTn4sBd6f"
HIGH = (120, 50)


def complete() -> Answers:
    """An interview in practice that has come to its review."""
    begun = answers.practice()
    while (further := moves.forward(begun)) is not begun:
        begun = further
    return begun


def plan_answer(*, actions: tuple[Action, ...] = (), conflicts: tuple[Finding, ...] = ()) -> PlanAnswer:
    """Azure's answer about the complete interview, with other actions for its first steps."""
    text = review(complete()).plan_file
    assert text is not None
    topology = planner.resolved(planfile.read(text, "plan"), SUBSCRIPTION)
    plan = planner.make(topology, Inventory())
    steps = tuple(
        replace(step, action=actions[at] if at < len(actions) else step.action) for at, step in enumerate(plan.steps)
    )
    who = Identity(tenant=TENANT, object_id="0", name="ana@example.com", method="az")
    return PlanAnswer(replace(plan, steps=steps, conflicts=conflicts), planfile.write(topology), who)


def problem() -> ProblemAnswer:
    """What Azure says to whoever is not signed in."""
    said = Problem(
        step="", code="AuthenticationFailed", message="The sign-in is not accepted.", mend="Sign in again.", values={}
    )
    return ProblemAnswer(said, ((SUBSCRIPTION, "Pay as you go"),))


class LateDesk(MadeDesk):
    """A desk whose Azure answers about a plan when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.free = asyncio.Event()

    async def ask(self, question: reading.Question) -> reading.Answer:
        if isinstance(question, PlanQuestion):
            await self.free.wait()
        return await super().ask(question)


class RefusingDesk(MadeDesk):
    """A desk on which nothing can be begun."""

    def __init__(self, refusal: Exception) -> None:
        super().__init__()
        self.refusal = refusal

    def begin(self, text: str, plan: Plan, key: SharedKey | None) -> None:
        super().begin(text, plan, key)
        raise self.refusal


def asked_about_plans(desk: MadeDesk) -> list[str]:
    return [question.plan for question in desk.asked if isinstance(question, PlanQuestion)]


def word(wizard: Opened) -> str:
    """What stands where the word is typed."""
    return wizard.screen.query_one("ReviewPanel Answer", Answer).value


# -- what Azure says


async def test_azure_is_asked_and_counts_are_shown() -> None:
    desk = MadeDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        await until(wizard.pilot, lambda: "10 things will be made" in wizard.frame)
        assert asked_about_plans(desk) == [review(complete()).plan_file]
        assert isinstance(wizard.pilot.app.focused, Answer)


async def test_what_is_there_is_counted() -> None:
    desk = MadeDesk()
    desk.answers.append(plan_answer(actions=(Action.KEEP, Action.KEEP, Action.CHANGE)))
    async with opened(complete(), desk, size=HIGH) as wizard:
        await until(wizard.pilot, lambda: "7 things will be made, 1 changed, 2 left as they are" in wizard.frame)


async def test_a_late_answer_holds_up_nothing() -> None:
    desk = LateDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        assert "Asking Azure what of this is there already" in wizard.frame
        await wizard.press(*"create")
        assert word(wizard) == "create"
        await wizard.press("enter")
        assert not desk.begun
        assert "Not yet: asking Azure." in wizard.told
        desk.free.set()
        await until(wizard.pilot, lambda: "10 things will be made" in wizard.frame)
        assert word(wizard) == "create"
        assert not desk.begun
        await wizard.press("enter")
        assert len(desk.begun) == 1


@pytest.mark.parametrize(
    ("answer", "told", "mend"),
    [
        (problem(), "The sign-in is not accepted.", "Sign in again."),
        ("The reader has ended.", "The reader has ended.", "F4 asks again"),
        (GroupsAnswer("", ()), "GroupsAnswer", "F4 asks again"),
    ],
)
async def test_what_goes_wrong_is_shown_with_what_to_do(answer: reading.Answer | str, told: str, mend: str) -> None:
    desk = MadeDesk()
    desk.answers.append(answer)
    async with opened(complete(), desk, size=HIGH) as wizard:
        await until(wizard.pilot, lambda: told in wizard.frame)
        assert mend in wizard.frame
        await wizard.press(*"create", "enter")
        assert word(wizard) == "create"
        assert not desk.begun
        assert "Not yet: cannot begin like this." in wizard.told
        await wizard.press("f4")
        await until(wizard.pilot, lambda: "10 things will be made" in wizard.frame)
        await wizard.press("enter")
        assert len(desk.begun) == 1


async def test_subscriptions_to_choose_among_are_listed() -> None:
    desk = MadeDesk()
    desk.answers.append(problem())
    async with opened(complete(), desk, size=HIGH) as wizard:
        await until(wizard.pilot, lambda: f"{SUBSCRIPTION}  Pay as you go" in wizard.frame)


async def test_an_answer_about_an_older_text_is_ignored() -> None:
    desk = LateDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        old = wizard.screen
        await wizard.press("f7")
        await until(wizard.pilot, lambda: wizard.shows(Interview))
        desk.free.set()
        await wizard.press("end", "x", "f8")
        await until(wizard.pilot, lambda: wizard.shows(Review) and wizard.screen is not old)
        await until(wizard.pilot, lambda: "10 things will be made" in wizard.frame)
        assert "TestVNet1toTestVNet4x" in wizard.frame
        screen = wizard.screen
        assert isinstance(screen, Review)

        screen.post_message(Review.Answered(Asked("another text", plan_answer(actions=(Action.KEEP,)))))
        await wizard.settle()
        assert "10 things will be made" in wizard.frame


# -- beginning


@pytest.mark.parametrize("typed", ["", "crate", "creat", "create it", "yes", "y"])
async def test_nothing_but_the_word_begins(typed: str) -> None:
    desk = MadeDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        await wizard.type(typed)
        await wizard.press("enter")
        assert not desk.begun
        assert "To start, type the word create and press Enter." in wizard.told


@pytest.mark.parametrize("typed", ["create", "Create", " create "])
async def test_the_word_begins_once(typed: str) -> None:
    desk = MadeDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        await until(wizard.pilot, lambda: "10 things will be made" in wizard.frame)
        await wizard.type(typed)
        assert not desk.begun
        await wizard.press("enter")
        ((text, plan, key),) = desk.begun
        assert key is None
        assert SUBSCRIPTION in text
        assert plan.count(Action.CREATE) == 10


async def test_it_begins_with_the_key_that_was_typed() -> None:
    desk = MadeDesk()
    begun = complete()
    async with opened(moves.back(begun), desk, size=HIGH) as wizard:
        wizard.session.own_key()
        wizard.session.change("link.shared_key", SECRET)
        await wizard.press("f8")
        await until(wizard.pilot, lambda: "10 things will be made" in wizard.frame)
        assert SECRET not in wizard.pilot.app.export_screenshot()
        await wizard.burst(*"create", "enter")
        ((text, _, key),) = desk.begun
        assert key is not None
        assert key.reveal() == SECRET
        assert SECRET not in text


async def test_several_enters_at_once_begin_once() -> None:
    class SwitchingDesk(MadeDesk):
        def begin(self, text: str, plan: Plan, key: SharedKey | None) -> None:
            super().begin(text, plan, key)
            self.left()

    desk = SwitchingDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        await until(wizard.pilot, lambda: "10 things will be made" in wizard.frame)
        await wizard.burst(*"create", "enter", "enter", "enter")
        await wizard.settle()
        assert len(desk.begun) == 1
        assert not wizard.shows(Review)


async def test_a_pasted_word_begins_nothing() -> None:
    desk = MadeDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        await until(wizard.pilot, lambda: "10 things will be made" in wizard.frame)
        await wizard.burst(events.Paste("create\n"), "enter")
        assert not word(wizard)
        assert not desk.begun


async def test_conflicts_keep_it_from_beginning() -> None:
    desk = MadeDesk()
    clash = Finding(
        kind=planner.SITE_TO_SITE, field="links[0]", values={"connection": "x", "network": "y", "site": "z"}
    )
    desk.answers.append(plan_answer(conflicts=(clash,)))
    async with opened(complete(), desk, size=HIGH) as wizard:
        await until(wizard.pilot, lambda: "error: " in wizard.frame)
        await wizard.press(*"create", "enter")
        assert not desk.begun
        assert "Not yet: cannot begin like this." in wizard.told


@pytest.mark.parametrize(
    "refusal", [attempts.Refusal("Run {run} is on it.", run="7f3a"), StateError("No room left.", {})]
)
async def test_a_refusal_is_shown(refusal: Exception) -> None:
    desk = RefusingDesk(refusal)
    async with opened(complete(), desk, size=HIGH) as wizard:
        await until(wizard.pilot, lambda: "10 things will be made" in wizard.frame)
        await wizard.press(*"create", "enter")
        assert str(refusal) in wizard.told
        assert wizard.shows(Review)
        await wizard.press("enter")
        assert len(desk.begun) == 2


# -- the plan file


async def test_the_plan_file_is_written() -> None:
    desk = MadeDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        await wizard.press("f9")
        assert wizard.shows(AskPath)
        path = wizard.screen.query_one(Answer)
        assert path.value == "plan.toml"
        await wizard.press("enter")
        assert wizard.shows(Review)
        await wizard.settle()
        assert "vnetwizard apply plan.toml" in wizard.told
        assert planfile.read(desk.saved["plan.toml"], "plan") == review(complete()).topology


async def test_the_plan_file_has_no_key() -> None:
    desk = MadeDesk()
    async with opened(moves.back(complete()), desk, size=HIGH) as wizard:
        wizard.session.own_key()
        wizard.session.change("link.shared_key", SECRET)
        await wizard.press("f8", "f9", "enter")
        await wizard.settle()
        assert list(desk.saved) == ["plan.toml"]
        assert SECRET not in desk.saved["plan.toml"]


async def test_a_path_that_fails_can_be_mended() -> None:
    desk = MadeDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        await wizard.press("f9")
        await wizard.type("/no/plan.toml")
        await wizard.press("enter")
        assert wizard.shows(AskPath)
        told = wizard.screen.query_one(Folded).lines
        assert told[0][0][0] == "/no/plan.toml cannot be written: Permission denied. Give another path."
        await wizard.press("end", "ctrl+u")
        assert not wizard.screen.query_one(Folded).lines
        await wizard.burst(events.Paste(" here.toml\n"), "enter")
        assert list(desk.saved) == ["here.toml"]
        assert wizard.shows(Review)


async def test_no_path_is_no_file() -> None:
    desk = MadeDesk()
    async with opened(complete(), desk, size=HIGH) as wizard:
        await wizard.press("f9", "end", "ctrl+u", "enter")
        assert wizard.shows(AskPath)
        await wizard.press("escape")
        assert wizard.shows(Review)
        assert not desk.saved
        assert isinstance(wizard.pilot.app.focused, Answer)


async def test_what_no_plan_file_holds_is_told() -> None:
    begun = complete()
    for row in ("1", "2"):
        begun = replace(begun, rows=(("1", "2"), ("1",)))
        begun = change(begun, f"first.subnets.{row}.name", "twin")
    async with opened(begun, size=HIGH) as wizard:
        await wizard.press("f9")
        assert wizard.shows(Review)
        assert "Two subnets of one network have one name" in wizard.told


# -- going


@pytest.mark.parametrize("key", ["f7", "escape"])
async def test_back(key: str) -> None:
    async with opened(complete(), size=HIGH) as wizard:
        await wizard.press(key)
        await until(wizard.pilot, lambda: wizard.shows(Interview))
        assert wizard.at == "link.connection"
        await wizard.press("enter")
        await until(wizard.pilot, lambda: wizard.shows(Review))


async def test_by_the_rail_to_a_page_and_back() -> None:
    async with opened(complete(), size=HIGH) as wizard:
        await wizard.press("f2", "down", "down")
        assert wizard.rail == "first.addresses"
        await wizard.press("enter")
        await until(wizard.pilot, lambda: wizard.shows(Interview))
        await wizard.settle()
        assert wizard.at == "first.addresses"
        assert wizard.asked == "first.address_space"


async def test_what_is_typed_behind_back_stands_on_the_page_before() -> None:
    async with opened(complete(), size=HIGH) as wizard:
        await wizard.burst("f7", "x")
        await until(wizard.pilot, lambda: wizard.shows(Interview))
        await wizard.settle()
        assert wizard.at == "link.connection"


async def test_help() -> None:
    async with opened(complete(), size=HIGH) as wizard:
        await wizard.press("f1")
        assert wizard.shows(Help)
        await wizard.press("escape")
        assert wizard.shows(Review)
        assert isinstance(wizard.pilot.app.focused, Answer)


async def test_an_incomplete_interview_says_which_pages() -> None:
    desk = MadeDesk()
    begun = replace(complete(), key=KeyOrigin.MISSING)
    begun = change(change(begun, "first.name", ""), "second.address_space", "10.41.0.0/99")
    async with opened(begun, desk, size=HIGH) as wizard:
        assert "Not complete yet; F2 goes to any page:" in wizard.frame
        for told in (
            "Basics of First network is not complete",
            "Addresses of TestVNet4 is not complete",
            "Both directions is not complete",
        ):
            assert told in wizard.frame
        assert not asked_about_plans(desk)
        await wizard.press(*"create", "enter")
        assert "Not yet: incomplete." in wizard.told
        await wizard.press("f4")
        assert not desk.begun
        assert not asked_about_plans(desk)
