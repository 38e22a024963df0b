"""What the pages show, as lines: never wider than its place, whatever was answered, and never a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.wizard.interviews import ACTS, AROUND, RANGES, STARTS, played, thorough, to_the_end
from vnetwizard.topology import samples
from vnetwizard.topology.findings import Finding, Kind, Severity
from vnetwizard.topology.model import Neighbour, Network, Subnet, Surroundings, Topology
from vnetwizard.tui.model import form
from vnetwizard.tui.model.form import Note
from vnetwizard.tui.model.lines import Line, Tone, cut, folded, width, wrapped
from vnetwizard.tui.model.link import link_lines
from vnetwizard.tui.model.map import map_lines
from vnetwizard.tui.model.session import Session
from vnetwizard.tui.signs import PLAIN, RICH, Signs
from vnetwizard.wizard import moves
from vnetwizard.wizard.addressmap import Use, address_map
from vnetwizard.wizard.answers import KeyOrigin, practice, start
from vnetwizard.wizard.editing import change
from vnetwizard.wizard.pages import KEY
from vnetwizard.wizard.review import link_picture
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
