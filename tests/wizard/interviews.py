"""Interviews for tests: a person who types, goes about and pastes, drawn at random."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st

from vnetwizard.topology.model import Neighbour, Surroundings
from vnetwizard.wizard import editing, moves
from vnetwizard.wizard.answers import ids, practice, start
from vnetwizard.wizard.pages import NETWORKS, ORDER
from vnetwizard.wizard.view import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnetwizard.wizard.answers import Answers

Act = tuple[str, int, str]

# Machines that run these tests are busy with others as well, so time says nothing.
thorough = settings(max_examples=50, deadline=None)

TEST_VNET_1 = "/subscriptions/s/resourceGroups/TestRG1/providers/Microsoft.Network/virtualNetworks/TestVNet1"

RANGES = st.builds(
    lambda second, third, length: f"10.{second}.{third}.0/{length}",
    st.integers(0, 60),
    st.sampled_from([0, 0, 128, 255]),
    st.integers(8, 30),
)
TEXTS = st.one_of(
    st.text(max_size=12),
    RANGES,
    st.lists(RANGES, max_size=3).map(", ".join),
    st.sampled_from([
        "", " ", "yes", "no", "none", "eastus", "West US", "hub", "VNet1", "VNet9", "TestVNet4", "65010", "65515",
        "VpnGw2AZ", "VpnGw1", "Basic", "10.0.0.4", "1, 2", "45", "10.11.0.0/16", "10.41.0.0/16", "10.11.0.0/24",
        "a.b [1]", '"', "x" * 5000, "\ud800", "{name}", "FrontEnd",
    ]),
)  # fmt: skip
NAMES = ["type", "type", "type", "add", "remove", "paste", "next", "back", "jump", "reset", "range"]
ACTS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 10**6), TEXTS), max_size=12)
STARTS = st.sampled_from([start(), practice()])
AROUND = st.builds(
    Surroundings,
    neighbours=st.lists(
        st.builds(
            Neighbour,
            id=st.sampled_from(["/n/1", "/n/2", TEST_VNET_1]),
            name=st.just("there"),
            address_space=st.lists(RANGES, max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
)  # fmt: skip


def act(answers: Answers, what: Act, surroundings: Surroundings = NOWHERE) -> Answers:
    """Do one thing; `number` chooses the question, the row or the page."""
    name, number, text = what
    questions = ids(answers)
    side = NETWORKS[number % 2]
    rows = (*answers.rows_of(side), "77")
    acts: dict[str, Callable[[], Answers]] = {
        "type": lambda: editing.change(answers, questions[number % len(questions)], text, surroundings),
        "reset": lambda: editing.reset(answers, questions[number % len(questions)]),
        "range": lambda: editing.add_range(answers, side, surroundings),
        "add": lambda: editing.add_subnet(answers, side),
        "remove": lambda: editing.remove_subnet(answers, side, rows[number % len(rows)]),
        "paste": lambda: editing.paste_subnets(answers, side, text),
        "next": lambda: moves.forward(answers, surroundings),
        "back": lambda: moves.back(answers, surroundings),
        "jump": lambda: moves.jump(answers, list(ORDER)[number % len(ORDER)], surroundings),
    }
    return acts[name]()


def played(answers: Answers, acts: list[Act], surroundings: Surroundings = NOWHERE) -> Answers:
    """Do everything, in order."""
    for what in acts:
        answers = act(answers, what, surroundings)
    return answers


def to_the_end(answers: Answers, surroundings: Surroundings = NOWHERE) -> Answers:
    """Press Next until nothing moves any more."""
    for _ in ORDER:
        answers = moves.forward(answers, surroundings)
    return answers
