"""What can be wrong with a plan file before any rule is asked: its syntax, its keys, and the types of its values."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from vnetwizard.topology import paths
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.nearest import nearest
from vnetwizard.topology.planfile.shape import Want
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_SHOWN = 60
"""Characters of a value that a message shows."""

LONGEST_NUMBER = 18
"""Digits that fit into 64 bits whatever they are."""

SYNTAX = Kind(
    "plan-syntax",
    Severity.ERROR,
    mark("{file}, line {line}, column {column}: this is not TOML: {reason}."),
    mark("Mend that line; `vnetwizard sample` shows a plan file that is right."),
)
SYNTAX_SOMEWHERE = Kind(
    "plan-syntax-somewhere",
    Severity.ERROR,
    mark("{file} is not TOML: {reason}."),
    mark("Mend it; `vnetwizard sample` shows a plan file that is right."),
)
TWICE = Kind(
    "plan-key-twice",
    Severity.ERROR,
    mark("{file}, line {line}, column {column}: a key or table stands in the file a second time ({reason})."),
    mark("Keep one of the two."),
)
VERSION_MISSING = Kind(
    "plan-version-missing",
    Severity.ERROR,
    mark("{file}: version is missing."),
    mark("Begin the file with: version = 1"),
)
VERSION_UNKNOWN = Kind(
    "plan-version-unknown",
    Severity.ERROR,
    mark("{file}: version is {value}; this program reads version 1."),
    mark("Write version = 1, or use the program that wrote the file."),
)
KEY_MISSING = Kind(
    "plan-key-missing",
    Severity.ERROR,
    mark("{file}: {path} is missing."),
    mark("Add {key} there."),
)
KEY_UNKNOWN = Kind(
    "plan-key-unknown",
    Severity.ERROR,
    mark("{file}: {path} = {value}: there is no key {key} here."),
    mark("Leave it out, or use one of: {valid}."),
)
KEY_MISTYPED = Kind(
    "plan-key-mistyped",
    Severity.ERROR,
    mark("{file}: {path} = {value}: there is no key {key} here; {nearest} is the nearest one."),
    mark("Write {nearest} instead of {key}."),
)
KEY_SECRET = Kind(
    "plan-key-secret",
    Severity.ERROR,
    mark("{file}: {path}: a shared key has no place in a plan file."),
    mark("Take it out and give it with --shared-key-file; whoever could read this file knows it now."),
)
LINK_TYPE = Kind(
    "plan-link-type",
    Severity.ERROR,
    mark("{file}: {path} = {value} is not a type of link."),
    mark("Write one of: {valid}."),
)
WANTS_TEXT = Kind(
    "plan-wants-text",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be text."),
    mark("Put it between quotes, as in {key} = {offer}."),
)
WANTS_TEXTS = Kind(
    "plan-wants-texts",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be a list of texts."),
    mark("Write it between brackets, as in {key} = {offer}."),
)
WANTS_PAIR = Kind(
    "plan-wants-pair",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be a list of exactly two texts."),
    mark("Write both, as in {key} = {offer}."),
)
WANTS_INTEGER = Kind(
    "plan-wants-integer",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be a whole number."),
    mark("Write it in digits without quotes, as in {key} = {offer}."),
)
INTEGER_TOO_LARGE = Kind(
    "plan-integer-too-large",
    Severity.ERROR,
    mark("{file}: {path} = {value} is larger than a number in TOML may be."),
    mark("Write a number of at most 18 digits."),
)
WANTS_FLAG = Kind(
    "plan-wants-flag",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be true or false."),
    mark("Write {key} = true or {key} = false, without quotes; here most likely {offer}."),
)
WANTS_TABLE = Kind(
    "plan-wants-table",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be a table."),
    mark("Write [{path}] on a line of its own and its keys under it."),
)
WANTS_TABLES = Kind(
    "plan-wants-tables",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be a list of tables."),
    mark("Write [[{path}]] above each of them."),
)

_KINDS = {
    Want.TEXT: WANTS_TEXT,
    Want.TEXTS: WANTS_TEXTS,
    Want.PAIR: WANTS_PAIR,
    Want.INTEGER: WANTS_INTEGER,
    Want.FLAG: WANTS_FLAG,
    Want.TABLE: WANTS_TABLE,
    Want.TABLES: WANTS_TABLES,
}

_EXAMPLES = {
    Want.TEXT: '"…"',
    Want.TEXTS: '["…"]',
    Want.PAIR: '["…", "…"]',
    Want.INTEGER: "1",
    Want.FLAG: "true",
    Want.TABLE: "{}",
    Want.TABLES: "[{}]",
}

_YES = frozenset({"yes", "on", "true", "1"})

SECRET_WORDS = ("sharedkey", "psk", "secret", "password", "passphrase")


class PlanFileError(Exception):
    """A plan file that cannot be read. `findings` has every problem that one pass can see; `file` is its name."""

    def __init__(self, file: str, findings: Sequence[Finding]) -> None:
        super().__init__(f"{file}: {', '.join(finding.code for finding in findings)}")
        self.file = file
        self.findings = tuple(findings)


def unknown_key(file: str, path: str, key: str, value: object, valid: Iterable[str]) -> Finding:
    """Return the finding about a key that does not exist; one that looks like a secret is named without its value."""
    squeezed = key.casefold().replace("_", "").replace("-", "")
    if any(word in squeezed for word in SECRET_WORDS):
        return Finding(kind=KEY_SECRET, field=path, values={"file": file, "path": path})
    choices = tuple(valid)
    near = nearest(key, choices)
    values: dict[str, str | int] = {"file": file, "path": path, "key": paths.key(key), "value": shown(value)}
    if near:
        return Finding(kind=KEY_MISTYPED, field=path, values={**values, "nearest": near}, offers=(near,))
    return Finding(kind=KEY_UNKNOWN, field=path, values={**values, "valid": ", ".join(choices)})


def wrong_type(file: str, path: str, key: str, value: object, want: Want) -> Finding:
    """Return the finding about a value that is not what its key takes, with what was most likely meant."""
    kind = _KINDS[want]
    if want is Want.INTEGER and isinstance(value, int) and not isinstance(value, bool):
        kind = INTEGER_TOO_LARGE
    values: dict[str, str | int] = {
        "file": file,
        "path": path,
        "key": paths.key(key),
        "value": shown(value),
        "offer": _meant(value, want),
    }
    return Finding(kind=kind, field=path, values=values)


def link_type(file: str, path: str, value: str, valid: Iterable[str]) -> Finding:
    """Return the finding about a type of link that does not exist; the nearest one is named first."""
    choices = tuple(valid)
    near = nearest(value, choices)
    ranked = sorted(choices, key=lambda choice: choice != near)
    values: dict[str, str | int] = {"file": file, "path": path, "value": shown(value), "valid": ", ".join(ranked)}
    return Finding(kind=LINK_TYPE, field=path, values=values, offers=(near,) if near else ())


def _meant(value: object, want: Want) -> str:
    """Return the value that was most likely meant, as TOML; an example where there is no telling."""
    text = _EXAMPLES[want]
    match want, value:
        case Want.TEXT, int() | float() | date() | time():
            text = f'"{shown(value)}"'
        case Want.TEXTS, str():
            text = f"[{shown(value)}]"
        case Want.TEXTS, list() if not any(isinstance(item, list | dict) for item in value):
            text = f"[{', '.join(shown(item if isinstance(item, str) else shown(item)) for item in value)}]"
        case Want.INTEGER, str() if value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER:
            text = shown(int(value))
        case Want.INTEGER, float() if value.is_integer():
            text = shown(int(value))
        case Want.FLAG, _:
            text = "true" if str(value).strip().casefold() in _YES else "false"
    return text


def shown(value: object) -> str:
    """Return a value as TOML would write it, cut to `LONGEST_SHOWN` characters."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = f'"{paths.escape(value[: LONGEST_SHOWN * 2])}"'
    elif isinstance(value, list):
        text = f"[{', '.join(map(shown, value[:LONGEST_SHOWN]))}]"
    elif isinstance(value, dict):
        text = "{…}"
    elif isinstance(value, int) and value.bit_length() > LONGEST_SHOWN * 4:
        text = "a number of more than 60 digits"
    else:
        text = str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
