"""Findings stand on the line of the question that they are about; what is only empty is missing, not wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wizard.interviews import TEXTS, thorough
from vnetwizard.topology.findings import errors
from vnetwizard.topology.model import Neighbour, Surroundings
from vnetwizard.wizard.answers import Answers, KeyOrigin, encode, ids, practice, start
from vnetwizard.wizard.editing import add_subnet, change, judge_key, with_key
from vnetwizard.wizard.pages import KEY, Side, split
from vnetwizard.wizard.values import LONGEST, tidy
from vnetwizard.wizard.view import NOWHERE, look

POLICY = {"link.ipsec_policy": "yes"}


def typed(texts: dict[str, str], answers: Answers | None = None) -> Answers:
    answers = answers or practice()
    for id_, text in texts.items():
        answers = change(answers, id_, text)
    return answers


def codes(answers: Answers, surroundings: Surroundings = NOWHERE) -> list[tuple[str, str]]:
    """Return the question and the code of every finding but the sample's own note."""
    return [
        (placed.question, placed.finding.code)
        for page in look(answers, surroundings).pages
        for placed in page.findings
        if placed.finding.code != "region-no-zones"
    ]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ({"first.name": "x"}, [("first.name", "name-length")]),
        ({"first.existing": "perhaps"}, [("first.existing", "not-yes-or-no")]),
        ({"first.subscription": "mine"}, [
            ("first.subscription", "subscription-not-an-id"), ("second.subscription", "subscription-not-an-id"),
        ]),
        ({"first.resource_group": "a/b"}, [("first.resource_group", "name-characters")]),
        ({"second.location": "mars"}, [("second.location", "region-not-in-table")]),
        ({"second.location": "eastu"}, [("second.location", "region-unknown")]),
        ({"second.address_space": "10.41.0.0"}, [("second.address_space", "range-no-prefix")]),
        (
            {"first.address_space": "10.11.0.0/16 10.11.0.0/17"},
            [("first.address_space", "space-overlap")],
        ),
        ({"second.address_space": "10.11.0.0/16"}, [("second.address_space", "linked-overlap")]),
        ({"first.subnets.1.name": "a b"}, [("first.subnets.1.name", "name-characters")]),
        ({"first.subnets.1.name": "gatewaysubnet"}, [("first.subnets.1.name", "subnet-is-gateways")]),
        ({"first.subnets.1.range": "10.12.0.0/24"}, [("first.subnets.1.range", "subnet-outside")]),
        ({"first.subnets.1.range": "10.11.0.1/24"}, [("first.subnets.1.range", "range-host-bits")]),
        ({"first.gateway_subnet": "10.11.0.128/28"}, [
            ("first.gateway_subnet", "gateway-subnet-small"), ("first.gateway_subnet", "gateway-subnet-overlap"),
        ]),
        ({"first.dns_servers": "168.63.129.16, fd00::1"}, [("first.dns_servers", "address-ipv6")]),
        ({"first.gateway.sku": "VpnGw1"}, [("first.gateway.sku", "sku-retired")]),
        ({"first.gateway.generation": "2"}, [("first.gateway.generation", "gateway-generation")]),
        ({"first.gateway.generation": "two"}, [("first.gateway.generation", "not-a-number")]),
        ({"first.gateway.public_ips": "a, b"}, [("first.gateway.public_ips", "gateway-public-ips")]),
        ({"first.gateway.active_active": "yes", "first.gateway.public_ips": "a"},
         [("first.gateway.public_ips", "gateway-public-ips")]),
        ({"first.gateway.zones": "1, 4"}, [("first.gateway.zones", "zones-unknown")]),
        ({"first.gateway.zones": "none"}, [("first.gateway.zones", "zones-needed")]),
        ({"second.gateway.bgp_asn": "65515"}, [("second.gateway.bgp_asn", "asn-reserved")]),
        ({"link.bgp": "yes"}, [
            ("first.gateway.bgp_asn", "bgp-needs-asn"), ("second.gateway.bgp_asn", "bgp-needs-asn"),
        ]),
        ({"link.connections.1": "TestVNet1toTestVNet4"}, [("link.connections.1", "connection-names-equal")]),
        ({"link.connections.0": "a b"}, [("link.connections.0", "name-characters")]),
        ({"link.dpd_timeout_seconds": "5"}, [("link.dpd_timeout_seconds", "dpd-timeout")]),
        ({**POLICY, "link.ipsec_policy.dh_group": "DHGroup9"}, [("link.ipsec_policy.dh_group", "policy-value")]),
        ({**POLICY, "link.ipsec_policy.sa_lifetime_seconds": "soon"},
         [("link.ipsec_policy.sa_lifetime_seconds", "not-a-number")]),
        ({"second.location": "chinanorth"}, [("link.connections.0", "link-across-clouds")]),
        ({"second.name": "TestVNet1", "second.resource_group": "testrg1"}, [("second.name", "name-taken")]),
        ({"first.existing": "yes", "first.gateway.name": "gw", "first.gateway.sku": "VpnGw1"},
         [("first.gateway.sku", "sku-retired-existing")]),
        ({"first.existing": "yes", "first.gateway.name": "gw", "first.gateway.bgp_asn": "65515"}, []),
        ({"first.dns_servers": "x" * (LONGEST + 1)}, [("first.dns_servers", "answer-too-long")]),
        ({"first.name": "x" * 1_000_000}, [("first.name", "answer-too-long")]),
    ],
)  # fmt: skip
def test_a_finding_stands_on_its_line(texts: dict[str, str], found: list[tuple[str, str]]) -> None:
    assert codes(typed(texts)) == found


@pytest.mark.parametrize(
    ("texts", "missing"),
    [
        ({"first.name": "", "first.resource_group": "g", "first.gateway.name": "gw", "link.connections.0": "a",
          "link.connections.1": "b"}, ["first.name"]),
        ({"first.address_space": " , "}, ["first.address_space", "first.gateway_subnet"]),
        ({"first.subnets.1.name": " "}, ["first.subnets.1.name"]),
        ({"first.subnets.1.range": "", "first.subnets.1.name": "web"}, ["first.subnets.1.range"]),
        ({"first.subnets.1.range": ""}, []),
        ({"first.gateway_subnet": ""}, ["first.gateway_subnet"]),
        ({"first.gateway.name": ""}, ["first.gateway.name", "first.gateway.public_ips"]),
        ({"first.gateway.sku": ""}, ["first.gateway.sku"]),
        ({"first.gateway.public_ips": ""}, ["first.gateway.public_ips"]),
        ({"first.dns_servers": "", "first.gateway.zones": "", "first.gateway.generation": ""}, []),
        ({"link.connections.0": "", "link.connections.1": ""}, ["link.connections.0", "link.connections.1"]),
        ({"link.dpd_timeout_seconds": "", "link.bgp": ""}, []),
        ({**POLICY, "link.ipsec_policy.dh_group": ""}, ["link.ipsec_policy.dh_group"]),
        ({"first.existing": "yes"}, []),
        ({"first.existing": "yes", "first.gateway.name": "gw", "first.gateway.sku": ""}, ["first.gateway.sku"]),
        ({KEY: "with-hyphen"}, [KEY]),
        ({KEY: ""}, [KEY]),
        ({KEY: "a-good-one"}, [KEY]),
        ({KEY: "agoodone"}, []),
    ],
)  # fmt: skip
def test_what_is_empty_is_missing_not_wrong(texts: dict[str, str], missing: list[str]) -> None:
    view = look(typed(texts))
    found = [question.id for page in view.pages for question in page.questions if question.missing]
    assert found == missing
    assert not {placed.question for page in view.pages for placed in page.findings if placed.is_error} & set(found)


def test_a_new_interview_misses_things_and_has_no_error() -> None:
    view = look(start())
    assert [phrase.say() for phrase in view.current.missing] == [
        "Resource group is missing",
        "Name is missing",
        "Region is missing",
    ]
    assert not any(page.errors for page in view.pages)
    assert view.gate is not None


def test_why_no_gateway_subnet_can_be_filled_in_is_said() -> None:
    found = codes(typed({"first.subnets.1.range": "10.11.0.0/16"}))
    assert ("first.gateway_subnet", "gateway-subnet-eaten") in found


def test_two_subnets_of_one_name_have_a_line_each() -> None:
    answers = add_subnet(practice(), Side.FIRST)
    answers = typed({"first.subnets.2.name": "FrontEnd", "first.subnets.1.range": "10.12.0.0/24"}, answers)
    assert codes(answers) == [("first.subnets.1.range", "subnet-outside"), ("first.subnets.2.name", "name-taken")]


def test_an_overlap_with_the_surroundings_stands_on_the_address_space() -> None:
    there = Surroundings(neighbours=(Neighbour(id="/n", name="there", address_space=("10.11.7.0/24",)),))
    answers = change(practice(), "first.address_space", "10.11.0.0/16", there)
    assert codes(answers, there) == [("first.address_space", "neighbour-overlap")]


def test_errors_elsewhere_name_their_page() -> None:
    view = look(typed({"first.name": "x", "link.bgp": "yes"}))
    assert view.elsewhere == ()  # nobody has been there yet
    assert {placed.page for page in view.pages for placed in page.findings if placed.is_error} == {
        "first.basics", "first.gateway", "second.gateway"
    }  # fmt: skip


@thorough
@given(st.sampled_from([id_ for id_ in ids(practice()) if id_ != KEY]), TEXTS)
def test_what_a_question_has_against_a_text_by_itself_is_never_passed_over(id_: str, text: str) -> None:
    answers = typed({**POLICY, id_: text})
    by_itself = split(id_)[1].field.check(text)
    view = look(answers)
    page = next(page for page in view.pages for question in page.questions if question.id == id_)
    question = next(question for question in page.questions if question.id == id_)
    here = [placed for placed in page.about(id_) if placed.is_error]
    emptied = not text.strip() and ".subnets." in id_
    assert not errors(by_itself) or here or question.missing or emptied


def test_a_remark_says_what_a_good_answer_means() -> None:
    asked = {question.id: question for page in look(practice()).pages for question in page.questions}
    remark = asked["first.gateway_subnet"].remark
    assert remark is not None
    assert remark.values == {"count": "27"}
    unread = look(typed({"first.gateway.generation": "two"})).page("first.gateway").questions[5]
    assert unread.remark is None


@pytest.mark.parametrize(
    ("key", "origin"),
    [
        ("s3cretS3cretS3cretS3cret", KeyOrigin.TYPED),
        ("short", KeyOrigin.TYPED),
        ("", KeyOrigin.MISSING),
        ("not this-one", KeyOrigin.MISSING),
        ("x" * 129, KeyOrigin.MISSING),
    ],
)
def test_of_a_shared_key_only_its_origin_is_kept(key: str, origin: KeyOrigin) -> None:
    answers = change(practice(), KEY, key)
    assert answers.key is origin
    assert not answers.typed
    assert not key or key not in encode(answers).decode()
    assert not key or key not in repr(look(answers))
    assert (origin is KeyOrigin.MISSING) == bool(errors(judge_key(key)))
    assert with_key(answers, KeyOrigin.GENERATED) == practice()


@pytest.mark.parametrize(
    ("id_", "pasted", "tidied"),
    [
        ("first.address_space", " 10.0.0.0/16\r\n10.1.0.0/16,\n", "10.0.0.0/16, 10.1.0.0/16"),
        ("first.dns_servers", "10.0.0.4;10.0.0.5", "10.0.0.4, 10.0.0.5"),
        ("first.name", " hub\r\n", "hub"),
        ("first.gateway_subnet", "\n10.0.0.0/27\n", "10.0.0.0/27"),
        ("first.name", "hub\none", "hub one"),
    ],
)
def test_what_is_pasted_is_put_on_one_line(id_: str, pasted: str, tidied: str) -> None:
    assert tidy(split(id_)[1].field, pasted) == tidied
