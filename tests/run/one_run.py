"""One run on one fake Azure, attempt after attempt."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.run.fake_cloud import SUBSCRIPTION
from vnetwizard.plan import planner
from vnetwizard.run import journal as journals
from vnetwizard.run.facts import View, view
from vnetwizard.run.worker import work
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.topology.samples import sample

if TYPE_CHECKING:
    from pathlib import Path

    from tests.run.fake_cloud import FakeCloud
    from vnetwizard.run.events import Outcome
    from vnetwizard.topology.keys import SharedKey


class Run:
    """One run on one fake Azure, attempt after attempt."""

    def __init__(self, folder: Path, cloud: FakeCloud, *, typed_key: bool = False) -> None:
        self.cloud = cloud
        self.stop = asyncio.Event()
        text = planfile.write(planner.resolved(sample(), SUBSCRIPTION))
        about = journals.About(
            id="7f3a",
            created_at=datetime(2026, 11, 24, tzinfo=UTC),
            target=Target(practice=True),
            plan=text,
            typed_key=typed_key,
        )
        self.journal = journals.create(folder, about)
        self.journal._database.execute("PRAGMA synchronous = OFF")  # no power fails in a test

    async def attempt(self, key: SharedKey | None = None) -> Outcome:
        return await work(self.journal, self.cloud, key, self.stop)

    @property
    def view(self) -> View:
        return view(self.journal.entries())

    def problems(self) -> list[str]:
        return [problem.code for problem in self.view.problems]
