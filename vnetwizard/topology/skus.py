"""Azure's VPN gateway SKUs: one dated table of what each can do, and what is no longer created.

Sources: azure-facts §4.1 (SKU table, about-gateway-skus.md), §4.2 (whats-new.md of 2025-11-25,
vpn-gateway-deprecate-sku-faq.md) and §4.4 (gateway subnet).
"""

from __future__ import annotations

from msgspec import Struct

AS_OF = "2026-11-23"
"""The date of this table."""

DEFAULT = "VpnGw1AZ"
"""The smallest SKU that Azure still creates for a VNet-to-VNet link with BGP and custom policies."""


class Retirement(Struct, frozen=True):
    """What Azure did to a SKU: the day or month when creation stopped and when it ends, and what replaces it."""

    creation_stopped: str
    ends: str
    replacement: str


class Sku(Struct, frozen=True):
    """One gateway SKU.

    `bandwidth` gives the aggregate in Mbps for every generation that the SKU exists in. `tunnels` counts
    site-to-site and VNet-to-VNet tunnels together. `smallest_subnet` is the gateway subnet's longest prefix length.
    """

    name: str
    bandwidth: dict[int, int]
    tunnels: int
    zones: bool = True
    bgp: bool = True
    active_active: bool = True
    ipsec_policy: bool = True
    smallest_subnet: int = 27
    retirement: Retirement | None = None

    @property
    def generations(self) -> tuple[int, ...]:
        """The generations that the SKU exists in."""
        return tuple(self.bandwidth)


_BANDWIDTH = {
    1: {1: 650},
    2: {2: 1250, 1: 1000},
    3: {2: 2500, 1: 1250},
    4: {2: 5000},
    5: {2: 10000},
}
_TUNNELS = {1: 30, 2: 30, 3: 30, 4: 100, 5: 100}


def _without_zones(size: int) -> Sku:
    # The newest official date (whats-new.md); field reports saw the block on 2025-11-01.
    retirement = Retirement("2025-05", "2026-09", f"VpnGw{size}AZ")
    return Sku(f"VpnGw{size}", _BANDWIDTH[size], _TUNNELS[size], zones=False, retirement=retirement)


def _legacy(name: str, bandwidth: int, tunnels: int, replacement: str) -> Sku:
    retirement = Retirement("2023-12-01", "2026-03", replacement)
    return Sku(name, {1: bandwidth}, tunnels, zones=False, retirement=retirement)


SKUS: tuple[Sku, ...] = (
    *(Sku(f"VpnGw{size}AZ", _BANDWIDTH[size], _TUNNELS[size]) for size in _BANDWIDTH),
    Sku(
        "Basic",
        {1: 100},
        10,
        zones=False,
        bgp=False,
        active_active=False,
        ipsec_policy=False,
        smallest_subnet=29,
    ),
    *(_without_zones(size) for size in _BANDWIDTH),
    _legacy("Standard", 100, 10, "VpnGw1AZ"),
    _legacy("HighPerformance", 200, 30, "VpnGw2AZ"),
)

OFFERED: tuple[Sku, ...] = tuple(sku for sku in SKUS if sku.zones)
"""What the wizard offers: Basic is left out, because it has no BGP, no custom policy and no active-active mode, and
the sources disagree on which public IP address it takes (azure-facts §4.2)."""

_BY_NAME = {sku.name.lower(): sku for sku in SKUS}


def find(name: str) -> Sku | None:
    """Return the SKU of that name, in any case and trimmed, retired ones too, or None."""
    return _BY_NAME.get(name.strip().lower())


def canonical(name: str) -> str:
    """Return a SKU's name as Azure spells it; an unknown one stays as written."""
    sku = find(name)
    return sku.name if sku else name


def default_generation(sku: str) -> int:
    """Return the generation that a gateway of this SKU gets when none is asked for: the newest it exists in.

    An unknown SKU gets 2.
    """
    known = find(sku)
    return max(known.bandwidth) if known else 2
