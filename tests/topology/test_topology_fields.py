"""The questions: `answers.toml` says what may be typed into each, and what is wrong with the rest."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnetwizard.topology import fields
from vnetwizard.topology.fields import FIELDS, spec
from vnetwizard.topology.planfile import shape
from vnetwizard.words import say

ANSWERS = tomllib.loads((Path(__file__).parent / "answers.toml").read_text())["answer"]
GOOD = [(answer["field"], text) for answer in ANSWERS for text in answer["good"]]
BAD = [(answer["field"], bad) for answer in ANSWERS for bad in answer["bad"]]


@pytest.mark.parametrize(("path", "text"), GOOD)
def test_a_good_answer(path: str, text: str) -> None:
    assert FIELDS[path].check(text) == ()


@pytest.mark.parametrize(("path", "bad"), BAD)
def test_a_bad_answer(path: str, bad: dict[str, Any]) -> None:
    found = FIELDS[path].check(bad["text"])
    assert found
    assert found[0].code == bad["code"]
    assert found[0].field.startswith(path)
    if "offers" in bad:
        assert found[0].offers == tuple(bad["offers"])


@pytest.mark.parametrize(("path", "bad"), [(path, bad) for path, bad in BAD if path != "shared_key"])
def test_an_offer_is_a_good_answer(path: str, bad: dict[str, Any]) -> None:
    for finding in FIELDS[path].check(bad["text"]):
        for offer in finding.offers:
            assert FIELDS[path].check(offer) == ()


@given(st.sampled_from(sorted(FIELDS)), st.text())
def test_no_text_makes_a_question_raise_or_a_message_fail(path: str, text: str) -> None:
    field = FIELDS[path]
    field.remark(text)
    for finding in field.check(text):
        assert say(finding.kind.message, finding.values)
        assert say(finding.kind.mend, finding.values)


def test_every_key_of_the_plan_file_has_a_question() -> None:
    tables = {
        "networks.*": shape.NETWORK,
        "networks.*.gateway": shape.GATEWAY,
        "sites.*": shape.SITE,
        "links.*.ipsec_policy": shape.POLICY,
        **{f"links.*#{type_}": link for type_, link in shape.LINKS.items()},
    }
    keys = {
        f"{path.partition('#')[0]}.{key}"
        for path, table in tables.items()
        for key, about in table.items()
        if about.want is not shape.Want.TABLE or key == "subnets"
    }
    assert keys | {"networks.*.subnets.*", "shared_key"} == set(FIELDS)


@pytest.mark.parametrize(
    ("path", "general"),
    [
        ("networks.TestVNet1.address_space[0]", "networks.*.address_space"),
        ('networks."a.b [1]".gateway.sku', "networks.*.gateway.sku"),
        ('networks."a\\"b".subnets."x.y"', "networks.*.subnets.*"),
        ("links[3].ipsec_policy.dh_group", "links.*.ipsec_policy.dh_group"),
        ("links[3].connections[1]", "links.*.connections"),
        ("sites.HeadOffice.fqdn", "sites.*.fqdn"),
        ("shared_key", "shared_key"),
    ],
)
def test_a_path_finds_its_question(path: str, general: str) -> None:
    field = spec(path)
    assert field is not None
    assert field.path == general


@pytest.mark.parametrize("path", ["", "networks", "networks.A.gateway.colour", "version"])
def test_a_path_without_question(path: str) -> None:
    assert spec(path) is None


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("networks.*.address_space", "10.11.0.0/16", "65,536 addresses"),
        ("networks.*.address_space", "10.11.0.0/24, 10.11.0.0/25", "256 addresses"),
        ("networks.*.gateway_subnet", "10.11.255.0/27", "27 usable, Azure keeps five"),
        ("networks.*.gateway.sku", "VpnGw1AZ", "650 Mbps, 30 tunnels, zones"),
        ("networks.*.gateway.sku", "Basic", "100 Mbps, 10 tunnels, no zones"),
        ("networks.*.location", "westus", "West US, without availability zones"),
        ("networks.*.location", "eastus", "East US, with availability zones"),
    ],
)
def test_a_remark(path: str, text: str, words: str) -> None:
    remark = FIELDS[path].remark(text)
    assert remark is not None
    assert say(remark.message, remark.values) == words


def test_defaults_are_good_answers() -> None:
    for field in FIELDS.values():
        if field.default:
            assert field.check(field.default) == (), field.path


def test_only_the_key_is_secret() -> None:
    assert [path for path, field in FIELDS.items() if field.secret] == [fields.SHARED_KEY.path]
