"""The topology: frozen structs that hold what the operator wants, right or wrong.

Ranges and addresses stay the text that was written, so that nothing typed is lost; `rules.check` judges them.
Field names are those of the plan file.
"""

from __future__ import annotations

from msgspec import Struct

GATEWAY_SUBNET = "GatewaySubnet"
"""Azure finds the gateway's subnet by exactly this name (azure-facts §4.4)."""

DPD_TIMEOUT_SECONDS = 45
"""Azure's own default for dead peer detection (azure-facts §2.25)."""


class Subnet(Struct, frozen=True, kw_only=True):
    """One subnet of a network, other than the gateway's."""

    name: str
    range: str


class Gateway(Struct, frozen=True, kw_only=True):
    """The VPN gateway of a network; always route-based, the only type that a VNet-to-VNet link takes."""

    name: str
    public_ips: tuple[str, ...]
    """Names of the public IP addresses; two when `active_active`."""
    sku: str = "VpnGw1AZ"
    generation: int | None = None
    """None: the SKU's default, see `skus.default_generation`."""
    active_active: bool = False
    zones: tuple[str, ...] | None = None
    """Zones of all public IPs. None: the region's default, see `regions.default_zones`."""
    bgp_asn: int | None = None
    """None: no BGP."""


class Network(Struct, frozen=True, kw_only=True):
    """One virtual network. `label` is what links call it by; `name` is Azure's."""

    label: str
    name: str
    resource_group: str
    location: str
    """A region's name, such as `eastus`; a display name that Azure does not know stays as written."""
    existing: bool = False
    """True: it has to be in Azure already, and only what is written here is compared."""
    subscription: str | None = None
    address_space: tuple[str, ...] = ()
    subnets: tuple[Subnet, ...] = ()
    gateway_subnet: str | None = None
    dns_servers: tuple[str, ...] = ()
    gateway: Gateway | None = None


class Site(Struct, frozen=True, kw_only=True):
    """An on-premises place behind a VPN device. Exactly one of `public_ip` and `fqdn` is wanted."""

    label: str
    name: str
    resource_group: str
    location: str
    subscription: str | None = None
    public_ip: str | None = None
    fqdn: str | None = None
    address_space: tuple[str, ...] = ()


class IpsecPolicy(Struct, frozen=True, kw_only=True):
    """A custom IPsec/IKE policy; Azure wants all of it, and the same on both connections (azure-facts §2.19)."""

    ike_encryption: str
    ike_integrity: str
    dh_group: str
    ipsec_encryption: str
    ipsec_integrity: str
    pfs_group: str
    sa_lifetime_seconds: int
    sa_data_size_kilobytes: int


class VnetToVnet(Struct, frozen=True, kw_only=True):
    """A wish that two networks be joined. `connections[0]` runs from `networks[0]`, `connections[1]` back."""

    networks: tuple[str, str]
    connections: tuple[str, str]
    bgp: bool = False
    dpd_timeout_seconds: int = DPD_TIMEOUT_SECONDS
    ipsec_policy: IpsecPolicy | None = None


class SiteToSite(Struct, frozen=True, kw_only=True):
    """A wish that a network and an on-premises site be joined."""

    network: str
    site: str
    connection: str
    bgp: bool = False
    dpd_timeout_seconds: int = DPD_TIMEOUT_SECONDS
    ipsec_policy: IpsecPolicy | None = None


Link = VnetToVnet | SiteToSite


class Topology(Struct, frozen=True, kw_only=True):
    """Everything that one plan file asks for."""

    networks: tuple[Network, ...] = ()
    sites: tuple[Site, ...] = ()
    links: tuple[Link, ...] = ()

    def network(self, label: str) -> Network | None:
        """Return the network that links call `label`, or None."""
        return next((network for network in self.networks if network.label == label), None)

    def site(self, label: str) -> Site | None:
        """Return the site that links call `label`, or None."""
        return next((site for site in self.sites if site.label == label), None)


class Neighbour(Struct, frozen=True, kw_only=True):
    """A network or site that is there already, and what it is joined to.

    `id` and `joined_to` are ARM resource ids, or the labels of networks in the topology.
    """

    id: str
    name: str
    address_space: tuple[str, ...]
    joined_to: tuple[str, ...] = ()


class Surroundings(Struct, frozen=True, kw_only=True):
    """What is known of the world around a topology; empty when offline."""

    neighbours: tuple[Neighbour, ...] = ()
