"""The pages that ask, on a screen: going on and back, what is said while one types, lists, pasting, key and draft."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.tui.desks import MadeDesk, opened
from tests.tui.until import until
from vnetwizard.topology import regions
from vnetwizard.tui.model.lines import Tone
from vnetwizard.tui.page import Page
from vnetwizard.tui.screens.choose import Choose
from vnetwizard.tui.screens.help import Help
from vnetwizard.tui.screens.interview import Interview
from vnetwizard.tui.screens.leave import Leave
from vnetwizard.tui.screens.review import Review
from vnetwizard.tui.widgets.answer import Answer
from vnetwizard.tui.widgets.listing import Listing
from vnetwizard.tui.widgets.pick import Pick
from vnetwizard.tui.widgets.rail import Rail
from vnetwizard.wizard import answers, moves
from vnetwizard.wizard.answers import KeyOrigin
from vnetwizard.wizard.editing import change
from vnetwizard.wizard.pages import KEY, PAGES

if TYPE_CHECKING:
    from tests.tui.desks import Opened
    from vnetwizard.wizard.answers import Answers

SECRET = "Kq7vRz2pXw9mTn4sBd6f"
WIDE = (120, 36)


def at(page: str, begun: Answers | None = None) -> Answers:
    """An interview in practice that has come as far as a page."""
    begun = begun or answers.practice()
    while begun.at != page:
        forward = moves.forward(begun)
        assert forward is not begun, begun.at
        begun = forward
    return begun


def own(page: str = PAGES[0].id) -> Answers:
    """An interview about networks of one's own, with what has to be typed."""
    begun = answers.start()
    for question, text in {"first.name": "hub", "first.location": "westeurope"}.items():
        begun = change(begun, question, text)
    return at(page, begun)


async def move_to(wizard: Opened, question: str) -> None:
    """Move down to a question."""
    for _ in range(30):
        if wizard.asked == question:
            return
        await wizard.press("down")
    pytest.fail(f"{question} is nowhere")


# -- going on and back


async def test_enter_leads_through_practice() -> None:
    async with opened(answers.practice()) as wizard:
        visited = [wizard.at]
        for _ in PAGES[1:]:
            await wizard.press("enter")
            await wizard.settle()
            visited.append(wizard.at)
        assert visited == [page.id for page in PAGES]
        assert wizard.shows(Review)


async def test_enter_moves_to_the_next_needed_answer() -> None:
    async with opened(answers.start()) as wizard:
        assert wizard.asked == "first.resource_group"
        needed = ["first.name", "first.location", "first.resource_group", "first.name"]
        for question in needed:
            await wizard.press("enter")
            assert wizard.asked == question
        assert "Next waits: Resource group is missing" in wizard.frame
        assert wizard.note("first.name").text == "needed"
        await wizard.type("hub")
        await wizard.press("enter")
        assert wizard.asked == "first.location"
        await wizard.type("westeurope")
        assert "Next: hub, Addresses" in wizard.frame or "Next: Addresses" in wizard.frame
        await wizard.press("enter")
        assert wizard.at == "first.addresses"
        assert wizard.text("first.resource_group")


async def test_f8_does_as_enter() -> None:
    async with opened(answers.practice()) as wizard:
        await wizard.press("f8", "f8")
        assert wizard.at == PAGES[2].id


@pytest.mark.parametrize("key", ["f7", "escape"])
async def test_back_is_never_blocked(key: str) -> None:
    async with opened(at("first.addresses")) as wizard:
        await wizard.type("10.11.0.0/99")
        assert wizard.note("first.address_space").tone is Tone.ERROR
        await wizard.press(key)
        assert wizard.at == "first.basics"
        await wizard.press("enter")
        assert wizard.at == "first.addresses"
        assert wizard.shown("first.address_space") == "10.11.0.0/99"
        assert wizard.note("first.address_space").tone is Tone.ERROR


@pytest.mark.parametrize("key", ["f7", "escape"])
async def test_back_from_the_first_page_leaves_the_interview(key: str) -> None:
    async with opened(answers.practice()) as wizard:
        await wizard.press(key)
        await until(wizard.pilot, lambda: not wizard.shows(Interview))
        assert type(wizard.screen) is Page


async def test_values_survive_back_and_forth() -> None:
    async with opened(answers.practice()) as wizard:
        await move_to(wizard, "first.name")
        await wizard.type("hub")
        await wizard.press("enter", "enter", "f7", "f7")
        assert wizard.at == "first.basics"
        assert wizard.shown("first.name") == "hub"
        await wizard.press("f8", "f8")
        assert wizard.at == "first.gateway-subnet"


# -- what is said


async def test_a_finding_stands_on_its_own_line_and_goes_when_mended() -> None:
    async with opened(at("first.gateway-subnet"), size=WIDE) as wizard:
        await wizard.type("10.11.0.0/27")
        note = wizard.note("first.gateway_subnet")
        assert note.tone is Tone.ERROR
        assert note.text.startswith("error: ")
        assert "FrontEnd 10.11.0.0/24 and GatewaySubnet 10.11.0.0/27" in wizard.frame
        assert "Next waits: 1 error on this page" in wizard.frame
        await wizard.type("10.11.255.0/27")
        assert wizard.note("first.gateway_subnet").tone is Tone.GOOD
        assert "and GatewaySubnet" not in wizard.frame
        assert "GatewaySubnet 10.11.255.0/27" in wizard.frame


async def test_each_key_is_judged() -> None:
    async with opened(at("first.gateway-subnet")) as wizard:
        said = []
        await wizard.press("end", "ctrl+u")
        for key in ("1", "0", "full_stop", "9"):
            await wizard.press(key)
            said.append(wizard.note("first.gateway_subnet").text)
        assert all(text.startswith("error: ") for text in said)
        assert wizard.text("first.gateway_subnet") == "10.9"


# -- the rail


async def test_the_rail_jumps_to_visited_pages_only() -> None:
    async with opened(at("first.gateway-subnet"), size=WIDE) as wizard:
        await wizard.press("f2")
        assert isinstance(wizard.pilot.app.focused, Rail)
        seen = [wizard.rail]
        for _ in range(3):
            await wizard.press("down")
            seen.append(wizard.rail)
        visited = ["first.basics", "first.addresses", "first.gateway-subnet"]
        assert seen == [visited[2], *visited]
        await wizard.press("up", "enter")
        assert wizard.at == "first.addresses"
        assert wizard.asked == "first.address_space"


@pytest.mark.parametrize("key", ["escape", "f2"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), WIDE])
async def test_from_the_rail_back_into_the_page(key: str, size: tuple[int, int]) -> None:
    async with opened(at("first.addresses"), size=size) as wizard:
        await wizard.press("f2", "up", key)
        assert wizard.at == "first.addresses"
        assert wizard.asked == "first.address_space"
        assert not wizard.screen.has_class("-railed")


# -- help, suggestions, lists


async def test_f1_explains_the_question_in_focus() -> None:
    async with opened(at("first.gateway-subnet"), size=(160, 50)) as wizard:
        await wizard.press("f1")
        assert wizard.shows(Help)
        question = wizard.session.question("first.gateway_subnet")
        assert question is not None
        shown = " ".join(wizard.frame.split())
        assert question.field.label in shown
        assert question.field.example in shown
        assert question.field.help[:30] in shown
        await wizard.press("escape")
        assert wizard.shows(Interview)
        assert wizard.asked == "first.gateway_subnet"


async def test_f4_suggests_a_range() -> None:
    async with opened(at("first.gateway-subnet")) as wizard:
        await wizard.type("nonsense")
        assert "F4 takes 10.11.255.0/27" in wizard.frame
        await wizard.press("f4")
        assert wizard.shown("first.gateway_subnet") == wizard.text("first.gateway_subnet") == "10.11.255.0/27"
        assert wizard.asked == "first.gateway_subnet"


async def test_a_region_is_chosen_from_a_list_that_typing_narrows() -> None:
    async with opened(answers.practice()) as wizard:
        await move_to(wizard, "first.location")
        await wizard.press("f4")
        assert wizard.shows(Choose)
        assert len(wizard.screen.query_one(Listing).lines) == len(regions.REGIONS)
        await wizard.press(*"swedenc")
        assert len(wizard.screen.query_one(Listing).lines) == 1
        await wizard.press("enter")
        await wizard.settle()
        assert wizard.shown("first.location") == wizard.text("first.location") == "swedencentral"
        assert wizard.asked == "first.location"


@pytest.mark.parametrize("key", ["escape", "f4", "ctrl+c"])
async def test_a_list_is_left_as_it_was(key: str) -> None:
    async with opened(answers.practice()) as wizard:
        await move_to(wizard, "first.location")
        await wizard.press("f4", "down", "down", key)
        assert wizard.shows(Interview)
        assert wizard.text("first.location") == "eastus"
        assert wizard.asked == "first.location"


async def test_nothing_is_taken_from_a_list_that_was_narrowed_to_nothing() -> None:
    async with opened(answers.practice()) as wizard:
        await move_to(wizard, "first.location")
        await wizard.press("f4", *"qqq", "down", "up", "enter")
        assert wizard.shows(Choose)
        await wizard.press(*["backspace"] * 3, "home", "end", "pageup", "pagedown", "escape")
        assert wizard.shows(Interview)


@pytest.mark.parametrize("key", ["f4", "space"])
async def test_a_sku_is_chosen_from_a_list(key: str) -> None:
    async with opened(at("first.gateway")) as wizard:
        await move_to(wizard, "first.gateway.sku")
        await wizard.press(key)
        assert wizard.shows(Choose)
        await wizard.press("down", "enter")
        await wizard.settle()
        assert wizard.shown("first.gateway.sku") == wizard.text("first.gateway.sku") != "VpnGw1AZ"


async def test_left_and_right_go_round_and_letters_spell() -> None:
    async with opened(at("first.gateway")) as wizard:
        await move_to(wizard, "first.gateway.sku")
        before = wizard.text("first.gateway.sku")
        await wizard.press("right")
        after = wizard.text("first.gateway.sku")
        await wizard.press("left")
        assert wizard.text("first.gateway.sku") == before != after
        assert wizard.asked == "first.gateway.sku"
        offers = wizard.session.offers("first.gateway.sku")
        await wizard.press(*["right"] * len(offers))
        assert wizard.text("first.gateway.sku") == before
        await wizard.press("v")
        assert wizard.text("first.gateway.sku") == after
        await wizard.press("q")
        assert wizard.text("first.gateway.sku") == after


async def test_yes_and_no_are_spelled() -> None:
    async with opened(at("first.gateway")) as wizard:
        await move_to(wizard, "first.gateway.active_active")
        for key, text in (("y", "yes"), ("n", "no"), ("left", "yes"), ("right", "no")):
            await wizard.press(key)
            assert wizard.text("first.gateway.active_active") == text
            assert wizard.shown("first.gateway.active_active") == text
            assert wizard.asked == "first.gateway.active_active"


# -- ranges and subnets


async def test_f5_adds_a_range_and_on_a_subnet_a_subnet_that_f6_removes() -> None:
    async with opened(at("first.addresses"), size=WIDE) as wizard:
        await wizard.press("f5")
        assert len(wizard.text("first.address_space").split(", ")) == 2
        assert wizard.shown("first.address_space") == wizard.text("first.address_space")
        await wizard.press("down")
        assert wizard.asked == "first.subnets.1.name"
        await wizard.press("f5")
        await wizard.settle()
        assert wizard.asked == "first.subnets.2.range"
        assert wizard.shown("first.subnets.2.range") == "10.11.1.0/24"
        await wizard.type("10.11.7.0/24")
        assert "10.11.7.0/24" in wizard.frame
        await wizard.press("f6")
        await wizard.settle()
        assert wizard.session.answers.rows[0] == ("1",)
        assert "10.11.7.0/24" not in wizard.frame
        assert wizard.asked.startswith("first.")


async def test_without_subnets_f5_adds_the_first() -> None:
    async with opened(at("first.addresses")) as wizard:
        await wizard.press("down", "f6")
        await wizard.settle()
        assert wizard.session.answers.rows[0] == ()
        assert wizard.asked == "first.address_space"
        await wizard.press("f5")
        await wizard.settle()
        assert wizard.asked == "first.subnets.1.range"


# -- pasting


async def test_a_pasted_text_is_trimmed_and_stands_where_the_cursor_is() -> None:
    async with opened(answers.practice()) as wizard:
        await move_to(wizard, "first.name")
        await wizard.type("ab")
        await wizard.press("left")
        await wizard.paste("  hub \n")
        assert wizard.shown("first.name") == wizard.text("first.name") == "ahubb"
        await wizard.press("X")
        assert wizard.shown("first.name") == "ahubXb"


@pytest.mark.parametrize(
    ("page", "question", "pasted", "text"),
    [
        ("first.addresses", "first.address_space", "10.1.0.0/16\n10.2.0.0/16\r\n", "10.1.0.0/16, 10.2.0.0/16"),
        ("first.addresses", "first.address_space", " 10.1.0.0/16;10.2.0.0/16,", "10.1.0.0/16, 10.2.0.0/16"),
        ("first.dns", "first.dns_servers", "10.11.0.4\n10.11.0.5\n", "10.11.0.4, 10.11.0.5"),
        ("first.dns", "first.dns_servers", "10.11.0.4,10.11.0.5", "10.11.0.4, 10.11.0.5"),
    ],
)
async def test_a_list_is_pasted(page: str, question: str, pasted: str, text: str) -> None:
    async with opened(at(page)) as wizard:
        await wizard.press("end", "ctrl+u")
        await wizard.paste(pasted)
        assert wizard.shown(question) == wizard.text(question) == text
        assert wizard.note(question).tone is not Tone.ERROR


async def test_several_subnets_are_pasted_into_a_row() -> None:
    async with opened(at("first.addresses"), size=WIDE) as wizard:
        await wizard.press("down", "down")
        await wizard.paste("web 10.11.1.0/24\napp = 10.11.2.0/24\ndata: 10.11.3.0/24\n")
        rows = [
            (wizard.shown(f"first.subnets.{row}.name"), wizard.shown(f"first.subnets.{row}.range"))
            for row in wizard.session.answers.rows[0]
        ]
        assert rows == [("web", "10.11.1.0/24"), ("app", "10.11.2.0/24"), ("data", "10.11.3.0/24")]
        assert wizard.asked


async def test_several_lines_in_a_name_become_one() -> None:
    async with opened(answers.practice()) as wizard:
        await move_to(wizard, "first.name")
        await wizard.press("end", "ctrl+u")
        await wizard.paste("hub\nand more\n")
        assert wizard.shown("first.name") == wizard.text("first.name") == "hub and more"
        assert wizard.note("first.name").tone is Tone.ERROR


async def test_a_megabyte_is_refused_and_nothing_is_lost() -> None:
    async with opened(at("first.addresses")) as wizard:
        before = wizard.session.answers
        await wizard.paste("10.0.0.0/8 " * 100_000)
        assert "This answer is 1100000 characters long" in wizard.told
        assert wizard.session.answers is before
        assert wizard.shown("first.address_space") == "10.11.0.0/16"
        await wizard.type("10.12.0.0/16")
        assert wizard.text("first.address_space") == "10.12.0.0/16"
        assert "characters long" not in wizard.told


async def test_what_is_typed_around_a_paste_stays_around_it() -> None:
    async with opened(answers.practice()) as wizard:
        await move_to(wizard, "first.name")
        await wizard.burst("end", "ctrl+u", *"ab", events.Paste("-hub-"), *"cd")
        assert wizard.shown("first.name") == wizard.text("first.name") == "ab-hub-cd"


async def test_what_is_pasted_behind_enter_stands_on_the_next_page() -> None:
    async with opened(answers.practice()) as wizard:
        await wizard.burst("enter", "end", "ctrl+u", events.Paste("10.99.0.0/16"), "enter")
        assert wizard.text("first.address_space") == "10.99.0.0/16"
        assert wizard.at == "first.gateway-subnet"


# -- advanced


async def test_advanced_unfolds() -> None:
    async with opened(at("first.gateway"), size=WIDE) as wizard:
        asked = set()
        assert not [one for one in wizard.screen.query(Pick) if one.question == "first.gateway.generation"]
        for _ in range(8):
            await wizard.press("down")
            asked.add(wizard.asked)
            if not wizard.asked:
                break
        await wizard.press("enter")
        await wizard.settle()
        assert wizard.at == "first.gateway"
        assert wizard.asked == "first.gateway.generation"
        assert wizard.shown("first.gateway.zones") == ""


async def test_a_policy_asks_its_eight_parts() -> None:
    async with opened(at("link.connection"), size=(120, 40)) as wizard:
        await unfold(wizard)
        await move_to(wizard, "link.ipsec_policy")
        assert not parts(wizard)
        await wizard.press("y")
        await wizard.settle()
        assert len(parts(wizard)) == 8
        assert wizard.asked == "link.ipsec_policy"
        await wizard.press("n")
        await wizard.settle()
        assert not parts(wizard)
        assert wizard.asked == "link.ipsec_policy"


def parts(wizard: Opened) -> list[str]:
    """The parts of a policy that are asked on the screen."""
    return [one for one in shape(wizard) if one.startswith("link.ipsec_policy.")]


def origin(wizard: Opened) -> KeyOrigin:
    """Where the shared key comes from."""
    return wizard.session.answers.key


def shape(wizard: Opened) -> list[str]:
    """The questions on the screen."""
    return [one.question for one in wizard.screen.query("Answer, Pick") if isinstance(one, Answer | Pick)]


async def unfold(wizard: Opened) -> None:
    """Open what is under Advanced."""
    wizard.screen.query_one("#fold").focus()
    await wizard.press("space")
    await wizard.settle()


# -- the shared key


async def test_a_key_of_ones_own_is_dots_and_is_kept_nowhere() -> None:
    desk = MadeDesk()
    async with opened(at("link.connection"), desk, size=WIDE) as wizard:
        await move_to(wizard, KEY)
        assert isinstance(wizard.editor(KEY), Pick)
        await wizard.press("f5")
        await wizard.settle()
        editor = wizard.editor(KEY)
        assert isinstance(editor, Answer)
        assert wizard.asked == KEY
        assert origin(wizard) is KeyOrigin.MISSING
        await wizard.press(*SECRET)
        assert origin(wizard) is KeyOrigin.TYPED
        key = wizard.session.key
        assert key is not None
        assert key.reveal() == SECRET
        assert "•" * len(SECRET) in wizard.frame
        assert wizard.note(KEY).tone is Tone.GOOD
        await until(wizard.pilot, lambda: wizard.session.is_kept)
        shown = [wizard.frame, wizard.pilot.app.export_screenshot()]
        await wizard.press("f1")
        shown.append(wizard.pilot.app.export_screenshot())
        await wizard.press("escape", "f7")
        assert wizard.at == "second.gateway"
        shown.append(wizard.pilot.app.export_screenshot())
        await wizard.press("f8")
        assert wizard.at == "link.connection"
        assert wizard.shown(KEY) == SECRET
        await wizard.press("f8")
        await wizard.settle()
        shown.append(wizard.pilot.app.export_screenshot())
        assert wizard.at == "link.review"
        await until(wizard.pilot, lambda: wizard.session.is_kept)
        assert not any(SECRET[:6] in one for one in shown)
        assert not any(SECRET[:6].encode() in answers.encode(one) for one in desk.kept)
        assert not any(SECRET[:6] in repr(one) for one in desk.kept)


async def test_findings_about_a_key() -> None:
    async with opened(at("link.connection"), size=WIDE) as wizard:
        await move_to(wizard, KEY)
        await wizard.press("f5")
        await wizard.settle()
        assert wizard.note(KEY).text == "needed: type it, or let one be generated"
        assert "Next waits: Shared key" in wizard.frame
        await wizard.press(*"short")
        assert wizard.note(KEY).tone is Tone.WARNING
        assert origin(wizard) is KeyOrigin.TYPED
        await wizard.press("minus")
        assert wizard.note(KEY).tone is Tone.ERROR
        assert "hyphen" in wizard.told
        assert wizard.session.key is None
        await wizard.press("f8")
        assert wizard.at == "link.connection"
        assert wizard.asked == KEY
        await wizard.press("f7", "f8")
        assert wizard.shown(KEY) == "short-"
        assert wizard.note(KEY).tone is Tone.ERROR
        await move_to(wizard, KEY)
        await wizard.press("f5")
        await wizard.settle()
        assert isinstance(wizard.editor(KEY), Pick)
        assert wizard.asked == KEY
        assert origin(wizard) is KeyOrigin.GENERATED
        assert not wizard.session.typing


async def test_a_pasted_key() -> None:
    async with opened(at("link.connection"), size=WIDE) as wizard:
        await move_to(wizard, KEY)
        await wizard.press("f5")
        await wizard.settle()
        await wizard.burst(*SECRET[:2], events.Paste(f"  {SECRET[2:-2]}\n"), *SECRET[-2:], "enter")
        assert wizard.session.typing == SECRET
        assert wizard.at == "link.review"


# -- the draft


class SlowDesk(MadeDesk):
    """A desk whose disk takes its time."""

    def __init__(self) -> None:
        super().__init__()
        self.free = threading.Event()

    def keep(self, answers: Answers) -> str:
        self.free.wait(20)
        return super().keep(answers)


async def test_the_draft_is_kept_within_a_second() -> None:
    desk = MadeDesk()
    async with opened(at("first.addresses"), desk) as wizard:
        assert not desk.kept
        await wizard.type("10.12.0.0/16")
        async with asyncio.timeout(1.5):
            await until(wizard.pilot, lambda: desk.kept and desk.kept[-1] is wizard.session.answers)
        await wizard.press("f7")
        await until(wizard.pilot, lambda: desk.kept[-1].at == "first.basics")


async def test_a_slow_disk_holds_up_no_key() -> None:
    desk = SlowDesk()
    async with opened(at("first.addresses"), desk) as wizard:
        await wizard.type("10.12.0.0/16")
        await until(wizard.pilot, lambda: wizard.screen._keeping)  # type: ignore[attr-defined]
        await asyncio.sleep(0.6)
        await wizard.type("10.13.0.0/16")
        assert wizard.text("first.address_space") == "10.13.0.0/16"
        assert not desk.kept
        desk.free.set()
        await until(wizard.pilot, lambda: wizard.session.is_kept)
        assert desk.kept[-1].typed["first.address_space"] == "10.13.0.0/16"


async def test_trouble_with_the_draft_is_shown_and_typing_goes_on() -> None:
    desk = MadeDesk()
    desk.trouble = "The disk is full."
    async with opened(at("first.addresses"), desk) as wizard:
        await wizard.type("10.12.0.0/16")
        await until(wizard.pilot, lambda: "The disk is full." in wizard.told)
        await wizard.type("10.13.0.0/16")
        assert wizard.text("first.address_space") == "10.13.0.0/16"
        desk.trouble = ""
        await wizard.type("10.14.0.0/16")
        await until(wizard.pilot, lambda: "The disk is full." not in wizard.told)


# -- typing ahead


async def test_what_is_typed_behind_enter_stands_on_the_next_page() -> None:
    async with opened(answers.practice()) as wizard:
        await wizard.burst("enter", "end", "ctrl+u", *"10.77.0.0/16")
        assert wizard.at == "first.addresses"
        assert wizard.shown("first.address_space") == wizard.text("first.address_space") == "10.77.0.0/16"


async def test_enter_judges_all_that_was_typed_before_it() -> None:
    async with opened(at("first.addresses")) as wizard:
        await wizard.burst(*"9", "enter")  # makes a /169 of it
        assert wizard.at == "first.addresses"
        assert wizard.note("first.address_space").tone is Tone.ERROR
        await wizard.burst("backspace", "enter")
        assert wizard.at == "first.gateway-subnet"


async def test_a_whole_interview_in_one_burst() -> None:
    async with opened(answers.start()) as wizard:
        await wizard.burst("enter", *"hub", "enter", *"westeurope", *["enter"] * 5, *["enter"] * 6)
        await wizard.settle()
        assert wizard.at == "link.review"
        assert wizard.text("first.name") == "hub"
        assert wizard.text("second.name") == "hub2"


async def test_a_pick_is_turned_before_enter_goes_on() -> None:
    async with opened(at("first.gateway")) as wizard:
        await move_to(wizard, "first.gateway.sku")
        before = wizard.text("first.gateway.sku")
        await wizard.burst("right", "down", "y", "enter")
        assert wizard.text("first.gateway.sku") != before
        assert wizard.text("first.gateway.active_active") == "yes"
        assert wizard.at == "second.basics"


async def test_a_range_is_added_before_enter_goes_on() -> None:
    async with opened(at("first.addresses")) as wizard:
        await wizard.burst("f5", "enter")
        assert len(wizard.text("first.address_space").split(", ")) == 2
        assert wizard.at == "first.gateway-subnet"


async def test_what_is_typed_behind_f5_stands_in_the_new_subnet() -> None:
    async with opened(at("first.addresses")) as wizard:
        await wizard.burst("down", "f5", "end", "ctrl+u", *"10.11.9.0/24", "enter")
        assert wizard.text("first.subnets.2.range") == "10.11.9.0/24"
        assert wizard.text("first.subnets.1.name") == "FrontEnd"
        assert wizard.at == "first.gateway-subnet"


async def test_down_behind_enter_moves_on_the_next_page() -> None:
    async with opened(answers.practice()) as wizard:
        await wizard.burst("enter", "down", "ctrl+u", *"web", "enter")
        assert wizard.session.answers.typed == {"first.subnets.1.name": "web"}
        assert wizard.at == "first.gateway-subnet"


async def test_a_key_of_the_next_page_works_behind_enter() -> None:
    async with opened(answers.practice()) as wizard:
        await wizard.burst("enter", "f5", "enter")
        assert len(wizard.text("first.address_space").split(", ")) == 2
        assert wizard.at == "first.gateway-subnet"


async def test_what_is_typed_behind_f4_narrows_the_list() -> None:
    async with opened(answers.practice()) as wizard:
        await move_to(wizard, "first.location")
        await wizard.burst("f4", *"swedenc")
        await wizard.settle()
        assert wizard.shows(Choose)
        assert wizard.text("first.location") == "eastus"
        await wizard.press("enter")
        await wizard.settle()
        assert wizard.at == "first.basics"
        assert wizard.text("first.location") == "swedencentral"


async def test_keys_behind_a_list_do_not_lose_it() -> None:
    async with opened(answers.practice()) as wizard:
        await move_to(wizard, "first.location")
        await wizard.burst("f4", "f4")
        await wizard.burst("escape", "escape")
        await wizard.settle()
        assert wizard.shows(Interview | Page)


# -- sizes


@pytest.mark.parametrize("key", ["f1", "f4", "f10"])
async def test_resized_while_a_dialog_is_open(key: str) -> None:
    begun = change(answers.practice(), "first.name", "hub")
    async with opened(begun) as wizard:
        await move_to(wizard, "first.location")
        await wizard.type("westeurope")
        await wizard.press(key)
        dialog = wizard.screen
        assert not wizard.shows(Interview)
        for size in ((59, 19), (200, 60), (60, 20), (80, 24)):
            await wizard.pilot.resize_terminal(*size)
            await wizard.settle()
        assert wizard.screen is dialog
        await wizard.press("escape")
        assert wizard.shows(Interview)
        assert wizard.asked == "first.location"
        assert "westeurope" in wizard.frame


async def test_too_small_and_back() -> None:
    async with opened(at("first.addresses")) as wizard:
        before = wizard.frame
        await wizard.pilot.resize_terminal(59, 19)
        await wizard.settle()
        assert "This window has 59 columns and 19 rows" in " ".join(wizard.frame.split())
        await wizard.pilot.resize_terminal(80, 24)
        await wizard.settle()
        assert wizard.frame == before
        await wizard.type("10.12.0.0/16")
        assert wizard.text("first.address_space") == "10.12.0.0/16"


# -- leaving


@pytest.mark.parametrize("key", ["f10", "ctrl+c"])
async def test_leaving_is_asked_and_opens_on_stay(key: str) -> None:
    desk = MadeDesk()
    async with opened(at("first.addresses"), desk) as wizard:
        await wizard.type("10.12.0.0/16")
        await wizard.press(key)
        assert wizard.shows(Leave)
        focused = wizard.pilot.app.focused
        assert focused is not None
        assert focused.id == "stay"
        await wizard.press("enter")
        assert wizard.shows(Interview)
        assert wizard.asked == "first.address_space"
        await wizard.press(key, "y")
        await until(wizard.pilot, lambda: wizard.pilot.app._exit)
    left = wizard.pilot.app.return_value
    assert left is not None
    assert desk.kept[-1].typed["first.address_space"] == "10.12.0.0/16"
    assert "draft" in left.lines[0]


async def test_what_nobody_has_touched_is_left_at_once() -> None:
    desk = MadeDesk()
    async with opened(answers.practice(), desk) as wizard:
        await wizard.press("f10")
        await until(wizard.pilot, lambda: wizard.pilot.app._exit)
    assert not desk.kept
