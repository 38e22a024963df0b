"""One case of `cases/`: a plan file and what Azure has go in, steps and conflicts are expected out.

A case file has:

* `about`: what it shows, in a sentence.
* `edits`: replacements in the sample plan file, each has to hit; or `plan`: a whole plan file; `append`: text after it.
* `azure`: "everything" or "nothing" of `everything.json`, or the `type/name` of those that are there.
* `[[more]]`: another one, `like` one of `everything.json` with `edits` in its text.
* `[[change]]`: what is otherwise in the body `of` one that is there: `set` and `drop` by dotted path; digits are a
  place in a list.
* `steps`: a line for each step: its action, its id, and after `<` what it comes after.
* `conflicts`: code, field and values of each finding.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.plan.observed import SUBSCRIPTION, observe
from vnetwizard.plan import planner
from vnetwizard.topology import planfile
from vnetwizard.topology.samples import SAMPLE_TEXT

if TYPE_CHECKING:
    from vnetwizard.plan.cloud import Body
    from vnetwizard.plan.planner import Plan
    from vnetwizard.topology.model import Topology

HERE = Path(__file__).parent
EVERYTHING: list[Body] = json.loads((HERE / "everything.json").read_text())
CASES: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text()) for path in sorted((HERE / "cases").glob("*.toml"))
}


def topology(case: dict[str, Any]) -> Topology:
    text = _edited(case.get("plan", SAMPLE_TEXT), case) + str(case.get("append", ""))
    return planner.resolved(planfile.read(text, "case.toml"), SUBSCRIPTION)


def bodies(case: dict[str, Any]) -> list[Body]:
    known = {_title(body): body for body in EVERYTHING}
    names = {"everything": list(known), "nothing": []}.get(case["azure"]) if isinstance(case["azure"], str) else None
    there = {name: _copy(known[name]) for name in (case["azure"] if names is None else names)}
    for more in case.get("more", []):
        body = json.loads(_edited(json.dumps(known[more["like"]]), more))
        there[_title(body)] = body
    for change in case.get("change", []):
        _change(there[change["of"]], change)
    return list(there.values())


def planned(case: dict[str, Any]) -> Plan:
    wanted = topology(case)
    return planner.make(wanted, observe(wanted, bodies(case)))


def _edited(text: str, by: dict[str, Any]) -> str:
    for old, new in by.get("edits", []):
        assert old in text, f"there is no {old} to replace"
        text = text.replace(old, new)
    return text


def _title(body: Body) -> str:
    return f"{body['type'].rpartition('/')[2]}/{body['name']}"


def _copy(body: Body) -> Body:
    copy: Body = json.loads(json.dumps(body))
    return copy


def _change(body: Body, change: dict[str, Any]) -> None:
    for path in change.get("drop", []):
        holder, last = _holder(body, path)
        del holder[last]
    for path, value in change.get("set", {}).items():
        holder, last = _holder(body, path)
        holder[last] = value


def _holder(body: Body, path: str) -> tuple[Any, str | int]:
    """Return what holds the value at `path`, and its key or place there."""
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    holder: Any = body
    for part in way:
        holder = holder[part]
    return holder, last
