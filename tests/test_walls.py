"""What each module may load, looked at in a process of its own: import contracts do not see what a library loads."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import vnetwizard
from vnetwizard.plan import planner
from vnetwizard.practice.call import SUBSCRIPTION_ID
from vnetwizard.run import runs
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.topology.samples import SAMPLE_TEXT, sample

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(vnetwizard.__file__).parent

AZURE, SCREEN, HTTP = "azure", "textual", "aiohttp"

MODULES = {
    "vnetwizard.topology.rules": {AZURE, SCREEN, HTTP, "asyncio", "sqlite3", "click"},
    "vnetwizard.topology.planfile": {AZURE, SCREEN, HTTP, "asyncio", "sqlite3", "click"},
    "vnetwizard.wizard": {AZURE, SCREEN, HTTP, "asyncio", "sqlite3", "click"},
    "vnetwizard.tui.entry": {AZURE, HTTP, "click", "vnetwizard.cloud", "vnetwizard.practice", "vnetwizard.wiring"},
    "vnetwizard.plan.planner": {AZURE, SCREEN, HTTP, "asyncio", "sqlite3", "click"},
    "vnetwizard.run.worker": {AZURE, SCREEN, HTTP, "click"},
    "vnetwizard.run.reading": {AZURE, SCREEN, HTTP, "click"},
    "vnetwizard.practice": {AZURE, SCREEN, "click", "vnetwizard.topology", "vnetwizard.plan", "vnetwizard.run"},
    "vnetwizard.cloud.client": {SCREEN, "click", "vnetwizard.run", "vnetwizard.practice", "vnetwizard.state"},
    "vnetwizard.cli.main": {
        AZURE,
        SCREEN,
        HTTP,
        "asyncio",
        "sqlite3",
        "netaddr",
        "vnetwizard.topology",
        "vnetwizard.run",
    },
    "vnetwizard.cli.commands": {AZURE, SCREEN, HTTP, "vnetwizard.cloud", "vnetwizard.practice", "vnetwizard.wiring"},
    "vnetwizard.wiring": {SCREEN, "click"},
}


def loaded_by(code: str) -> frozenset[str]:
    """Return the names of all modules that a fresh interpreter has loaded after `code`."""
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return frozenset(done.stdout.split())


@pytest.mark.parametrize("module", MODULES)
def test_a_room_loads_nothing_that_it_must_not(module: str) -> None:
    loaded = loaded_by(f"import {module}")
    assert module in loaded
    assert not loaded & MODULES[module]


COMMANDS = """
import contextlib, io, json, sys
from vnetwizard.cli.main import main
codes = []
for words in json.loads(sys.argv[1]):
    sys.argv[1:] = words
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            main()
        except SystemExit as end:
            codes.append(end.code)
print(json.dumps({"codes": codes, "loaded": list(sys.modules)}))
"""
"""Does several commands, one after another, as a shell would; any error that is no exit code ends it."""


def test_whatever_a_command_does_it_never_loads_what_speaks_to_azure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNETWIZARD_HOME", str(tmp_path / "home"))
    plan, none = tmp_path / "p.toml", str(tmp_path / "no-such-file.toml")
    plan.write_text(SAMPLE_TEXT)
    text = planfile.write(planner.resolved(sample(), SUBSCRIPTION_ID))
    run, _ = runs.begin(Target(practice=True), text, typed_key=False)
    # 0: done; 1: it cannot be; 2: asked wrongly, or no terminal for pages; 3: not finished
    codes: dict[tuple[str, ...], int] = {
        (): 2,
        ("--practice",): 2,
        ("sample",): 0,
        ("check", str(plan)): 0,
        ("check", none): 2,
        ("plan", none, "--practice"): 2,
        ("plan", str(plan), "--practice"): 0,
        ("apply", none, "--practice", "--yes"): 2,
        ("apply", str(plan), "--practice"): 3,
        ("attach", "none"): 2,
        ("attach", run): 3,
        ("verify", "none"): 2,
        ("verify", run): 1,
        ("resume", "none"): 2,
        ("runs",): 0,
        ("forget", run): 2,
        ("practice", "reset"): 0,
    }
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS, json.dumps(list(codes))], capture_output=True, text=True, check=False, input=""
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert dict(zip(codes, found["codes"], strict=True)) == codes, done.stderr
    assert {"vnetwizard.run.watch", "vnetwizard.tui"} <= set(found["loaded"])
    assert not {one for one in found["loaded"] if one.partition(".")[0] in {AZURE, SCREEN, HTTP}}


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports, at the top or anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_the_stdlib_address_module_is_nowhere_in_our_own_code() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): set(imported(path)) for path in PACKAGE.rglob("*.py")}
    assert "netaddr" in found["topology/addresses.py"]
    assert [name for name, modules in found.items() if "ipaddress" in modules] == []


def test_an_import_is_seen_wherever_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "one.py"
    file.write_text("from ipaddress import ip_network\ndef f():\n    import a.b as c, d\nfrom . import e\n")
    assert list(imported(file)) == ["ipaddress", "a.b", "d"]
