"""What a command is given: a plan file, a shared key. Read and judged, with every problem shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vnetwizard.cli.exits import Quit
from vnetwizard.run.codes import FAILED, USAGE
from vnetwizard.topology import planfile, rules
from vnetwizard.topology.findings import errors
from vnetwizard.topology.model import SiteToSite
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.cli.console import Console
    from vnetwizard.topology.keys import SharedKey
    from vnetwizard.topology.model import Topology


def load(console: Console, path: str) -> Topology:
    """Read a plan file, `-` for standard input. Raises Quit(2) with every problem shown."""
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Quit(
            USAGE,
            mark("{file} is not UTF-8 text (byte {position}). A plan file is TOML: `vnetwizard sample` prints one."),
            file=path,
            position=error.start,
        ) from None
    except OSError as error:
        raise Quit(
            USAGE,
            mark("{file} cannot be read: {reason}. `vnetwizard sample > plan.toml` makes one to begin with."),
            file=path,
            reason=error.strerror,
        ) from None
    try:
        return planfile.read(text, path)
    except planfile.PlanFileError as error:
        for finding in error.findings:
            console.finding(finding)
        raise Quit(USAGE) from None


def judge(console: Console, topology: Topology, file: str) -> None:
    """Check a topology and show all findings. Raises Quit(1) where one of them is an error."""
    findings = rules.check(topology)
    for finding in findings:
        console.finding(finding)
    found = len(errors(findings))
    if found:
        raise Quit(FAILED, mark("{file}: errors: {count}. Nothing was sent to Azure."), file=file, count=found)


def tell_what_is_not_built(console: Console, topology: Topology) -> None:
    """Say of links that are right, and that this version does not build, that `apply` will refuse them."""
    names = ", ".join(link.connection for link in topology.links if isinstance(link, SiteToSite))
    if names:
        console.warn(mark("Checked, but not built by this version, so apply refuses them: {names}"), names=names)


def read_key(console: Console, path: str | None) -> SharedKey | None:
    """Read a shared key from a file, `-` for standard input. Raises Quit."""
    if path is None:
        return None
    from vnetwizard.topology.keys import SharedKey, check_key  # noqa: PLC0415 - `check` needs no hashing

    try:
        text = sys.stdin.readline() if path == "-" else Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Quit(
            USAGE,
            mark("The shared key's file {file} cannot be read: {reason}. Give one with the key on its first line."),
            file=path,
            reason=getattr(error, "strerror", None) or say(mark("it is not UTF-8")),
        ) from None
    line = text.splitlines()[0] if text else ""
    findings = check_key(line)
    for finding in findings:
        console.finding(finding)
    if errors(findings):
        raise Quit(FAILED)
    return SharedKey(line)
