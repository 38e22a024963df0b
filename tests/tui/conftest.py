from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.tui.journals import BEGAN, MadeRun

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path


@pytest.fixture(autouse=True)
def same_everywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One zone and one terminal, whoever runs the tests."""
    for name, value in {"TZ": "UTC", "TERM": "xterm-256color"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def make_run(tmp_path: Path) -> Iterator[Callable[..., MadeRun]]:
    """Make a run in a state folder of this test's own; its lock is let go at the end."""
    made: list[MadeRun] = []

    def make(*, practice: bool = True, speed: float = 1.0, began: datetime = BEGAN) -> MadeRun:
        run = MadeRun(tmp_path, practice=practice, speed=speed, began=began)
        made.append(run)
        return run

    yield make
    for run in made:
        run.close()


@pytest.fixture
def run(make_run: Callable[..., MadeRun]) -> MadeRun:
    return make_run()
