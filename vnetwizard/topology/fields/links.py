"""The questions about links and their key, in the portal's words.

Sources of what is said: azure-facts §1.6 (the screen), §2 (FAQ: 12 route-based, 18 BGP, 25 DPD), §4.7 (key), §4.8.
"""

from __future__ import annotations

from vnetwizard.topology import keys
from vnetwizard.topology.fields import judges
from vnetwizard.topology.fields.spec import Field, flag, number, several
from vnetwizard.topology.findings import Finding
from vnetwizard.topology.names import Resource
from vnetwizard.topology.planfile.shape import LINKS
from vnetwizard.topology.rules.links import judge_dpd
from vnetwizard.words import mark

LINK = (
    Field(
        path="links.*.type",
        label=mark("Connection type"),
        help=mark("vnet-to-vnet for two Azure gateways; site-to-site for an Azure gateway and a VPN device."),
        rule=mark(
            "A vnet-to-vnet link needs a route-based gateway at both ends, in one cloud, and learns by itself of "
            "ranges that change. Across clouds Azure takes site-to-site only."
        ),
        why=mark("vnet-to-vnet, what the article is about. Site-to-site links are checked in this version, not built."),
        example="vnet-to-vnet",
        default="vnet-to-vnet",
        choices=tuple(LINKS),
    ),
    Field(
        path="links.*.networks",
        label=mark("First and second virtual network"),
        help=mark("The labels of the two networks to join, as the plan file's tables have them."),
        rule=mark("Two different networks of one cloud that do not overlap; each has a VPN gateway or gets one."),
        why=mark("The two networks of this interview; in the sample those of the article."),
        example="TestVNet1, TestVNet4",
        parse=several,
    ),
    Field(
        path="links.*.connections",
        label=mark("First and second connection name"),
        help=mark("One connection runs from each gateway, and both are needed: one alone never connects."),
        rule=mark("Two different names of 1 to 80 letters, digits, underscores, dots and hyphens."),
        why=mark("The two networks' names with to between them, each way round, as in the article."),
        example="TestVNet1toTestVNet4, TestVNet4toTestVNet1",
        parse=several,
        judge=judges.names(Resource.CONNECTION),
    ),
    Field(
        path="links.*.network",
        label=mark("Virtual network"),
        help=mark("The label of the network to join with the site, as the plan file's table has it."),
        rule=mark("It has a VPN gateway or gets one, and overlaps with none of the site's ranges."),
        why=mark("Nothing is filled in: only you know which network the site is to reach."),
        example="TestVNet1",
    ),
    Field(
        path="links.*.site",
        label=mark("Local network gateway"),
        help=mark("The label of the site to join, as the plan file's table has it."),
        rule=mark("A site of the same plan file; Azure calls it a local network gateway."),
        why=mark("Nothing is filled in: only you know which site the network is to reach."),
        example="HeadOffice",
    ),
    Field(
        path="links.*.connection",
        label=mark("Connection name"),
        help=mark("The name of the connection from the network's gateway to the site; the device needs its own side."),
        rule=mark("1 to 80 letters, digits, underscores, dots and hyphens, unique in the gateway's resource group."),
        why=mark("Nothing is filled in; the names of network and site with to between them are the usual pattern."),
        example="TestVNet1toHeadOffice",
        judge=judges.name(Resource.CONNECTION),
    ),
    Field(
        path="links.*.bgp",
        label=mark("Enable BGP"),
        help=mark("Lets the gateways tell each other their routes. Both need an ASN for that, and two different ones."),
        rule=mark(
            "It is set on both connections or on none, and SKU Basic has no BGP. A session takes up to 4,000 ranges; "
            "default routes are not passed on."
        ),
        why=mark(
            "No, as in the article: two joined networks know each other's ranges without it. It is needed to reach a "
            "third network through the second."
        ),
        example="yes",
        parse=flag,
        default="no",
        optional=True,
    ),
    Field(
        path="links.*.dpd_timeout_seconds",
        label=mark("DPD timeout in seconds"),
        help=mark("Dead peer detection: how long the other gateway may be silent before it counts as gone."),
        rule=mark("9 to 3600 seconds; Azure recommends 30 to 45. Both connections get the same."),
        why=mark("45 is Azure's own default, and the longest that it recommends."),
        example="45",
        parse=number,
        judge=judge_dpd,
        default="45",
        optional=True,
    ),
)


def _connection_name(at: int, label: str, *, what: str, why: str, example: str) -> Field:
    return Field(
        path=f"links.*.connections[{at}]",
        label=label,
        help=what,
        rule=mark(
            "1 to 80 letters, digits, underscores, dots and hyphens, and not the other connection's name. Azure keeps "
            "each connection in the resource group and region of the gateway that it runs from."
        ),
        why=why,
        example=example,
        judge=judges.name(Resource.CONNECTION),
    )


CONNECTION_NAMES = (
    _connection_name(
        0,
        mark("First connection name"),
        what=mark("The connection from the first gateway to the second. Each needs its own: one alone never connects."),
        why=mark(
            "The first network's name, to, and the second's, as in the article. The wizard makes both connections."
        ),
        example="TestVNet1toTestVNet4",
    ),
    _connection_name(
        1,
        mark("Second connection name"),
        what=mark("The connection from the second gateway back to the first. Without it the first never connects."),
        why=mark("The first connection's name turned round, as in the article. The wizard makes both connections."),
        example="TestVNet4toTestVNet1",
    ),
)
"""The two names of `links.*.connections`, for whoever asks for them one by one."""


def _key(text: str, field: str) -> tuple[Finding, ...]:
    return tuple(Finding(kind=found.kind, field=field, values=found.values) for found in keys.check_key(text))


SHARED_KEY = Field(
    path=keys.FIELD,
    label=mark("Shared key (PSK)"),
    help=mark(
        "Both connections get this one key. A generated one has 40 letters and digits; it is never shown, nor written "
        "to the plan file."
    ),
    rule=mark(
        "1 to 128 characters of printable ASCII without blank, hyphen or tilde, the same on both connections: with two "
        "different keys the tunnel never comes up. Below 20 characters the wizard warns."
    ),
    why=mark(
        "Generated, where the article types abc123 on both sides: such a key can be found by trying, from a "
        "recorded handshake."
    ),
    parse=str,
    judge=_key,
    secret=True,
)
