"""How much memory a worker takes at its peak (VmHWM), beside a process that only imports what it needs from others."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median_low

import certifi

from benchmarks.measure import in_turns, mib, output
from benchmarks.runs import begin_sample, connected, state_folder, worker
from benchmarks.table import Figure

WORKER_MIB = 130
_SPEED = 3000
_LOOK_SECONDS = 0.005
_PEAK = "VmHWM"
_IMPORTS = """
import aiohttp, azure.identity.aio, azure.mgmt.network.aio
print(open("/proc/self/status").read())
"""


def memory(*, quick: bool) -> list[Figure]:
    """Measure it without and with REQUESTS_CA_BUNDLE, which networks that look into TLS make people set; medians."""
    plain, behind_proxy, imports = map(
        median_low, in_turns(1 if quick else 5, _worker, lambda: _worker(certifi.where()), _only_imports)
    )
    return [
        Figure(
            what=f"worker, peak resident{how}",
            measured=measured,
            unit="MiB",
            against="its imports of others",
            beside=imports,
            limit=WORKER_MIB,
        )
        for how, measured in (("", plain), (", REQUESTS_CA_BUNDLE set", behind_proxy))
    ]


def _worker(ca_bundle: str | None = None) -> float:
    peak = 0.0
    with state_folder(ca_bundle=ca_bundle):
        folder = begin_sample()
        with worker(folder, _SPEED) as process:
            status = Path(f"/proc/{process.pid}/status")
            while process.poll() is None:
                peak = max(peak, mib(status.read_text(encoding="ascii"), _PEAK))
                time.sleep(_LOOK_SECONDS)
        connected(folder)
    return peak


def _only_imports() -> float:
    return mib(output(sys.executable, "-c", _IMPORTS), _PEAK)
