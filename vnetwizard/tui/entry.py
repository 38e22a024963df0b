"""Opens a run, shows it on this terminal, and prints what stands when it is left."""

from __future__ import annotations

import gc
import shutil
import sys
import textwrap
from contextlib import suppress
from typing import TYPE_CHECKING

from vnetwizard import state
from vnetwizard.run.journal import Journal
from vnetwizard.run.watch import Watch
from vnetwizard.tui.app import Window
from vnetwizard.tui.screens.progress import Progress
from vnetwizard.tui.watched import Watched

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

    from vnetwizard.tui.model.farewell import Farewell


def show(run: str, process: subprocess.Popen[bytes] | None) -> int:
    """Show a run until somebody leaves. Returns the exit code. Raises StateError or JournalError."""
    folder = state.run_folder(run)
    journal = Journal(folder / state.JOURNAL)
    try:
        watched = Watched(journal.about(), Watch(journal, folder, process))
        farewell = Window(lambda: Progress(watched)).run_here()
    finally:
        journal.close()
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
