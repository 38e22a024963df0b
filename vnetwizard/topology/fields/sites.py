"""The questions about sites, the local network gateways of Azure.

Sources of what is said: azure-facts §2 (FAQ: 15 overlaps, 27 changed ranges), §3.3 (site-to-site), §6 (names).
"""

from __future__ import annotations

from vnetwizard.topology.fields import judges
from vnetwizard.topology.fields.spec import Field, several
from vnetwizard.topology.names import Resource
from vnetwizard.topology.rules.sites import SMALLEST, judge_fqdn
from vnetwizard.topology.rules.subscription import check_subscription
from vnetwizard.words import mark

SITE = (
    Field(
        path="sites.*.name",
        label=mark("Name"),
        help=mark("The name of the local network gateway, which stands for the site in Azure."),
        rule=mark(
            "1 to 80 letters, digits, underscores, dots and hyphens, unique in its resource group. It begins with a "
            "letter or digit and ends with one or with an underscore."
        ),
        why=mark("Left out: the label that the plan file gives the site."),
        example="HeadOffice",
        judge=judges.name(Resource.SITE),
    ),
    Field(
        path="sites.*.subscription",
        label=mark("Subscription"),
        help=mark("The id of the subscription that holds it. Left empty: the one that you are signed in to."),
        rule=mark("32 hexadecimal digits in five groups; you need the right to write local network gateways in it."),
        why=mark("Empty: a site most often lies in the subscription that you work in."),
        example="00000000-0000-0000-0000-000000000000",
        judge=check_subscription,
        optional=True,
    ),
    Field(
        path="sites.*.resource_group",
        label=mark("Resource group"),
        help=mark("The group that holds the local network gateway."),
        rule=mark("1 to 90 letters, digits, underscores, hyphens, dots and round brackets, with no dot at the end."),
        why=mark("Nothing is filled in; the group of the network that the site is linked to keeps both together."),
        example="TestRG1",
        judge=judges.name(Resource.RESOURCE_GROUP),
    ),
    Field(
        path="sites.*.location",
        label=mark("Region"),
        help=mark("The region where Azure keeps the local network gateway, whatever the place of the site itself."),
        rule=mark("A region's name or display name, in the same cloud as the network that the site is linked to."),
        why=mark("Nothing is filled in; the region of that network is the usual choice."),
        example="eastus",
        judge=judges.region,
        remark=judges.describe_region,
    ),
    Field(
        path="sites.*.public_ip",
        label=mark("IP address"),
        help=mark("The public address of the VPN device, or of the NAT in front of it. Give this or the FQDN."),
        rule=mark(
            "One IPv4 address that Azure can reach over the internet: none in a private range such as 10.0.0.0/8. "
            "Exactly one of IP address and FQDN is given."
        ),
        why=mark("Nothing is filled in: whoever looks after the device knows its address."),
        example="203.0.113.10",
        judge=judges.host,
        optional=True,
    ),
    Field(
        path="sites.*.fqdn",
        label=mark("FQDN"),
        help=mark("The VPN device's domain name, for addresses that change. Give this or the IP address."),
        rule=mark(
            "Letters, digits and hyphens with dots between them, up to 253 characters in all. Exactly one of IP "
            "address and FQDN is given."
        ),
        why=mark("Empty: a name is needed only where the device's address changes."),
        example="vpn.example.com",
        judge=judge_fqdn,
        optional=True,
    ),
    Field(
        path="sites.*.address_space",
        label=mark("Address space"),
        help=mark("The ranges in use at the site: Azure sends these there. Keep them up to date by hand."),
        rule=mark(
            "Ranges from /2 to /32 that overlap with no network the site is joined to. Azure learns of a change at the "
            "site only when it is written here; between two virtual networks it would by itself."
        ),
        why=mark("Nothing is filled in: only the site's own network plan says which ranges are in use there."),
        example="192.168.0.0/16, 172.16.1.0/24",
        parse=several,
        judge=judges.spaces(SMALLEST),
        remark=judges.count_addresses,
    ),
)
