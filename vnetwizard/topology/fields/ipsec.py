"""The questions about a link's custom IPsec/IKE policy, in the portal's words.

Sources of what is said: azure-facts §2.19 (one policy for both connections), §4.1 (what is measured), §4.6 (values and
Azure's own offers); RFC 8247 (what is weak).
"""

from __future__ import annotations

from vnetwizard.topology.fields.spec import Field, flag, number, whole
from vnetwizard.topology.rules import policies
from vnetwizard.words import mark

CUSTOM_POLICY = Field(
    path="links.*.ipsec_policy",
    label=mark("Custom IPsec/IKE policy"),
    help=mark("How the tunnel is enciphered. No takes Azure's own offers; yes asks for each of the eight parts."),
    rule=mark(
        "A policy needs all of its parts, and both connections the same one, or the tunnel never comes up; both get "
        "what you choose here. SKU Basic takes none. Adding or removing a policy drops the tunnel for seconds."
    ),
    why=mark(
        "No: two Azure gateways agree on Azure's own offers by themselves, and the article does without a policy."
    ),
    example="yes",
    parse=flag,
    default="no",
    optional=True,
)
"""Whether the table `links.*.ipsec_policy` is written at all."""


def _part(key: str, label: str, default: str, *, what: str, rule: str, why: str) -> Field:
    return Field(
        path=f"links.*.ipsec_policy.{key}",
        label=label,
        help=what,
        rule=rule,
        why=why,
        example=default,
        parse=number if key not in policies.LEGAL else whole,
        judge=policies.judge(key),
        default=default,
        choices=policies.LEGAL.get(key, ()),
    )


POLICY = (
    _part(
        "ike_encryption",
        mark("IKE Phase 1 encryption"),
        "AES256",
        what=mark("The cipher for what the two gateways say to each other while they set up the tunnel."),
        rule=mark(
            "One of GCMAES256, GCMAES128, AES256, AES192, AES128, DES3 and DES, the same on both connections. DES3 and "
            "DES no longer protect what is sent. Phase 1 is renewed every 28,800 seconds, which cannot be changed."
        ),
        why=mark("AES256 comes first in Azure's own offers too."),
    ),
    _part(
        "ike_integrity",
        mark("IKE Phase 1 integrity/PRF"),
        "SHA256",
        what=mark("The hash that shows that nobody altered what the gateways say, and that keys are made with."),
        rule=mark(
            "One of SHA384, SHA256, SHA1, MD5, GCMAES256 and GCMAES128, the same on both connections. MD5 no longer "
            "protects what is sent."
        ),
        why=mark("SHA256 is the stronger of the two in Azure's own offers; the other is SHA1."),
    ),
    _part(
        "dh_group",
        mark("IKE Phase 1 DH group"),
        "DHGroup14",
        what=mark("The Diffie-Hellman group: how the gateways agree on a secret that nobody on the way can work out."),
        rule=mark(
            "One of DHGroup24, ECP384, ECP256, DHGroup14, DHGroup2048, DHGroup2, DHGroup1 and None, the same on both "
            "connections. DHGroup2048 is another name for DHGroup14. DHGroup1 and None are too weak."
        ),
        why=mark("DHGroup14 has 2048 bits. Azure's own offers use group 2 with 1024, which RFC 8247 advises against."),
    ),
    _part(
        "ipsec_encryption",
        mark("IKE Phase 2 (IPsec) encryption"),
        "GCMAES256",
        what=mark("The cipher for all that goes through the tunnel."),
        rule=mark(
            "One of GCMAES256, GCMAES192, GCMAES128, AES256, AES192, AES128, DES3, DES and None, the same on both "
            "connections. With a GCMAES the IPsec integrity has to be the same GCMAES. None sends everything in clear."
        ),
        why=mark("GCMAES256 comes first in Azure's own offers, and Microsoft measures its best bandwidths with it."),
    ),
    _part(
        "ipsec_integrity",
        mark("IKE Phase 2 (IPsec) integrity"),
        "GCMAES256",
        what=mark("What shows that nobody altered a packet in the tunnel. It goes together with the IPsec encryption."),
        rule=mark(
            "One of GCMAES256, GCMAES192, GCMAES128, SHA256, SHA1 and MD5, the same on both connections. A GCMAES has "
            "to be the very one of the IPsec encryption; with AES take SHA256."
        ),
        why=mark("GCMAES256, because the IPsec encryption is filled in so: it enciphers and protects in one go."),
    ),
    _part(
        "pfs_group",
        mark("IKE Phase 2 (IPsec) PFS group"),
        "PFS2048",
        what=mark("Perfect forward secrecy: the tunnel's keys are agreed on anew, so that one found out opens little."),
        rule=mark(
            "One of PFS24, ECP384, ECP256, PFS2048, PFS14, PFSMM, PFS2, PFS1 and None, the same on both connections. "
            "None does without."
        ),
        why=mark("PFS2048 has 2048 bits like the DH group filled in for Phase 1. Azure's own offers have no PFS."),
    ),
    _part(
        "sa_lifetime_seconds",
        mark("IPsec SA lifetime in seconds"),
        "27000",
        what=mark("How long the tunnel's keys are used before new ones are agreed on."),
        rule=mark(
            "300 seconds or more, the same on both connections. Keys are renewed earlier if the kilobytes run out."
        ),
        why=mark("27000 seconds, seven and a half hours, is Azure's own default."),
    ),
    _part(
        "sa_data_size_kilobytes",
        mark("IPsec SA lifetime in kilobytes"),
        "102400000",
        what=mark("How much the tunnel's keys may carry before new ones are agreed on."),
        rule=mark(
            "1,024 kilobytes or more, the same on both connections. Keys are renewed earlier if the seconds run out."
        ),
        why=mark("102400000 kilobytes, about 100 gigabytes, is Azure's own default."),
    ),
)
