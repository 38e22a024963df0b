"""What somebody asks for by signals while a run is watched. They are counted, never raised: no moment is a bad one."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import FrameType

_LEAVING = (signal.SIGTERM, signal.SIGHUP)


class Signals:
    """A context manager. `interrupts` counts Ctrl+C; `leaving` says that this process was asked to end."""

    def __init__(self) -> None:
        self.interrupts = 0
        self.leaving = False
        self._before: dict[int, object] = {}

    def _took(self, number: int, _frame: FrameType | None) -> None:
        if number == signal.SIGINT:
            self.interrupts += 1
        else:
            self.leaving = True

    def __enter__(self) -> Self:
        for number in (signal.SIGINT, *_LEAVING):
            self._before[number] = signal.signal(number, self._took)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
