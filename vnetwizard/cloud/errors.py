"""Azure's errors, sorted by what helps: nothing, a mend, a sign-in, or time. Sources: azure-facts §7, azure-wire §5."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError

from vnetwizard.plan.cloud import CloudError, NeedsMending, NotSignedIn, NotTrusted, Passing, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNTRUSTED = "certificate verify failed"
_SSL_OBJECT = re.compile(r" ?ssl:(<[^>]*>|\w+)")  # aiohttp shows its own objects
_UNAUTHORIZED, _FORBIDDEN = 401, 403
_PASSING_STATUS = frozenset({408, 429, 500, 502, 503, 504})
_PASSING = frozenset(
    {
        "AnotherOperationInProgress",
        "GatewayOperationFailedRetry",
        "ParentResourceNotFound",
        "ReferencedResourceNotProvisioned",
        "ResourceGroupBeingDeleted",
        "RetryableError",
        "RetryableErrorDueToAnotherOperation",
    }
)
_NEEDS_MENDING = frozenset(
    {
        "AuthorizationFailed",
        "LinkedAuthorizationFailed",
        "MissingSubscriptionRegistration",
        "OperationNotAllowed",
        "PublicIPCountLimitReached",
        "QuotaExceeded",
        "ReadOnlyDisabledSubscription",
        "RegionIsOfferRestricted",
        "RequestDisallowedByPolicy",
        "ResourceQuotaExceeded",
        "ScopeLocked",
        "SkuNotAvailable",
    }
)


@contextmanager
def translated() -> Iterator[None]:
    """Turn what the SDK raises into a `CloudError`."""
    try:
        yield
    except AzureError as error:
        raise translate(error) from None


def translate(error: AzureError) -> CloudError:
    """Return what an SDK error means."""
    response = getattr(error, "response", None)
    if isinstance(error, HttpResponseError) and response is not None:
        return _of_response(response)
    text = _first_line(error)
    if _UNTRUSTED in text.casefold():
        reason = text[text.casefold().index(_UNTRUSTED) :].partition(" (_ssl")[0]
        return NotTrusted("CertificateNotTrusted", reason)
    if isinstance(error, ClientAuthenticationError):
        return NotSignedIn("NotSignedIn", str(error).strip() or text)
    return Passing("Unreachable", text)


def of_body(status: int, body: Any, headers: Any) -> CloudError:
    """Return what an error answer means, from its parts."""
    error = body.get("error", body) if isinstance(body, dict) else {}
    if not isinstance(error, dict):
        error = {}
    code = str(error.get("code") or f"HTTP{status}")
    message = str(error.get("message") or f"HTTP {status}, without a word").replace("\r\n", " ")
    request_id = str(headers.get("x-ms-request-id") or headers.get("x-ms-correlation-request-id") or "")
    if status == _UNAUTHORIZED:
        return NotSignedIn(code, message, status=status, request_id=request_id)
    if status in _PASSING_STATUS or code in _PASSING:
        return Passing(code, message, status=status, request_id=request_id, retry_after=retry_after(headers))
    if status == _FORBIDDEN or code in _NEEDS_MENDING:
        return NeedsMending(code, message, status=status, request_id=request_id)
    return Refused(code, message, status=status, request_id=request_id)


def retry_after(headers: Any) -> float | None:
    """Return how many seconds Azure asks us to wait, or None where it does not say."""
    for name, unit in (("retry-after-ms", 0.001), ("x-ms-retry-after-ms", 0.001), ("Retry-After", 1.0)):
        try:
            return float(headers[name]) * unit
        except (KeyError, ValueError, TypeError):
            continue
    return None


def _of_response(response: Any) -> CloudError:
    try:
        body = msgspec.json.decode(response.text())
    except Exception:  # noqa: BLE001 - a proxy's HTML, an unread or broken stream: the status is what is left
        body = None
    return of_body(response.status_code, body, response.headers)


def _first_line(error: AzureError) -> str:
    line = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return _SSL_OBJECT.sub("", line)
