"""The dated tables of regions and SKUs, and what the room may import."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from vnetwizard import topology as room
from vnetwizard.topology import regions, skus
from vnetwizard.topology.findings import Severity
from vnetwizard.topology.nearest import is_one_slip


@pytest.mark.parametrize(
    ("location", "zones"),
    [
        ("eastus", ("1", "2", "3")),
        ("West US 2", ("1", "2", "3")),
        ("westus", ()),
        ("ukwest", ()),
        ("usgovvirginia", ("1", "2", "3")),
        ("chinanorth2", ()),
        ("Atlantis", ()),
        ("", ()),
    ],
)
def test_default_zones(location: str, zones: tuple[str, ...]) -> None:
    assert regions.default_zones(location) == zones


def test_regions_are_what_they_are_called() -> None:
    names = [region.name for region in regions.REGIONS]
    assert len(set(names)) == len(names)
    for region in regions.REGIONS:
        assert regions.find(region.name) is regions.find(region.display_name) is region
        assert region.name.isalnum()
        assert region.name == region.name.lower()


@pytest.mark.parametrize(
    ("sku", "generation", "bandwidth", "tunnels"),
    [
        ("VpnGw1AZ", 1, 650, 30),
        ("VpnGw2AZ", 2, 1250, 30),
        ("VpnGw3AZ", 2, 2500, 30),
        ("VpnGw4AZ", 2, 5000, 100),
        ("VpnGw5AZ", 2, 10000, 100),
        ("VpnGw1", 1, 650, 30),
        ("Basic", 1, 100, 10),
        ("Standard", 1, 100, 10),
        ("HighPerformance", 1, 200, 30),
    ],
)
def test_what_a_sku_does(sku: str, generation: int, bandwidth: int, tunnels: int) -> None:
    known = skus.find(sku)
    assert known is not None
    assert skus.default_generation(sku) == generation
    assert known.bandwidth[generation] == bandwidth
    assert known.tunnels == tunnels


def test_what_is_offered_can_be_created_and_has_a_zone_redundant_replacement_otherwise() -> None:
    offered = {sku.name for sku in skus.OFFERED}
    assert offered == {f"VpnGw{size}AZ" for size in range(1, 6)}
    for sku in skus.SKUS:
        assert sku.retirement is None or sku.retirement.replacement in offered
        assert sku.name not in offered or sku.retirement is None


def test_an_unknown_sku_is_taken_to_be_new() -> None:
    assert skus.find("VpnGw6AZ") is None
    assert skus.default_generation("VpnGw6AZ") == 2


ALLOWED = {
    "__future__", "collections", "datetime", "difflib", "enum", "functools", "hashlib", "hmac", "msgspec", "netaddr",
    "re", "secrets", "string", "tomllib", "typing", "unicodedata", "vnetwizard",
}  # fmt: skip


@pytest.mark.parametrize("path", sorted(Path(room.__path__[0]).rglob("*.py")), ids=lambda path: path.stem)
def test_the_room_is_pure(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            assert name.partition(".")[0] in ALLOWED
            if name.startswith("vnetwizard"):
                assert name.startswith(("vnetwizard.topology", "vnetwizard.words"))


def test_checking_the_sample_is_cheap() -> None:
    # CPU time of a fresh interpreter; three times the limit would still be a slow command.
    code = (
        "import time\n"
        "from vnetwizard.topology import planfile, samples\n"
        "from vnetwizard.topology.rules import check\n"
        "check(planfile.read(samples.SAMPLE_TEXT, 'sample.toml'))\n"
        "print(time.process_time())"
    )
    seconds = min(
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(3)
    )
    assert seconds < 0.25


@pytest.mark.parametrize(
    ("word", "slip"),
    [
        ("eastus", False),
        ("eatus", True),
        ("eastuss", True),
        ("xeastus", True),
        ("eastux", True),
        ("aestus", True),
        ("eastsu", True),
        ("easts", True),
        ("eats", False),
        ("usteas", False),
        ("eautss", False),
        ("", False),
    ],
)
def test_one_slip_is_one_letter_or_a_swap(word: str, *, slip: bool) -> None:
    assert is_one_slip(word, "eastus") is is_one_slip("eastus", word) is slip


def test_every_region_may_get_a_numbered_sister_before_this_table_knows_it() -> None:
    for name in ("southeastus", "eastus3", "chinanorth4", "uksouth2", "West US 4"):
        assert [one.severity for one in regions.check_region(name)] == [Severity.WARNING], name
