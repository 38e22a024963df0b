"""What can be wrong with a plan file before any rule is asked: its syntax, its keys, and the types of its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnetwizard.topology import paths
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.nearest import nearest
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_SHOWN = 60
"""Characters of a value that a message shows."""

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
    mark("{file}: {path} = {value} is not a type of link; {nearest} is the nearest one."),
    mark("Write one of: {valid}."),
)
WANTS_TEXT = Kind(
    "plan-wants-text",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be text."),
    mark('Put it between quotes, as in {key} = "…".'),
)
WANTS_TEXTS = Kind(
    "plan-wants-texts",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be a list of texts."),
    mark('Write it between brackets, as in {key} = ["…"].'),
)
WANTS_PAIR = Kind(
    "plan-wants-pair",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be a list of exactly two texts."),
    mark('Write both, as in {key} = ["…", "…"].'),
)
WANTS_INTEGER = Kind(
    "plan-wants-integer",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be a whole number."),
    mark("Write it in digits without quotes, as in {key} = 45."),
)
WANTS_FLAG = Kind(
    "plan-wants-flag",
    Severity.ERROR,
    mark("{file}: {path} = {value} has to be true or false."),
    mark("Write {key} = true or {key} = false, without quotes."),
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
