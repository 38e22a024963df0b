"""Azure's regions and which of them have availability zones, as of `AS_OF`.

Source: Azure regions list, learn.microsoft.com/azure/reliability/regions-list (2025-03-21 and later copies), and
for China learn.microsoft.com/azure/china/overview-regions. Azure opens regions faster than this table follows.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.nearest import is_one_slip, nearest
from vnetwizard.words import mark

AS_OF = "2026-11-23"
"""The date of this table."""

ALL_ZONES = ("1", "2", "3")

Cloud = Literal["public", "usgov", "china"]


class Region(Struct, frozen=True):
    """One region: ARM's name, the portal's display name, whether it has availability zones, and its cloud."""

    name: str
    display_name: str
    zones: bool
    cloud: Cloud = "public"


REGION_MISSING = Kind(
    "region-missing",
    Severity.ERROR,
    mark("No region is given."),
    mark("Give the region where this is to be made, such as eastus."),
)
REGION_UNKNOWN = Kind(
    "region-unknown",
    Severity.ERROR,
    mark("{region} is not a region of Azure; {nearest} is the nearest name."),
    mark("Write {nearest}, or another region's name or display name."),
)
REGION_NEARLY = Kind(
    "region-nearly-known",
    Severity.WARNING,
    mark("{region} is not among the regions known on {as_of}; {nearest} is the nearest name."),
    mark("Write {nearest} if that is meant. If Azure has {region} and it has zones, set zones on the gateway."),
)
REGION_NOT_IN_TABLE = Kind(
    "region-not-in-table",
    Severity.WARNING,
    mark("{region} is not among the regions known on {as_of}; it is taken to have no availability zones."),
    mark("Check the name with `az account list-locations`; if it has zones, set zones on the gateway."),
)

_WITH_ZONES = (
    "Australia East|Austria East|Belgium Central|Brazil South|Canada Central|Central India|Central US|Chile Central"
    "|East Asia|East US|East US 2|France Central|Germany West Central|Indonesia Central|Israel Central|Italy North"
    "|Japan East|Japan West|Korea Central|Malaysia West|Mexico Central|New Zealand North|North Europe|Norway East"
    "|Poland Central|Qatar Central|South Africa North|South Central US|Southeast Asia|Spain Central|Sweden Central"
    "|Switzerland North|UAE North|UK South|West Europe|West US 2|West US 3|East US 2 EUAP"
)
_WITHOUT_ZONES = (
    "Australia Central|Australia Central 2|Australia Southeast|Brazil Southeast|Canada East|Central US EUAP"
    "|France South|Germany North|Jio India Central|Jio India West|Korea South|North Central US|Norway West"
    "|South Africa West|South India|Sweden South|Switzerland West|UAE Central|UK West|West Central US|West India"
    "|West US"
)
_GOVERNMENT = {"USGov Virginia": True, "USGov Arizona": False, "USGov Texas": False, "USDoD Central": False}
_CHINA = {
    "China East": False,
    "China East 2": False,
    "China East 3": False,
    "China North": False,
    "China North 2": False,
    "China North 3": True,
}


def _folded(text: str) -> str:
    """Return `text` as ARM compares regions: no blanks, lower case, without a leading "(US)"."""
    squeezed = "".join(text.split()).lower()
    return squeezed.partition(")")[2] if squeezed.startswith("(") else squeezed


def _region(display_name: str, cloud: Cloud, *, zones: bool) -> Region:
    return Region(_folded(display_name), display_name, zones, cloud)


REGIONS: tuple[Region, ...] = (
    *(_region(display_name, "public", zones=True) for display_name in _WITH_ZONES.split("|")),
    *(_region(display_name, "public", zones=False) for display_name in _WITHOUT_ZONES.split("|")),
    *(_region(display_name, "usgov", zones=zones) for display_name, zones in _GOVERNMENT.items()),
    _region("USDoD East", "usgov", zones=False),
    *(_region(display_name, "china", zones=zones) for display_name, zones in _CHINA.items()),
)

_BY_NAME = {region.name: region for region in REGIONS}


def find(text: str) -> Region | None:
    """Return the region with this name or display name, in any case and with blanks anywhere, or None."""
    return _BY_NAME.get(_folded(text))


def canonical(text: str) -> str:
    """Return the name of the region that `text` means; an unknown one stays as written."""
    region = find(text)
    return region.name if region else text


def default_zones(location: str) -> tuple[str, ...]:
    """Return the zones that a public IP address there is given: all three, or none where there are none."""
    region = find(location)
    return ALL_ZONES if region and region.zones else ()


def check_region(text: str, field: str = "") -> tuple[Finding, ...]:
    """Return what is wrong with a region's name: missing, mistyped, or newer than this table.

    Azure opens regions with names much like the older ones, so only what is one slip away is surely mistyped.
    """
    if not text.strip():
        return (Finding(kind=REGION_MISSING, field=field),)
    if find(text):
        return ()
    slip = nearest(_folded(text), [name for name in _BY_NAME if _is_slip(_folded(text), name)])
    if slip:
        return (Finding(kind=REGION_UNKNOWN, field=field, values={"region": text, "nearest": slip}, offers=(slip,)),)
    values: dict[str, str | int] = {"region": text, "as_of": AS_OF}
    near = nearest(_folded(text), _BY_NAME, cutoff=0.8)
    if near:
        return (Finding(kind=REGION_NEARLY, field=field, values={**values, "nearest": near}, offers=(near,)),)
    return (Finding(kind=REGION_NOT_IN_TABLE, field=field, values=values),)


def _is_slip(text: str, name: str) -> bool:
    """Say whether `text` is a mistyped `name`. Other digits make a region that may be new, such as eastus3."""
    return is_one_slip(text, name) and _digits(text) == _digits(name)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
