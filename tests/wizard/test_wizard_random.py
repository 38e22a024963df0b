"""A person who does anything at any moment: nothing raises, nothing typed is lost, the gate means what it says."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.wizard.interviews import ACTS, AROUND, STARTS, act, played, thorough
from vnetwizard.topology import planfile, samples
from vnetwizard.topology.model import Neighbour, Surroundings
from vnetwizard.wizard import moves
from vnetwizard.wizard.addressmap import address_map
from vnetwizard.wizard.answers import Answers, ids, practice
from vnetwizard.wizard.editing import change
from vnetwizard.wizard.opening import opened
from vnetwizard.wizard.pages import KEY, ORDER, PAGES
from vnetwizard.wizard.prefill import suggestion, texts
from vnetwizard.wizard.review import review
from vnetwizard.wizard.view import look

if TYPE_CHECKING:
    from tests.wizard.interviews import Act

FROM = STARTS | st.just(opened(samples.sample()))


@thorough
@given(FROM, ACTS, AROUND)
def test_everything_can_be_shown_of_any_interview(answers: Answers, acts: list[Act], around: Surroundings) -> None:
    answers = played(answers, acts, around)
    found = review(answers, around)
    view = look(answers, around)
    for page in view.pages:
        assert page.word.say()
        assert all(phrase.say() for phrase in page.missing)
        for question in page.questions:
            assert question.id in ids(answers)
            assert question.remark is None or question.remark.message
            suggestion(answers, around, question.id)
    for placed in found.findings:
        assert placed.page in ORDER
    for one in found.topology.networks:
        address_map(found.topology, one.label, around)
    if found.ready:
        assert found.plan_file is not None
        assert planfile.read(found.plan_file, "plan.toml") == found.topology


@thorough
@given(FROM, ACTS, AROUND)
def test_the_gate_is_open_exactly_where_nothing_is_wrong_or_missing(
    answers: Answers, acts: list[Act], around: Surroundings
) -> None:
    answers = played(answers, acts, around)
    page = look(answers, around).current
    wrong = any(placed.is_error for placed in page.findings)
    missing = any(question.missing for question in page.questions)
    if page.id != "link.review":
        assert (moves.forward(answers, around) != answers) == (not wrong and not missing)
    moved = moves.back(answers, around)
    assert ORDER[moved.at] == max(0, ORDER[answers.at] - 1)
    assert moved.typed == answers.typed


@thorough
@given(FROM, ACTS)
def test_nothing_typed_is_lost(answers: Answers, acts: list[Act]) -> None:
    for what in acts:
        before = answers
        answers = act(before, what)
        kept = {
            id_: text
            for id_, text in before.typed.items()
            if what[0] not in {"remove", "reset", "range"}
            and not (what[0] == "type" and answers.typed.get(id_) != text)
        }
        assert kept.items() <= answers.typed.items()
        questions = ids(before)
        asked = questions[what[1] % len(questions)]
        if what[0] == "type" and asked != KEY:
            assert texts(answers, Surroundings())[asked] == what[2]


@thorough
@given(FROM, ACTS)
def test_going_forth_and_back_changes_no_answer(answers: Answers, acts: list[Act]) -> None:
    answers = played(answers, acts)
    moved = moves.forward(answers)
    if moved != answers:
        moved = moves.back(moved)
        assert moved.at == answers.at
    assert (moved.typed, moved.rows, moved.key) == (answers.typed, answers.rows, answers.key)
    assert look(moved).topology == look(answers).topology


def test_a_look_is_quick_also_among_thousands_of_networks() -> None:
    around = Surroundings(
        neighbours=tuple(
            Neighbour(id=f"/n/{number}", name=f"n{number}", address_space=(f"10.{number // 256}.{number % 256}.0/24",))
            for number in range(2560)
        )
    )
    answers = change(practice(), "first.dns_servers", "x" * 1_000_000)
    look(answers, around)
    took = []
    for _ in range(5):
        began = time.perf_counter()
        look(answers, around)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.25


def test_the_interview_loads_nothing_that_draws_or_speaks_to_azure() -> None:
    code = "import sys, vnetwizard.wizard.moves, vnetwizard.wizard.review, vnetwizard.wizard.addressmap\n"
    script = f"{code}print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"textual", "azure", "aiohttp", "asyncio", "sqlite3", "click"}
    own = {name.split(".")[1] for name in loaded if name.startswith("vnetwizard.")}
    assert own == {"topology", "wizard", "words"}


def test_all_pages_are_known_to_the_order() -> None:
    assert [page.id for page in PAGES] == sorted(ORDER, key=ORDER.__getitem__)
