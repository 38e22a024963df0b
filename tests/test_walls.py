"""What each module may load, looked at in a process of its own: import contracts do not see what a library loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

AZURE, SCREEN, HTTP = "azure", "textual", "aiohttp"

MODULES = {
    "vnetwizard.topology.rules": {AZURE, SCREEN, HTTP, "asyncio", "sqlite3", "click"},
    "vnetwizard.topology.planfile": {AZURE, SCREEN, HTTP, "asyncio", "sqlite3", "click"},
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


def test_whatever_a_command_does_it_never_loads_what_speaks_to_azure(tmp_path: object) -> None:
    code = (
        "import os, vnetwizard.cli.main as c\n"
        f"os.environ['VNETWIZARD_HOME'] = {str(tmp_path)!r}\n"
        "for words in (['sample'], ['runs'], ['check', '-'], ['resume', 'none']):\n"
        "    try:\n"
        "        c.cli(words, standalone_mode=False)\n"
        "    except (Exception, SystemExit):\n"
        "        pass\n"
        "sys.stdout.flush()"
    )
    loaded = loaded_by(code)
    assert "vnetwizard.cli.commands" in loaded
    assert not {one for one in loaded if one.partition(".")[0] in {AZURE, SCREEN, HTTP}}


def test_the_stdlib_address_module_is_nowhere_in_our_own_code() -> None:
    code = (
        "import pathlib, vnetwizard\n"
        "root = pathlib.Path(vnetwizard.__file__).parent\n"
        "print(*[p for p in root.rglob('*.py') if 'ipaddress' in p.read_text().replace('public_ip', '')"
        " and 'import ipaddress' in p.read_text()])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
