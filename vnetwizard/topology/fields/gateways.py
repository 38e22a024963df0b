"""The questions about a network's VPN gateway, in the portal's order and words.

Sources of what is said: azure-facts §1.5 (the screen), §4.1 to §4.3 (SKUs, public IP addresses), §4.5, §4.8 (BGP).
"""

from __future__ import annotations

from vnetwizard.topology import regions, skus
from vnetwizard.topology.fields import judges
from vnetwizard.topology.fields.spec import Field, flag, number, several, several_or_none
from vnetwizard.topology.names import Resource
from vnetwizard.topology.rules.gateways import judge_asn, judge_sku
from vnetwizard.words import mark

GATEWAY = (
    Field(
        path="networks.*.gateway.name",
        label=mark("Gateway name"),
        help=mark(
            "What the VPN gateway is called. Making it takes 20 to 45 minutes or more, and it is billed from then on."
        ),
        rule=mark(
            "1 to 80 letters, digits, underscores, dots and hyphens, unique in its resource group. A network has one "
            "VPN gateway, and it has to be route-based at both ends."
        ),
        why=mark(
            "The network's name with GW behind it, as in the article. The VPN type is not asked for: route-based is "
            "the only one that can join two networks, and the portal hides the field too."
        ),
        example="TestVNet1GW",
        judge=judges.name(Resource.GATEWAY),
    ),
    Field(
        path="networks.*.gateway.sku",
        label=mark("SKU"),
        help=mark(
            "The gateway's size: what it can carry, and what it costs. Of the VpnGw SKUs only those that end in AZ can "
            "be created."
        ),
        rule=mark(
            "VpnGw1AZ carries 650 Mbps, VpnGw5AZ 10,000 Mbps, for all tunnels together. VpnGw1AZ to VpnGw3AZ take 30 "
            "tunnels, VpnGw4AZ and VpnGw5AZ 100. It can be resized later, within its generation."
        ),
        why=mark(
            "VpnGw1AZ is the smallest that Azure still creates with BGP and custom policies; Basic, which has neither, "
            "is not offered. The article of 2017 chose among VpnGw1 to VpnGw3 and Basic; VpnGw1 to VpnGw5 are refused "
            "today."
        ),
        example="VpnGw2AZ",
        judge=judge_sku,
        default=skus.DEFAULT,
        choices=tuple(sku.name for sku in skus.OFFERED),
        remark=judges.describe_sku,
    ),
    Field(
        path="networks.*.gateway.public_ips",
        label=mark("Public IP address name"),
        help=mark("The name of the public IP address that the gateway is reached at; two names with active-active."),
        rule=mark(
            "Azure takes Standard, static addresses only, with zones where the region has them. An address stays the "
            "same until it is deleted. Each name has 1 to 80 letters, digits, underscores, dots and hyphens."
        ),
        why=mark(
            "The gateway's name with IP behind it. It is made Standard, static and zone-redundant, without zones where "
            "the region has none: the Basic, dynamic address of the article of 2017 is refused today."
        ),
        example="TestVNet1GWIP",
        parse=several,
        judge=judges.names(Resource.PUBLIC_IP),
    ),
    Field(
        path="networks.*.gateway.generation",
        label=mark("Generation"),
        help=mark("Which generation of gateway the SKU runs on. Left empty: the newest that the SKU has."),
        rule=mark(
            "VpnGw1AZ exists in generation 1 only, VpnGw4AZ and VpnGw5AZ in 2 only, VpnGw2AZ and VpnGw3AZ in both. A "
            "gateway cannot change its generation later."
        ),
        why=mark(
            "Empty, since the newest carries more for the same SKU: VpnGw2AZ has 1,250 Mbps in generation 2 and 1,000 "
            "in 1. The article of 2017 knew no generations."
        ),
        example="2",
        parse=number,
        optional=True,
        choices=("1", "2"),
    ),
    Field(
        path="networks.*.gateway.active_active",
        label=mark("Enable active-active mode"),
        help=mark("Two gateway instances at work: no outage while Azure maintains one. It takes two public addresses."),
        rule=mark(
            "Every SKU offered here can do it; only the second public IP address costs extra. Without it a standby "
            "takes over: after 10 to 15 seconds when planned, 60 to 90 when not."
        ),
        why=mark(
            "No, as in the article of 2017, which had one address for each gateway. Today's portal recommends yes: "
            "choose it where an outage of a minute hurts."
        ),
        example="yes",
        parse=flag,
        default="no",
        optional=True,
    ),
    Field(
        path="networks.*.gateway.zones",
        label=mark("Availability zone"),
        help=mark(
            "Which zones the public IP addresses span. Left empty: all that the region has; the word none: a regional "
            "address."
        ),
        rule=mark(
            "Zones 1, 2 and 3. In a region with zones a SKU that ends in AZ needs addresses with zones; elsewhere "
            "zones are refused. An address keeps its zones: for others it is deleted and made again."
        ),
        why=mark(
            "Empty: zone-redundant where the region has zones, which is what the portal chooses today. The article of "
            "2017 knew no zones."
        ),
        example="1, 2, 3",
        parse=several_or_none,
        optional=True,
        choices=regions.ALL_ZONES,
    ),
    Field(
        path="networks.*.gateway.bgp_asn",
        label=mark("Configure BGP ASN"),
        help=mark(
            "The number by which the gateway is known in BGP, where gateways tell each other their routes. Left empty: "
            "no BGP."
        ),
        rule=mark(
            "Private numbers are 64512 to 65514 and 65521 to 65534, a different one on each side. Azure keeps 8074, "
            "8075, 12076, 65515 and 65517 to 65520; others are reserved by IANA."
        ),
        why=mark(
            "Empty: two networks exchange their ranges without BGP, and the article of 2017 does without. With BGP "
            "Microsoft's samples take 65010 and 65020; Azure's own default, 65515, would be on both sides."
        ),
        example="65010",
        parse=number,
        judge=judge_asn,
        optional=True,
    ),
)
