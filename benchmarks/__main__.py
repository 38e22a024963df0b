"""`python -m benchmarks`: one table; exit code 1 where something is over its limit."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from benchmarks import table
from benchmarks.commands import check, show_help
from benchmarks.journal import journal
from benchmarks.keys import keys
from benchmarks.leaving import leaving
from benchmarks.memory import memory
from benchmarks.pages import pages
from benchmarks.path import path
from benchmarks.practice_azure import practice
from benchmarks.start import start
from benchmarks.watching import watching

if TYPE_CHECKING:
    from benchmarks.measure import Subject

SUBJECTS: dict[str, Subject] = {
    "help": show_help,
    "check": check,
    "memory": memory,
    "start": start,
    "journal": journal,
    "practice": practice,
    "path": path,
    "pages": pages,
    "keys": keys,
    "watching": watching,
    "leaving": leaving,
}


def main() -> int:
    """Measure what was named, or everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Speed and memory, side by side.")
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"any of: {', '.join(SUBJECTS)}")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, and no whole run (path)")
    given = parser.parse_args()
    if unknown := set(given.subjects) - SUBJECTS.keys():
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    load = " ".join(f"{one:.2f}" for one in os.getloadavg())
    print(f"load average {load} on {os.cpu_count()} CPUs, Python {sys.version.split()[0]}", flush=True)
    figures: list[table.Figure] = []
    for name, measure in SUBJECTS.items():
        if name in given.subjects or not given.subjects:
            print(f"measuring {name} …", file=sys.stderr)
            figures += measure(quick=given.quick)
    print(table.text(figures))
    return int(any(figure.over for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
