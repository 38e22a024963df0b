"""The same job on an endpoint that is not practice Azure's socket: TLS, azure-identity, the wall's own seconds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.whole.any_endpoint import AUDIENCE, TOKEN, Endpoint, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.whole.program import Program


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Endpoint]:
    with served(tmp_path) as found:
        yield found


def test_managed_identity_over_tls_ends_connected(program: Program, sample_file: str, endpoint: Endpoint) -> None:
    program.environment = endpoint.environment
    where = ("--arm-endpoint", endpoint.url, "--auth", "managed-identity")
    done = program.run("apply", sample_file, *where, "--yes")
    assert done.code == 0, done.err + done.out
    assert "Connected, both ways" in done.out
    assert "ana@contoso.example" in done.out
    assert {one.rstrip("/").removesuffix("/.default") for one in endpoint.audiences} == {AUDIENCE.rstrip("/")}
    assert endpoint.refused == []
    assert "cost money" in done.out
    lines = done.out[done.out.index("To delete what this run made") :]
    order = ["connections/TestVNet1toTestVNet4", "virtualNetworkGateways/TestVNet1GW", "group delete --name TestRG1"]
    assert [lines.index(one) for one in order] == sorted(lines.index(one) for one in order)
    files = [path for path in program.home.rglob("*") if path.is_file()]
    assert not any(TOKEN.encode() in path.read_bytes() for path in files)

    (run,) = program.runs
    assert program.run("verify", run).code == 0
    writes = [one for one in endpoint.requests if one[0] == "PUT"]
    assert program.run("apply", sample_file, *where, "--yes", "--json").code == 0
    assert [one for one in endpoint.requests if one[0] == "PUT"] == writes
    assert not (program.home / "practice").exists()


def test_a_certificate_that_nobody_trusts_is_refused_before_anything_is_sent(
    program: Program, sample_file: str, endpoint: Endpoint
) -> None:
    program.environment = {**endpoint.environment, "REQUESTS_CA_BUNDLE": ""}
    done = program.run("plan", sample_file, "--arm-endpoint", endpoint.url, "--auth", "managed-identity")
    assert done.code == 1
    assert "REQUESTS_CA_BUNDLE" in done.out + done.err
    assert endpoint.requests == []
    assert endpoint.audiences == []


def test_openssls_own_variable_is_honoured(program: Program, sample_file: str, endpoint: Endpoint) -> None:
    program.environment = {**endpoint.environment, "REQUESTS_CA_BUNDLE": "", "SSL_CERT_FILE": endpoint.ca_file}
    done = program.run("plan", sample_file, "--arm-endpoint", endpoint.url, "--auth", "managed-identity", "--json")
    assert done.code == 0, done.err
    assert [one["action"] for one in done.events if one["event"] == "step"] == ["create"] * 10


def test_a_refused_identity_is_a_sentence(program: Program, sample_file: str, endpoint: Endpoint) -> None:
    program.environment = {**endpoint.environment, "IDENTITY_HEADER": "somebody-else"}
    done = program.run("plan", sample_file, "--arm-endpoint", endpoint.url, "--auth", "managed-identity")
    assert done.code == 1
    assert "sign-in" in done.out
    assert "Traceback" not in done.err


def test_without_a_way_to_sign_in_every_way_is_named(program: Program, sample_file: str, endpoint: Endpoint) -> None:
    program.environment = {"REQUESTS_CA_BUNDLE": endpoint.ca_file, "PATH": "/nonexistent"}
    done = program.run("plan", sample_file, "--arm-endpoint", endpoint.url, "--auth", "az")
    assert done.code == 1
    assert "az:" in done.out or "CLI" in done.out
    assert "Traceback" not in done.err


def test_a_write_whose_answer_is_lost_is_sent_once(program: Program, sample_file: str, endpoint: Endpoint) -> None:
    program.environment = endpoint.environment
    endpoint.drops = ["/testvnet1gw", "/testvnet4", "/testrg1", "/testvnet1totestvnet4"]
    done = program.run("apply", sample_file, "--arm-endpoint", endpoint.url, "--auth", "managed-identity", "--yes")
    assert done.code == 0, done.err + done.out
    assert endpoint.drops == []
    writes = [path.casefold() for method, path in endpoint.requests if method == "PUT"]
    assert len(writes) == len(set(writes)) == 10


def test_a_subscription_that_cannot_be_seen_is_not_an_empty_one(
    program: Program, sample_file: str, endpoint: Endpoint, tmp_path: Path
) -> None:
    program.environment = endpoint.environment
    stranger = "33333333-3333-4333-8333-333333333333"
    plan = tmp_path / "other.toml"
    text = Path(sample_file).read_text()
    plan.write_text(text.replace("[networks.TestVNet1]", f'[networks.TestVNet1]\nsubscription = "{stranger}"', 1))
    done = program.run("apply", str(plan), "--arm-endpoint", endpoint.url, "--auth", "managed-identity", "--yes")
    assert done.code == 1
    assert stranger in done.out
    assert not [one for one in endpoint.requests if one[0] == "PUT"]


def test_a_token_goes_to_no_other_host(program: Program, sample_file: str, endpoint: Endpoint) -> None:
    program.environment = endpoint.environment
    endpoint.operations_elsewhere = "https://127.0.0.2:1"
    done = program.run("apply", sample_file, "--arm-endpoint", endpoint.url, "--auth", "managed-identity", "--yes")
    assert done.code == 1
    assert "ForeignOperationUrl" in done.out


def test_a_ca_file_that_is_not_there_is_named(program: Program, sample_file: str, endpoint: Endpoint) -> None:
    program.environment = {**endpoint.environment, "REQUESTS_CA_BUNDLE": "/nonexistent.pem"}
    done = program.run("plan", sample_file, "--arm-endpoint", endpoint.url, "--auth", "managed-identity")
    assert done.code == 1
    assert "/nonexistent.pem" in done.out
    assert "Traceback" not in done.err


def test_a_token_that_azure_takes_no_more_is_renewed_without_a_word(
    program: Program, sample_file: str, endpoint: Endpoint
) -> None:
    program.environment = endpoint.environment
    endpoint.unauthorized_at = 60
    done = program.run("apply", sample_file, "--arm-endpoint", endpoint.url, "--auth", "managed-identity", "--yes")
    assert done.code == 0, done.err + done.out
    assert len(endpoint.requests) > 60


@pytest.mark.parametrize(
    "answer", [(200, {"value": None}), (200, {}), (500, {"error": {"code": "InternalServerError"}})]
)
def test_a_key_that_is_not_shown_is_no_key(
    program: Program, sample_file: str, endpoint: Endpoint, answer: tuple[int, object]
) -> None:
    program.environment = endpoint.environment
    endpoint.keys = answer
    where = ("--arm-endpoint", endpoint.url, "--auth", "managed-identity")
    done = program.run("apply", sample_file, *where, "--yes")
    assert done.code == 0, done.err + done.out
    assert "may not be read back" in done.out
    verified = program.run("verify")
    assert verified.code == 1
    assert "were not compared" in verified.out
