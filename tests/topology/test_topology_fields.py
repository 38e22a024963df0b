"""The questions: `answers.toml` says what may be typed into each, and what is wrong with the rest."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnetwizard.topology import addresses, fields, keys, skus
from vnetwizard.topology.fields import CONNECTION_NAMES, CUSTOM_POLICY, FIELDS, spec
from vnetwizard.topology.findings import errors
from vnetwizard.topology.names import RULES, Resource
from vnetwizard.topology.planfile import shape
from vnetwizard.topology.rules import gateways, links, policies
from vnetwizard.words import say

ANSWERS = tomllib.loads((Path(__file__).parent / "answers.toml").read_text())["answer"]
GOOD = [(answer["field"], text) for answer in ANSWERS for text in answer["good"]]
BAD = [(answer["field"], bad) for answer in ANSWERS for bad in answer["bad"]]

ALL = {field.path: field for field in (*FIELDS.values(), *CONNECTION_NAMES, CUSTOM_POLICY)}
WITHOUT_EXAMPLE = {"shared_key"}
"""A secret has none."""

LONGEST_HELP = 160
MARKUP = "[]{}`*_<>"


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


def test_every_part_of_a_help_is_there_and_says_something_of_its_own() -> None:
    for path, field in ALL.items():
        parts = (field.help, field.rule, field.why)
        assert len(set(parts)) == len(parts), path
        for part in parts:
            assert part == part.strip(), path
            assert part.endswith("."), path
            assert not set(MARKUP) & set(part), (path, part)
            assert say(part) == part
    assert {path for path, field in ALL.items() if not field.example} == WITHOUT_EXAMPLE


def test_no_two_questions_about_one_thing_say_the_same() -> None:
    for start in ("networks.*.", "sites.*.", "links.*."):
        what = [field.help for path, field in ALL.items() if path.startswith(start)]
        assert len(set(what)) == len(what)


def test_what_stands_under_the_form_is_brief() -> None:
    assert {path: len(field.help) for path, field in ALL.items() if len(field.help) > LONGEST_HELP} == {}
    sentences = {path: field.help.count(". ") + 1 for path, field in ALL.items()}
    assert {path: count for path, count in sentences.items() if count > 2} == {}


@pytest.mark.parametrize("path", sorted(set(ALL) - WITHOUT_EXAMPLE))
def test_an_example_is_a_good_answer(path: str) -> None:
    assert ALL[path].check(ALL[path].example) == ()


@pytest.mark.parametrize(
    ("path", "warning"),
    [
        ("networks.*.address_space", "must not overlap"),
        ("networks.*.gateway_subnet", "no network security group"),
        ("networks.*.dns_servers", "forward to 168.63.129.16"),
        ("networks.*.gateway.sku", "end in AZ"),
        ("networks.*.gateway.name", "billed"),
        ("links.*.connections", "one alone never connects"),
        ("shared_key", "never shown"),
    ],
)
def test_a_warning_that_matters_stands_under_the_form(path: str, warning: str) -> None:
    assert warning in ALL[path].help


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("networks.*.gateway_subnet", "the article of 2017 still took /28"),
        ("networks.*.gateway.name", "route-based is the only one"),
        ("networks.*.gateway.sku", "VpnGw1 to VpnGw5 are refused today"),
        (
            "networks.*.gateway.public_ips",
            "Standard, static and zone-redundant, without zones where the region has none",
        ),
        ("shared_key", "the article types abc123"),
    ],
)
def test_what_differs_from_the_article_has_a_reason(path: str, reason: str) -> None:
    assert reason in ALL[path].why


FIGURES: list[tuple[str, str, object]] = [
    *((path, "rule", f"1 to {RULES[Resource.CONNECTION].longest} letters") for path in ALL if "connection" in path),
    ("networks.*.name", "rule", f"{RULES[Resource.NETWORK].shortest} to {RULES[Resource.NETWORK].longest} letters"),
    ("networks.*.resource_group", "rule", f"1 to {RULES[Resource.RESOURCE_GROUP].longest} letters"),
    ("networks.*.subnets", "rule", f"1 to {RULES[Resource.SUBNET].longest} letters"),
    ("networks.*.gateway.name", "rule", f"1 to {RULES[Resource.GATEWAY].longest} letters"),
    ("networks.*.gateway.public_ips", "rule", f"1 to {RULES[Resource.PUBLIC_IP].longest} letters"),
    ("sites.*.name", "rule", f"1 to {RULES[Resource.SITE].longest} letters"),
    *(("networks.*.address_space", "rule", range_) for range_ in addresses.PRIVATE),
    *(
        (path, "rule", f"/{addresses.LARGEST} to /{addresses.SMALLEST}")
        for path in ("networks.*.address_space", "networks.*.subnets.*")
    ),
    ("networks.*.gateway_subnet", "rule", "/27 or larger"),
    *(("networks.*.gateway.sku", "rule", f"{skus.OFFERED[at].name} ") for at in (0, -1)),
    *(("networks.*.gateway.sku", "rule", f" {max(skus.OFFERED[at].bandwidth.values()):,} Mbps") for at in (0, -1)),
    *(("networks.*.gateway.sku", "rule", f" {sku.tunnels}") for sku in skus.OFFERED),
    ("networks.*.gateway.sku", "why", f"{skus.DEFAULT} is the smallest"),
    *(("networks.*.gateway.generation", "why", f" {rate:,} ") for rate in skus.OFFERED[1].bandwidth.values()),
    *(
        ("networks.*.gateway.bgp_asn", "rule", number)
        for first, last, owner in gateways.RESERVED_ASNS
        for number in (first, last)
        if owner == "Azure"
    ),
    *(("networks.*.gateway.bgp_asn", "why", number) for number in gateways.SAMPLE_ASNS),
    ("links.*.dpd_timeout_seconds", "rule", f"{links.DPD_SHORTEST} to {links.DPD_LONGEST} seconds"),
    *(
        (f"links.*.ipsec_policy.{key}", "rule", f"{value}{end}")
        for key, legal in policies.LEGAL.items()
        for value, end in zip(legal, [","] * (len(legal) - 2) + [" and", ","], strict=True)
    ),
    *((f"links.*.ipsec_policy.{key}", "rule", f"{least:,} ") for key, least in policies.LEAST.items()),
    *((f"links.*.ipsec_policy.{key}", "why", f"{usual} ") for key, usual in policies.USUAL.items()),
    ("shared_key", "help", f"{keys.GENERATED} letters and digits"),
    ("shared_key", "rule", f"1 to {keys.LONGEST} characters"),
    ("shared_key", "rule", f"Below {keys.SHORTEST_FINGERPRINTED} characters"),
]


@pytest.mark.parametrize(("path", "part", "figure"), FIGURES)
def test_a_figure_is_the_one_that_is_checked(path: str, part: str, figure: object) -> None:
    assert str(figure) in getattr(ALL[path], part)


def test_numbers_said_to_be_free_for_bgp_are() -> None:
    field = ALL["networks.*.gateway.bgp_asn"]
    assert "64512 to 65514 and 65521 to 65534" in field.rule
    for number in (64512, 65514, 65521, 65534):
        assert field.check(str(number)) == ()
    for number in (64511, 65515, 65520, 65535):
        assert errors(field.check(str(number)))


def test_what_is_said_of_generations_is_so() -> None:
    names = {
        generations: [sku.name for sku in skus.OFFERED if sku.generations == generations] for generations in _KNOWN
    }
    assert names == {(1,): ["VpnGw1AZ"], (2,): ["VpnGw4AZ", "VpnGw5AZ"], (2, 1): ["VpnGw2AZ", "VpnGw3AZ"]}
    assert ALL["networks.*.gateway.generation"].rule.startswith(
        "VpnGw1AZ exists in generation 1 only, VpnGw4AZ and VpnGw5AZ in 2 only, VpnGw2AZ and VpnGw3AZ in both."
    )


_KNOWN = {sku.generations for sku in skus.OFFERED}
