"""Rules about custom IPsec/IKE policies.

Source: azure-facts §4.6 (FAQ of 2026 and the values that azure-mgmt-network 33.1 knows).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology import paths, skus
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.model import SiteToSite, VnetToVnet
from vnetwizard.topology.nearest import nearest
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vnetwizard.topology.model import IpsecPolicy, Link, Topology

_GCM = ("GCMAES256", "GCMAES192", "GCMAES128")
_AES = ("AES256", "AES192", "AES128")

LEGAL: dict[str, tuple[str, ...]] = {
    "ike_encryption": ("GCMAES256", "GCMAES128", *_AES, "DES3", "DES"),
    "ike_integrity": ("SHA384", "SHA256", "SHA1", "MD5", "GCMAES256", "GCMAES128"),
    "dh_group": ("DHGroup24", "ECP384", "ECP256", "DHGroup14", "DHGroup2048", "DHGroup2", "DHGroup1", "None"),
    "ipsec_encryption": (*_GCM, *_AES, "DES3", "DES", "None"),
    "ipsec_integrity": (*_GCM, "SHA256", "SHA1", "MD5"),
    "pfs_group": ("PFS24", "ECP384", "ECP256", "PFS2048", "PFS14", "PFSMM", "PFS2", "PFS1", "None"),
}
"""What Azure takes for each field, strongest first."""

WEAK = frozenset({"DES", "DES3", "MD5", "DHGroup1"})
"""RFC 8247 says MUST NOT or SHOULD NOT; "None" counts as weak too, but for `pfs_group`, where it is usual."""

LEAST: dict[str, int] = {"sa_lifetime_seconds": 300, "sa_data_size_kilobytes": 1024}
LARGEST = 2**31 - 1
"""ARM keeps both numbers in 32 bits."""

POLICY_VALUE = Kind(
    "policy-value",
    Severity.ERROR,
    mark("{value} is no value for {key}."),
    mark("Write one of: {valid}."),
)
POLICY_NUMBER = Kind(
    "policy-number",
    Severity.ERROR,
    mark("{key} is {value}; Azure takes {least} to {largest}."),
    mark("Choose a number in there; Azure's own default is {usual}."),
)
POLICY_GCM = Kind(
    "policy-gcm",
    Severity.ERROR,
    mark("ipsec_encryption is {encryption} and ipsec_integrity is {integrity}; with GCMAES both have to be the same."),
    mark("Write {offer} for both."),
)
POLICY_WEAK = Kind(
    "policy-weak",
    Severity.WARNING,
    mark("{key} = {value} no longer protects what is sent."),
    mark("Choose {offer}, unless a device at the other end can do nothing better."),
)
POLICY_NOT_FOR_SKU = Kind(
    "policy-not-for-sku",
    Severity.ERROR,
    mark("The link has a custom policy, and SKU {sku} of {name} takes none."),
    mark("Leave the policy out, or choose {replacement} for that gateway."),
)

USUAL = {"sa_lifetime_seconds": 27000, "sa_data_size_kilobytes": 102400000}
"""Azure's own defaults."""


def check(topology: Topology) -> Iterator[Finding]:
    """Yield what is wrong with the policy of each link that has one."""
    for at, link in enumerate(topology.links):
        if link.ipsec_policy:
            path = paths.link(at, "ipsec_policy")
            yield from _skus(topology, link, path)
            yield from _values(link.ipsec_policy, path)
            yield from _gcm(link.ipsec_policy, path)


def _skus(topology: Topology, link: Link, path: str) -> Iterator[Finding]:
    match link:
        case VnetToVnet():
            labels = link.networks
        case SiteToSite():
            labels = (link.network, link.network)
    for label in dict.fromkeys(labels):
        network = topology.network(label)
        sku = skus.find(network.gateway.sku) if network and network.gateway else None
        if network and sku and not sku.ipsec_policy:
            values: dict[str, str | int] = {"sku": sku.name, "name": network.name, "replacement": skus.DEFAULT}
            yield Finding(kind=POLICY_NOT_FOR_SKU, field=path, values=values)


def _values(policy: IpsecPolicy, path: str) -> Iterator[Finding]:
    for key in LEGAL:
        yield from _word(key, getattr(policy, key), f"{path}.{key}")
    for key in LEAST:
        yield from _number(key, getattr(policy, key), f"{path}.{key}")


def judge(key: str) -> Callable[[str, str], tuple[Finding, ...]]:
    """Return the judge of what is typed for one field of a policy."""
    if key in LEGAL:
        return lambda text, field: tuple(_word(key, text.strip(), field))
    return lambda text, field: tuple(_number(key, int(text), field))


def _word(key: str, value: str, field: str) -> Iterator[Finding]:
    legal = LEGAL[key]
    values: dict[str, str | int] = {"key": key, "value": value}
    if value not in legal:
        near = nearest(value, legal, cutoff=0.4)
        values["valid"] = ", ".join(legal)
        yield Finding(kind=POLICY_VALUE, field=field, values=values, offers=(near,) if near else ())
    elif value in WEAK or (value == "None" and key != "pfs_group"):
        values["offer"] = legal[0]
        yield Finding(kind=POLICY_WEAK, field=field, values=values, offers=(legal[0],))


def _number(key: str, value: int, field: str) -> Iterator[Finding]:
    least, usual = LEAST[key], USUAL[key]
    if not least <= value <= LARGEST:
        values: dict[str, str | int] = {
            "key": key,
            "value": value,
            "least": least,
            "largest": LARGEST,
            "usual": usual,
        }
        yield Finding(kind=POLICY_NUMBER, field=field, values=values, offers=(str(usual),))


def _gcm(policy: IpsecPolicy, path: str) -> Iterator[Finding]:
    encryption, integrity = policy.ipsec_encryption, policy.ipsec_integrity
    if encryption == integrity or not {encryption, integrity} & set(_GCM):
        return
    offer = encryption if encryption in _GCM else integrity
    values: dict[str, str | int] = {"encryption": encryption, "integrity": integrity, "offer": offer}
    field = "ipsec_integrity" if offer == encryption else "ipsec_encryption"
    yield Finding(kind=POLICY_GCM, field=f"{path}.{field}", values=values, offers=(offer,))
