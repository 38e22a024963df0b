"""One worker per run: an flock that lives as long as its process, with the pid in the file."""

from __future__ import annotations

import fcntl
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = "lock"
_TRIES, _TRY_SECONDS = 20, 0.01  # `holder` of another process takes the lock for an instant


class AlreadyHeldError(Exception):
    """Another process holds the run's lock; `pid` is its id."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"held by {pid}")
        self.pid = pid


@contextmanager
def hold(folder: Path, descriptor: int | None = None) -> Iterator[None]:
    """Hold the lock of the run in `folder`, or go on holding it by the `descriptor` that a parent handed over.

    Raises AlreadyHeldError.
    """
    mine = _open(folder) if descriptor is None else descriptor
    try:
        _take(mine)
        os.set_inheritable(mine, False)  # noqa: FBT003 - the standard library's own
        write_pid(mine, os.getpid())
        yield
    finally:
        os.close(mine)


@contextmanager
def hand_over(folder: Path) -> Iterator[int]:
    """Take the lock for a child that is about to be started with the descriptor that this gives; the child holds on.

    So there is no moment at which a run that was begun seems to have nobody on it. Raises AlreadyHeldError.
    """
    descriptor = _open(folder)
    try:
        _take(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def write_pid(descriptor: int, pid: int) -> None:
    """Write whose lock it is."""
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{pid}\n".encode(), 0)


def _open(folder: Path) -> int:
    return os.open(folder / _NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)


def _take(descriptor: int) -> None:
    for _ in range(_TRIES):
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_TRY_SECONDS)
    raise AlreadyHeldError(_pid(descriptor))


def holder(folder: Path) -> int | None:
    """Return the pid of the process that holds the lock of the run in `folder`, or None. Never blocks a worker."""
    try:
        descriptor = os.open(folder / _NAME, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _pid(descriptor)
    else:
        return None
    finally:
        os.close(descriptor)


def _pid(descriptor: int) -> int:
    text = os.pread(descriptor, 32, 0).strip()
    return int(text) if text.isdigit() else 0
