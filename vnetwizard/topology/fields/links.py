"""The questions about sites, links, their policies and their key, in the portal's words."""

from __future__ import annotations

from vnetwizard.topology import keys
from vnetwizard.topology.fields import judges
from vnetwizard.topology.fields.spec import Field, flag, number, several, whole
from vnetwizard.topology.findings import Finding
from vnetwizard.topology.names import Resource
from vnetwizard.topology.planfile.shape import LINKS
from vnetwizard.topology.rules import policies
from vnetwizard.topology.rules.links import judge_dpd
from vnetwizard.topology.rules.sites import SMALLEST, judge_fqdn
from vnetwizard.topology.rules.subscription import check_subscription
from vnetwizard.words import mark

SITE = (
    Field(
        path="sites.*.name",
        label=mark("Name"),
        help=mark("The name of the local network gateway that stands for the site in Azure."),
        judge=judges.name(Resource.SITE),
    ),
    Field(
        path="sites.*.subscription",
        label=mark("Subscription"),
        help=mark("The id of the subscription. Left empty: the one that you are signed in to."),
        judge=check_subscription,
        optional=True,
    ),
    Field(
        path="sites.*.resource_group",
        label=mark("Resource group"),
        help=mark("The group that holds the local network gateway."),
        judge=judges.name(Resource.RESOURCE_GROUP),
    ),
    Field(
        path="sites.*.location",
        label=mark("Region"),
        help=mark("Where Azure keeps the local network gateway; the region of the network that it is linked to."),
        judge=judges.region,
        remark=judges.describe_region,
    ),
    Field(
        path="sites.*.public_ip",
        label=mark("IP address"),
        help=mark("The public address of the VPN device, or of the NAT in front of it. Give this or the FQDN."),
        judge=judges.host,
        optional=True,
    ),
    Field(
        path="sites.*.fqdn",
        label=mark("FQDN"),
        help=mark("The VPN device's domain name, for addresses that change. Give this or the IP address."),
        judge=judge_fqdn,
        optional=True,
    ),
    Field(
        path="sites.*.address_space",
        label=mark("Address space"),
        help=mark("The ranges in use at the site. Azure sends these there; keep them up to date by hand."),
        parse=several,
        judge=judges.spaces(SMALLEST),
        remark=judges.count_addresses,
    ),
)

LINK = (
    Field(
        path="links.*.type",
        label=mark("Connection type"),
        help=mark("vnet-to-vnet for two Azure gateways; site-to-site for an Azure gateway and a VPN device."),
        default="vnet-to-vnet",
        choices=tuple(LINKS),
    ),
    Field(
        path="links.*.networks",
        label=mark("First and second virtual network"),
        help=mark("The labels of the two networks to join."),
        parse=several,
    ),
    Field(
        path="links.*.connections",
        label=mark("First and second connection name"),
        help=mark("One connection runs from each gateway, and both are needed: one alone never connects."),
        parse=several,
        judge=judges.names(Resource.CONNECTION),
    ),
    Field(
        path="links.*.network",
        label=mark("Virtual network"),
        help=mark("The label of the network to join."),
    ),
    Field(
        path="links.*.site",
        label=mark("Local network gateway"),
        help=mark("The label of the site to join."),
    ),
    Field(
        path="links.*.connection",
        label=mark("Connection name"),
        help=mark("The name of the connection from the network's gateway to the site."),
        judge=judges.name(Resource.CONNECTION),
    ),
    Field(
        path="links.*.bgp",
        label=mark("Enable BGP"),
        help=mark("Lets the gateways exchange routes. Both need an ASN, and two different ones."),
        parse=flag,
        default="no",
        optional=True,
    ),
    Field(
        path="links.*.dpd_timeout_seconds",
        label=mark("DPD timeout in seconds"),
        help=mark("How long a peer may be silent before it counts as gone: 9 to 3600 s; Azure recommends 30 to 45 s."),
        parse=number,
        judge=judge_dpd,
        default="45",
        optional=True,
    ),
)


CONNECTION_NAMES = tuple(
    Field(
        path=f"links.*.connections[{at}]",
        label=label,
        help=mark(
            "One connection runs from each gateway, and both are needed: one alone never connects. Azure keeps each in "
            "the resource group and region of the gateway that it runs from."
        ),
        judge=judges.name(Resource.CONNECTION),
    )
    for at, label in enumerate((mark("First connection name"), mark("Second connection name")))
)
"""The two names of `links.*.connections`, for whoever asks for them one by one."""

CUSTOM_POLICY = Field(
    path="links.*.ipsec_policy",
    label=mark("Custom IPsec/IKE policy"),
    help=mark("No: Azure's own, which both gateways agree on. Yes: every part of it is asked for, for both sides."),
    parse=flag,
    default="no",
    optional=True,
)
"""Whether the table `links.*.ipsec_policy` is written at all."""


def _policy(key: str, label: str, default: str) -> Field:
    return Field(
        path=f"links.*.ipsec_policy.{key}",
        label=label,
        help=mark("Part of a custom policy: all of its fields are needed, and both connections get the same."),
        parse=number if key not in policies.LEGAL else whole,
        judge=policies.judge(key),
        default=default,
        choices=policies.LEGAL.get(key, ()),
    )


POLICY = (
    _policy("ike_encryption", mark("IKE Phase 1 encryption"), "AES256"),
    _policy("ike_integrity", mark("IKE Phase 1 integrity/PRF"), "SHA256"),
    _policy("dh_group", mark("IKE Phase 1 DH group"), "DHGroup14"),
    _policy("ipsec_encryption", mark("IKE Phase 2 (IPsec) encryption"), "GCMAES256"),
    _policy("ipsec_integrity", mark("IKE Phase 2 (IPsec) integrity"), "GCMAES256"),
    _policy("pfs_group", mark("IKE Phase 2 (IPsec) PFS group"), "PFS2048"),
    _policy("sa_lifetime_seconds", mark("IPsec SA lifetime in seconds"), "27000"),
    _policy("sa_data_size_kilobytes", mark("IPsec SA lifetime in kilobytes"), "102400000"),
)


def _key(text: str, field: str) -> tuple[Finding, ...]:
    return tuple(Finding(kind=found.kind, field=field, values=found.values) for found in keys.check_key(text))


SHARED_KEY = Field(
    path=keys.FIELD,
    label=mark("Shared key (PSK)"),
    help=mark(
        "Both connections get this one key. Left to be generated it has 40 letters and digits and is never shown; "
        "it is not written to the plan file."
    ),
    parse=str,
    judge=_key,
    secret=True,
)
