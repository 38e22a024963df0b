"""Times and sizes as people read them."""

from __future__ import annotations

from vnetwizard.words import mark, say

_MINUTE, _HOUR = 60, 3600
_SIZES = (
    (10**9, mark("{count:.1f} GB")),
    (10**6, mark("{count:.1f} MB")),
    (10**3, mark("{count:.1f} kB")),
)


def stopwatch(seconds: float) -> str:
    """Return how long something has taken, to the second and in at most seven cells: `8s`, `13m 40s`, `1h 05m`."""
    whole = max(0, int(seconds))
    if whole < _MINUTE:
        return say(mark("{s}s"), {"s": whole})
    minutes, rest = divmod(whole, _MINUTE)
    if whole < _HOUR:
        return say(mark("{m}m {s:02}s"), {"m": minutes, "s": rest})
    return say(mark("{h}h {m:02}m"), {"h": minutes // 60, "m": minutes % 60})


def spell(seconds: float) -> str:
    """Return how long something has taken, for a sentence: `40 s`, `24 min 10 s`."""
    minutes, rest = divmod(max(0, round(seconds)), _MINUTE)
    if not minutes:
        return say(mark("{count} s"), {"count": rest})
    return say(mark("{m} min {s} s"), {"m": minutes, "s": rest})


def about(seconds: float) -> str:
    """Return how long something has taken, as roughly as one would say it: `40 s`, `14 min`."""
    if seconds < _MINUTE:
        return say(mark("{count} s"), {"count": max(0, int(seconds))})
    return say(mark("{count} min"), {"count": int(seconds) // _MINUTE})


def between(shortest: float, longest: float) -> str:
    """Return a range of times that was never exact: `3-24 s`, `16-25 min`; minutes are rounded up."""
    if longest < _MINUTE:
        return say(mark("{low}-{high} s"), {"low": round(shortest), "high": round(longest)})
    low, high = -(-int(shortest) // _MINUTE), -(-int(longest) // _MINUTE)
    if low == high:
        return say(mark("{count} min"), {"count": high})
    return say(mark("{low}-{high} min"), {"low": low, "high": high})


def size(count: int) -> str:
    """Return a number of bytes: `0 bytes`, `1.2 MB`."""
    for unit, template in _SIZES:
        if count >= unit:
            return say(template, {"count": count / unit})
    return exactly(count)


def exactly(count: int) -> str:
    """Return a number of bytes to the byte: `1234567 bytes`."""
    return say(mark("{count} bytes"), {"count": count})
