"""What the pages show, as lines: never wider than its place, whatever was answered, and never a key."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from tests.tui.desks import Opened, opened
from tests.wizard.interviews import ACTS, AROUND, RANGES, STARTS, played, thorough, to_the_end
from vnetwizard.plan import planner
from vnetwizard.plan.cloud import Identity, Inventory
from vnetwizard.plan.steps import Action
from vnetwizard.run.events import Problem
from vnetwizard.run.reading import PlanAnswer, ProblemAnswer
from vnetwizard.topology import planfile, samples
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.model import Neighbour, Network, Subnet, Surroundings, Topology
from vnetwizard.tui.model import form
from vnetwizard.tui.model.form import Note
from vnetwizard.tui.model.lines import Line, Tone, cells, cut, folded, width, wrapped
from vnetwizard.tui.model.link import link_lines
from vnetwizard.tui.model.map import map_lines
from vnetwizard.tui.model.review import Asked, can_begin, review_lines
from vnetwizard.tui.model.session import Session
from vnetwizard.tui.signs import PLAIN, RICH, Signs
from vnetwizard.wizard import moves, opening
from vnetwizard.wizard.addressmap import Use, address_map
from vnetwizard.wizard.answers import KeyOrigin, practice, start
from vnetwizard.wizard.editing import change
from vnetwizard.wizard.pages import KEY
from vnetwizard.wizard.review import Review, link_picture, review
from vnetwizard.wizard.view import PageView, look

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.wizard.interviews import Act
    from vnetwizard.wizard.answers import Answers
    from vnetwizard.wizard.questions import Question

ROOMS = st.integers(30, 120)
FOREIGN = st.text(st.sampled_from("ab /-.é表🙂\n\t\x1b\u202e\u00a0"), max_size=60)
LINES = st.lists(st.tuples(FOREIGN, st.sampled_from(Tone)), max_size=5).map(tuple)


def words(line: Line) -> str:
    return "".join(text for text, _ in line)


def rows(lines: Iterable[Line], room: int) -> list[Line]:
    """Return lines as the page folds them."""
    return [row for line in lines for row in wrapped(line, room)]


def said(lines: Iterable[Line]) -> list[str]:
    return [words(line).rstrip() for line in lines]


def tone_of(lines: Iterable[Line], text: str) -> Tone:
    return next(tone for line in lines for part, tone in line if text in part)


# -- lines


@thorough
@given(LINES, st.integers(2, 40))
def test_folding_loses_no_letter_and_keeps_the_order_the_tones_and_the_room(line: Line, room: int) -> None:
    found = wrapped(line, room)
    assert all(width(row) <= room for row in found)
    shown = [(letter, tone) for row in found for text, tone in row for letter in text]
    wanted = [(letter, tone) for text, tone in line for letter in text]
    assert [one for one in shown if one[0] != " "] == [one for one in wanted if one[0].isprintable() and one[0] != " "]
    assert all(text.isprintable() for row in found for text, _ in row)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("  one two", 5, ["  one", "two"]),
        ("abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
        ("x abcdefgh", 4, ["x", "abcd", "efgh"]),
        ("表表表", 5, ["表表", "表"]),
        ("表表", 2, ["表", "表"]),
        ("a b" + " " * 20 + "c", 10, ["a b", "c"]),
        ("one\r\ntwo\tthree", 20, ["one two three"]),
        ("\x1b[31mred", 20, [" [31mred"]),
        (" " * 30, 10, [""]),
        ("", 10, [""]),
    ],
)
def test_how_a_line_is_folded(text: str, room: int, expected: list[str]) -> None:
    assert said(wrapped(((text, Tone.PLAIN),), room)) == expected


@thorough
@given(LINES, st.integers(1, 40))
def test_what_is_cut_fits_and_shows_it(line: Line, room: int) -> None:
    found = cut(line, room, "…")
    assert width(found) <= room
    assert found == line if width(line) <= room else words(found).endswith("…")


@thorough
@given(FOREIGN, st.integers(28, 60))
def test_a_text_stays_beside_its_label(text: str, room: int) -> None:
    first, *others = folded(("Label   ", Tone.FAINT), (text, Tone.WARNING), room)
    assert first[0] == ("Label   ", Tone.FAINT)
    assert all(row[0] == (" " * 8, Tone.PLAIN) for row in others)
    assert all(width(row) <= room for row in (first, *others))
    shown = "".join(words(row[1:]) for row in (first, *others))
    assert shown.replace(" ", "") == "".join(one for one in text if one.isprintable()).replace(" ", "")


# -- beside a question

MADE = {
    severity: Kind(f"made-{severity}", severity, f"{severity} of {{name}}.", f"Mend the {severity}.")
    for severity in Severity
}


def made(*severities: Severity) -> list[Finding]:
    return [Finding(kind=MADE[one], field="x", values={"name": "[/b] {x}"}) for one in severities]


def asked(answers: Answers, id_: str) -> tuple[PageView, Question]:
    """Return a question, and the page where it stands."""
    return next((page, one) for page in look(answers).pages for one in page.questions if one.id == id_)


def note(answers: Answers, id_: str) -> Note:
    page, question = asked(answers, id_)
    return form.note([placed.finding for placed in page.about(id_)], question)


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE


@pytest.mark.parametrize(
    ("severities", "tone", "text"),
    [
        ((N, W, E), Tone.ERROR, "error: error of [/b] {x}."),
        ((E, N), Tone.ERROR, "error: error of [/b] {x}."),
        ((N, W), Tone.WARNING, "warning: warning of [/b] {x}."),
        ((N,), Tone.FAINT, "note: note of [/b] {x}."),
    ],
)
def test_the_line_under_a_question_has_the_worst_in_a_word(
    severities: tuple[Severity, ...], tone: Tone, text: str
) -> None:
    _, question = asked(practice(), "first.address_space")
    assert form.note(made(*severities), question) == Note(tone, text)


@pytest.mark.parametrize(
    ("id_", "text", "expected"),
    [
        ("first.name", "", Note(Tone.FAINT, "needed")),
        ("first.name", "hub", Note(Tone.FAINT, "")),
        ("first.address_space", "10.11.0.0", Note(Tone.ERROR, "error: 10.11.0.0 has no prefix length.")),
        ("first.address_space", "10.11.0.0/16", Note(Tone.GOOD, "ok: 65,536 addresses")),
        ("first.address_space", "  ", Note(Tone.FAINT, "needed")),
        ("first.gateway_subnet", "10.11.255.0/27", Note(Tone.GOOD, "ok: 27 usable, Azure keeps five")),
        (
            "first.gateway_subnet",
            "10.11.0.0/27",
            Note(Tone.ERROR, "error: The gateway subnet 10.11.0.0/27 overlaps subnet FrontEnd 10.11.0.0/24."),
        ),
        ("first.location", "eastus", Note(Tone.GOOD, "ok: East US, with availability zones")),
        ("first.dns_servers", "", Note(Tone.FAINT, "")),
        ("first.gateway.zones", "", Note(Tone.FAINT, "")),
    ],
)
def test_the_line_under_a_question(id_: str, text: str, expected: Note) -> None:
    assert note(change(practice(), id_, text), id_) == expected


@thorough
@given(STARTS, ACTS, AROUND)
def test_what_a_line_means_is_said_in_a_word_too(answers: Answers, acts: list[Act], around: Surroundings) -> None:
    for page in look(played(answers, acts, around), around).pages:
        for question in page.questions:
            found = form.note([placed.finding for placed in page.about(question.id)], question)
            first = {Tone.ERROR: {"error"}, Tone.WARNING: {"warning"}, Tone.GOOD: {"ok"}}
            assert found.text.partition(":")[0] in first.get(found.tone, {"", "needed", "note"})
            assert (found.tone is Tone.ERROR) == any(one.is_error for one in page.about(question.id))


# -- counsel


def counsel(answers: Answers, id_: str, offer: str = "", *, at_length: bool = False) -> list[str]:
    return said(form.counsel(*asked(answers, id_), offer, at_length=at_length))


def test_a_question_without_findings_is_explained() -> None:
    _, question = asked(practice(), "first.name")
    assert counsel(practice(), "first.name") == [question.field.help]
    at_length = counsel(practice(), "first.name", at_length=True)
    assert at_length[0] == question.field.help
    assert [line.split()[0] for line in at_length[1:]] == ["Rule", "Default", "Example"]
    assert {line[: len("Default  ")].rstrip() for line in at_length[1:]} == {"Rule", "Default", "Example"}
    assert at_length[3].endswith(question.field.example)


def test_what_a_question_lacks_is_left_out() -> None:
    _, question = asked(practice(), KEY)
    assert not question.field.example
    assert "Example" not in " ".join(counsel(practice(), KEY, at_length=True))


def test_findings_come_with_their_mends_the_worst_first_and_what_f4_takes_below_it() -> None:
    lines = form.told(form.worst_first(made(N, E, W)), "10.0.0.0/16")
    assert said(lines) == [
        "error: error of [/b] {x}. Mend the error.",
        "F4 takes 10.0.0.0/16",
        "warning: warning of [/b] {x}. Mend the warning.",
        "note: note of [/b] {x}. Mend the note.",
    ]
    assert [line[0][1] for line in lines] == [Tone.ERROR, Tone.GOOD, Tone.WARNING, Tone.FAINT]
    assert form.told(()) == ()


def test_findings_of_one_severity_stay_in_their_order() -> None:
    one, other = (Finding(kind=MADE[E], field=name) for name in "ab")
    assert form.worst_first([one, made(N)[0], other])[:2] == [one, other]


def test_f4_is_told_of_only_where_something_is_wrong_and_it_would_change_it() -> None:
    wrong = change(practice(), "first.address_space", "10.11.0.0")
    assert "F4 takes 10.11.0.0/16" in counsel(wrong, "first.address_space", "10.11.0.0/16")
    assert len(counsel(wrong, "first.address_space", "10.11.0.0")) == 1
    assert len(counsel(wrong, "first.address_space")) == 1
    assert "F4" not in " ".join(counsel(practice(), "first.address_space", "10.11.0.0/16", at_length=True))


# -- the key

SECRET = "Zq7Zq7Zq7Zq7Zq7Zq7Zq7"


@pytest.mark.parametrize(
    ("origin", "key", "tone", "text"),
    [
        (KeyOrigin.GENERATED, "", Tone.GOOD, "ok: never shown, and written nowhere"),
        (KeyOrigin.GENERATED, "- -", Tone.GOOD, "ok: never shown, and written nowhere"),
        (KeyOrigin.MISSING, "", Tone.FAINT, "needed: type it, or let one be generated"),
        (KeyOrigin.TYPED, SECRET, Tone.GOOD, "ok: kept in memory only; after a restart it has to be typed again"),
        (
            KeyOrigin.MISSING,
            SECRET + "-",
            Tone.ERROR,
            "error: Character 22 of the shared key is a hyphen, which Azure does not take.",
        ),
        (
            KeyOrigin.TYPED,
            "Zq7",
            Tone.WARNING,
            "warning: The shared key is only 3 long; whoever records the handshake can try keys offline.",
        ),
    ],
)
def test_the_line_under_the_key(origin: KeyOrigin, key: str, tone: Tone, text: str) -> None:
    session = typing(key)
    assert form.key_note(origin, session.key_findings()) == Note(tone, text)


def typing(key: str) -> Session:
    """Return an interview where somebody types a key."""
    session = Session(moves.jump(to_the_end(practice()), "link.connection"))
    session.own_key()
    session.change(KEY, key)
    return session


def test_the_key_note_follows_what_is_typed() -> None:
    session = typing("")
    assert session.key_note().text.startswith("needed")
    for key, begins in (("Zq7", "warning"), ("Zq 7", "error"), (SECRET, "ok"), ("", "needed")):
        session.change(KEY, key)
        assert session.key_note().text.startswith(begins)
        assert (session.key is None) == (begins in {"needed", "error"})


@thorough
@given(st.text("ABCDEFGH", min_size=12, max_size=200), st.sampled_from(["", "-", "~", " ", "\n", "é"]))
def test_nothing_says_a_key_but_the_key_itself(text: str, odd: str) -> None:
    session = typing(text + odd)
    shown = [session.key_note(), session.labels(), session.view, session.answers, session.key]
    shown += [session.counsel(KEY, at_length=at_length) for at_length in (True, False)]
    assert text not in repr(shown)
    assert session.typing == text + odd
    session.generated_key()
    assert (session.typing, session.key, session.key_findings()) == ("", None, ())


# -- the map

NAMES = st.sampled_from(["FrontEnd", "GatewaySubnet", "表" * 20, "x" * 80, "a [/b]", ""])
SUBNETS = st.lists(st.builds(Subnet, name=NAMES, range=RANGES), max_size=30).map(tuple)
NETWORKS = st.lists(
    st.builds(
        Network,
        label=st.uuids().map(str),
        name=NAMES,
        resource_group=st.just("g"),
        location=st.just("eastus"),
        address_space=st.lists(RANGES, max_size=4).map(tuple),
        subnets=SUBNETS,
        gateway_subnet=st.none() | RANGES,
    ),
    min_size=1,
    max_size=3,
).map(tuple)


def drawn(topology: Topology, label: str, room: int = 60, signs: Signs = RICH, most: int = 8) -> list[str]:
    return said(map_lines(address_map(topology, label), room, signs, most))


def network(space: tuple[str, ...], subnets: tuple[str, ...] = (), gateway_subnet: str | None = None) -> Topology:
    made_ = tuple(Subnet(name=f"s{at}", range=one) for at, one in enumerate(subnets))
    return Topology(
        networks=(
            Network(
                label="A",
                name="A",
                resource_group="g",
                location="eastus",
                address_space=space,
                subnets=made_,
                gateway_subnet=gateway_subnet,
            ),
        )
    )


def test_the_map_of_the_sample() -> None:
    assert drawn(samples.sample(), "TestVNet1", 64) == [
        "10.11.0.0/16                                    65,536 addresses",
        "▕█···························································▓·▏",
        " █ FrontEnd 10.11.0.0/24        ▓ GatewaySubnet 10.11.255.0/27",
        " · free: 10.11.1.0 – 10.11.254.255",  # noqa: RUF001 - the rich dash
    ]


def test_where_signs_are_few_the_map_is_drawn_with_those() -> None:
    assert drawn(samples.sample(), "TestVNet1", 40, PLAIN) == [
        "10.11.0.0/16            65,536 addresses",
        "[#...................................%.]",
        " # FrontEnd 10.11.0.0/24",
        " % GatewaySubnet 10.11.255.0/27",
        " . free: 10.11.1.0 - 10.11.254.255",
    ]


@pytest.mark.parametrize("signs", [RICH, PLAIN])
def test_a_clash_names_both_and_comes_first(signs: Signs) -> None:
    lines = map_lines(address_map(network(("10.0.0.0/16",), ("10.0.0.0/24",), "10.0.0.0/27"), "A"), 80, signs)
    assert words(lines[2]) == " ! s0 10.0.0.0/24 and GatewaySubnet 10.0.0.0/27"
    assert tone_of(lines[2:], "! s0") is Tone.ERROR
    assert tone_of(lines[1:], "!") is Tone.ERROR
    assert words(lines[3]).startswith(f" {signs.uses[Use.SUBNET]} s0 10.0.0.0/24")


def test_what_somebody_else_has_is_taken_already() -> None:
    there = Surroundings(neighbours=(Neighbour(id="/n", name="there", address_space=("10.0.128.0/17",)),))
    lines = map_lines(address_map(network(("10.0.0.0/16",)), "A", there), 60, RICH)
    assert said(lines)[2] == " ! taken already: there 10.0.128.0/17"


def test_the_largest_free_part_is_told_be_it_of_the_smaller_share() -> None:
    topology = network(("10.0.0.0/16", "10.9.0.0/28"), ("10.0.0.0/18",))
    assert drawn(topology, "A", 60, PLAIN)[-1] == " . free: 10.0.64.0 - 10.0.255.255"


def test_a_long_legend_is_cut_and_says_by_how_much() -> None:
    topology = network(("10.0.0.0/16",), tuple(f"10.0.{at}.0/24" for at in range(20)))
    whole = drawn(topology, "A", 60, most=99)
    shown = drawn(topology, "A", 60, most=8)
    assert len(shown) == 2 + 8
    assert shown[:9] == whole[:9]
    assert shown[-1] == f" and {len(whole) - 9} more lines; what is taken is in the picture"


@thorough
@given(NETWORKS, AROUND, ROOMS, st.sampled_from([RICH, PLAIN]), st.integers(1, 8))
def test_a_map_is_never_wider_than_its_room(
    networks: tuple[Network, ...], around: Surroundings, room: int, signs: Signs, most: int
) -> None:
    topology = Topology(networks=networks)
    for one in networks:
        bands = address_map(topology, one.label, around)
        lines = map_lines(bands, room, signs, most)
        assert all(width(line) <= room for line in lines)
        assert len(lines) <= len(bands) * 2 + most
        pictures = [words(line) for line in lines[1 : len(bands) * 2 : 2]]
        assert all(cell_len(picture) == room for picture in pictures)
        has_clash = [any(piece.use is Use.CLASH for piece in band.pieces) for band in bands]
        assert ["!" in picture for picture in pictures] == has_clash


@pytest.mark.parametrize("room", [0, 1, 19])
def test_without_room_there_is_no_map(room: int) -> None:
    assert map_lines(address_map(samples.sample(), "TestVNet1"), room, RICH) == ()


# -- the link


def test_the_link_of_the_sample() -> None:
    assert said(link_lines(link_picture(practice()), 60, RICH)) == [
        "╭─ TestVNet1 ────────╮               ╭─ TestVNet4 ────────╮",
        "│ 10.11.0.0/16       │ IPsec, IKEv2  │ 10.41.0.0/16       │",
        "│ TestVNet1GW        ├═══════════════┤ TestVNet4GW        │",
        "│ East US · TestRG1  │               │ West US · TestRG4  │",
        "╰────────────────────╯               ╰────────────────────╯",
    ]


def test_what_the_link_has_besides_is_told_below() -> None:
    both = change(change(practice(), "link.bgp", "yes"), "link.ipsec_policy", "yes")
    assert "BGP, own policy" in said(link_lines(link_picture(both), 60, PLAIN))[3]
    assert "own policy" not in said(link_lines(link_picture(change(practice(), "link.bgp", "yes")), 60, PLAIN))[3]


@pytest.mark.parametrize("signs", [RICH, PLAIN])
@pytest.mark.parametrize("name", ["hub", "hub-net", "a+b|c"])
def test_the_names_of_networks_stand_out_and_their_frame_does_not(signs: Signs, name: str) -> None:
    lines = link_lines(link_picture(change(practice(), "first.name", name)), 80, signs)
    assert tone_of(lines, name) is Tone.STRONG
    assert [part for part, tone in lines[0] if tone is Tone.STRONG] == [name, "TestVNet4"]
    assert {tone for _, tone in lines[0]} == {Tone.STRONG, Tone.FAINT}


def test_networks_without_names_say_so() -> None:
    assert words(link_lines(link_picture(start()), 80, RICH)[0]).count("no name yet") == 2


@pytest.mark.parametrize("room", [0, 46])
def test_without_room_there_is_no_link(room: int) -> None:
    assert link_lines(link_picture(practice()), room, RICH) == ()


@thorough
@given(STARTS, ACTS, ROOMS, st.sampled_from([RICH, PLAIN]))
def test_a_link_is_a_box_beside_a_box_whatever_was_answered(
    answers: Answers, acts: list[Act], room: int, signs: Signs
) -> None:
    lines = link_lines(link_picture(played(answers, acts)), room, signs)
    assert len(lines) == (5 if room >= 47 else 0)
    widths = {width(line) for line in lines}
    assert len(widths) <= 1
    assert all(one <= room for one in widths)


# -- the review

SUBSCRIPTION = "11111111-2222-4333-8444-555555555555"
WHO = Identity(tenant="contoso", object_id="0f", name="ana@example.com", method="az")


def planned(
    answers: Answers, *, keep: tuple[str, ...] = (), change_: tuple[str, ...] = (), who: Identity = WHO
) -> tuple[Review, Asked]:
    """Return the review of these answers, and what Azure said: nothing of it is there, but for these steps."""
    found = review(answers)
    assert found.plan_file is not None
    topology = planner.resolved(planfile.read(found.plan_file, "plan"), SUBSCRIPTION)
    plan = planner.make(topology, Inventory())
    actions = dict.fromkeys(keep, Action.KEEP) | dict.fromkeys(change_, Action.CHANGE)
    steps = tuple(replace(step, action=actions.get(step.id, step.action)) for step in plan.steps)
    answer = PlanAnswer(replace(plan, steps=steps), planfile.write(topology), who)
    return found, Asked(found.plan_file, answer)


SAMPLE = to_the_end(practice())
KEPT = ("resource-group/TestRG1", "network/TestVNet1")
STEPS_OF_ONE = [
    "TestVNet1  East US",
    "+ TestRG1  resource group",
    "+ TestVNet1  10.11.0.0/16",
    "+ TestVNet1GWIP  public IP",
    "+ TestVNet1GW  VpnGw1AZ",
    "+ TestVNet1toTestVNet4  connection",
]
STEPS_OF_OTHER = [line.replace("East", "West").replace("10.11", "10.41") for line in STEPS_OF_ONE]
STEPS_OF_OTHER = [re.sub("TestVNet1|TestRG1", lambda one: one[0][:-1] + "4", line) for line in STEPS_OF_OTHER]
STEPS_OF_OTHER[-1] = "+ TestVNet4toTestVNet1  connection"


def reviewed(
    made_: tuple[Review, Asked | None], room: int = 110, signs: Signs = RICH, *, practice_: bool = False
) -> list[str]:
    return said(review_lines(*made_, room, signs, practice=practice_))


def fact(lines: list[str], label: str) -> str:
    """Return what stands beside a label."""
    at = next(at for at, line in enumerate(lines) if line.startswith(label))
    more = takewhile(lambda line: line.startswith(" " * 8), lines[at + 1 :])
    return " ".join(line[8:] for line in (lines[at], *more))


def test_the_review_of_the_sample_has_both_sides_beside_each_other() -> None:
    lines = reviewed(planned(SAMPLE), 160)
    assert lines[0] == "10 things will be made"
    assert [line[:81].rstrip() for line in lines[1:7]] == STEPS_OF_ONE
    assert [line[81:] for line in lines[1:7]] == STEPS_OF_OTHER
    assert lines[7] == ""
    assert [line[:8].rstrip() for line in lines[8:12]] == ["Time", "Money", "As", "In"]
    assert lines[12] == ""
    assert lines[13].startswith("note: West US has no availability zones")
    assert len(lines) == 14


def test_where_there_is_no_room_beside_each_other_they_stand_below() -> None:
    lines = reviewed(planned(SAMPLE), 53)
    assert lines[1:13] == [*STEPS_OF_ONE, *STEPS_OF_OTHER]
    assert reviewed(planned(SAMPLE), 54)[1].startswith("TestVNet1  East US        ")


@pytest.mark.parametrize(
    ("keep", "change_", "headline", "signs"),
    [
        ((), (), "10 things will be made", "+++++"),
        (KEPT[:1], (), "9 things will be made, 1 left as it is", "=++++"),
        (KEPT, (), "8 things will be made, 2 left as they are", "==+++"),
        (KEPT[:1], KEPT[1:], "8 things will be made, 1 changed, 1 left as it is", "=~+++"),
        ((), KEPT, "8 things will be made, 2 changed", "~~+++"),
    ],
)
def test_what_is_made_changed_and_kept_is_counted_and_signed(
    keep: tuple[str, ...], change_: tuple[str, ...], headline: str, signs: str
) -> None:
    lines = reviewed(planned(SAMPLE, keep=keep, change_=change_), 50)
    assert lines[0] == headline
    assert "".join(line[0] for line in lines[2:7]) == signs


def test_where_all_is_there_nothing_is_made_or_billed() -> None:
    _, asked_ = planned(SAMPLE)
    assert isinstance(asked_.answer, PlanAnswer)
    lines = reviewed(planned(SAMPLE, keep=tuple(step.id for step in asked_.answer.plan.steps)))
    assert lines[0] == "0 things will be made, 10 left as they are"
    assert fact(lines, "Money") == "nothing here is billed by the hour"
    assert fact(lines, "Time") == "1 min, as recorded at Azure; both sides at once"


BILLED = "TestVNet1GWIP, TestVNet1GW, TestVNet4GWIP, TestVNet4GW"


@pytest.mark.parametrize(
    ("is_practice", "told", "tone"),
    [
        (True, f"nothing here. In Azure billed by the hour, used or not: {BILLED}", Tone.PLAIN),
        (
            False,
            f"billed by the hour from creation, used or not, at a price not known here: {BILLED}",
            Tone.WARNING,
        ),
    ],
)
def test_money_is_real_or_not(is_practice: bool, told: str, tone: Tone) -> None:  # noqa: FBT001 - two cases
    made_ = planned(SAMPLE)
    assert fact(reviewed(made_, practice_=is_practice), "Money") == told
    assert tone_of(review_lines(*made_, 110, RICH, practice=is_practice), "billed") is tone


def test_what_is_there_already_is_not_billed_anew() -> None:
    made_ = planned(SAMPLE, keep=("gateway/TestVNet1GW", "public-ip/TestVNet1GWIP"))
    assert fact(reviewed(made_), "Money").endswith(": TestVNet4GWIP, TestVNet4GW")


def test_time_as_whom_and_where() -> None:
    lines = reviewed(planned(SAMPLE))
    assert fact(lines, "Time") == "16-29 min, both sides at once, as recorded; 55 min at worst"
    assert fact(lines, "As") == "ana@example.com, tenant contoso (az)"
    assert fact(lines, "In") == f"subscription {SUBSCRIPTION}"
    nameless = reviewed(planned(SAMPLE, who=Identity(object_id="0f", tenant="t", method="sp")))
    assert fact(nameless, "As") == "0f, tenant t (sp)"
    two = change(SAMPLE, "second.subscription", SUBSCRIPTION.replace("5555", "6666"))
    assert fact(reviewed(planned(two)), "In").count(", ") == 1


def test_what_clashes_in_azure_is_marked_told_and_keeps_it_from_beginning() -> None:
    found, asked_ = planned(SAMPLE)
    assert isinstance(asked_.answer, PlanAnswer)
    conflict = Finding(kind=MADE[E], field="gateway/TestVNet1GW", values={"name": "it"})
    clashing = Asked(asked_.text, replace(asked_.answer, plan=replace(asked_.answer.plan, conflicts=(conflict,))))
    lines = reviewed((found, clashing), 50)
    assert [line for line in lines if line[:1] == "!"] == ["! TestVNet1GW  VpnGw1AZ"]
    assert "error: error of it. Mend the error." in lines
    assert can_begin(found, asked_)
    assert not can_begin(found, clashing)


def test_where_azure_takes_two_for_one_only_that_is_told() -> None:
    twins = change(SAMPLE, "second.subscription", SUBSCRIPTION)
    for key in ("name", "resource_group"):
        twins = change(twins, f"second.{key}", look(twins).subject.networks[0].name)
    twins = change(twins, "first.resource_group", "TestVNet1")
    found, asked_ = planned(twins)
    assert isinstance(asked_.answer, PlanAnswer)
    assert not asked_.answer.plan.steps
    lines = reviewed((found, asked_))
    assert lines[0].startswith("error: ")
    assert not any(line.startswith(("0 things", "Time", "Money", "In")) for line in lines)


def test_an_incomplete_interview_says_which_pages() -> None:
    lines = reviewed((review(start()), None))
    assert lines[:2] == ["Not complete yet; F2 goes to any page:", "  Basics of First network is not complete"]
    assert not can_begin(review(start()), None)


def test_what_no_page_asks_about_is_told_here() -> None:
    third = Network(label="x", name="other", resource_group="g", location="eastus", address_space=("nonsense",))
    sample = samples.sample()
    found = review(moves.to_trouble(opening.opened(replace(sample, networks=(*sample.networks, third)))))
    assert not found.ready
    lines = reviewed((found, None))
    assert lines[0] == (
        "error: nonsense is not an IPv4 range. Write four numbers from 0 to 255, a slash and a prefix length, such as "
        "10.11.0.0/16."
    )
    assert lines[1].startswith("note: ")


def test_errors_that_a_page_tells_are_told_there() -> None:
    wrong = change(SAMPLE, "first.address_space", "nonsense")
    assert "nonsense" not in " ".join(reviewed((review(wrong), None)))


def test_until_azure_has_answered_it_is_being_asked() -> None:
    found, asked_ = planned(SAMPLE)
    waits = "Asking Azure what of this is there already…"
    other = Asked("version = 1", asked_.answer)
    for one in (None, Asked(asked_.text), other):
        assert reviewed((found, one))[0] == waits
        assert not can_begin(found, one)


def test_a_problem_is_told_with_its_mend_and_what_can_be_chosen() -> None:
    problem = Problem(
        step="", code="X", message="{name} [/b] said no.", mend="Ask {name}.", values={"name": "Azure"}, request_id="9f"
    )
    found, asked_ = planned(SAMPLE)
    refused = Asked(asked_.text, ProblemAnswer(problem, ((SUBSCRIPTION, "Pay as you go"),)))
    assert reviewed((found, refused))[:4] == [
        "Azure [/b] said no.",
        "Ask Azure.",
        f"  {SUBSCRIPTION}  Pay as you go",
        "Azure's request id, for support: 9f",
    ]
    assert not can_begin(found, refused)
    silent = Asked(asked_.text, ProblemAnswer(replace(problem, request_id="")))
    assert reviewed((found, silent))[2] == ""


def test_where_there_is_no_answer_what_to_do_is_told() -> None:
    found, asked_ = planned(SAMPLE)
    gone = Asked(asked_.text, None, "Azure could not be read: it is gone")
    assert reviewed((found, gone))[:2] == [
        "Azure could not be read: it is gone",
        "Nothing was made. F4 asks again; F9 keeps your answers as a plan file.",
    ]
    assert not can_begin(found, gone)


WIDE = st.text("ab", min_size=1, max_size=30)


@thorough
@given(st.tuples(WIDE, WIDE), st.lists(RANGES, max_size=6), ROOMS, st.sampled_from([RICH, PLAIN]), st.booleans())
def test_nothing_in_a_review_is_wider_than_its_room_and_the_columns_stand_straight(
    names: tuple[str, str],
    ranges: list[str],
    room: int,
    signs: Signs,
    is_practice: bool,  # noqa: FBT001 - drawn
) -> None:
    one, other = samples.sample().networks
    made_ = change(SAMPLE, "first.name", "a" + names[0] * 2 + "x")
    made_ = change(change(made_, "second.name", "b" + names[1] * 2 + "y"), "first.gateway.name", names[0] + "-gateway")
    made_ = change(made_, "first.address_space", ", ".join((*one.address_space, *ranges)))
    found, asked_ = planned(made_)
    lines = review_lines(replace(found, ready=True), asked_, room, signs, practice=is_practice)
    assert all(width(row) <= room for row in rows(lines, room))
    assert isinstance(asked_.answer, PlanAnswer)
    steps = len(asked_.answer.plan.steps)
    table = lines[1 : 1 + (steps // 2 + 1 if room >= 54 else steps + 2)]
    assert all(width(line) <= room for line in table)
    if room >= 54:
        column = (room - 2) // 2 + 2
        assert all(cells(line, room)[column][0] in {"+", "b"} for line in table)
        assert all(cells(line, room)[column - 1][0] == " " for line in table)
    assert other.name not in names


def test_a_key_is_nowhere_in_a_review() -> None:
    found, asked_ = planned(change(SAMPLE, KEY, SECRET))
    assert found.picture.key is KeyOrigin.TYPED
    for one in (asked_, None):
        assert SECRET not in repr((found, one, review_lines(found, one, 80, RICH, practice=False)))


# -- what cannot be printed

UNFIT = "\x1b]0;mine\x07\x9b31m\u202e\ud800\t"


def on_screen(page: Opened) -> str:
    return "".join(strip.text for strip in page.pilot.app.screen._compositor.render_strips())


async def test_nothing_in_a_name_commands_the_terminal() -> None:
    named = change(practice(), "first.name", f"hub{UNFIT}net")
    for at in ("first.basics", "first.gateway", "link.connection", "link.review"):
        async with opened(moves.jump(replace(to_the_end(named), at=at), at), size=(120, 36)) as page:
            shown = on_screen(page)
            assert page.at == at
            assert "hub" in shown
            assert not [one for one in shown if not one.isprintable()]
            assert len({cell_len(strip.text) for strip in page.pilot.app.screen._compositor.render_strips()}) == 1
