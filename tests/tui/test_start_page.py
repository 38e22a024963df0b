"""The start page on a screen: what it shows, where its keys lead, and that it stands still meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.tui.frames import compare, frame, window
from tests.tui.until import until
from vnetwizard.drafts import Draft
from vnetwizard.state import StateError
from vnetwizard.target import Target
from vnetwizard.tui import keys, signs
from vnetwizard.tui.app import Window
from vnetwizard.tui.model.entries import Entry, Way
from vnetwizard.tui.model.entries import Start as Shown
from vnetwizard.tui.model.start import start
from vnetwizard.tui.page import SMALLEST, Page
from vnetwizard.tui.screens.discard import Discard
from vnetwizard.tui.screens.keys import Keys
from vnetwizard.tui.screens.start import Start
from vnetwizard.tui.widgets.choice import Choice
from vnetwizard.tui.widgets.entry import Entries, EntryRow
from vnetwizard.wizard import answers, moves
from vnetwizard.wizard.editing import change

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from vnetwizard.tui.model.parting import Farewell

SIZES = [(80, 24), (120, 36)]
NOW = datetime(2026, 11, 24, 14, 2, 31, tzinfo=UTC)
PRACTICE, REAL = Target(practice=True), Target()
PAIR = ("TestVNet1", "TestVNet4")
RUNNING = Entry(
    Way.RUN, PAIR, "running, 6 of 12 steps", "Enter to watch", "PRACTICE AZURE, begun 14 min ago", id="7f3a"
)
PAUSED = Entry(
    Way.RUN,
    ("hub", "berlin"),
    "paused, 4 of 12 steps",
    "Enter to go on",
    "Azure, public cloud, begun 2 h ago",
    "Azure does not let hub-ip be made yet (PublicIPCountLimitReached): Cannot create\n more [/than] 10 public IPs.",
    "c0de",
)
OVER = Entry(
    Way.RUN,
    ("spoke-weu-001", "spoke-neu-001"),
    "connected, both ways",
    "Enter to see it again",
    "Azure, public cloud, begun yesterday",
    id="00ff",
)


def drafts(count: int, target: Target = PRACTICE) -> tuple[Draft, ...]:
    """Drafts an hour, two hours, three hours old, each one page further on and about other networks."""
    made = []
    for at in range(count):
        kept = change(answers.practice(), "first.name", f"hub{at}") if at else answers.practice()
        for _ in range(at):
            kept = moves.forward(kept)
        made.append(Draft(id=f"d{at}", target=target, saved_at=NOW - timedelta(hours=at + 1), answers=kept))
    return tuple(made)


class MadeWays:
    """What there is to choose from; notes where it leads."""

    def __init__(self, *runs: Entry, target: Target = PRACTICE, drafts: tuple[Draft, ...] = ()) -> None:
        self.target = target
        self.runs = runs
        self.drafts = drafts
        self.troubles: tuple[str, ...] = ()
        self.asked = 0
        self.went: list[str] = []
        self.refusal: Exception | None = None

    def entries(self) -> Shown:
        self.asked += 1
        if isinstance(self.refusal, StateError):
            raise self.refusal
        shown = start((), self.drafts, self.target, NOW, self.troubles)
        return shown._replace(runs=self.runs, first=0 if self.runs else shown.first)

    async def look_ahead(self) -> None:
        self.ahead = True

    def practise(self) -> None:
        self._go("practise")

    def join(self) -> None:
        self._go("join")

    def open_plan(self) -> None:
        self._go("open")

    def continue_draft(self, draft: str) -> None:
        self._go(f"draft {draft}")

    def discard_draft(self, draft: str) -> None:
        self._go(f"discard {draft}")
        self.drafts = tuple(one for one in self.drafts if one.id != draft)

    def show_run(self, run: str) -> None:
        self._go(f"run {run}")

    def _go(self, where: str) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.went.append(where)


def showing(ways: MadeWays) -> Window:
    return window(lambda: Start(ways))


def current(app: Window) -> tuple[Way, str]:
    """The entry in focus."""
    assert isinstance(app.focused, EntryRow)
    return app.focused.entry.way, app.focused.entry.id


def usable(app: Window) -> list[str]:
    return [one.action for one in app.screen.query(Choice) if one.display]


async def press(pilot: Pilot[Farewell], *pressed: str) -> None:
    await pilot.press(*pressed)
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_with_nothing_begun(size: tuple[int, int]) -> None:
    app = showing(MadeWays())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        compare(app, f"start-practice-{size[0]}x{size[1]}")
        assert current(app) == (Way.PRACTISE, "")


@pytest.mark.parametrize("size", SIZES)
async def test_where_it_is_real(size: tuple[int, int]) -> None:
    app = showing(MadeWays(RUNNING, OVER, target=REAL, drafts=drafts(2)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        compare(app, f"start-real-{size[0]}x{size[1]}")
        assert current(app) == (Way.RUN, "7f3a")


@pytest.mark.parametrize("size", SIZES)
async def test_with_everything(size: tuple[int, int]) -> None:
    app = showing(MadeWays(RUNNING, PAUSED, OVER, drafts=drafts(5)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        compare(app, f"start-full-{size[0]}x{size[1]}")
        await press(pilot, "end")
        compare(app, f"start-end-{size[0]}x{size[1]}")
        await press(pilot, "d")
        await until(pilot, lambda: isinstance(app.screen, Discard))
        compare(app, f"start-discard-{size[0]}x{size[1]}")


async def test_it_is_not_stretched_over_a_wide_screen() -> None:
    app = showing(MadeWays(RUNNING, PAUSED, OVER, drafts=drafts(5)))
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        assert max(len(line) for line in frame(app).splitlines()[2:]) <= 110


async def test_the_newest_draft_has_the_focus_where_no_run_waits() -> None:
    app = showing(MadeWays(drafts=drafts(2)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert current(app) == (Way.DRAFT, "d0")


@pytest.mark.parametrize("key", ["enter", "space"])
@pytest.mark.parametrize(
    ("steps", "where"),
    [
        (0, "run 7f3a"),
        (1, "run c0de"),
        (2, "practise"),
        (3, "join"),
        (4, "open"),
        (5, "draft d0"),
        (6, "draft d1"),
        (7, "run 7f3a"),
        (-1, "draft d1"),
    ],
)
async def test_arrows_choose_and_enter_goes(key: str, steps: int, where: str) -> None:
    ways = MadeWays(RUNNING, PAUSED, drafts=drafts(2))
    app = showing(ways)
    async with app.run_test(size=SMALLEST) as pilot:  # where there is something to scroll
        await pilot.pause()
        await press(pilot, *(["down"] * steps if steps > 0 else ["up"] * -steps), key)
        assert ways.went == [where]


async def test_tab_goes_the_same_way_and_on_to_the_keys() -> None:
    app = showing(MadeWays(RUNNING, drafts=drafts(1)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        found = [current(app)]
        for _ in range(4):
            await press(pilot, "tab")
            found.append(current(app))
        assert [way for way, _ in found] == [Way.RUN, Way.PRACTISE, Way.JOIN, Way.OPEN, Way.DRAFT]
        reached = []
        for _ in range(4):
            await press(pilot, "tab")
            assert isinstance(app.focused, Choice)
            reached.append(app.focused.action)
        assert reached == ["explain", "go", "discard", "leave"]
        await press(pilot, "down")
        assert current(app) == (Way.DRAFT, "d0")


async def test_the_key_line_is_about_the_entry_that_had_the_focus_last() -> None:
    ways = MadeWays(drafts=drafts(2))
    app = showing(ways)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        go, discard = (next(one for one in app.screen.query(Choice) if one.action == of) for of in ("go", "discard"))
        go.focus()
        await press(pilot, "enter")
        assert ways.went == ["draft d0"]
        discard.focus()
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Discard))


async def test_home_and_end_and_the_letters_choose_too() -> None:
    app = showing(MadeWays(RUNNING, PAUSED, OVER, drafts=drafts(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "end")
        assert current(app) == (Way.DRAFT, "d4")
        await press(pilot, "k")
        assert current(app) == (Way.DRAFT, "d3")
        await press(pilot, "j", "home")
        assert current(app) == (Way.RUN, "7f3a")
        assert "Join virtual networks" in frame(app)


async def test_what_does_not_fit_scrolls_and_the_one_in_focus_is_in_sight() -> None:
    app = showing(MadeWays(RUNNING, PAUSED, OVER, drafts=drafts(5)))
    async with app.run_test(size=SMALLEST) as pilot:
        await pilot.pause()
        entries = app.screen.query_one(Entries)
        assert entries.max_scroll_y > 0
        assert entries.max_scroll_x == 0
        for row in entries.rows:
            await until(pilot, lambda row=row: row.has_focus and app.cursor_position == row.region.offset)  # type: ignore[misc]
            assert entries.region.contains_region(row.region)
            await press(pilot, "down")
        await press(pilot, "pagedown")
        assert current(app) == (Way.RUN, "7f3a")
        assert entries.scroll_y > 0


async def test_the_one_in_focus_is_told_by_a_sign_and_reversed() -> None:
    app = showing(MadeWays(RUNNING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        row = app.focused
        assert isinstance(row, EntryRow)
        drawn = row.render()
        assert drawn.plain.startswith("› TestVNet1")  # noqa: RUF001
        assert "reverse" in str(drawn.spans[0].style)
        await press(pilot, "down")
        assert row.render().plain.startswith("  TestVNet1")
        assert not any("reverse" in str(span.style) for span in row.render().spans)
        assert sum(line.startswith(" ›") for line in frame(app).splitlines()) == 1  # noqa: RUF001


@pytest.mark.parametrize("key", ["delete", "d"])
async def test_a_draft_is_thrown_away_after_a_question(key: str) -> None:
    ways = MadeWays(drafts=drafts(3))
    app = showing(ways)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "down", key)
        await until(pilot, lambda: isinstance(app.screen, Discard))
        assert isinstance(app.focused, Choice)
        assert app.focused.action == "keep"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Start))
        assert ways.went == []
        assert current(app) == (Way.DRAFT, "d1")
        await press(pilot, key)
        await until(pilot, lambda: isinstance(app.screen, Discard))
        await press(pilot, "y")
        await until(pilot, lambda: isinstance(app.screen, Start))
        assert ways.went == ["discard d1"]
        await until(pilot, lambda: len(app.screen.query(EntryRow)) == 5)
        assert current(app) == (Way.DRAFT, "d2")


async def test_the_last_draft_leaves_the_focus_to_what_stands_before_it() -> None:
    ways = MadeWays(drafts=drafts(1))
    app = showing(ways)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "d", "tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, Start) and len(app.screen.query(EntryRow)) == 3)
        assert current(app) == (Way.OPEN, "")
        assert "discard" not in usable(app)


async def test_only_a_draft_can_be_thrown_away() -> None:
    ways = MadeWays(RUNNING, drafts=drafts(1))
    app = showing(ways)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert usable(app) == ["explain", "go", "leave"]
        await press(pilot, "d", "delete")
        assert isinstance(app.screen, Start)
        await press(pilot, "end")
        assert usable(app) == ["explain", "go", "discard", "leave"]
        assert all(one.region.right <= SMALLEST[0] for one in app.screen.query(Choice))


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_the_keys_are_explained_and_the_focus_stays(key: str) -> None:
    app = showing(MadeWays(RUNNING, PAUSED, drafts=drafts(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "end", "up", key)
        await until(pilot, lambda: isinstance(app.screen, Keys))
        assert "Up Down, k, j" in frame(app)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, Start))
        assert current(app) == (Way.DRAFT, "d3")


@pytest.mark.parametrize("key", ["f10", "escape", "q", "ctrl+c", "ctrl+q"])
async def test_it_is_left_at_once(key: str) -> None:
    app = showing(MadeWays())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
    assert app.return_value is not None
    assert app.return_value.code == 0


async def test_it_looks_again_when_one_comes_back() -> None:
    ways = MadeWays(RUNNING)
    app = showing(ways)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert ways.asked == 1
        await press(pilot, "end")
        await app.push_screen(Page())
        await pilot.pause()
        ways.runs, ways.drafts = (OVER,), drafts(2)
        app.pop_screen()
        await until(pilot, lambda: "connected, both ways" in frame(app))
        assert ways.asked == 2
        assert current(app) == (Way.OPEN, "")
        assert frame(app).count("TestVNet4") >= 2


async def test_what_is_the_same_is_not_drawn_again() -> None:
    app = showing(MadeWays(RUNNING))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = app.screen.query_one(Entries).rows
        await app.push_screen(Page())
        app.pop_screen()
        await pilot.pause()
        assert app.screen.query_one(Entries).rows == rows


async def test_it_stands_still() -> None:
    app = showing(MadeWays(RUNNING, PAUSED, OVER, drafts=drafts(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        parts = list(app.screen.query("*"))
        assert len(parts) > 10
        assert not [one for one in (app.screen, *parts) if one.auto_refresh]
        assert not [one for one in parts if one._timers]


async def test_what_is_refused_stays_on_the_page_until_the_next_thing() -> None:
    ways = MadeWays(RUNNING, drafts=drafts(1))
    app = showing(ways)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        ways.refusal = StateError("{reason}", {"reason": "[/x] its journal cannot be read"})
        await press(pilot, "enter")
        await until(pilot, lambda: "[/x] its journal cannot be read" in frame(app))
        ways.refusal = None
        await press(pilot, "down", "enter")
        assert ways.went == ["practise"]
        assert "[/x]" not in frame(app)


async def test_a_state_folder_that_cannot_be_used_is_told_and_one_can_leave() -> None:
    ways = MadeWays()
    ways.refusal = StateError("The folder {path} cannot be read.", {"path": "/[x]"})
    app = showing(ways)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "The folder /[x] cannot be read." in frame(app))
        assert usable(app) == ["explain", "leave"]
        await press(pilot, "up", "down", "home", "end", "enter", "d")
        ways.refusal = None
        await press(pilot, "f1", "escape")
        await until(pilot, lambda: "Practise on the sample" in frame(app))
        assert "cannot be read" not in frame(app)
        assert current(app) == (Way.PRACTISE, "")
        await pilot.press("q")
    assert app.return_value is not None


async def test_what_cannot_be_read_is_told_below_the_rest() -> None:
    ways = MadeWays(RUNNING, PAUSED, OVER, drafts=drafts(5))
    ways.troubles = ("The draft [/d9] cannot be read: it is damaged.",)
    app = showing(ways)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "end")
        await until(pilot, lambda: "The draft [/d9] cannot be read" in frame(app))


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("a" * 64, "b" * 64), "aaaaaaaaaaaaa… ⇄ bbbbbbbbbbbbb…"),
        (("hub", "b" * 64), "hub ⇄ bbbbbbbbbbbbbbbbbbbbbbbbb…"),
        (("虎" * 40, "b" * 64), "虎虎虎虎虎虎 … ⇄ bbbbbbbbbbbbb…"),
        (("\x1b[31m[/x]\n", "b\tb"), "[31m[/x] ⇄ b b"),
        (("one", "two", "three"), "one ⇄ two ⇄ three"),
    ],
)
async def test_whatever_the_names_where_it_stands_is_beside_them(names: tuple[str, ...], shown: str) -> None:
    app = showing(MadeWays(RUNNING._replace(names=names)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = frame(app).splitlines()[5]
        assert line.split("  ")[0].removeprefix(" › ") == shown  # noqa: RUF001
        assert line.endswith("running, 6 of 12 steps")
        assert "\x1b" not in frame(app)


@pytest.mark.parametrize("size", [SMALLEST, (79, 23), (200, 60), (40, 10), (1, 1)])
async def test_any_size_does(size: tuple[int, int]) -> None:
    app = showing(MadeWays(RUNNING, PAUSED, OVER, drafts=drafts(5)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.resize_terminal(*size)
        await press(pilot, "down")
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: "Open a plan file" in frame(app))
        await until(pilot, lambda: app.focused is not None)
        assert current(app) in {(Way.RUN, "7f3a"), (Way.RUN, "c0de")}


async def test_a_plain_terminal_gets_only_ascii() -> None:
    ways = MadeWays(RUNNING, PAUSED._replace(trouble="x" * 200), drafts=drafts(3))
    app = Window(lambda: Start(ways), whereabouts="ana@jump01", drawn_with=signs.PLAIN)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert frame(app).isascii()
        await press(pilot, "end", "d")
        await until(pilot, lambda: isinstance(app.screen, Discard))
        assert frame(app).isascii()


@pytest.mark.parametrize("screen", [Start, Discard])
def test_every_key_has_words_and_each_f_key_a_plain_twin(screen: type[Start | Discard]) -> None:
    for key in screen.KEYS:
        assert hasattr(screen, f"action_{key.action}")
        assert key.label
        assert key.sentence.endswith(".")
        if key.shown.startswith("F"):
            assert any(len(keys.key_name(twin)) == 1 for twin in key.keys[1:])
