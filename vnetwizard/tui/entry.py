"""Opens a run, shows it on this terminal, and prints what stands when it is left."""

from __future__ import annotations

import sys
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


def show(run: str, process: subprocess.Popen[bytes] | None) -> int:
    """Show a run until somebody leaves. Returns the exit code. Raises StateError or JournalError."""
    folder = state.run_folder(run)
    journal = Journal(folder / state.JOURNAL)
    try:
        watched = Watched(journal.about(), Watch(journal, folder, process))
        farewell = Window(lambda: Progress(watched)).run_here()
    finally:
        journal.close()
    with suppress(OSError):  # the terminal may be gone, and the pages with it
        sys.stdout.write("".join(f"{line}\n" for line in farewell.lines))
        sys.stdout.flush()
    return farewell.code
