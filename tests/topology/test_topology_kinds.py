"""Every kind of finding: its code is its own, its texts are marked and filled, and something provokes it."""

from __future__ import annotations

import importlib
import pkgutil
import re
import string
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from vnetwizard import topology as room
from vnetwizard.topology import planfile
from vnetwizard.topology.fields import FIELDS
from vnetwizard.topology.findings import Finding, Kind
from vnetwizard.topology.model import Neighbour, Surroundings, Topology
from vnetwizard.topology.planfile import PlanFileError
from vnetwizard.topology.rules import check
from vnetwizard.topology.samples import sample
from vnetwizard.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


def modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
        yield module.name


KINDS = {
    f"{module}.{name}": kind
    for module in modules()
    for name, kind in vars(importlib.import_module(module)).items()
    if isinstance(kind, Kind)
}


def of_plan_files() -> Iterator[Finding]:
    base = (HERE / "base.toml").read_text()
    texts = [path.read_text() for path in (HERE / "wrong").glob("*.toml")]
    for case in tomllib.loads((HERE / "rules.toml").read_text())["case"]:
        text = base
        for old, new in case["edits"]:
            text = text.replace(old, new, 1)
        texts.append(text + case.get("append", ""))
    for text in [*texts, "a = " + "[" * 3000]:
        try:
            yield from check(planfile.read(text, "plan.toml"))
        except PlanFileError as error:
            yield from error.findings


def of_answers() -> Iterator[Finding]:
    for answer in tomllib.loads((HERE / "answers.toml").read_text())["answer"]:
        for bad in answer["bad"]:
            yield from FIELDS[answer["field"]].check(bad["text"])
    yield from FIELDS["sites.*.public_ip"].judge("", "")


def of_structs() -> Iterator[Finding]:
    one = sample().networks[0]
    yield from check(Topology(networks=(one, one)))
    around = [Neighbour(id=str(at), name="", address_space=("10.11.0.0/24",)) for at in range(2)]
    yield from check(sample(), Surroundings(neighbours=tuple(around)))
    crowd = [Neighbour(id=str(at), name="", address_space=(), joined_to=(one.label,)) for at in range(30)]
    yield from check(sample(), Surroundings(neighbours=tuple(crowd)))
    yield from check(msgspec.structs.replace(sample(), networks=()))


PROVOKED = {finding.code: finding for findings in (of_plan_files, of_answers, of_structs) for finding in findings()}


def test_a_code_is_one_kind() -> None:
    by_code = {kind.code: kind for kind in KINDS.values()}
    assert len(by_code) > 90
    for kind in KINDS.values():
        assert by_code[kind.code] == kind


@pytest.mark.parametrize("code", sorted({kind.code for kind in KINDS.values()}))
def test_something_provokes_it(code: str) -> None:
    assert code in PROVOKED


@pytest.mark.parametrize("kind", {kind.code: kind for kind in KINDS.values()}.values(), ids=lambda kind: kind.code)
def test_its_texts_are_sentences(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind.code)
    assert kind.message.endswith(".")
    assert kind.mend[-1] in ".1"
    for template in (kind.message, kind.mend):
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(template))


@pytest.mark.parametrize("finding", PROVOKED.values(), ids=lambda finding: finding.code)
def test_its_texts_can_be_filled(finding: Finding) -> None:
    for template in (finding.kind.message, finding.kind.mend):
        assert "{" not in say(template, finding.values).replace("{…}", "").replace("{}", "")


def test_every_text_is_marked() -> None:
    # The extraction tool finds a template by the call of mark around it.
    for path in Path(room.__path__[0]).rglob("*.py"):
        for body in re.findall(r"= Kind\((.*?)\n\)", path.read_text(), re.DOTALL):
            assert body.count("mark(") == 2, f"{path.name}: {body}"
