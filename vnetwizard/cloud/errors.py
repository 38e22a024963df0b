"""Azure's errors, sorted by what helps: nothing, a mend, a sign-in, or time. Sources: azure-facts §7, azure-wire §5."""

from __future__ import annotations

import json
import math
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
from azure.core.exceptions import AzureError, ClientAuthenticationError, DeserializationError, HttpResponseError

from vnetwizard.plan.cloud import CloudError, NeedsMending, NotSignedIn, NotTrusted, Passing, Refused
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNTRUSTED = "certificate verify failed"
_SSL_OBJECT = re.compile(r" ?ssl:(<[^>]*>|\w+)")  # aiohttp shows its own objects
_CLIENT_ERROR, _UNAUTHORIZED, _FORBIDDEN = 400, 401, 403
_PASSING_STATUS = frozenset({408, 429, 500, 502, 503, 504})
_PASSING = frozenset(
    {
        "AnotherOperationInProgress",
        "GatewayOperationFailedRetry",
        "ReferencedResourceNotProvisioned",
        "ResourceGroupBeingDeleted",
        "RetryableError",
        "RetryableErrorDueToAnotherOperation",
    }
)
_SOON = frozenset({"InvalidResourceReference", "ParentResourceNotFound", "ResourceGroupNotFound", "ResourceNotFound"})
"""What a write refers to is not there yet, or not everywhere; worth some tries and no more (azure-facts §7)."""
_SOON_TRIES = 6
_SHORTEST, _LONGEST = 0.05, 600.0  # seconds: what a Retry-After may ask for
_MENDS = {
    "AuthorizationFailed": mark(
        "Get a role that may do it, such as Network Contributor on the resource group; a new role takes some minutes."
    ),
    "InvalidAuthenticationTokenTenant": mark(
        "Sign in to the subscription's own tenant: --tenant ID, or az login --tenant ID."
    ),
    "MissingSubscriptionRegistration": mark(
        "Register the provider, once for the subscription:  az provider register --namespace Microsoft.Network --wait"
    ),
    "SubscriptionNotFound": mark("Correct the subscription's id in the plan file, or sign in as somebody who sees it."),
}
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
    except (json.JSONDecodeError, DeserializationError) as error:  # a proxy's page, with 200
        raise Passing("UnreadableAnswer", str(error)) from None


def translate(error: AzureError) -> CloudError:
    """Return what an SDK error means."""
    response = getattr(error, "response", None)
    if isinstance(error, HttpResponseError) and response is not None:
        if response.status_code < _CLIENT_ERROR:  # accepted, and then not to be read
            return Passing("UnreadableAnswer", _first_line(error))
        return _of_response(response)
    text = _first_line(error)
    if _UNTRUSTED in text.casefold():
        reason = text[text.casefold().index(_UNTRUSTED) :].partition(" (_ssl")[0]
        return NotTrusted("CertificateNotTrusted", reason)
    if isinstance(error, ClientAuthenticationError):
        return NotSignedIn("NotSignedIn", str(error).strip() or text)
    return Passing("Unreachable", text)


def of_body(status: int, body: Any, headers: Any) -> CloudError:
    """Return what an error answer means, from its parts; with the mend for its code, where there is one."""
    found = _of_body(status, body, headers)
    found.mend = _MENDS.get(found.code, "")
    return found


def of_write(error: CloudError) -> CloudError:
    """Return what an error means that a write met: what it refers to may be there in a moment."""
    if isinstance(error, Refused) and error.code in _SOON:
        return Passing(error.code, error.message, status=error.status, request_id=error.request_id, tries=_SOON_TRIES)
    return error


def _of_body(status: int, body: Any, headers: Any) -> CloudError:
    error = body.get("error", body) if isinstance(body, dict) else {}
    if not isinstance(error, dict):
        error = {}
    code = str(error.get("code") or f"HTTP{status}")
    message = str(error.get("message") or f"HTTP {status}, without a word").replace("\r\n", " ")
    request_id = str(headers.get("x-ms-request-id") or headers.get("x-ms-correlation-request-id") or "")
    if status == _UNAUTHORIZED:
        return NotSignedIn(code, message, status=status, request_id=request_id)
    details = error.get("details") or ()
    codes = {code, *(str(one.get("code")) for one in details if isinstance(one, dict))}
    if status in _PASSING_STATUS or codes & _PASSING:
        return Passing(code, message, status=status, request_id=request_id, retry_after=retry_after(headers))
    if status == _FORBIDDEN or code in _NEEDS_MENDING:
        return NeedsMending(code, message, status=status, request_id=request_id)
    return Refused(code, message, status=status, request_id=request_id)


def retry_after(headers: Any) -> float | None:
    """Return how many seconds Azure asks us to wait, within reason, or None where it does not say.

    `Retry-After: 0` counts as a second: a client that looks without a pause serves nobody.
    """
    for name, unit in (("retry-after-ms", 0.001), ("x-ms-retry-after-ms", 0.001), ("Retry-After", 1.0)):
        try:
            seconds = float(headers[name]) * unit
        except (KeyError, ValueError, TypeError):
            continue
        if math.isfinite(seconds):
            return min(max(seconds or 1.0, _SHORTEST), _LONGEST)
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
