"""Opening a plan file as an interview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vnetwizard.topology import planfile
from vnetwizard.tui.model import form
from vnetwizard.tui.model.lines import Tone
from vnetwizard.wizard import moves, opening
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.tui.model.lines import Line
    from vnetwizard.wizard.answers import Answers


def opened(path: str) -> tuple[tuple[Answers, ...], tuple[Line, ...]]:
    """Return the answers that a plan file gives, on the page that needs something; or else what is wrong with it."""
    try:
        topology = planfile.read(Path(path).expanduser().read_text(encoding="utf-8"), path)
    except planfile.PlanFileError as error:
        return (), form.told(error.findings)
    except (OSError, UnicodeDecodeError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or say(mark("it is not UTF-8 text"))
        told = mark("{path} cannot be read: {reason}. `vnetwizard sample` prints a plan file to begin with.")
        return (), (((say(told, {"path": path, "reason": reason}), Tone.ERROR),),)
    return (moves.to_trouble(opening.opened(topology)),), ()
