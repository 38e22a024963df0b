"""Plan files that are wrong: beside each `wrong/NAME.toml` stands, in `NAME.txt`, what has to be said about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vnetwizard.topology import planfile
from vnetwizard.topology.planfile import PlanFileError
from vnetwizard.topology.rules import check
from vnetwizard.words import say

if TYPE_CHECKING:
    from vnetwizard.topology.findings import Finding

FILES = sorted((Path(__file__).parent / "wrong").glob("*.toml"))


def findings(text: str, file: str) -> tuple[Finding, ...]:
    try:
        return check(planfile.read(text, file))
    except PlanFileError as error:
        return error.findings


def told(found: tuple[Finding, ...]) -> str:
    return "".join(
        f"{finding.severity} {finding.code}\n"
        f"  {say(finding.kind.message, finding.values)}\n"
        f"  {say(finding.kind.mend, finding.values)}\n"
        for finding in found
    )


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_wrong_file_is_told_so(path: Path) -> None:
    assert told(findings(path.read_text(), path.name)) == path.with_suffix(".txt").read_text()


def test_there_are_enough_of_them() -> None:
    assert len(FILES) > 24


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_no_secret_is_repeated(path: Path) -> None:
    for finding in findings(path.read_text(), path.name):
        assert "S3cret" not in repr(finding)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("version = 1\na = " + "[" * 3000 + "]" * 3000, "plan-syntax-somewhere"),
        ("version = " + "9" * 5000, "plan-syntax-somewhere"),
        ("version = " + "9" * 4000, "plan-version-unknown"),
        ("\x00", "plan-syntax"),
    ],
)
def test_what_is_too_odd_for_a_file(text: str, code: str) -> None:
    (finding,) = findings(text, "odd.toml")
    assert finding.code == code
    assert len(say(finding.kind.message, finding.values)) < 200
