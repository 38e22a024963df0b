"""Drafts: typed answers on disk, never a key. One file each in the state folder, replaced as a whole."""

from __future__ import annotations

import json
import os
import secrets
import stat
from contextlib import suppress
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from vnetwizard import state
from vnetwizard.state import StateError
from vnetwizard.target import CLOUDS, SIGN_INS, Target
from vnetwizard.wizard import answers
from vnetwizard.wizard.answers import Answers, BadDraft
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_SUFFIX = ".json"
_LARGEST = 4_000_000
"""Bytes of a draft that are read; 400 subnets and two megabytes of mistakes fit in."""
_FIRST_YEAR, _LAST_YEAR = 2000, 9000
"""Nearer to the ends of time than that, a moment cannot be told in every zone."""

_saving = Lock()
"""Pages keep a draft in a thread, and once more when they are left; the two share one temporary file."""


class Draft(Struct, frozen=True, kw_only=True):
    """An interview that was begun: which Azure it is about, when it was kept, and its answers."""

    id: str
    target: Target
    saved_at: datetime
    answers: Answers


def new_id() -> str:
    """Return an id that no other draft has."""
    return secrets.token_hex(4)


def save(draft: Draft) -> None:
    """Keep a draft in the place of the one with its id; whatever happens meanwhile, one of the two stays whole.

    Raises StateError.
    """
    folder = state.drafts_folder()
    path = folder / f"{draft.id}{_SUFFIX}"
    held = {
        "target": msgspec.to_builtins(draft.target),
        "saved_at": draft.saved_at.isoformat(),
        "answers": json.loads(answers.encode(answers.without_key(draft.answers))),
    }
    fresh = folder / f".{draft.id}.{os.getpid()}"
    with _saving:
        try:
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "w") as file:  # noqa: PTH123
                file.write(json.dumps(held))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink()
            told = mark(
                "The draft is not kept: {path}: {reason}. Free space, or set VNETWIZARD_HOME to another folder."
            )
            raise StateError(told, {"path": path, "reason": _reason(error)}) from None


def load(draft: str) -> Draft:
    """Return a draft. Raises StateError where it is not there or cannot be read."""
    path = state.drafts_folder() / f"{draft}{_SUFFIX}"
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # noqa: PTH123 - a pipe would be waited for
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            return _read(draft, file.read(_LARGEST + 1) if regular else b"")
    except OSError as error:
        reason = _reason(error)
    except BadDraft as bad:
        reason = say(bad.kind.message, bad.values)
    except (ValueError, KeyError, TypeError, RecursionError, msgspec.ValidationError):
        reason = say(mark("it is damaged"))
    told = mark("The draft {path} cannot be read: {reason}. It stays where it is; begin anew, or open a plan file.")
    raise StateError(told, {"path": path, "reason": reason})


def every(tell: Callable[[str], None]) -> tuple[Draft, ...]:
    """Return all drafts, the newest first; what cannot be read, one or the whole folder, is told and passed over."""
    found = []
    try:
        ids = _ids(state.drafts_folder())
    except StateError as error:
        tell(str(error))
        return ()
    for id_ in ids:
        try:
            found.append(load(id_))
        except StateError as error:
            tell(str(error))
    return tuple(sorted(found, key=lambda one: one.saved_at, reverse=True))


def remove(draft: str) -> None:
    """Take a draft from the disk, with what a kill left of it; one that is gone stays gone. Raises StateError."""
    folder = state.drafts_folder()
    path = folder / f"{draft}{_SUFFIX}"
    try:
        path.unlink(missing_ok=True)
        for left in folder.iterdir():
            if left.name.startswith(f".{draft}."):
                left.unlink(missing_ok=True)
    except OSError as error:
        told = mark("The draft {path} cannot be removed: {reason}. Remove it by hand.")
        raise StateError(told, {"path": path, "reason": _reason(error)}) from None


def _ids(folder: Path) -> list[str]:
    """Return the ids of the drafts in a folder. Raises StateError."""
    try:
        return sorted(path.stem for path in folder.iterdir() if path.suffix == _SUFFIX and path.name[0] != ".")
    except OSError as error:
        told = mark("The folder {path} cannot be read: {reason}. Set VNETWIZARD_HOME or mend its permissions.")
        raise StateError(told, {"path": folder, "reason": _reason(error)}) from None


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _read(draft: str, text: bytes) -> Draft:
    """Return what a file holds. Raises BadDraft, ValueError, KeyError, TypeError, RecursionError or ValidationError."""
    if len(text) > _LARGEST:
        raise ValueError(len(text))
    held: dict[str, Any] = json.loads(text)
    saved_at = datetime.fromisoformat(held["saved_at"])
    if saved_at.tzinfo is None or not _FIRST_YEAR <= saved_at.year <= _LAST_YEAR:
        raise ValueError(held["saved_at"])
    target = msgspec.convert(held["target"], Target)
    if target.cloud not in CLOUDS or target.auth not in {None, *SIGN_INS}:
        raise ValueError(target)
    return Draft(
        id=draft,
        target=target,
        saved_at=saved_at,
        answers=answers.decode(json.dumps(held["answers"]).encode()),
    )
