from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.whole.program import Program
from vnetwizard.topology.samples import SAMPLE_TEXT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")


@pytest.fixture
def sample_file(tmp_path: Path) -> str:
    path = tmp_path / "p.toml"
    path.write_text(SAMPLE_TEXT)
    return str(path)
