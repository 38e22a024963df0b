"""How much CPU a worker takes from the start of its process to its first request."""

from __future__ import annotations

import sys

from benchmarks.measure import MILLISECONDS, NOTHING, cpu, in_turns, output
from benchmarks.runs import begin_sample, state_folder
from benchmarks.table import Figure

_IMPORTS = "import azure.identity.aio, azure.mgmt.network.aio, azure.mgmt.resource.resources.aio"
_CUT_SHORT = """
import os, sys, time
from vnetwizard import wiring
from vnetwizard.cloud.transport import PacedTransport

async def send(*_, **__):
    os.write(1, str(time.process_time()).encode())
    os._exit(0)

PacedTransport.send = send
sys.exit(wiring.main(sys.argv[1:]))
"""
"""A worker that ends where its first request would leave."""


def start(*, quick: bool) -> list[Figure]:
    """Measure it; the best of several."""
    with state_folder():
        folder = str(begin_sample())
        ours, imports, nothing = map(
            min,
            in_turns(
                2 if quick else 8,
                lambda: float(output(sys.executable, "-c", _CUT_SHORT, "worker", folder)) * MILLISECONDS,
                lambda: cpu((sys.executable, "-c", _IMPORTS)),
                lambda: cpu(NOTHING),
            ),
        )
    what = "worker, CPU to its first request"
    return [
        Figure(what=what, measured=ours, unit="ms", against="import of the SDK", beside=imports),
        Figure(what=what, measured=ours, unit="ms", against="python -c pass", beside=nothing),
    ]
