"""Every rule, broken on purpose: `rules.toml` edits `base.toml`, and the finding named there has to come of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vnetwizard.topology import planfile
from vnetwizard.topology.findings import Severity, errors
from vnetwizard.topology.rules import check
from vnetwizard.words import say

HERE = Path(__file__).parent
BASE = (HERE / "base.toml").read_text()
CASES = tomllib.loads((HERE / "rules.toml").read_text())["case"]


def edited(case: dict[str, Any]) -> str:
    text = BASE
    for old, new in case.get("edits", []):
        assert old in text, f"base.toml has no {old}"
        text = text.replace(old, new, 1)
    return text + str(case.get("append", ""))


def test_the_base_is_legal_and_nothing_is_said_about_it() -> None:
    assert check(planfile.read(BASE, "base.toml")) == ()


@pytest.mark.parametrize("case", CASES, ids=[f"{case['code']}-{case['field']}" for case in CASES])
def test_a_broken_rule_is_found(case: dict[str, Any]) -> None:
    found = check(planfile.read(edited(case), "edited.toml"))
    matching = [finding for finding in found if (finding.code, finding.field) == (case["code"], case["field"])]
    assert len(matching) == 1, [(finding.code, finding.field) for finding in found]
    finding = matching[0]
    words = f"{say(finding.kind.message, finding.values)} {say(finding.kind.mend, finding.values)}"
    assert case.get("says", "") in words
    if "offers" in case:
        assert finding.offers == tuple(case["offers"])
    if case.get("only", True):
        assert found == (finding,), [(other.code, other.field) for other in found]


@pytest.mark.parametrize(
    ("edits", "gone"),
    [
        # What is there already is taken as it is.
        ([['address_space  = ["10.4.0.0/16"]', ""]], "space-missing"),
        # A smaller gateway subnet is fine for a Basic gateway that exists.
        (
            [
                ["existing       = true", "existing = true\ngateway_subnet = '10.4.0.0/29'"],
                ['["OldGWIP"] }', '["OldGWIP"], sku = "Basic" }'],
            ],
            "gateway-subnet-small",
        ),
        # Azure's default ASN is nobody's choice on a gateway that exists.
        (
            [['["OldGWIP"] }', '["OldGWIP"], bgp_asn = 65515 }']],
            "asn-reserved",
        ),
    ],
)
def test_what_is_fine_is_not_found(edits: list[list[str]], gone: str) -> None:
    found = check(planfile.read(edited({"edits": edits}), "edited.toml"))
    assert gone not in {finding.code for finding in found}
    assert not errors(found)


def test_findings_stand_in_the_order_of_the_file() -> None:
    edits = [
        ["dpd_timeout_seconds = 30", "dpd_timeout_seconds = 1"],
        ['"10.3.255.0/27"', '"10.3.255.0/28"'],
        ['"10.1.1.0/24"', '"10.1.0.0/25"'],
        ['"uksouth"', '""'],
        ['"203.0.113.10"', '"10.0.0.1"'],
        ['"HubGW"', '"-HubGW"'],
    ]
    found = check(planfile.read(edited({"edits": edits}), "edited.toml"))
    assert [finding.field for finding in found] == [
        "networks.Hub.subnets.BackEnd",
        "networks.Hub.gateway.name",
        "networks.East.gateway_subnet",
        "networks.Alone.location",
        "sites.HeadOffice.public_ip",
        "links[0].dpd_timeout_seconds",
    ]


def test_one_error_does_not_hide_another() -> None:
    # The space is mistyped; what it means is still used for the subnets.
    edits = [['"10.1.0.0/16"', '"10.1.0.1/16"'], ['"10.1.1.0/24"', '"10.9.1.0/24"']]
    found = check(planfile.read(edited({"edits": edits}), "edited.toml"))
    assert [finding.code for finding in found] == ["range-host-bits", "subnet-outside"]


def test_severities() -> None:
    by_code = {
        finding.code: finding.severity
        for case in CASES
        for finding in check(planfile.read(edited(case), "edited.toml"))
        if finding.code == case["code"]
    }
    lenient = {code: severity for code, severity in by_code.items() if severity is not Severity.ERROR}
    assert lenient == {
        "range-public": Severity.WARNING,
        "unlinked-overlap": Severity.WARNING,
        "gateway-subnet-small-existing": Severity.WARNING,
        "dns-forward": Severity.WARNING,
        "dns-twice": Severity.WARNING,
        "region-nearly-known": Severity.WARNING,
        "region-not-in-table": Severity.WARNING,
        "region-no-zones": Severity.NOTE,
        "sku-retired-existing": Severity.WARNING,
        "sku-basic-existing": Severity.WARNING,
        "asn-equal-unused": Severity.WARNING,
        "policy-weak": Severity.WARNING,
    }
