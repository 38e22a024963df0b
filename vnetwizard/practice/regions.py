"""The regions of practice Azure.

Names and zones: "List of Azure regions" (Microsoft, reliability docs, 2025-09-23; regions still to come left out).
Coordinates: `az account list-locations`, as published; of newer regions, the city's.
"""

from __future__ import annotations

from typing import Any

import msgspec

from vnetwizard.practice.call import SUBSCRIPTION
from vnetwizard.practice.errors import front_door


class Region(msgspec.Struct, frozen=True):
    """A region; coordinates are degrees as text, as Azure gives them."""

    name: str
    display_name: str
    zones: bool
    latitude: str
    longitude: str
    geography_group: str


_TABLE = """
Australia Central|-|-35.3075|149.1244|Asia Pacific
Australia Central 2|-|-35.3075|149.1244|Asia Pacific
Australia East|z|-33.86|151.2094|Asia Pacific
Australia Southeast|-|-37.8136|144.9631|Asia Pacific
Austria East|z|48.2|16.37|Europe
Belgium Central|z|50.85|4.35|Europe
Brazil South|z|-23.55|-46.633|South America
Brazil Southeast|-|-22.9|-43.2|South America
Canada Central|z|43.653|-79.383|Canada
Canada East|-|46.817|-71.217|Canada
Central India|z|18.5822|73.9197|Asia Pacific
Central US|z|41.5908|-93.6208|US
Chile Central|z|-33.45|-70.67|South America
East Asia|z|22.267|114.188|Asia Pacific
East US|z|37.3719|-79.8164|US
East US 2|z|36.6681|-78.3889|US
France Central|z|46.3772|2.3730|Europe
France South|-|43.8345|2.1972|Europe
Germany North|-|53.073635|8.806422|Europe
Germany West Central|z|50.110924|8.682127|Europe
Indonesia Central|z|-6.2|106.8|Asia Pacific
Israel Central|z|31.77|35.21|Middle East
Italy North|z|45.46|9.19|Europe
Japan East|z|35.68|139.77|Asia Pacific
Japan West|z|34.6939|135.5022|Asia Pacific
Korea Central|z|37.5665|126.9780|Asia Pacific
Korea South|-|35.1796|129.0756|Asia Pacific
Malaysia West|z|3.14|101.69|Asia Pacific
Mexico Central|z|20.59|-100.39|Mexico
New Zealand North|z|-36.85|174.76|Asia Pacific
North Central US|-|41.8819|-87.6278|US
North Europe|z|53.3478|-6.2597|Europe
Norway East|z|59.913868|10.752245|Europe
Norway West|-|58.969975|5.733107|Europe
Poland Central|z|52.23|21.01|Europe
Qatar Central|z|25.29|51.53|Middle East
South Africa North|z|-25.731340|28.218370|Africa
South Africa West|-|-34.075691|18.843266|Africa
South Central US|z|29.4167|-98.5|US
South India|-|12.9822|80.1636|Asia Pacific
Southeast Asia|z|1.283|103.833|Asia Pacific
Spain Central|z|40.42|-3.70|Europe
Sweden Central|z|60.67|17.14|Europe
Switzerland North|z|47.451542|8.564572|Europe
Switzerland West|-|46.204391|6.143158|Europe
UAE Central|-|24.466667|54.366669|Middle East
UAE North|z|25.266666|55.316666|Middle East
UK South|z|50.941|-0.799|Europe
UK West|-|53.427|-3.084|Europe
West Central US|-|40.890|-110.234|US
West Europe|z|52.3667|4.9|Europe
West India|-|19.088|72.868|Asia Pacific
West US|-|37.783|-122.417|US
West US 2|z|47.233|-119.852|US
West US 3|z|33.448376|-112.074036|US
"""

WITH_METADATA = "2019-11-01"
"""From this api-version on a location has metadata (azure-wire section 1)."""
WITH_ZONES = "2022-12-01"
"""From this api-version on it tells its zones. Ours: no recording shows it; the field is Azure's."""


def normal(location: str) -> str:
    """Give a location as Azure writes it back: `West US` becomes `westus`."""
    return location.replace(" ", "").lower()


def _region(line: str) -> Region:
    name, zones, latitude, longitude, geography = line.split("|")
    return Region(normal(name), name, zones == "z", latitude, longitude, geography)


REGIONS = {region.name: region for region in map(_region, _TABLE.strip().splitlines())}


def known(location: str, kind: str) -> str:
    """Normalise the location of a resource of type `kind`. Raises Refusal where there is no such region.

    Ours: no recording shows it; the code is Azure's.
    """
    name = normal(location)
    if name not in REGIONS:
        group = kind.endswith("/resourceGroups")
        code = f"LocationNotAvailableForResource{'Group' if group else 'Type'}"
        what = "resource group" if group else f"resource type '{kind}'"
        message = f"The provided location '{location}' is not available for {what}."
        raise front_door(400, code, f"{message} List of available regions is '{','.join(REGIONS)}'.")
    return name


def locations(api_version: str) -> list[dict[str, Any]]:
    """List the regions as `GET /subscriptions/…/locations` of this api-version does."""
    found = []
    for region in REGIONS.values():
        item: dict[str, Any] = {
            "id": f"{SUBSCRIPTION}/locations/{region.name}",
            "name": region.name,
            "displayName": region.display_name,
        }
        place = {"longitude": region.longitude, "latitude": region.latitude}
        if api_version < WITH_METADATA:
            found.append({**item, **place})
            continue
        group = region.geography_group
        item["regionalDisplayName"] = f"({group}) {region.display_name}"
        category = "Recommended" if region.zones else "Other"
        metadata: dict[str, Any] = {
            "regionType": "Physical",
            "regionCategory": category,
            "geographyGroup": group,
            **place,
        }
        if region.zones and api_version >= WITH_ZONES:
            zones = ("1", "2", "3")
            item["availabilityZoneMappings"] = [
                {"logicalZone": zone, "physicalZone": f"{region.name}-az{zone}"} for zone in zones
            ]
        found.append({**item, "metadata": metadata})
    return found
