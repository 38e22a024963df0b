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
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree as ET

from msgspec.structs import replace
from rich.cells import cell_len
from textual import events

from tests.tui.desks import MadeDesk
from tests.tui.frames import window
from tests.tui.journals import MadeRun
from tests.tui.until import PATIENCE_SECONDS
from vnetwizard.tui.model import entries
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
    from vnetwizard.tui.model.parting import Farewell

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


class _UsualRun(MadeRun):
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
        self.run = _UsualRun(home, speed=_SPEED)

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

    def entries(self) -> entries.Start:
        return entries.fresh(self.target)

    async def look_ahead(self) -> None:
        return

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
        return drawn(last[-1], (self._app.size.width, self._app.size.height))

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


def drawn(svg: str, size: tuple[int, int]) -> str:
    """Return Textual's picture of a screen, drawn anew from what can be seen on it.

    How Textual cuts a row into pieces, and the ids that it makes for them, are nothing that can be seen. No font is
    asked of the net: each piece is stretched to its place, so any other will do.
    """
    seen = _Seen(svg)
    styles: dict[str, str] = {}
    texts = [
        f'<text class="{styles.setdefault(run.style, f"r{len(styles) + 1}")}" x="{run.at * _CELL:g}" '
        f'y="{row * _ROW + 20:g}" textLength="{run.wide * _CELL:g}" lengthAdjust="spacingAndGlyphs">'
        f"{escape(run.text)}</text>"
        for row, cells in sorted(seen.texts.items())
        for run in _runs(cells, over_blanks=True)
    ]
    fills = [
        f'<rect fill="{run.style}" x="{run.at * _CELL:g}" y="{row * _ROW + 1.5:g}" width="{run.wide * _CELL:g}" '
        f'height="{_ROW + 0.25:g}" shape-rendering="crispEdges"/>'
        for row, cells in sorted(seen.fills.items())
        for run in _runs(cells, over_blanks=False)
    ]
    wide, high = size[0] * _CELL + 18, size[1] * _ROW + 50
    rules = "".join(f".{name} {{ {style} }}\n" for style, name in styles.items())
    return _SVG.format(wide=wide, high=high, rules=rules, fills="\n".join(fills), texts="\n".join(texts))


_CELL, _ROW = 12.2, 24.4
_SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}">
<style>
text {{ font: 20px "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre }}
{rules}</style>
<rect fill="#292929" width="{wide:g}" height="{high:g}" rx="8"/>
<circle cx="26" cy="22" r="7" fill="#ff5f57"/>
<circle cx="48" cy="22" r="7" fill="#febc2e"/>
<circle cx="70" cy="22" r="7" fill="#28c840"/>
<g transform="translate(9, 41)">
{fills}
{texts}
</g>
</svg>
"""


class _Run(NamedTuple):
    """Cells beside each other that look alike."""

    at: int
    wide: int
    text: str
    style: str


class _Seen:
    """What each cell of a picture by Textual shows: a character and its style; and which colour it is filled with."""

    def __init__(self, svg: str) -> None:
        root = ET.fromstring(svg)  # noqa: S314 - we made it
        rules = dict(re.findall(r"\.[\w-]*(r\d+) \{ (.*?);? \}", svg))
        self.texts: dict[int, dict[int, tuple[str, str]]] = {}
        self.fills: dict[int, dict[int, tuple[str, str]]] = {}
        for one in root.iter(f"{_NAMESPACE}text"):
            if "clip-path" in one.attrib:
                row, at = _place(one)
                style = rules[one.attrib["class"].rpartition("-")[2]]
                for character in one.text or "":
                    if not character.isspace() or "underline" in style:
                        self.texts.setdefault(row, {})[at] = (character, style)
                    at += cell_len(character)
        for one in root.iter(f"{_NAMESPACE}rect"):
            if "shape-rendering" in one.attrib:
                row, at = _place(one)
                for cell in range(at, at + round(float(one.attrib["width"]) / _CELL)):
                    self.fills.setdefault(row, {})[cell] = (" ", one.attrib["fill"])


_NAMESPACE = "{http://www.w3.org/2000/svg}"


def _place(element: ET.Element) -> tuple[int, int]:
    return int(float(element.attrib["y"]) // _ROW), round(float(element.attrib["x"]) / _CELL)


def _runs(cells: dict[int, tuple[str, str]], *, over_blanks: bool) -> Iterator[_Run]:
    """Give what looks alike together, also over one cell that shows nothing."""
    run: _Run | None = None
    for at, (character, style) in sorted(cells.items()):
        gap = at - run.at - run.wide if run else 0
        if run and style == run.style and gap <= over_blanks:
            text = run.text + "\xa0" * gap + character
        else:
            if run:
                yield run
            run, text = _Run(at, 0, "", style), character
        run = run._replace(wide=at + cell_len(character) - run.at, text=text)
    if run:
        yield run


def text(picture: str) -> str:
    """Return what stands on a picture that was drawn here, row by row."""
    rows: dict[int, str] = {}
    for one in ET.fromstring(picture).iter(f"{_NAMESPACE}text"):  # noqa: S314 - we made it
        row, at = _place(one)
        before = rows.get(row, "")
        rows[row] = before + " " * (at - cell_len(before)) + (one.text or "").replace("\xa0", " ")
    return "".join(f"{rows.get(row, '').rstrip()}\n" for row in range(max(rows, default=-1) + 1))


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
