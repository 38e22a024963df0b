"""Two rooms that may not know each other say the same of Azure."""

from __future__ import annotations

from vnetwizard.practice import regions as theirs
from vnetwizard.topology import regions as ours


def test_practice_azure_has_regions_and_zones_as_the_wizard_believes() -> None:
    known = {region.name: region.zones for region in ours.REGIONS}
    simulated = {name: region.zones for name, region in theirs.REGIONS.items()}
    assert simulated
    assert {name: known.get(name) for name in simulated} == simulated
