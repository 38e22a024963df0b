"""Opens the pages on this terminal, and prints what stands when they are left."""

from __future__ import annotations

import gc
import shutil
import sys
import textwrap
from contextlib import suppress
from typing import TYPE_CHECKING

from vnetwizard.tui.app import Window
from vnetwizard.tui.flow import Flow
from vnetwizard.tui.screens.start import Start

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    from vnetwizard.target import Target as Azure
    from vnetwizard.tui.model.parting import Farewell
    from vnetwizard.tui.page import Page


def wizard(target: Azure, speed: float | None) -> int:
    """Show the start page, and whatever it leads to. Returns the exit code. Raises StateError."""
    flow = Flow(target, speed)
    return _show(flow, lambda: Start(flow))


def show(run: str, process: subprocess.Popen[bytes] | None) -> int:
    """Show a run until somebody leaves. Returns the exit code. Raises StateError or JournalError."""
    from vnetwizard.target import Target  # noqa: PLC0415 - the wizard is given its own

    flow = Flow(Target(), None)
    page = flow.progress(run, process)
    return _show(flow, lambda: page)


def _show(flow: Flow, first: Callable[[], Page]) -> int:
    flow.window = window = Window(first)
    try:
        farewell = window.run_here()
    finally:
        flow.close()
    gc.freeze()  # else the interpreter's last collection looks at every widget that ever was, for up to 0.4 s
    with suppress(OSError):  # the terminal may be gone, and the pages with it
        sys.stdout.write("".join(f"{line}\n" for line in _folded(farewell)))
        sys.stdout.flush()
    return farewell.code


def _folded(farewell: Farewell) -> Iterator[str]:
    """Fold sentences to the terminal; what is to be pasted stays whole."""
    width = max(40, shutil.get_terminal_size().columns)
    for line in farewell.lines:
        yield textwrap.fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
    yield from (f"  {line}" for line in farewell.commands)
