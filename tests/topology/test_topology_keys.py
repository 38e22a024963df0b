"""A shared key shows itself to nobody who did not ask for it by name."""

from __future__ import annotations

import copy
import json
import pickle
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnetwizard.topology.keys import GENERATED, SharedKey, check_key, fingerprint, generate
from vnetwizard.words import say

SECRET = "Th1sIsTheSecretOfBothSides"


def test_a_generated_key_is_long_plain_and_new() -> None:
    keys = {generate().reveal() for _ in range(20)}
    assert len(keys) == 20
    for key in keys:
        assert len(key) == GENERATED
        assert set(key) <= set(string.ascii_letters + string.digits)
        assert check_key(key) == ()


@pytest.mark.parametrize("shown", [repr, str, "{}".format, "{!r}".format, "{:>60}".format, "%s".__mod__, ascii])
def test_showing_a_key_does_not_show_it(shown: object) -> None:
    assert callable(shown)
    assert SECRET not in shown(SharedKey(SECRET))


@pytest.mark.parametrize("write", [pickle.dumps, json.dumps, copy.copy, copy.deepcopy])
def test_a_key_cannot_be_written_or_copied(write: object) -> None:
    assert callable(write)
    with pytest.raises(TypeError):
        write(SharedKey(SECRET))


def test_a_key_has_no_attributes_to_dump() -> None:
    with pytest.raises(TypeError):
        vars(SharedKey(SECRET))


def test_equal_keys() -> None:
    assert SharedKey(SECRET).same_as(SharedKey(SECRET))
    assert not SharedKey(SECRET).same_as(SharedKey(SECRET + "!"))
    assert SharedKey("é").same_as(SharedKey("é"))


def test_a_fingerprint_tells_keys_and_salts_apart() -> None:
    mine = fingerprint(SharedKey(SECRET), b"salt")
    assert mine == fingerprint(SharedKey(SECRET), b"salt")
    assert mine != fingerprint(SharedKey(SECRET), b"pepper")
    assert mine != fingerprint(SharedKey(SECRET.lower()), b"salt")
    assert mine is not None
    assert len(mine) == 12


def test_a_short_key_has_no_fingerprint() -> None:
    assert fingerprint(SharedKey("a" * 19), b"salt") is None
    assert fingerprint(SharedKey("a" * 20), b"salt") is not None


@given(st.text(alphabet="§½¾µß-~ \t\x00", min_size=4, max_size=200))
def test_findings_never_hold_the_key(key: str) -> None:
    found = check_key(key)
    assert found
    for finding in found:
        assert not finding.offers
        assert all(isinstance(value, int) for value in finding.values.values())
        assert say(finding.kind.message, finding.values)


def test_positions_count_from_one() -> None:
    assert check_key("a-" + "b" * 30)[0].values == {"position": 2}
