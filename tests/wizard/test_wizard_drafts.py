"""Drafts: encoded and decoded exactly, and refused with a reason when they are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wizard.interviews import ACTS, STARTS, played, thorough
from vnetwizard.topology import samples
from vnetwizard.wizard.answers import Answers, BadDraft, KeyOrigin, decode, encode, practice, start, without_key
from vnetwizard.wizard.editing import change, with_key
from vnetwizard.wizard.opening import opened
from vnetwizard.words import say

if TYPE_CHECKING:
    from tests.wizard.interviews import Act


@thorough
@given(STARTS | st.just(opened(samples.sample())), ACTS)
def test_a_draft_is_read_as_it_was(answers: Answers, acts: list[Act]) -> None:
    answers = played(answers, acts)
    draft = encode(answers)
    assert draft.isascii()
    assert decode(draft) == answers


def test_what_is_no_text_of_any_file_survives() -> None:
    answers = change(start(), "first.name", "\ud800\x00é")
    assert decode(encode(answers)).typed == {"first.name": "\ud800\x00é"}


def draft(**changes: Any) -> bytes:
    return json.dumps({**json.loads(encode(practice())), **changes}).encode()


@pytest.mark.parametrize(
    "bad",
    [
        b"", b"{", b"[]", b"null", b"1", b"\xff\xfe", b"[" * 100_000, b'{"typed": 1}', b"{}x", b"{}",
        draft(at="nowhere"), draft(seen={"nowhere": {}}), draft(seen={"first.dns": {"first.colour": ""}}),
        draft(typed={"first.colour": "x"}), draft(typed={"first.name": 1}), draft(typed={"link.shared_key": "x"}),
        draft(rows=[["1", "1"], []]), draft(rows=[["0"], []]), draft(rows=[["x"], []]), draft(rows=[[""], []]),
        draft(rows=[["1"]]), draft(places=[0, 0, 0]), draft(places=[-1, 0, 0]), draft(places=[0, 1]),
        draft(key="abc123"), draft(rest="networks = 1"), draft(labels=["a"]), draft(colour=1), draft(version="1"),
        draft(version=True), draft(version=None), draft(practice="yes"), draft(labels=["a", "a"]),
    ],
)  # fmt: skip
def test_garbage_is_refused_with_a_reason(bad: bytes) -> None:
    with pytest.raises(BadDraft) as caught:
        decode(bad)
    finding = caught.value.at("draft")
    assert finding.code == "draft-unreadable"
    assert len(say(finding.kind.message, finding.values)) < 300


@pytest.mark.parametrize("version", [0, 2, 10**400])
def test_another_version_is_refused_by_its_number(version: int) -> None:
    with pytest.raises(BadDraft) as caught:
        decode(draft(version=version))
    assert caught.value.kind.code == "draft-version"


@thorough
@given(st.binary() | st.text().map(str.encode))
def test_whatever_the_bytes_it_is_a_draft_or_refused(data: bytes) -> None:
    with pytest.raises(BadDraft):
        decode(data)


def test_what_is_as_it_was_at_first_may_be_left_out() -> None:
    assert decode(b'{"version": 1}') == start()


def test_a_typed_key_is_gone_with_its_process() -> None:
    typed = change(practice(), "link.shared_key", "typedtypedtypedtyped")
    assert without_key(typed).key is KeyOrigin.MISSING
    assert without_key(practice()) == practice()
    assert without_key(with_key(typed, KeyOrigin.MISSING)).key is KeyOrigin.MISSING
