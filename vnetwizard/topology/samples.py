"""The article's TestVNet1 and TestVNet4, with what Azure takes today in place of what it takes no longer.

Names and ranges: the article of 2017. SKU, gateway subnet and public IP addresses: azure-facts §1.0 and §4.
"""

from __future__ import annotations

from vnetwizard.topology.model import Gateway, Network, Subnet, Topology, VnetToVnet

SAMPLE_TEXT = """\
# The two networks of Microsoft's VNet-to-VNet article. Check it with: vnetwizard check FILE
version = 1

[networks.TestVNet1]                     # a label for links; the network's name unless `name` says otherwise
# name = "TestVNet1"
# existing = true                        # it is in Azure already: only what is written here is compared
# subscription = "00000000-0000-0000-0000-000000000000"   # left out: the one that you are signed in to
resource_group = "TestRG1"
location       = "eastus"                # a region's name or display name
address_space  = ["10.11.0.0/16"]        # must not overlap with TestVNet4 or anything joined to either
gateway_subnet = "10.11.255.0/27"        # /27 or larger; nothing but the gateway may live in it
dns_servers    = []                      # empty: Azure's own DNS, the safest choice beside a gateway

[networks.TestVNet1.subnets]
FrontEnd = "10.11.0.0/24"                # 251 usable addresses: Azure keeps five

[networks.TestVNet1.gateway]
name       = "TestVNet1GW"
sku        = "VpnGw1AZ"                  # VpnGw1 to VpnGw5 can no longer be created, only the AZ ones
public_ips = ["TestVNet1GWIP"]           # two when active_active = true
# generation = 1                         # left out: the newest that the SKU has
# active_active = true                   # two instances at work: no outage during maintenance
# zones = ["1", "2", "3"]                # left out: all that the region has
# bgp_asn = 65010                        # left out: no BGP

[networks.TestVNet4]
resource_group = "TestRG4"
location       = "westus"                # a region without zones: its public IP address is regional
address_space  = ["10.41.0.0/16"]
gateway_subnet = "10.41.255.0/27"
dns_servers    = []

[networks.TestVNet4.subnets]
FrontEnd = "10.41.0.0/24"

[networks.TestVNet4.gateway]
name       = "TestVNet4GW"
sku        = "VpnGw1AZ"
public_ips = ["TestVNet4GWIP"]

[[links]]
type        = "vnet-to-vnet"
networks    = ["TestVNet1", "TestVNet4"]
connections = ["TestVNet1toTestVNet4", "TestVNet4toTestVNet1"]   # both are needed, one from each side
# bgp = true                             # needs a bgp_asn on both gateways
# dpd_timeout_seconds = 45               # 9 to 3600: how long until a silent peer counts as gone
# [links.ipsec_policy]                   # left out: Azure's defaults; else all of these, for both connections
# ike_encryption = "AES256"
# ike_integrity = "SHA256"
# dh_group = "DHGroup14"
# ipsec_encryption = "GCMAES256"
# ipsec_integrity = "GCMAES256"          # the same as ipsec_encryption where that is a GCMAES
# pfs_group = "PFS2048"
# sa_lifetime_seconds = 27000
# sa_data_size_kilobytes = 102400000
"""
"""The sample as a plan file with comments; reading it gives `sample()`."""


def sample() -> Topology:
    """Return the article's two networks and the link between them."""
    return Topology(
        networks=(_network(1, "eastus", "10.11"), _network(4, "westus", "10.41")),
        links=(
            VnetToVnet(
                networks=("TestVNet1", "TestVNet4"),
                connections=("TestVNet1toTestVNet4", "TestVNet4toTestVNet1"),
            ),
        ),
    )


def _network(number: int, location: str, prefix: str) -> Network:
    label = f"TestVNet{number}"
    return Network(
        label=label,
        name=label,
        resource_group=f"TestRG{number}",
        location=location,
        address_space=(f"{prefix}.0.0/16",),
        subnets=(Subnet(name="FrontEnd", range=f"{prefix}.0.0/24"),),
        gateway_subnet=f"{prefix}.255.0/27",
        gateway=Gateway(name=f"{label}GW", sku="VpnGw1AZ", public_ips=(f"{label}GWIP",)),
    )
