"""The questions about a network and its gateway, in the portal's order and words."""

from __future__ import annotations

from vnetwizard.topology import regions, skus
from vnetwizard.topology.fields import judges
from vnetwizard.topology.fields.spec import Field, flag, number, several, several_or_none
from vnetwizard.topology.names import Resource
from vnetwizard.topology.rules.gateways import judge_asn, judge_sku
from vnetwizard.topology.rules.subscription import check_subscription
from vnetwizard.words import mark

NETWORK = (
    Field(
        path="networks.*.name",
        label=mark("Name"),
        help=mark("The virtual network's name. It cannot be changed later; 2 to 64 letters, digits, _ . or -."),
        judge=judges.name(Resource.NETWORK),
    ),
    Field(
        path="networks.*.existing",
        label=mark("Existing network"),
        help=mark("Yes if the network is in Azure already. What is there is compared and never made anew."),
        parse=flag,
        default="no",
        optional=True,
    ),
    Field(
        path="networks.*.subscription",
        label=mark("Subscription"),
        help=mark("The id of the subscription that pays. Left empty: the one that you are signed in to."),
        judge=check_subscription,
        optional=True,
    ),
    Field(
        path="networks.*.resource_group",
        label=mark("Resource group"),
        help=mark("The group that holds the network, its gateway and its connections. It is made if it is not there."),
        judge=judges.name(Resource.RESOURCE_GROUP),
    ),
    Field(
        path="networks.*.location",
        label=mark("Region"),
        help=mark(
            "Where the network and its gateway are made. A region with availability zones survives the loss of one."
        ),
        judge=judges.region,
        remark=judges.describe_region,
    ),
    Field(
        path="networks.*.address_space",
        label=mark("IPv4 address space"),
        help=mark(
            "Private ranges in CIDR notation. They must not overlap with anything that the network is or will be "
            "joined to: address translation cannot rescue that between two virtual networks."
        ),
        parse=several,
        judge=judges.spaces(),
        remark=judges.count_addresses,
    ),
    Field(
        path="networks.*.gateway_subnet",
        label=mark("Gateway subnet address range"),
        help=mark(
            "Azure puts the gateway's own machines in here; nothing else may live in it, and no network security "
            "group. /27 or larger: Azure asks for that today, where the article of 2017 still took /28."
        ),
        judge=judges.subnet,
        remark=judges.count_usable,
    ),
    Field(
        path="networks.*.dns_servers",
        label=mark("DNS servers"),
        help=mark(
            "Left empty: Azure's own, the safest beside a gateway. The gateway uses these servers too, so they have to "
            "forward to 168.63.129.16. Up to 20."
        ),
        parse=several,
        judge=judges.hosts,
        optional=True,
    ),
    Field(
        path="networks.*.subnets.*",
        label=mark("Subnet address range"),
        help=mark("A part of the address space for your machines. Azure keeps five addresses of each subnet."),
        judge=judges.subnet,
        remark=judges.count_usable,
    ),
)

SUBNET_NAME = Field(
    path="networks.*.subnets",
    label=mark("Subnet name"),
    help=mark("The subnet's name, unique in its network, such as FrontEnd."),
    judge=judges.name(Resource.SUBNET),
    default="FrontEnd",
)

GATEWAY = (
    Field(
        path="networks.*.gateway.name",
        label=mark("Gateway name"),
        help=mark(
            "The name of the VPN gateway, such as TestVNet1GW. It is route-based: the only kind that can do this."
        ),
        judge=judges.name(Resource.GATEWAY),
    ),
    Field(
        path="networks.*.gateway.sku",
        label=mark("SKU"),
        help=mark("What the gateway can do and costs. Only SKUs that end in AZ can still be created."),
        judge=judge_sku,
        default=skus.DEFAULT,
        choices=tuple(sku.name for sku in skus.OFFERED),
        remark=judges.describe_sku,
    ),
    Field(
        path="networks.*.gateway.public_ips",
        label=mark("Public IP address name"),
        help=mark(
            "One name, or two with active-active. They are made as Standard, static and zone-redundant: Azure takes "
            "nothing less any more."
        ),
        parse=several,
        judge=judges.names(Resource.PUBLIC_IP),
    ),
    Field(
        path="networks.*.gateway.generation",
        label=mark("Generation"),
        help=mark("Left empty: the newest that the SKU has. It cannot be changed later."),
        parse=number,
        optional=True,
        choices=("1", "2"),
    ),
    Field(
        path="networks.*.gateway.active_active",
        label=mark("Enable active-active mode"),
        help=mark(
            "Two instances at work, each with its public IP address: no outage while Azure maintains one of them."
        ),
        parse=flag,
        default="no",
        optional=True,
    ),
    Field(
        path="networks.*.gateway.zones",
        label=mark("Availability zone"),
        help=mark(
            "Left empty: all zones that the region has; none: a regional address. They cannot be changed on a public "
            "IP address later."
        ),
        parse=several_or_none,
        optional=True,
        choices=regions.ALL_ZONES,
    ),
    Field(
        path="networks.*.gateway.bgp_asn",
        label=mark("Autonomous system number (ASN)"),
        help=mark(
            "Only for BGP. A private number, different on both sides, such as 65010 and 65020. Left empty: no BGP."
        ),
        parse=number,
        judge=judge_asn,
        optional=True,
    ),
)
