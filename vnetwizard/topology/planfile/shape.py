"""Which keys each table of the plan file has, what their values are, and which may not be left out."""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct


class Want(Enum):
    """What a value has to be."""

    TEXT = auto()
    TEXTS = auto()
    PAIR = auto()
    INTEGER = auto()
    FLAG = auto()
    TABLE = auto()
    TABLES = auto()


class Key(Struct, frozen=True):
    """What a key's value has to be, whether it may be left out, and whether blanks around it mean nothing."""

    want: Want
    required: bool = False
    trimmed: bool = False


Shape = dict[str, Key]

VERSION = 1

FILE: Shape = {
    "version": Key(Want.INTEGER),
    "networks": Key(Want.TABLE),
    "sites": Key(Want.TABLE),
    "links": Key(Want.TABLES),
}

NETWORK: Shape = {
    "name": Key(Want.TEXT),
    "existing": Key(Want.FLAG),
    "subscription": Key(Want.TEXT, trimmed=True),
    "resource_group": Key(Want.TEXT, required=True),
    "location": Key(Want.TEXT, required=True, trimmed=True),
    "address_space": Key(Want.TEXTS, trimmed=True),
    "gateway_subnet": Key(Want.TEXT, trimmed=True),
    "dns_servers": Key(Want.TEXTS, trimmed=True),
    "subnets": Key(Want.TABLE),
    "gateway": Key(Want.TABLE),
}

GATEWAY: Shape = {
    "name": Key(Want.TEXT, required=True),
    "sku": Key(Want.TEXT),
    "public_ips": Key(Want.TEXTS, required=True),
    "generation": Key(Want.INTEGER),
    "active_active": Key(Want.FLAG),
    "zones": Key(Want.TEXTS),
    "bgp_asn": Key(Want.INTEGER),
}

SITE: Shape = {
    "name": Key(Want.TEXT),
    "subscription": Key(Want.TEXT, trimmed=True),
    "resource_group": Key(Want.TEXT, required=True),
    "location": Key(Want.TEXT, required=True, trimmed=True),
    "public_ip": Key(Want.TEXT, trimmed=True),
    "fqdn": Key(Want.TEXT, trimmed=True),
    "address_space": Key(Want.TEXTS, trimmed=True),
}

POLICY: Shape = {
    "ike_encryption": Key(Want.TEXT, required=True),
    "ike_integrity": Key(Want.TEXT, required=True),
    "dh_group": Key(Want.TEXT, required=True),
    "ipsec_encryption": Key(Want.TEXT, required=True),
    "ipsec_integrity": Key(Want.TEXT, required=True),
    "pfs_group": Key(Want.TEXT, required=True),
    "sa_lifetime_seconds": Key(Want.INTEGER, required=True),
    "sa_data_size_kilobytes": Key(Want.INTEGER, required=True),
}

_TUNNEL: Shape = {
    "bgp": Key(Want.FLAG),
    "dpd_timeout_seconds": Key(Want.INTEGER),
    "ipsec_policy": Key(Want.TABLE),
}

LINKS: dict[str, Shape] = {
    "vnet-to-vnet": {
        "type": Key(Want.TEXT, required=True),
        "networks": Key(Want.PAIR, required=True),
        "connections": Key(Want.PAIR, required=True),
        **_TUNNEL,
    },
    "site-to-site": {
        "type": Key(Want.TEXT, required=True),
        "network": Key(Want.TEXT, required=True),
        "site": Key(Want.TEXT, required=True),
        "connection": Key(Want.TEXT, required=True),
        **_TUNNEL,
    },
}
