"""Does a resource stand as it is wanted? Only what the wanted body names is compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from vnetwizard.plan.cloud import Body

_LEFT_OUT: tuple[object, ...] = (False, [], "Default")
"""What means the same as nothing at all: not every api-version shows every property (azure-wire §3)."""

_LABEL = re.compile(r"\[[^]]*\]")


class Difference(Struct, frozen=True):
    """One value that is not as wanted; `path` is dotted, `found` is empty where there is none."""

    path: str
    wanted: str
    found: str


def differences(wanted: Body, found: Body, overlooks: Collection[str] = ()) -> tuple[Difference, ...]:
    """Compare a wanted ARM body with one that Azure returned.

    Azure adds much of its own, so only the paths of `wanted` count. Names, ids and enum values are compared without
    regard to case, regions without blanks, lists of plain values without order, lists of objects by their names. What
    Azure leaves out is an empty list, false, or "Default". `overlooks` are paths that do not count; in them `[]` means
    every object of a list.
    """
    return tuple(_differences(wanted, found, "", frozenset(overlooks)))


def _differences(wanted: object, found: object, path: str, overlooks: frozenset[str]) -> Iterator[Difference]:
    if _LABEL.sub("[]", path) in overlooks:
        return
    if isinstance(wanted, dict):
        theirs = found if isinstance(found, dict) else {}
        for key, value in wanted.items():
            yield from _differences(value, _value(theirs, key), f"{path}.{key}" if path else key, overlooks)
    elif isinstance(wanted, list) and any(isinstance(item, dict) for item in wanted):
        others = found if isinstance(found, list) else []
        for index, item in enumerate(wanted):
            at = f"{path}[{_label(item, index)}]"
            yield from _differences(item, _partner(item, index, others, at, overlooks), at, overlooks)
    elif found is None and wanted in _LEFT_OUT:
        return
    elif _plain(wanted, path) != _plain(found, path):
        yield Difference(path, _show(wanted), _show(found))


def _value(found: Body, key: str) -> object:
    """Return what Azure has for `key`; a subnet's only prefix also where it was made, and is shown, as a list."""
    value = found.get(key)
    if value is None and key == "addressPrefix":
        prefixes = found.get("addressPrefixes")
        return prefixes[0] if isinstance(prefixes, list) and len(prefixes) == 1 else prefixes
    return value


def _partner(item: object, index: int, others: list[object], path: str, overlooks: frozenset[str]) -> object:
    """Find the object of `others` with the item's name; where there is none, the one at the item's place.

    Where names are overlooked, an equal one comes first, and one of another name will do.
    """
    name = item.get("name") if isinstance(item, dict) else None
    nameless = not name or _LABEL.sub("[]", f"{path}.name") in overlooks
    if name and nameless:
        for other in others:
            if not any(_differences(item, other, path, overlooks)):
                return other
    for other in others:
        if name and isinstance(other, dict) and str(other.get("name", "")).casefold() == str(name).casefold():
            return other
    return others[index] if nameless and index < len(others) else None


def _label(item: object, index: int) -> str:
    return str(item["name"]) if isinstance(item, dict) and "name" in item else str(index)


def _plain(value: object, path: str) -> object:
    if isinstance(value, list):
        return sorted(_show(item).casefold() for item in value)
    if isinstance(value, str):
        text = value.casefold()
        return text.replace(" ", "") if path == "location" else text
    return value


def _show(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_show(item) for item in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={_show(item)}" for key, item in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
