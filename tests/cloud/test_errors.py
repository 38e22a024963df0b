"""What Azure's errors mean: nothing helps, a mend, a sign-in, or time. Sources: azure-facts §7, azure-wire §5."""

from __future__ import annotations

import pytest

from vnetwizard.cloud.endpoints import Endpoint
from vnetwizard.cloud.errors import of_body, of_write, retry_after
from vnetwizard.plan.cloud import CloudError, NeedsMending, NotSignedIn, Passing, Refused, declined


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "InvalidGatewaySize", Refused),
        (400, "ReferencedResourceNotProvisioned", Passing),
        (401, "ExpiredAuthenticationToken", NotSignedIn),
        (403, "AuthorizationFailed", NeedsMending),
        (403, "SomethingNew", NeedsMending),
        (404, "SubscriptionNotFound", Refused),
        (409, "AnotherOperationInProgress", Passing),
        (409, "GatewayOperationFailedRetry", Passing),
        (409, "MissingSubscriptionRegistration", NeedsMending),
        (409, "InvalidResourceLocation", Refused),
        (409, "SkuNotAvailable", NeedsMending),
        (429, "RetryableError", Passing),
        (500, "InternalServerError", Passing),
        (503, "ServerTimeout", Passing),
    ],
)
def test_codes(status: int, code: str, kind: type[CloudError]) -> None:
    found = of_body(status, {"error": {"code": code, "message": "m"}}, {"x-ms-request-id": "r"})
    assert (type(found), found.code, found.message, found.status, found.request_id) == (kind, code, "m", status, "r")


@pytest.mark.parametrize("body", [None, "<html>", [], {}, {"error": None}, {"error": "no"}, {"error": {"code": None}}])
def test_an_answer_that_is_no_error_of_arm_keeps_its_status(body: object) -> None:
    found = of_body(502, body, {})
    assert (type(found), found.code) == (Passing, "HTTP502")


def test_a_code_in_the_details_counts() -> None:
    error = {"code": "Conflict", "message": "m", "details": [{"code": "RetryableErrorDueToAnotherOperation"}, None]}
    assert isinstance(of_body(409, {"error": error}, {}), Passing)


def test_what_a_write_refers_to_may_be_there_in_a_moment() -> None:
    found = of_write(of_body(404, {"error": {"code": "ResourceGroupNotFound", "message": "m"}}, {}))
    assert isinstance(found, Passing)
    assert found.tries < 10
    assert declined(found)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "10"}, 10),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "-5"}, 0.05),
        ({"Retry-After": "1e9"}, 600),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": "inf"}, None),
        ({"Retry-After": "Tue, 24 Nov 2026 08:00:00 GMT"}, None),
        ({"retry-after-ms": "250", "Retry-After": "9"}, 0.25),
    ],
)
def test_how_long_azure_asks_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


@pytest.mark.parametrize(
    ("url", "owned"),
    [
        ("https://proxy.example/subscriptions/s", True),
        ("https://management.azure.com/subscriptions/s", True),
        ("https://eastus.management.azure.com/subscriptions/s", True),
        ("http://management.azure.com/subscriptions/s", False),
        ("https://management.azure.com.evil.example/subscriptions/s", False),
        ("https://proxy.example:444/subscriptions/s", False),
        ("nonsense", False),
    ],
)
def test_where_a_token_may_go(url: str, *, owned: bool) -> None:
    endpoint = Endpoint(base_url="https://proxy.example", audience="https://management.azure.com/", authority="")
    assert endpoint.owns(url) is owned
