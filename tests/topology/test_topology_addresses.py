"""Address arithmetic, compared with counting one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from netaddr import IPNetwork

from vnetwizard.topology import addresses
from vnetwizard.topology.addresses import BadRange, clashes, last_free, next_free, parse_host, parse_range

SPACE = IPNetwork("10.0.0.0/22")


@st.composite
def ranges(draw: st.DrawFn, shortest: int = 22, longest: int = 32) -> IPNetwork:
    """Return a range in or around SPACE, so that overlaps are common."""
    prefixlen = draw(st.integers(shortest, longest))
    value = draw(st.integers(SPACE.first - 512, SPACE.last + 512))
    return IPNetwork((value, prefixlen), version=4).cidr


def every(network: IPNetwork) -> set[int]:
    return set(range(network.first, network.last + 1))


@given(st.integers(0, 2**32 - 1), st.integers(0, 32))
def test_what_netaddr_writes_is_read(value: int, prefixlen: int) -> None:
    network = IPNetwork((value, prefixlen), version=4).cidr
    assert parse_range(f" {network}\n") == network


@given(st.integers(0, 2**32 - 1), st.integers(0, 32))
def test_host_bits_are_never_dropped_in_silence(value: int, prefixlen: int) -> None:
    network = IPNetwork((value, prefixlen), version=4)
    if network.ip == network.network:
        assert parse_range(str(network)) == network
    else:
        with pytest.raises(BadRange) as refused:
            parse_range(str(network))
        for offer in refused.value.offers:
            assert addresses.contains(parse_range(offer), network)


@given(st.integers(0, 2**32 - 1))
def test_a_host_is_read(value: int) -> None:
    text = ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))
    assert int(parse_host(f"\t{text} ")) == value


@given(st.text())
def test_any_text_is_a_range_or_refused(text: str) -> None:
    try:
        read = parse_range(text)
    except BadRange as refused:
        assert refused.kind.code  # noqa: PT017 - most texts are refused, not all
    else:
        assert str(read) == text.strip()


@given(ranges(), ranges())
def test_overlap_and_containment(one: IPNetwork, other: IPNetwork) -> None:
    assert addresses.overlaps(one, other) == bool(every(one) & every(other))
    assert addresses.contains(one, other) == (every(other) <= every(one))


@given(st.lists(ranges(), max_size=12))
def test_every_clash_is_found_and_nothing_else(networks: list[IPNetwork]) -> None:
    found = clashes(networks)
    for outer, inner in found:
        assert addresses.contains(networks[outer], networks[inner])
    clashing = {
        at
        for at, one in enumerate(networks)
        for before, other in enumerate(networks)
        if at != before and addresses.overlaps(one, other)
    }
    assert {position for pair in found for position in pair} == clashing


@given(st.lists(ranges(), max_size=12), st.integers(22, 32))
def test_the_next_and_the_last_free_range(taken: list[IPNetwork], prefixlen: int) -> None:
    left = every(SPACE).difference(*map(every, taken))
    fitting = [network for network in SPACE.subnet(prefixlen) if every(network) <= left]
    assert next_free(SPACE, taken, prefixlen) == (fitting[0] if fitting else None)
    assert last_free(SPACE, taken, prefixlen) == (fitting[-1] if fitting else None)


@pytest.mark.parametrize(
    ("network", "usable"),
    [("10.0.0.0/24", 251), ("10.0.0.0/27", 27), ("10.0.0.0/29", 3), ("10.0.0.0/30", 0), ("10.0.0.0/32", 0)],
)
def test_usable_addresses(network: str, usable: int) -> None:
    assert addresses.usable(IPNetwork(network)) == usable


def test_a_range_longer_than_its_space_is_not_free() -> None:
    assert next_free(IPNetwork("10.0.0.0/24"), (), 16) is None
    assert last_free(IPNetwork("10.0.0.0/24"), (), 16) is None


def test_thousands_of_ranges_are_swept_not_compared() -> None:
    # 20,000 ranges compared pair by pair would be 200 million comparisons.
    networks = [IPNetwork((10 << 24 | at << 8, 24), version=4) for at in range(20_000)]
    assert clashes(networks) == ()
    assert clashes([*networks, IPNetwork("10.78.0.0/16")])[0][0] == 20_000
