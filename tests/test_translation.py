"""Every word that a person reads can be another language's: a catalogue that brackets everything shows what cannot."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

import vnetwizard

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalogue that brackets every marked string."""
    catalogue = Catalog(locale="nl")
    for _, _, message, _, _ in extract_from_dir(str(PACKAGE), [("**.py", "python")], keywords=KEYWORDS):
        many = message if isinstance(message, tuple) else (message,)
        catalogue.add(message, tuple(f"«{one}»" for one in many) if len(many) > 1 else f"«{many[0]}»")
    folder = tmp_path_factory.mktemp("locale")
    path = folder / "nl" / "LC_MESSAGES" / "vnetwizard.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    return folder


def said(catalogues: Path, *words: str, text: str = "") -> Iterator[str]:
    """What a command prints, without what is in brackets."""
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, str(catalogues), *words], input=text, capture_output=True, text=True, check=False
    )
    assert "«" in done.stdout + done.stderr
    return iter((re.sub(r"«[^«»]*»", "", done.stdout + done.stderr)).splitlines())


def left_over(lines: Iterator[str], known: str) -> list[str]:
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


def test_findings_are_translated_whole(catalogues: Path) -> None:
    places = r"networks\.[\w.\[\]]+|links\[\d\][\w.\[\]]*"
    assert left_over(said(catalogues, "check", "-", text=WRONG), places) == []


def test_a_broken_file_is_told_in_the_readers_language(catalogues: Path) -> None:
    lines = said(catalogues, "check", "-", text="version = 1\n[networks.A]\nrecource_group = 3\n")
    assert left_over(lines, r"networks\.[\w.\[\]]+") == []


def test_help_is_translated(catalogues: Path) -> None:
    clicks_own = (
        r"Usage.*|Options:|Commands:|--[\w-]+|\[[^]]*\]?|TEXT|FLOAT|Show (the version|this message) and exit\.|^  \w+"
    )
    for words in (["--help"], ["apply", "--help"], ["practice", "--help"]):
        lines = [line for line in said(catalogues, *words) if "managed-identity" not in line]
        assert left_over(iter(lines), clicks_own) == []
