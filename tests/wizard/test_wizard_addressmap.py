"""The address map: pieces that sum to the range, and cells in which nothing that is taken disappears."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wizard.interviews import AROUND, RANGES, thorough
from vnetwizard.topology import samples
from vnetwizard.topology.model import Neighbour, Network, Subnet, Surroundings, Topology
from vnetwizard.wizard.addressmap import Piece, Use, address_map, fit
from vnetwizard.wizard.answers import practice
from vnetwizard.wizard.editing import change
from vnetwizard.wizard.view import look


def network(space: list[str], subnets: list[str], gateway_subnet: str | None = None) -> Network:
    return Network(
        label="A",
        name="A",
        resource_group="g",
        location="eastus",
        address_space=tuple(space),
        subnets=tuple(Subnet(name=f"s{at}", range=range_) for at, range_ in enumerate(subnets)),
        gateway_subnet=gateway_subnet,
    )


def shown(pieces: tuple[Piece, ...]) -> list[tuple[str, str, str]]:
    return [(piece.use.value, piece.first, " ".join(owner.name for owner in piece.owners)) for piece in pieces]


def test_the_map_of_the_sample() -> None:
    (band,) = address_map(samples.sample(), "TestVNet1")
    assert (band.range, band.size) == ("10.11.0.0/16", 65536)
    assert shown(band.pieces) == [
        ("subnet", "10.11.0.0", "FrontEnd"),
        ("free", "10.11.1.0", ""),
        ("gateway", "10.11.255.0", "GatewaySubnet"),
        ("free", "10.11.255.32", ""),
    ]
    assert band.pieces[1].last == "10.11.254.255"
    assert [piece.share for piece in band.pieces[::2]] == [Fraction(1, 256), Fraction(32, 65536)]


def test_a_clash_stands_where_it_is_and_names_both() -> None:
    topology = look(change(practice(), "first.gateway_subnet", "10.11.0.128/27")).topology
    (band,) = address_map(topology, "TestVNet1")
    assert shown(band.pieces) == [
        ("subnet", "10.11.0.0", "FrontEnd"),
        ("clash", "10.11.0.128", "FrontEnd GatewaySubnet"),
        ("subnet", "10.11.0.160", "FrontEnd"),
        ("free", "10.11.1.0", ""),
    ]


def test_what_others_have_in_it_is_a_clash() -> None:
    there = Surroundings(neighbours=(Neighbour(id="/n", name="there", address_space=("10.11.128.0/17",)),))
    (band,) = address_map(samples.sample(), "TestVNet1", there)
    assert shown(band.pieces)[2:] == [
        ("clash", "10.11.128.0", "there"),
        ("clash", "10.11.255.0", "GatewaySubnet there"),
        ("clash", "10.11.255.32", "there"),
    ]
    assert band.pieces[2].owners[0].outside


def test_several_ranges_have_a_band_each_and_no_network_has_none() -> None:
    topology = Topology(networks=(network(["10.0.0.0/16", "nonsense", "10.2.0.0/24"], ["10.2.0.0/24"]),))
    assert [band.range for band in address_map(topology, "A")] == ["10.0.0.0/16", "10.2.0.0/24"]
    assert [len(band.pieces) for band in address_map(topology, "A")] == [1, 1]
    assert address_map(topology, "B") == ()


def test_few_cells_are_shared_and_show_the_worst() -> None:
    subnets = [f"10.0.{number}.0/24" for number in range(6)]
    (band,) = address_map(Topology(networks=(network(["10.0.0.0/16"], subnets, "10.0.3.0/27"),)), "A")
    runs = fit(band.pieces, 3)
    assert [(run.use, run.cells) for run in runs] == [(Use.SUBNET, 1), (Use.CLASH, 1), (Use.SUBNET, 1)]


@pytest.mark.parametrize("cells", [0, -1])
def test_nothing_fits_nowhere(cells: int) -> None:
    (band,) = address_map(samples.sample(), "TestVNet1")
    with pytest.raises(ValueError, match="nothing to fit"):
        fit(band.pieces, cells)
    with pytest.raises(ValueError, match="nothing to fit"):
        fit((), 5)


@thorough
@given(st.lists(RANGES, min_size=1, max_size=3), st.lists(RANGES, max_size=12), RANGES, AROUND, st.integers(1, 120))
def test_nothing_that_is_taken_disappears(
    space: list[str], subnets: list[str], gateway: str, surroundings: Surroundings, cells: int
) -> None:
    topology = Topology(networks=(network(space, subnets, gateway),))
    for band in address_map(topology, "A", surroundings):
        assert sum(piece.share for piece in band.pieces) == 1
        runs = fit(band.pieces, cells)
        assert sum(run.cells for run in runs) == cells
        assert all(run.cells > 0 for run in runs)
        placed = [piece for run in runs for piece in run.pieces]
        taken = [piece for piece in band.pieces if piece.use is not Use.FREE]
        assert [piece for piece in placed if piece.use is not Use.FREE] == taken
        if len(band.pieces) <= cells:
            assert placed == list(band.pieces)
            # To scale: no piece is off by a cell or more, but for those that had to be lifted to one, and who paid.
            lifted = sum(1 for piece in band.pieces if piece.share * cells < 1)
            assert all(abs(run.cells - run.pieces[0].share * cells) < 1 + lifted for run in runs)
