"""Pictures of every page, at every stored size, from one drive through the application by keys alone.

No Azure, no process and no clock is asked: what the pages would hear from them is made. `screenshots/take.py` writes
the pictures, `test_screenshots.py` compares them.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import json
import platform
import re
import time
from contextlib import closing
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from msgspec.structs import replace
from rich.cells import cell_len
from textual import events

from tests.tui.desks import MadeDesk
from tests.tui.frames import window
from tests.tui.journals import MadeRun
from tests.tui.until import PATIENCE_SECONDS
from vnetwizard.tui.model import start
from vnetwizard.tui.model.session import Session
from vnetwizard.tui.screens.choose import Choose
from vnetwizard.tui.screens.help import Help
from vnetwizard.tui.screens.interview import Interview
from vnetwizard.tui.screens.progress import Progress
from vnetwizard.tui.screens.result import Result
from vnetwizard.tui.screens.review import Review
from vnetwizard.tui.screens.start import Start
from vnetwizard.wizard import answers
from vnetwizard.wizard.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.pilot import Pilot
    from textual.screen import Screen

    from vnetwizard.plan.planner import Plan
    from vnetwizard.run.events import ConnectionState, Outcome
    from vnetwizard.target import Target
    from vnetwizard.topology.keys import SharedKey
    from vnetwizard.tui.app import Window
    from vnetwizard.tui.model.farewell import Farewell

FOLDER = Path(__file__).parents[2] / "screenshots"
VERSIONS = FOLDER / "versions.json"
SIZES = ((80, 24), (120, 36))
HOW = "`python -m screenshots.take` takes all pictures anew; look at them before you commit them"

_CLASHING = "10.11.0.64/27"
"""Lies in FrontEnd, which the sample has at 10.11.0.0/24."""
_SPEED = 60.0
_LATER = 0.2
"""Wall seconds since the newest event of the run; 12 of Azure's."""
_TOOK = (("resource-group", 1), ("public-ip", 3), ("network", 5), ("connection", 61))
"""Azure's seconds for each kind, one after another."""
_MOMENT, _STILL = 0.02, 3
"""Seconds from look to look, and how many have to be the same in a row."""
_HOPS = 4
"""A key goes from the application to its screen and to the widget in focus, and what that tells goes back."""
_KEYS = {".": "full_stop", "/": "slash"}


# -- a drive


class _Run(MadeRun):
    """A run in which each kind of thing takes what it usually takes, and whose pair carries what one side sends."""

    def make(self, *steps: str, seconds: float) -> None:
        for kind, took in _TOOK:
            of_kind = [step for step in steps if step.startswith(f"{kind}/")]
            if of_kind:
                super().make(*of_kind, seconds=took)
                seconds -= took
        assert not seconds, "it takes as long as any made run"

    def finish(self, outcome: Outcome, *connections: ConnectionState) -> None:
        there, back = connections
        there = replace(there, ingress_bytes=51_874, egress_bytes=48_210)
        back = replace(back, ingress_bytes=48_210, egress_bytes=51_874)
        super().finish(outcome, there, back)


class _Desk(MadeDesk):
    """A desk on practice Azure, whose run is 14 minutes old as soon as it has begun."""

    def __init__(self, home: Path) -> None:
        super().__init__()
        self.run = _Run(home, speed=_SPEED)

    def begin(self, text: str, plan: Plan, key: SharedKey | None) -> None:
        super().begin(text, plan, key)
        self.run.hold()
        self.run.gateways_begun()
        self.window.switch_screen(Progress(self.run.watched(_LATER)))

    def close(self) -> None:
        self.run.close()


class _Ways:
    """What the start page leads to for somebody who has begun nothing yet."""

    def __init__(self, desk: _Desk) -> None:
        self._desk = desk

    @property
    def target(self) -> Target:
        return self._desk.target

    def entries(self) -> start.Start:
        return start.start((), (), self.target, datetime(2026, 11, 24, 13, 40, tzinfo=UTC))

    def practise(self) -> None:
        self._desk.window.push_screen(Interview(self._desk, Session(answers.practice())))

    def join(self) -> None:
        raise NotImplementedError

    def open_plan(self) -> None:
        raise NotImplementedError

    def continue_draft(self, draft: str) -> None:
        raise NotImplementedError

    def discard_draft(self, draft: str) -> None:
        raise NotImplementedError

    def show_run(self, run: str) -> None:
        raise NotImplementedError


class _Drive:
    """Presses keys, waits for what comes of them, and takes pictures."""

    def __init__(self, pilot: Pilot[Farewell], app: Window) -> None:
        self.taken: dict[str, str] = {}
        self._pilot = pilot
        self._app = app

    async def press(self, *keys: str) -> None:
        for key in keys:
            self._send(key)
            for _ in range(_HOPS):
                await self._pilot._wait_for_screen()

    def _send(self, key: str) -> None:
        """Send a key as the terminal does; Textual's own way waits after each until the processor is idle."""
        driver = self._app._driver
        assert driver is not None
        driver.send_message(events.Key(_KEYS.get(key, key), key if len(key) == 1 else None))

    async def replace(self, text: str) -> None:
        """Type in the place of what stands in the answer in focus."""
        await self.press("end", "ctrl+u", *text)

    async def to(self, question: str) -> None:
        """Move down to a question."""
        for _ in range(20):
            if getattr(self._app.focused, "question", "") == question:
                return
            await self.press("down")
        raise AssertionError(question)

    async def picture(self, name: str, screen: type[Screen[Any]], page: str = "") -> None:
        """Wait for a screen, and for its page where it has several, until nothing moves; then take its picture."""

        def there() -> bool:
            on = self._app.screen
            return isinstance(on, screen) and (not page or (isinstance(on, Interview) and on.session.page.id == page))

        end = time.monotonic() + PATIENCE_SECONDS
        while not there():
            assert time.monotonic() < end, f"{name} never came"
            await self._pilot.pause(_MOMENT)
        self.taken[f"{len(self.taken) + 1:02}-{name}"] = await self._still()

    async def _still(self) -> str:
        """Wait until nothing moves any more. Returns what the screen looks like then."""
        last = [""]
        while len(last) < _STILL or len({*last[-_STILL:]}) > 1:
            await self._pilot.pause(_MOMENT)
            last.append(self._export())
        return same(last[-1])

    def _export(self) -> str:
        return self._app.export_screenshot(simplify=True)


async def take(size: tuple[int, int]) -> dict[str, str]:
    """Go through the whole application at one size. Returns the pictures by their names."""
    with TemporaryDirectory() as home, closing(_Desk(Path(home))) as desk:
        app = window(lambda: Start(_Ways(desk)))
        desk.app = app
        async with app.run_test(size=size) as pilot:
            drive = _Drive(pilot, app)
            await drive.picture("start", Start)
            await _asked(drive)
            await drive.picture("review", Review)
            await drive.press(*"create", "enter")
            await drive.picture("progress", Progress)
            desk.run.connect()
            desk.run.release()
            await drive.picture("result", Result)
        return drive.taken


async def take_all() -> dict[tuple[int, int], dict[str, str]]:
    """Return the pictures of all sizes that are stored."""
    return dict(zip(SIZES, await asyncio.gather(*map(take, SIZES)), strict=True))


async def _asked(drive: _Drive) -> None:
    """Go through all pages that ask, and leave the last one."""
    for page in PAGES[:-1]:
        await drive.press("enter")
        name = page.id.replace(".", "-")
        await drive.picture(name, Interview, page.id)
        if page.id == "first.basics":
            await drive.to("first.location")
            await drive.press("f4")
            await drive.picture(f"{name}-chooser", Choose)
            await drive.press("escape")
        if page.id == "first.gateway-subnet":
            await drive.press("f1")
            await drive.picture(f"{name}-help", Help)
            await drive.press("escape")
            await drive.replace(_CLASHING)
            await drive.picture(f"{name}-clash", Interview, page.id)
            await drive.press("ctrl+u", "f4")
    await drive.press("enter")


# -- a picture


def same(svg: str) -> str:
    """Return a picture without what differs each time, as lines that can be compared, for a reader without a net.

    Its font is asked of nobody: each run of cells is stretched to its place, so any other will do.
    """
    svg = re.sub(r"terminal-\d+-", "", svg)
    svg = re.sub(r"\s*@font-face \{.*?\n    \}", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", 'font-family: "Fira Code", "DejaVu Sans Mono", monospace')
    svg = re.sub(r'<clipPath id="line-\d+">.*?</clipPath>\s*', "", svg, flags=re.DOTALL)
    svg = re.sub(r"<text [^>]*>\n</text>", "", svg)  # the ends of rows
    svg = re.sub(
        rf'<text class="(r\d+)" x="([^"]+)" y="([^"]+)" [^>]*>((?:{_BLANK})*)(.*?)(?:{_BLANK})*</text>', _run, svg
    )
    svg = re.sub(r"(<rect fill)", r"\n\1", svg)
    return "".join(f"{line.strip()}\n" for line in svg.splitlines() if line.strip())


def _run(found: re.Match[str]) -> str:
    """Return a run of cells that begins with none that is blank: some viewers leave those out."""
    style, x, y, blanks, words = found.groups()
    at = float(x) + _CELL * (len(blanks) // len(_BLANK))
    wide = _CELL * cell_len(unescape(words))
    place = f'x="{at:g}" y="{y}" textLength="{wide:g}" lengthAdjust="spacingAndGlyphs"'
    return f'\n<text class="{style}" {place}>{words}</text>'


def text(svg: str) -> str:
    """Return what stands on a picture, row by row."""
    rows: dict[int, list[tuple[float, str]]] = {}
    for one in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314 - we made it
        if "lengthAdjust" in one.attrib:
            rows.setdefault(int(float(one.attrib["y"]) // _ROW), []).append((float(one.attrib["x"]), one.text or ""))
    return "".join(f"{_row(rows.get(at, []))}\n" for at in range(max(rows, default=-1) + 1))


def _row(parts: list[tuple[float, str]]) -> str:
    row = ""
    for x, words in sorted(parts):
        row += " " * (round(x / _CELL) - cell_len(row)) + words.replace("\xa0", " ")
    return row


_CELL, _ROW = 12.2, 24.4
_BLANK = "&#160;"


# -- what is stored


def versions() -> dict[str, str]:
    """Return the versions that decide how a picture is written."""
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python} | {name: importlib.metadata.version(name) for name in ("rich", "textual")}


def folder(size: tuple[int, int], root: Path = FOLDER) -> Path:
    """Return where the pictures of one size are."""
    return root / f"{size[0]}x{size[1]}"


def store(taken: dict[str, str], place: Path) -> None:
    """Write pictures in the place of all that are there."""
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob("*.svg"):
        old.unlink()
    for name, svg in taken.items():
        (place / f"{name}.svg").write_text(svg, encoding="utf-8")


def load(place: Path) -> dict[str, str]:
    """Return all pictures that are stored in a place."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(place.glob("*.svg"))}


def stored_with() -> dict[str, str]:
    """Return the versions that the stored pictures were taken with."""
    found: dict[str, str] = json.loads(VERSIONS.read_text())
    return found


def differences(taken: dict[str, str], place: Path, *, exactly: bool) -> Iterator[str]:
    """Say how the stored pictures differ: to the letter, or else by the text on them."""
    stored, where = load(place), place.name
    for name in sorted(stored.keys() - taken.keys()):
        yield f"{where}/{name}.svg is one too many"
    for name, svg in taken.items():
        if name not in stored:
            yield f"{where}/{name}.svg is missing"
        elif (was := text(stored[name])) != (now := text(svg)):
            yield f"{where}/{name}.svg is stale; it shows\n{was}\nand the page is now\n{now}"
        elif exactly and stored[name] != svg:
            yield f"{where}/{name}.svg is stale: its text is the same, its colours or styles are not"
