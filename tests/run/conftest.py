from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.run.fake_cloud import SUBSCRIPTION, FakeCloud
from tests.run.one_run import Run
from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Inventory
from vnetwizard.topology import keys
from vnetwizard.topology.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vnetwizard.plan.planner import Plan
    from vnetwizard.topology.model import Topology


@pytest.fixture(autouse=True)
def cheap_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave scrypt out: it is meant to be slow, and is tested where it lives."""
    monkeypatch.setattr(keys, "fingerprint", lambda _key, salt: salt.hex())


@pytest.fixture
def cloud() -> FakeCloud:
    return FakeCloud()


@pytest.fixture
def run(tmp_path: Path, cloud: FakeCloud) -> Iterator[Run]:
    made = Run(tmp_path, cloud)
    yield made
    made.journal.close()


@pytest.fixture
def topology() -> Topology:
    return planner.resolved(sample(), SUBSCRIPTION)


@pytest.fixture
def plan(topology: Topology) -> Plan:
    return planner.make(topology, Inventory())
