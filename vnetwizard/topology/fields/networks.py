"""The questions about a network and its subnets, in the portal's order and words.

Sources of what is said: azure-facts §1.1 to §1.4 (the screens), §2 (FAQ), §4.4 (gateway subnet), §5 (ranges) and §6
(names).
"""

from __future__ import annotations

from vnetwizard.topology.fields import judges
from vnetwizard.topology.fields.spec import Field, flag, several
from vnetwizard.topology.names import Resource
from vnetwizard.topology.rules.subscription import check_subscription
from vnetwizard.words import mark

NETWORK = (
    Field(
        path="networks.*.name",
        label=mark("Name"),
        help=mark("What the virtual network is called in Azure. It cannot be renamed later."),
        rule=mark(
            "2 to 64 letters, digits, underscores, dots and hyphens. It begins with a letter or digit, ends with one "
            "or with an underscore, and is unique in its resource group."
        ),
        why=mark(
            "The second network's name counts on from the first one's; practice takes TestVNet1 and TestVNet4, the "
            "article's names. Every other name on these pages follows from it."
        ),
        example="TestVNet1",
        judge=judges.name(Resource.NETWORK),
    ),
    Field(
        path="networks.*.existing",
        label=mark("Existing network"),
        help=mark("Yes if the network is in Azure already. It is then compared with the answers and never made anew."),
        rule=mark(
            "A network that is there has to be what is written here, or nothing is done; what is left empty is taken "
            "as it is. Subnets and a gateway that are named and missing are added."
        ),
        why=mark("No, as in the article, which makes both networks. For yes no range is made up."),
        example="no",
        parse=flag,
        default="no",
        optional=True,
    ),
    Field(
        path="networks.*.subscription",
        label=mark("Subscription"),
        help=mark("The id of the subscription that pays. Left empty: the one that you are signed in to."),
        rule=mark(
            "32 hexadecimal digits in five groups. The two networks may lie in two subscriptions: you then need rights "
            "to both gateways, such as the role Network Contributor."
        ),
        why=mark(
            "Empty for the first network, and the first one's for the second. The portal offers gateways of one "
            "subscription only, so the article sent you to the command line for two."
        ),
        example="00000000-0000-0000-0000-000000000000",
        judge=check_subscription,
        optional=True,
    ),
    Field(
        path="networks.*.resource_group",
        label=mark("Resource group"),
        help=mark("The group that holds the network, its gateway and its connection. It is made if it is not there."),
        rule=mark(
            "1 to 90 letters, digits, underscores, hyphens, dots and round brackets, with no dot at the end. Deleting "
            "the group deletes all that is in it."
        ),
        why=mark(
            "TestRG1 for TestVNet1, as in the article, and RG behind any other name. A group for each network keeps "
            "the two apart, so that one can be deleted without the other."
        ),
        example="TestRG1",
        judge=judges.name(Resource.RESOURCE_GROUP),
    ),
    Field(
        path="networks.*.location",
        label=mark("Region"),
        help=mark("Where the network and its gateway lie. With availability zones they survive the loss of one zone."),
        rule=mark(
            "A network lies in one region, its gateway in the same, and neither can be moved. Any two regions of one "
            "cloud can be joined; what is sent between two regions costs money, within one it is free."
        ),
        why=mark(
            "The second network takes the first one's region until you choose another. Practice takes East US and West "
            "US as in the article; West US has no zones, so its gateway does without."
        ),
        example="eastus",
        judge=judges.region,
        remark=judges.describe_region,
    ),
    Field(
        path="networks.*.address_space",
        label=mark("IPv4 address space"),
        help=mark(
            "The private ranges that all its subnets come from. They must not overlap with anything that the network "
            "is or will be joined to."
        ),
        rule=mark(
            "Ranges from /2 to /29 with commas between them; Azure advises 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 "
            "and 100.64.0.0/10. Networks that overlap can never be joined: a gateway does not translate addresses "
            "between two virtual networks."
        ),
        why=mark(
            "10.11.0.0/16 and 10.41.0.0/16 are the article's. Where something known uses them, the next free private "
            "/16 is taken."
        ),
        example="10.11.0.0/16, 10.12.0.0/16",
        parse=several,
        judge=judges.spaces(),
        remark=judges.count_addresses,
    ),
    Field(
        path="networks.*.gateway_subnet",
        label=mark("Gateway subnet address range"),
        help=mark(
            "The subnet GatewaySubnet, for the gateway's own machines. Nothing else may live in it, and no network "
            "security group."
        ),
        rule=mark(
            "/27 or larger, inside the address space and beside every other subnet. Azure refuses a network security "
            "group on it, and a route for 0.0.0.0/0. Once it is in use its range cannot be changed."
        ),
        why=mark(
            "/27, since Azure asks for that today; the article of 2017 still took /28. It starts at x.y.255.0 as in "
            "Microsoft's examples, or is the last free range."
        ),
        example="10.11.255.0/27",
        judge=judges.subnet,
        remark=judges.count_usable,
    ),
    Field(
        path="networks.*.dns_servers",
        label=mark("DNS servers"),
        help=mark(
            "Left empty: Azure's own, the safest beside a gateway. Your own have to forward to 168.63.129.16, or Azure "
            "cannot maintain the gateway."
        ),
        rule=mark(
            "Up to 20 IPv4 addresses. The gateway asks these servers too, so they have to forward to 168.63.129.16. "
            "Machines take up a changed list when they renew their DHCP lease or restart."
        ),
        why=mark(
            "Empty: joining two networks needs no DNS server, and Microsoft advises its own DNS in a network with a "
            "gateway. The setting only points at servers, it makes none."
        ),
        example="10.11.0.4, 10.11.0.5",
        parse=several,
        judge=judges.hosts,
        optional=True,
    ),
    Field(
        path="networks.*.subnets.*",
        label=mark("Subnet address range"),
        help=mark("A part of the address space for your machines. Azure keeps five addresses of each subnet."),
        rule=mark(
            "From /2 to /29, inside the address space and beside every other subnet. Azure keeps the first four "
            "addresses and the last. The range can be changed only while the subnet is empty."
        ),
        why=mark(
            "10.11.0.0/24 and 10.41.0.0/24 as in the article; elsewhere the next free /24, or a smaller range where "
            "no /24 is free. Room for the gateway subnet is left."
        ),
        example="10.11.0.0/24",
        judge=judges.subnet,
        remark=judges.count_usable,
    ),
)

SUBNET_NAME = Field(
    path="networks.*.subnets",
    label=mark("Subnet name"),
    help=mark("What the subnet is called. Leave name and range empty for a network without subnets of its own."),
    rule=mark(
        "1 to 80 letters, digits, underscores, dots and hyphens, unique in its network. GatewaySubnet is kept for the "
        "gateway, which has its own page."
    ),
    why=mark("FrontEnd as in the article; further ones are numbered: FrontEnd2, FrontEnd3."),
    example="FrontEnd",
    judge=judges.name(Resource.SUBNET),
    default="FrontEnd",
)
