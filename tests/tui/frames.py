"""What stands on the screen, as text, and the stored frames that it is compared with.

`VNETWIZARD_NEW_FRAMES=1` writes the stored frames anew; look at the difference before you commit it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from vnetwizard.tui import signs
from vnetwizard.tui.app import Window

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnetwizard.tui.page import Page

FOLDER = Path(__file__).parent / "frames"
_SVG = "{http://www.w3.org/2000/svg}"


def window(first: Callable[[], Page]) -> Window:
    return Window(first, whereabouts="ana@jump01", drawn_with=signs.RICH)


def frame(app: Window) -> str:
    """Return the screen as lines of text, read out of Textual's own picture of it."""
    picture = ET.fromstring(app.export_screenshot(simplify=True))  # noqa: S314 - we made it
    rows: dict[float, list[tuple[float, str]]] = {}
    for text in picture.iter(f"{_SVG}text"):
        if "clip-path" in text.attrib:
            place = float(text.attrib["y"])
            rows.setdefault(place, []).append((float(text.attrib["x"]), text.text or ""))
    return "\n".join(_line(rows[place]) for place in sorted(rows)) + "\n"


def _line(parts: list[tuple[float, str]]) -> str:
    line = ""
    for x, text in sorted(parts):
        line = line.ljust(round(x / _CELL)) + text.replace("\xa0", " ")
    return line.rstrip()


_CELL = 12.2


def compare(app: Window, name: str) -> None:
    """Compare the screen with the stored frame of this name, as text, so that colours and versions do not matter."""
    found, path = frame(app), FOLDER / f"{name}.txt"
    if os.environ.get("VNETWIZARD_NEW_FRAMES"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found)
    assert re.sub(r" +\n", "\n", found) == path.read_text()
