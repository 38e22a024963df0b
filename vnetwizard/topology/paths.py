"""Paths in the plan file, such as `networks.TestVNet1.address_space[0]`: what a finding is about."""

from __future__ import annotations

import re

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STEP = re.compile(r'"((?:[^"\\]|\\.)*)"|\[(\d+)\]|([^.\[\]"]+)')


def key(label: str) -> str:
    """Return `label` as TOML writes it in a dotted key: bare where it can be, quoted otherwise."""
    if _BARE.fullmatch(label):
        return label
    return f'"{escape(label)}"'


def escape(text: str) -> str:
    """Return `text` as it stands inside a TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(
        f"\\u{ord(character):04x}" if ord(character) < ord(" ") or character == "\x7f" else character
        for character in escaped
    )


def network(label: str, *steps: str) -> str:
    """Return the path of a network, or of what `steps` lead to inside it."""
    return ".".join(("networks", key(label), *steps))


def site(label: str, *steps: str) -> str:
    """Return the path of a site, or of what `steps` lead to inside it."""
    return ".".join(("sites", key(label), *steps))


def link(position: int, *steps: str) -> str:
    """Return the path of the link at `position`, or of what `steps` lead to inside it."""
    return ".".join((f"links[{position}]", *steps))


def steps(path: str) -> tuple[str | int, ...]:
    """Return a path's keys (as they stand in the path, unquoted but still escaped) and positions."""
    return tuple(
        int(match[2]) if match[2] else match[3] if match[3] is not None else match[1] for match in _STEP.finditer(path)
    )
