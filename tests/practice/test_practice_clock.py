"""Azure's time: it never jumps and never goes back, whoever reads it and whatever the wall clock does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vnetwizard.practice import Azure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = 1_790_000_000.0
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wall"), st.floats(-5000, 5000)),
        st.tuples(st.just("speed"), st.floats(1e-3, 100_000)),
        st.tuples(st.just("advance"), st.floats(0, 100_000)),
        st.tuples(st.just("write"), st.just(0.0)),
    ),
    max_size=12,
)


class Wall:
    """A wall clock that a test sets."""

    def __init__(self) -> None:
        self.second = START

    def __call__(self) -> float:
        return self.second


class Two:
    """Two processes' views of one state, with one wall clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wall = Wall()
        self.azures = [Azure(self.folder / "azure.sqlite", wall=self.wall) for _ in range(2)]

    def close(self) -> None:
        for azure in self.azures:
            azure.close()


@pytest.fixture
def two(folder: Path) -> Iterator[Two]:
    found = Two(folder)
    yield found
    found.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_time_never_goes_back(two: Two, steps: list[tuple[str, float]]) -> None:
    # The same two go on from example to example: all the better.
    latest = [azure.clock.now() for azure in two.azures]
    for number, (kind, value) in enumerate(steps):
        clock = two.azures[number % 2].clock
        if kind == "wall":
            two.wall.second += value
        elif kind == "speed":
            clock.set_speed(value)
        elif kind == "advance":
            clock.advance(value)
        else:
            with two.azures[number % 2].transaction(write=True) as tx:
                tx.log("PUT", "x", 200)
        for place, azure in enumerate(two.azures):
            now = azure.clock.now()
            assert now >= latest[place]
            latest[place] = now


def test_it_runs_at_sixty_at_first(two: Two) -> None:
    clock = two.azures[0].clock
    before = clock.now()
    assert clock.speed == 60
    two.wall.second += 10
    assert (clock.now() - before).total_seconds() == 600


def test_a_new_speed_does_not_make_it_jump(two: Two) -> None:
    one, other = (azure.clock for azure in two.azures)
    two.wall.second += 10
    before = one.now()
    one.set_speed(100_000)
    assert (one.now(), other.now(), other.speed) == (before, before, 100_000)
    two.wall.second += 0.01
    assert (other.now() - before).total_seconds() == pytest.approx(1000, abs=1e-2)


def test_a_wall_clock_that_steps_back_is_mended_for_everybody(two: Two) -> None:
    one, other = (azure.clock for azure in two.azures)
    two.wall.second += 100
    before = one.now()
    two.wall.second -= 3600
    # The first that has seen the later time mends it; the other sees the mended clock.
    assert one.now() == before
    assert other.now() == before
    two.wall.second += 1
    assert (other.now() - before).total_seconds() == pytest.approx(60, abs=1e-3)


def test_a_process_that_starts_after_a_step_back_goes_on(two: Two) -> None:
    one = two.azures[0]
    two.wall.second += 100
    with one.transaction(write=True) as tx:
        tx.log("PUT", "x", 200)
        before = tx.now
    two.wall.second -= 3600
    late = Azure(two.folder / "azure.sqlite", wall=two.wall)
    assert late.clock.now().timestamp() == before
    two.wall.second += 1
    assert late.clock.now().timestamp() == pytest.approx(before + 60, abs=1e-3)
    late.close()


@pytest.mark.parametrize("speed", [0, -1, math.inf, math.nan])
def test_a_speed_is_above_zero(two: Two, speed: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        two.azures[0].clock.set_speed(speed)


@pytest.mark.parametrize("seconds", [-1, math.inf, math.nan])
def test_time_is_only_put_forward(two: Two, seconds: float) -> None:
    with pytest.raises(ValueError, match="forward"):
        two.azures[0].clock.advance(seconds)


def test_reset_comes_back_to_today(two: Two) -> None:
    one, other = two.azures
    two.wall.second += 10_000
    late = other.clock.now()
    one.reset()
    assert other.clock.now().timestamp() == two.wall.second
    assert other.clock.now() < late
    assert other.clock.speed == 60
