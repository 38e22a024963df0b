"""IPv4 ranges: strict reading, containing, overlapping, and what is still free.

netaddr reads leniently (`10.11.0.1/16`, `/016`, `10/8`, `/0.0.255.255`), Azure does not; so the text is judged
here before netaddr sees it. Rules: azure-facts §5.1 to §5.3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netaddr import IPAddress, IPNetwork, cidr_merge

from vnetwizard.topology.findings import BadText, Kind, Severity
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RESERVED_PER_SUBNET = 5
"""Azure keeps the network address, the gateway's, two for DNS, and the last (azure-facts §5.2)."""

SMALLEST, LARGEST = 29, 2
"""Prefix lengths between which Azure takes a range of a virtual network (azure-facts §5.2)."""

BITS = 32
OCTETS = 4
OCTET_MAX = 255

PRIVATE = tuple(IPNetwork(cidr) for cidr in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"))
"""RFC 1918, and RFC 6598 which Azure treats alike."""

FORBIDDEN = tuple(
    IPNetwork(cidr)
    for cidr in ("224.0.0.0/4", "255.255.255.255/32", "127.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32")
)
"""Ranges that Azure refuses in an address space (azure-facts §5.1)."""

RANGE_MISSING = Kind(
    "range-missing",
    Severity.ERROR,
    mark("No range is given."),
    mark("Give a range in CIDR notation, such as 10.11.0.0/16."),
)
RANGE_SYNTAX = Kind(
    "range-syntax",
    Severity.ERROR,
    mark("{range} is not an IPv4 range."),
    mark("Write four numbers from 0 to 255, a slash and a prefix length, such as 10.11.0.0/16."),
)
RANGE_IPV6 = Kind(
    "range-ipv6",
    Severity.ERROR,
    mark("{range} is an IPv6 range; vnetwizard joins IPv4 ranges only."),
    mark("Give an IPv4 range here, such as 10.11.0.0/16."),
)
RANGE_NO_PREFIX = Kind(
    "range-no-prefix",
    Severity.ERROR,
    mark("{range} has no prefix length."),
    mark("Add a slash and the prefix length, such as {offer}."),
)
RANGE_NETMASK = Kind(
    "range-netmask",
    Severity.ERROR,
    mark("{range} gives a netmask instead of a prefix length."),
    mark("Write the prefix length as a number from 2 to 29, such as {offer}."),
)
RANGE_SHORT = Kind(
    "range-short",
    Severity.ERROR,
    mark("{range} leaves out some of the four numbers."),
    mark("Write all four numbers: {offer}."),
)
RANGE_OCTAL = Kind(
    "range-leading-zero",
    Severity.ERROR,
    mark("{range} has a number with a leading zero, which some programs read as octal."),
    mark("Write it without leading zeros: {offer}."),
)
RANGE_HOST_BITS = Kind(
    "range-host-bits",
    Severity.ERROR,
    mark("{range} is an address inside {offer}, not the start of a /{prefix} range."),
    mark("Write the range from its first address: {offer}."),
)
RANGE_SIZE = Kind(
    "range-size",
    Severity.ERROR,
    mark("{range} has prefix length /{prefix}; it may be /{largest} to /{smallest} here."),
    mark("Choose a prefix length from {largest} to {smallest}."),
)
RANGE_FORBIDDEN = Kind(
    "range-forbidden",
    Severity.ERROR,
    mark("{range} overlaps {forbidden}, which Azure keeps for itself or cannot route."),
    mark("Choose a private range that stays clear of {forbidden}, such as {offer}."),
)
RANGE_PUBLIC = Kind(
    "range-public",
    Severity.WARNING,
    mark("{range} is not private address space (RFC 1918 or RFC 6598)."),
    mark("Keep it only if these addresses are yours; otherwise choose a private range such as {offer}."),
)
HOST_MISSING = Kind(
    "address-missing",
    Severity.ERROR,
    mark("No address is given."),
    mark("Give one IPv4 address, such as 10.11.0.4."),
)
HOST_SYNTAX = Kind(
    "address-syntax",
    Severity.ERROR,
    mark("{address} is not an IPv4 address."),
    mark("Write four numbers from 0 to 255 with dots between them and no leading zeros, such as 10.11.0.4."),
)
HOST_IPV6 = Kind(
    "address-ipv6",
    Severity.ERROR,
    mark("{address} is an IPv6 address; an IPv4 address is needed here."),
    mark("Give the IPv4 address of the same machine."),
)
HOST_IS_RANGE = Kind(
    "address-is-range",
    Severity.ERROR,
    mark("{address} is a range; one address is needed here."),
    mark("Give the address alone, such as {offer}."),
)

THIS_NETWORK = IPNetwork("0.0.0.0/8")
"""No machine has an address in here (RFC 1122)."""

_EXAMPLE = "10.11.0.0/16"


class BadRange(BadText):
    """A text that is no range, or no address."""


def parse_range(text: str, *, smallest: int = SMALLEST) -> IPNetwork:
    """Return the IPv4 range that `text` writes in strict CIDR notation, blanks around it ignored.

    Raises BadRange, which offers what was most likely meant, no smaller than /`smallest`. Whether size and place of a
    well-written range suit Azure is for `judge_range` to say.
    """
    text = text.strip()
    address, slash, length = text.partition("/")
    _refuse_what_is_no_range(text, address, slash)
    numbers = address.split(".")
    if "." in length:
        raise _bad(RANGE_NETMASK, text, _from_netmask(numbers, length), smallest)
    if not (_is_number(length) and all(map(_is_number, numbers))) or len(numbers) > OCTETS:
        raise _bad(RANGE_SYNTAX, text, _without_inner_blanks(text), smallest)
    values, prefix = [int(number) for number in numbers], int(length)
    if max(values) > OCTET_MAX or prefix > BITS:
        raise BadRange(RANGE_SYNTAX, {"range": text})
    values += [0] * (OCTETS - len(values))
    network = _around(_value(values), prefix)
    if len(numbers) < OCTETS:
        raise _bad(RANGE_SHORT, text, network, smallest)
    if any(map(_has_leading_zero, (*numbers, length))):
        raise _bad(RANGE_OCTAL, text, network, smallest)
    if network.first != _value(values):
        bad = _bad(RANGE_HOST_BITS, text, network, smallest)
        raise BadRange(bad.kind, {**bad.values, "prefix": prefix}, bad.offers)
    return network


def parse_host(text: str) -> IPAddress:
    """Return the one IPv4 address that `text` writes, blanks around it ignored. Raises BadRange."""
    text = text.strip()
    if not text:
        raise BadRange(HOST_MISSING, {})
    if ":" in text:
        raise BadRange(HOST_IPV6, {"address": text})
    address, slash, _ = text.partition("/")
    numbers = address.split(".")
    legal = len(numbers) == OCTETS and all(_is_number(number) and not _has_leading_zero(number) for number in numbers)
    values = [int(number) for number in numbers] if legal else [OCTET_MAX + 1]
    if max(values) > OCTET_MAX:
        raise BadRange(HOST_SYNTAX, {"address": text})
    if slash:
        raise BadRange(HOST_IS_RANGE, {"address": text, "offer": address}, (address,))
    return IPAddress(_value(values), 4)


def judge_range(network: IPNetwork, *, smallest: int = SMALLEST) -> tuple[BadRange, ...]:
    """Return what Azure has against a range that is well written: its size, and where it lies.

    `smallest` is the longest prefix length allowed: 29 in a virtual network, 32 at an on-premises site.
    """
    found = []
    if not LARGEST <= network.prefixlen <= smallest:
        values: dict[str, str | int] = {
            "range": str(network),
            "prefix": network.prefixlen,
            "largest": LARGEST,
            "smallest": smallest,
        }
        grown = (str(resize(network, smallest)),) if network.prefixlen > smallest else ()
        found.append(BadRange(RANGE_SIZE, values, grown))
    example = f"10.11.0.0/{max(16, min(network.prefixlen, smallest))}"
    forbidden = next((range_ for range_ in FORBIDDEN if overlaps(range_, network)), None)
    if forbidden is not None:
        place = {"range": str(network), "forbidden": str(forbidden), "offer": example}
        found.append(BadRange(RANGE_FORBIDDEN, {**place}, (example,)))
    elif not any(contains(private, network) for private in PRIVATE):
        found.append(BadRange(RANGE_PUBLIC, {"range": str(network), "offer": example}, (example,)))
    return tuple(found)


def usable(network: IPNetwork) -> int:
    """Return how many addresses of a subnet are left for machines once Azure has kept its five; never below 0."""
    return max(0, size(network) - RESERVED_PER_SUBNET)


def size(network: IPNetwork) -> int:
    """Return how many addresses a range has."""
    return 1 << BITS - network.prefixlen


def resize(network: IPNetwork, prefixlen: int) -> IPNetwork:
    """Return the range with `prefixlen` that begins at, or holds, the first address of `network`."""
    return _around(network.first, prefixlen)


def overlaps(one: IPNetwork, other: IPNetwork) -> bool:
    """Say whether the two ranges share an address."""
    return bool(one.first <= other.last and other.first <= one.last)


def contains(outer: IPNetwork, inner: IPNetwork) -> bool:
    """Say whether every address of `inner` lies in `outer`."""
    return bool(outer.first <= inner.first and inner.last <= outer.last)


def within(space: Iterable[IPNetwork], inner: IPNetwork) -> bool:
    """Say whether `inner` lies in one of the ranges of `space`."""
    return any(contains(outer, inner) for outer in space)


def clashes(ranges: Sequence[IPNetwork]) -> tuple[tuple[int, int], ...]:
    """Return the positions (outer, inner) of ranges that overlap, each with the nearest one around it.

    Sort and sweep, because two CIDR ranges are either apart or one holds the other. Equal ranges: the earlier
    counts as the outer.
    """
    found = []
    around: list[int] = []
    for position in sweep_order(ranges):
        while around and ranges[around[-1]].last < ranges[position].first:
            around.pop()
        if around:
            found.append((around[-1], position))
        around.append(position)
    return tuple(sorted(found, key=max))


def sweep_order(ranges: Sequence[IPNetwork]) -> list[int]:
    """Return the positions of `ranges` by first address, the larger one first where they begin together."""
    return sorted(range(len(ranges)), key=lambda position: (ranges[position].first, ranges[position].prefixlen))


def next_free(space: IPNetwork, taken: Iterable[IPNetwork], prefixlen: int) -> IPNetwork | None:
    """Return the first range of `prefixlen` in `space` that overlaps none of `taken`, or None."""
    count = 1 << BITS - prefixlen
    for first, last in _gaps(space, taken):
        start = -(-first // count) * count
        if start + count - 1 <= last:
            return IPNetwork((start, prefixlen), version=4)
    return None


def last_free(space: IPNetwork, taken: Iterable[IPNetwork], prefixlen: int) -> IPNetwork | None:
    """Return the last range of `prefixlen` in `space` that overlaps none of `taken`, or None."""
    count = 1 << BITS - prefixlen
    for first, last in reversed(tuple(_gaps(space, taken))):
        start = (last + 1) // count * count - count
        if start >= first:
            return IPNetwork((start, prefixlen), version=4)
    return None


def _gaps(space: IPNetwork, taken: Iterable[IPNetwork]) -> Iterator[tuple[int, int]]:
    """Yield the first and last address of every stretch of `space` that none of `taken` covers."""
    at = space.first
    for first, last in sorted((network.first, network.last) for network in taken):
        if last < at:
            continue
        if first > space.last:
            break
        if first > at:
            yield at, first - 1
        at = last + 1
    if at <= space.last:
        yield at, space.last


def merged(ranges: Iterable[IPNetwork]) -> tuple[IPNetwork, ...]:
    """Return the same addresses in as few ranges as can be."""
    return tuple(cidr_merge(list(ranges)))


def _refuse_what_is_no_range(text: str, address: str, slash: str) -> None:
    """Raise BadRange for an empty text, IPv6, and an address without a prefix length."""
    if not text:
        raise BadRange(RANGE_MISSING, {})
    if ":" in text:
        raise BadRange(RANGE_IPV6, {"range": text})
    if not slash:
        try:
            host = parse_host(address)
        except BadRange:
            raise BadRange(RANGE_SYNTAX, {"range": text}) from None
        raise _bad(RANGE_NO_PREFIX, text, _by_trailing_zeros(host))


def _bad(kind: Kind, text: str, meant: IPNetwork | None, smallest: int = SMALLEST) -> BadRange:
    """Return a BadRange that offers what was meant, grown to /`smallest`; an example where nothing can be offered."""
    if meant is None:
        return BadRange(kind, {"range": text, "offer": _EXAMPLE})
    if meant.prefixlen < LARGEST:
        return BadRange(kind, {"range": text, "offer": str(meant)})
    offer = str(resize(meant, min(meant.prefixlen, smallest)))
    return BadRange(kind, {"range": text, "offer": offer}, (offer,))


def _by_trailing_zeros(host: IPAddress) -> IPNetwork:
    """Guess the range that a bare address stands for: as large as its trailing zeros allow, /24 at least."""
    value = int(host)
    prefix = next((length for length in (8, 16) if value and value % (1 << BITS - length) == 0), 24)
    return _around(value, prefix)


def _from_netmask(numbers: list[str], mask: str) -> IPNetwork | None:
    """Return the range that an address with a netmask or a wildcard mask means, or None."""
    try:
        length, address = parse_host(mask), parse_host(".".join(numbers))
    except BadRange:
        return None
    if length.is_netmask():
        return _around(int(address), length.netmask_bits())
    if length.is_hostmask():
        return _around(int(address), BITS - int(length).bit_length())
    return None


def _without_inner_blanks(text: str) -> IPNetwork | None:
    """Return the range that `text` writes when the blanks inside it are left out, or None."""
    squeezed = "".join(text.split())
    try:
        return None if squeezed == text else parse_range(squeezed)
    except BadRange:
        return None


def _is_number(text: str) -> bool:
    """Say whether `text` is one to ten ASCII digits; `str.isdigit` alone takes other scripts' digits."""
    return text.isascii() and text.isdigit() and len(text) <= 10  # noqa: PLR2004 - keeps int() cheap


def _has_leading_zero(number: str) -> bool:
    return len(number) > 1 and number.startswith("0")


def _value(numbers: list[int]) -> int:
    return numbers[0] << 24 | numbers[1] << 16 | numbers[2] << 8 | numbers[3]


def _around(value: int, prefixlen: int) -> IPNetwork:
    """Return the range of `prefixlen` around the address `value`, host bits cleared."""
    host_bits = BITS - prefixlen
    return IPNetwork((value >> host_bits << host_bits, prefixlen), version=4)
