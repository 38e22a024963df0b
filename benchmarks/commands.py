"""What a short command costs: CPU of the whole process, the best of several, and what it must not import."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import NOTHING, PROGRAM, cpu, imported, in_turns
from benchmarks.table import Figure
from vnetwizard.topology.samples import SAMPLE_TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

HELP_MILLISECONDS = 120
CHECK_MILLISECONDS = 250
HEAVY = frozenset({"azure", "textual", "aiohttp"})
_CLICK = (sys.executable, "-c", "import click")


def show_help(*, quick: bool) -> list[Figure]:
    """Measure `vnetwizard --help`."""
    return _command("--help", (*PROGRAM, "--help"), HELP_MILLISECONDS, quick=quick)


def check(*, quick: bool) -> list[Figure]:
    """Measure `vnetwizard check` of the sample."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.toml"
        plan.write_text(SAMPLE_TEXT, encoding="utf-8")
        return _command("check", (*PROGRAM, "check", str(plan)), CHECK_MILLISECONDS, quick=quick)


def _command(name: str, words: Sequence[str], limit: float, *, quick: bool) -> list[Figure]:
    rounds = 5 if quick else 20
    ours, nothing, click = map(min, in_turns(rounds, lambda: cpu(words), lambda: cpu(NOTHING), lambda: cpu(_CLICK)))
    heavy = {module for module in imported(words) if module.partition(".")[0] in HEAVY}
    return [
        Figure(what=f"{name}, CPU", measured=ours, unit="ms", against="python -c pass", beside=nothing, limit=limit),
        Figure(what=f"{name}, CPU", measured=ours, unit="ms", against="import click", beside=click),
        Figure(what=f"{name}, imports of {', '.join(sorted(HEAVY))}", measured=len(heavy), unit="modules", limit=0),
    ]
