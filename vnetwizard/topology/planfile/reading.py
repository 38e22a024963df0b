"""From a plan file's text to a topology, or to every problem that one pass can see."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from vnetwizard.topology import paths, regions, skus
from vnetwizard.topology.findings import Finding
from vnetwizard.topology.model import (
    Gateway,
    IpsecPolicy,
    Link,
    Network,
    Site,
    SiteToSite,
    Subnet,
    Topology,
    VnetToVnet,
)
from vnetwizard.topology.planfile import problems
from vnetwizard.topology.planfile.problems import PlanFileError, shown
from vnetwizard.topology.planfile.shape import FILE, GATEWAY, LINKS, NETWORK, POLICY, SITE, VERSION, Key, Shape, Want

_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_TWICE = re.compile(r"overwrite|twice|mutate immutable|redefine", re.IGNORECASE)

_LARGEST_INTEGER = 2**63 - 1
"""TOML 1.0 asks for 64 bits and no more."""


def read(text: str, file: str) -> Topology:
    """Return the topology that a plan file's `text` describes; `file` is its name, for messages.

    Raises PlanFileError with every problem found. Whether the topology is a good one is for `rules.check` to say.
    """
    reader = _Reader(file)
    topology = reader.topology(_toml(text, file))
    if reader.found:
        raise PlanFileError(file, reader.found)
    return topology


def _toml(text: str, file: str) -> dict[str, Any]:
    """Return the file's tables. Raises PlanFileError with line and column where the syntax is wrong."""
    try:
        # A byte order mark is what Windows editors put in front; TOML does not know it.
        return tomllib.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        reason = "its lists or tables are nested too deeply"
        raise PlanFileError(file, [_somewhere(file, reason)]) from None
    except ValueError as error:
        place = _PLACE.fullmatch(str(error))
        if place is None:
            raise PlanFileError(file, [_somewhere(file, str(error))]) from None
        line, column = (int(place[2]), int(place[3])) if place[2] else _end(text)
        kind = problems.TWICE if _TWICE.search(place[1]) else problems.SYNTAX
        values: dict[str, str | int] = {"file": file, "line": line, "column": column, "reason": place[1]}
        raise PlanFileError(file, [Finding(kind=kind, field="", values=values)]) from None


def _somewhere(file: str, reason: str) -> Finding:
    return Finding(kind=problems.SYNTAX_SOMEWHERE, field="", values={"file": file, "reason": reason})


def _end(text: str) -> tuple[int, int]:
    """Return the line and column of the end of `text`, both counted from 1."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


class _Reader:
    """Reads tables into structs and collects what is wrong on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []

    def topology(self, tables: dict[str, Any]) -> Topology:
        self._version(tables)
        top = self._table("", {key: value for key, value in tables.items() if key != "version"}, FILE)
        networks = [self._network(label, value) for label, value in top.get("networks", {}).items()]
        sites = [self._site(label, value) for label, value in top.get("sites", {}).items()]
        links = [self._link(position, value) for position, value in enumerate(top.get("links", []))]
        return Topology(
            networks=tuple(network for network in networks if network),
            sites=tuple(site for site in sites if site),
            links=tuple(link for link in links if link),
        )

    def _version(self, tables: dict[str, Any]) -> None:
        if "version" not in tables:
            self.found.append(Finding(kind=problems.VERSION_MISSING, field="version", values={"file": self.file}))
            return
        version = tables["version"]
        # True == 1 == 1.0 in Python.
        if type(version) is not int or version != VERSION:
            values: dict[str, str | int] = {"file": self.file, "value": shown(version)}
            self.found.append(Finding(kind=problems.VERSION_UNKNOWN, field="version", values=values))

    def _network(self, label: str, value: object) -> Network | None:
        path = paths.network(label)
        fields = self._struct(path, value, NETWORK)
        if fields is None:
            return None
        fields["subnets"] = self._subnets(f"{path}.subnets", fields.get("subnets", {}))
        if "gateway" in fields:
            gateway = self._struct(f"{path}.gateway", fields.pop("gateway"), GATEWAY)
            fields["gateway"] = _gateway(gateway) if gateway else None
        return Network(**_named(label, fields))

    def _subnets(self, path: str, table: dict[str, Any]) -> tuple[Subnet, ...]:
        key = Key(Want.TEXT)
        return tuple(
            Subnet(name=name, range=range_.strip())
            for name, range_ in table.items()
            if self._legal(f"{path}.{paths.key(name)}", name, range_, key)
        )

    def _site(self, label: str, value: object) -> Site | None:
        fields = self._struct(paths.site(label), value, SITE)
        return None if fields is None else Site(**_named(label, fields))

    def _link(self, position: int, value: dict[str, Any]) -> Link | None:
        path = paths.link(position)
        type_ = value.get("type")
        if isinstance(type_, str) and type_ not in LINKS:
            self.found.append(problems.link_type(self.file, f"{path}.type", type_, LINKS))
            return None
        shape = LINKS[type_] if isinstance(type_, str) else _any_link()
        fields = self._struct(path, value, shape)
        if fields is None or not isinstance(type_, str):
            return None
        del fields["type"]
        if "ipsec_policy" in fields:
            policy = self._struct(f"{path}.ipsec_policy", fields.pop("ipsec_policy"), POLICY)
            fields["ipsec_policy"] = IpsecPolicy(**policy) if policy else None
        return VnetToVnet(**fields) if type_ == "vnet-to-vnet" else SiteToSite(**fields)

    def _struct(self, path: str, value: object, shape: Shape) -> dict[str, Any] | None:
        """Return a table's legal values; None where it is no table or lacks a required one, which is noted."""
        if not isinstance(value, dict):
            self.found.append(problems.wrong_type(self.file, path, path, value, Want.TABLE))
            return None
        fields = self._table(path, value, shape)
        required = [key for key, about in shape.items() if about.required]
        for key in required:
            if key not in value:
                values: dict[str, str | int] = {"file": self.file, "path": f"{path}.{key}", "key": key}
                self.found.append(Finding(kind=problems.KEY_MISSING, field=f"{path}.{key}", values=values))
        return fields if all(key in fields for key in required) else None

    def _table(self, path: str, table: dict[str, Any], shape: Shape) -> dict[str, Any]:
        """Return those values of `table` that are what `shape` wants, lists as tuples; note the others."""
        fields: dict[str, Any] = {}
        for key, value in table.items():
            at = f"{path}.{paths.key(key)}" if path else paths.key(key)
            if key not in shape:
                self.found.append(problems.unknown_key(self.file, at, key, value, shape))
            elif self._legal(at, key, value, shape[key]):
                fields[key] = _kept(value, shape[key])
        return fields

    def _legal(self, path: str, key: str, value: object, about: Key) -> bool:
        if _is(value, about.want):
            return True
        self.found.append(problems.wrong_type(self.file, path, key, value, about.want))
        return False


def _is(value: object, want: Want) -> bool:  # noqa: PLR0911 - one line for each
    """Say whether a TOML value is what is wanted. A bool is no integer, although Python says so."""
    match want:
        case Want.TEXT:
            return isinstance(value, str)
        case Want.TEXTS:
            return isinstance(value, list) and all(isinstance(item, str) for item in value)
        case Want.PAIR:
            return _is(value, Want.TEXTS) and isinstance(value, list) and len(value) == 2  # noqa: PLR2004
        case Want.INTEGER:
            return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST_INTEGER
        case Want.FLAG:
            return isinstance(value, bool)
        case Want.TABLE:
            return isinstance(value, dict)
        case Want.TABLES:
            return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _kept(value: Any, about: Key) -> Any:
    """Return a legal value as a struct keeps it: lists as tuples, pasted blanks gone."""
    if isinstance(value, list):
        return tuple(item.strip() if about.trimmed else item for item in value)
    return value.strip() if about.trimmed else value


def _named(label: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Return a network's or site's fields with its label, its name, and its region as Azure names it."""
    return {"name": label, **fields, "label": label, "location": regions.canonical(fields["location"])}


def _gateway(fields: dict[str, Any]) -> Gateway:
    """Return a gateway with its SKU as Azure spells it."""
    return Gateway(**{**fields, "sku": skus.canonical(fields.get("sku", skus.DEFAULT))})


def _any_link() -> Shape:
    """Return every key that any type of link has, for a link whose type is missing; only the type is required."""
    keys = {key: Key(about.want) for shape in LINKS.values() for key, about in shape.items()}
    return keys | {"type": Key(Want.TEXT, required=True)}
