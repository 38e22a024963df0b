"""The state folder: where it is, whose it is, what lies in it."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Mapping

JOURNAL = "journal.sqlite"


class StateError(Exception):
    """The state folder cannot be used as it is. The text says why and what to do."""

    def __init__(self, template: str, values: Mapping[str, object]) -> None:
        super().__init__(template)
        self.template = template
        self.values = dict(values)

    def __str__(self) -> str:
        """Say it in the language in use."""
        return say(self.template, self.values)


def home() -> Path:
    """Return the state folder: `$VNETWIZARD_HOME`, else the platform's state folder (`$XDG_STATE_HOME/vnetwizard`).

    Only names it; `prepare` makes it.
    """
    chosen = os.environ.get("VNETWIZARD_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs  # noqa: PLC0415 - most commands that need no folder never come here

    return Path(platformdirs.user_state_dir("vnetwizard", appauthor=False))


def prepare(folder: Path) -> Path:
    """Make `folder`, and the parents that it lacks, private to this user, or check that it is.

    Returns:
        The folder.

    Raises:
        StateError: it is somebody else's, is no folder, is a symlink, or cannot be written.

    """
    try:
        for one in (*reversed(folder.parents), folder):  # `parents=True` would leave their mode to the umask
            one.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        template = mark(
            "The folder {path} cannot be made: {reason}. Set VNETWIZARD_HOME to a folder that you can write."
        )
        raise StateError(template, {"path": folder, "reason": error.strerror}) from None
    _check(folder, found)
    if not os.access(folder, os.W_OK | os.X_OK):
        template = mark(
            "The folder {path} cannot be written. Make it writable (chmod u+rwx {path}) or set VNETWIZARD_HOME."
        )
        raise StateError(template, {"path": folder})
    return folder


def _check(folder: Path, found: os.stat_result) -> None:
    """Refuse a folder that is not this user's own, and close one that others may enter."""
    if stat.S_ISLNK(found.st_mode):
        template = mark("{path} is a symbolic link. Set VNETWIZARD_HOME to the folder that it leads to.")
        raise StateError(template, {"path": folder})
    if not stat.S_ISDIR(found.st_mode):
        template = mark("{path} is not a folder. Move it away, or set VNETWIZARD_HOME to another place.")
        raise StateError(template, {"path": folder})
    if found.st_uid != os.geteuid():
        template = mark(
            "The folder {path} belongs to user {owner}, not to you ({me}). Set VNETWIZARD_HOME to a folder of your own."
        )
        raise StateError(template, {"path": folder, "owner": found.st_uid, "me": os.geteuid()})
    if stat.S_IMODE(found.st_mode) & 0o077:
        try:
            folder.chmod(0o700)
        except OSError as error:  # a file system that has no permissions
            template = mark(
                "The folder {path} cannot be closed to others: {reason}. Set VNETWIZARD_HOME to a place where it can."
            )
            raise StateError(template, {"path": folder, "reason": error.strerror}) from None


def runs_folder() -> Path:
    """Return the folder of all runs, made where it is missing. Raises StateError."""
    return prepare(prepare(home()) / "runs")


def run_folder(run: str) -> Path:
    """Return the folder of one run. Raises StateError where there is no such run."""
    folder = home() / "runs" / run
    if run not in run_ids():
        template = mark("There is no run {run} here. `vnetwizard runs` lists them.")
        raise StateError(template, {"run": run})
    _check(folder, folder.lstat())
    return folder


def run_ids() -> tuple[str, ...]:
    """Return the ids of all runs that are here, the newest first; empty where nothing has run yet."""
    try:
        journals = [folder / JOURNAL for folder in (home() / "runs").iterdir()]
        found = [(path.stat().st_mtime, path.parent.name) for path in journals if path.is_file()]
    except FileNotFoundError:
        return ()
    except OSError as error:
        template = mark("The folder {path} cannot be read: {reason}. Set VNETWIZARD_HOME or mend its permissions.")
        raise StateError(template, {"path": home() / "runs", "reason": error.strerror}) from None
    return tuple(run for _, run in sorted(found, reverse=True))


def practice_file() -> Path:
    """Return the path of practice Azure's state; its folder is made where it is missing. Raises StateError."""
    return prepare(prepare(home()) / "practice") / "azure.sqlite"


def drafts_folder() -> Path:
    """Return the folder of drafts, made where it is missing. Raises StateError."""
    return prepare(prepare(home()) / "drafts")


def has_drafts() -> bool:
    """Whether a draft may be here; cheap, and right where there is none."""
    try:
        return any((home() / "drafts").iterdir())
    except OSError:
        return (home() / "drafts").exists()
