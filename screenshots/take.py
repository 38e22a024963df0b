"""Takes all pictures anew, and notes the versions that they were taken with: `python -m screenshots.take`."""

from __future__ import annotations

import asyncio
import json
import os
import time

from tests.tui import pictures


def main() -> None:
    """Take them the same way whoever does it."""
    os.environ.update({"TZ": "UTC", "TERM": "xterm-256color"})
    os.environ.pop("NO_COLOR", None)
    time.tzset()
    for size, taken in asyncio.run(pictures.take_all()).items():
        pictures.store(taken, pictures.folder(size))
    pictures.VERSIONS.write_text(json.dumps(pictures.versions(), indent=2) + "\n")


if __name__ == "__main__":
    main()
