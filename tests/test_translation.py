"""Every word that a person reads can be another language's: a catalogue that brackets everything shows what cannot."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

import vnetwizard
from vnetwizard.plan import planner
from vnetwizard.practice.call import SUBSCRIPTION_ID
from vnetwizard.run import runs
from vnetwizard.target import Target
from vnetwizard.topology import planfile
from vnetwizard.topology.samples import SAMPLE_TEXT, sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PACKAGE = Path(vnetwizard.__file__).parent
KEYWORDS = {"mark": None, "say": None, "say_many": (1, 2)}
RUNNER = """
import sys
from pathlib import Path
from vnetwizard import words
words._FOLDER = Path(sys.argv[1])
from vnetwizard.cli.main import main
sys.argv = ["vnetwizard", "--lang", "nl", *sys.argv[2:]]
main()
"""


def bracketed(template: str) -> str:
    """The words of a template in brackets, its values outside: a value has to be translated by itself."""
    found = ""
    for words, name, form, _ in Formatter().parse(template):
        found += f"«{words}»".replace("{", "{{").replace("}", "}}") if words else ""
        found += "" if name is None else f"{{{name}{form and ':' + form}}}"
    return found


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalogue that brackets every marked string."""
    folder = tmp_path_factory.mktemp("locale")
    write_catalogue(folder, bracketed)
    return folder


def write_catalogue(folder: Path, translated: Callable[[str], str]) -> None:
    """Write a catalogue in which every marked string is translated so."""
    catalogue = Catalog(locale="nl")
    for _, _, message, _, _ in extract_from_dir(str(PACKAGE), [("**.py", "python")], keywords=KEYWORDS):
        many = message if isinstance(message, tuple) else (message,)
        catalogue.add(message, tuple(map(translated, many)) if len(many) > 1 else translated(many[0]))
    path = folder / "nl" / "LC_MESSAGES" / "vnetwizard.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def said(catalogues: Path, *words: str, text: str = "", home: Path | None = None, code: int | None = None) -> list[str]:
    """What a command prints, without what is in brackets; `code` is how it has to end."""
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, str(catalogues), *words],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | ({"VNETWIZARD_HOME": str(home)} if home else {}),
    )
    assert code in {None, done.returncode}, done.stdout + done.stderr
    return re.sub(r"«[^«»]*»", " ", done.stdout + done.stderr).splitlines()


def left_over(lines: Iterable[str], known: str) -> list[str]:
    """The words in `lines` that no catalogue reached, other than `known` ones."""
    return [word for line in lines for word in re.findall(r"[A-Za-z]{3,}", re.sub(known, "", line))]


WRONG = """
version = 1
[networks.A]
resource_group = "rg."
location = "mars"
address_space = ["10.0.0.1/16", "224.0.0.0/24"]
gateway_subnet = "10.9.0.0/29"
dns_servers = ["10.0.0.0/8"]
[networks.A.gateway]
name = "-"
sku = "VpnGw1"
public_ips = []
bgp_asn = 65515
[[links]]
type = "vnet-to-vnet"
networks = ["A", "A"]
connections = ["c", "c"]
"""


PLACES = r"networks\.[\w.\[\]]+|links\[\d\][\w.\[\]]*"
"""Where in a plan file something is: written as it stands there, in any language."""


def test_findings_are_translated_whole(catalogues: Path) -> None:
    values = r"mars|A-VNet1|VpnGw1(AZ)?|AtoA|\bfalse\b|\bAzure\b"  # of the file, or for it; and whose number an ASN is
    assert left_over(said(catalogues, "check", "-", text=WRONG, code=1), f"{PLACES}|{values}") == []


def test_a_broken_file_is_told_in_the_readers_language(catalogues: Path) -> None:
    lines = said(catalogues, "check", "-", text="version = 1\n[networks.A]\nrecource_group = 3\n", code=2)
    assert left_over(lines, f"{PLACES}|re[cs]ource_group|location") == []


NOT_YET: dict[str, str] = {}
"""Words that should be translated and are not, each with the place that says it: to be taken out, never added to."""


def test_a_whole_job_is_told_in_the_readers_language(catalogues: Path, tmp_path: Path) -> None:
    home, plan, other = tmp_path / "home", tmp_path / "p.toml", tmp_path / "other.toml"
    plan.write_text(SAMPLE_TEXT)
    other.write_text(SAMPLE_TEXT.replace('"VpnGw1AZ"', '"VpnGw2AZ"', 1))
    commands = {
        ("plan", str(plan), "--practice"): 0,
        ("apply", str(plan), "--practice"): 2,
        ("apply", str(plan), "--practice", "--speed", "3000", "--yes"): 0,
        ("verify",): 0,
        ("attach",): 0,
        ("runs",): 0,
        ("apply", str(other), "--practice", "--yes"): 1,
    }
    told = {words: said(catalogues, *words, home=home, code=code) for words, code in commands.items()}
    begin_another(home)
    told["runs", "again"] = said(catalogues, "runs", home=home, code=0)
    kinds = "resource-group|network|public-ip|gateway|connection"  # a step's id, as `--json` has it
    # Names of the plan file and of regions, Azure's own words, a command to type, and the ids of runs.
    names = r"TestVNet\d\w*|eastus|westus|West US|VpnGw\dAZ|properties\.[\w.]+|\bConnected\b|vnetwizard resume"
    ids = "|".join(rf"\b{path.name}\b" for path in (home / "runs").iterdir() if path.is_dir())
    left = {words: left_over(lines, rf"({kinds})/\S+|{PLACES}|{names}|{ids}") for words, lines in told.items()}
    unknown = {words: set(found) - NOT_YET.keys() for words, found in left.items()}
    assert {words: found for words, found in unknown.items() if found} == {}
    assert {word for found in left.values() for word in found} == NOT_YET.keys(), (
        "what is translated now leaves NOT_YET"
    )


def begin_another(home: Path) -> None:
    """Leave a run that nobody works on."""
    text = planfile.write(planner.resolved(sample(), SUBSCRIPTION_ID))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VNETWIZARD_HOME", str(home))
        runs.begin(Target(practice=True), text, typed_key=False)


def test_help_is_translated(catalogues: Path) -> None:
    clicks_own = (
        r"Usage.*|Options:|Commands:|--[\w-]+|\[[^]]*\]?|TEXT|FLOAT|Show (the version|this message) and exit\.|^  \w+"
    )
    for words in (["--help"], ["apply", "--help"], ["practice", "--help"]):
        lines = [line for line in said(catalogues, *words) if "managed-identity" not in line]
        assert left_over(lines, clicks_own) == []
