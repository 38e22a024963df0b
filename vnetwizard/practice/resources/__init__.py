"""The resource types of practice Azure's Microsoft.Network, one module each.

To add a type:

1. Write a module here with a subclass of `base.TrackedType`: its body as msgspec structs, `accept` with its rules,
   `properties` with its defaults and looks. Name the recording of every rule, or write "ours: no recording shows it".
2. Give its operations their times in `operations.TIMINGS`: Put…, Update… and Delete….
3. Add it to `TYPES`. Its GET, PUT, PATCH, DELETE and lists are then routed; children and actions go into `routes`.
4. Distil its recording into `tests/wire/` and compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.practice.resources.connections import Connections
from vnetwizard.practice.resources.public_ip_addresses import PublicIPAddresses
from vnetwizard.practice.resources.virtual_network_gateways import VirtualNetworkGateways
from vnetwizard.practice.resources.virtual_networks import VirtualNetworks

if TYPE_CHECKING:
    from vnetwizard.practice.resources.base import TrackedType

TYPES: dict[str, TrackedType] = {
    kind.type: kind for kind in (VirtualNetworks(), PublicIPAddresses(), VirtualNetworkGateways(), Connections())
}
"""Every tracked type by its full name."""
