"""Which hosts a cloud has, and for whom its tokens are. Nothing but the public cloud was tried against Azure."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec
from azure.core import AsyncPipelineClient
from azure.core.exceptions import AzureError
from azure.core.pipeline.policies import AsyncRetryPolicy, UserAgentPolicy
from azure.core.rest import AsyncHttpResponse, HttpRequest
from azure.identity import AzureAuthorityHosts

if TYPE_CHECKING:
    from vnetwizard.cloud.transport import PacedTransport

_METADATA_PATH = "/metadata/endpoints?api-version=2022-09-01"
_OK = 200


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Where a Resource Manager is, for whom tokens are issued, and who issues them."""

    base_url: str
    audience: str
    authority: str

    def owns(self, url: str) -> bool:
        """Whether a token may go to `url`.

        It may go to the endpoint itself, and to the Resource Manager that its tokens are for: behind a proxy, Azure's
        answers name that one.
        """
        wanted, own, audience = urlsplit(url), urlsplit(self.base_url), urlsplit(self.audience)
        if wanted.scheme == own.scheme and wanted.netloc == own.netloc:
            return True
        host, behind = wanted.hostname or "", audience.hostname or ""
        return wanted.scheme == "https" and bool(behind) and (host == behind or host.endswith(f".{behind}"))


_CLOUDS = {
    "public": Endpoint(
        base_url="https://management.azure.com",
        audience="https://management.azure.com/",
        authority=AzureAuthorityHosts.AZURE_PUBLIC_CLOUD,
    ),
    "usgov": Endpoint(
        base_url="https://management.usgovcloudapi.net",
        audience="https://management.usgovcloudapi.net/",
        authority=AzureAuthorityHosts.AZURE_GOVERNMENT,
    ),
    "china": Endpoint(
        base_url="https://management.chinacloudapi.cn",
        audience="https://management.chinacloudapi.cn/",
        authority=AzureAuthorityHosts.AZURE_CHINA,
    ),
}


class _Authentication(msgspec.Struct):
    audiences: list[str] = []


class _Metadata(msgspec.Struct):
    authentication: _Authentication = msgspec.field(default_factory=_Authentication)


async def endpoint(cloud: str, arm_endpoint: str | None, transport: PacedTransport) -> Endpoint:
    """Return where to go.

    The audience of `arm_endpoint` is what its `/metadata/endpoints` says, else the chosen cloud's; never guessed from
    its own host. Whoever names an endpoint trusts it with a token for the audience that it names.

    Raises:
        ServiceRequestError: it cannot be reached (azure-core's own error).

    """
    known = _CLOUDS[cloud]
    if arm_endpoint is None:
        return known
    base_url = arm_endpoint.rstrip("/")
    audience = await _audience(base_url, transport) or known.audience
    return msgspec.structs.replace(known, base_url=base_url, audience=audience)


async def _audience(base_url: str, transport: PacedTransport) -> str | None:
    client: AsyncPipelineClient[HttpRequest, AsyncHttpResponse] = AsyncPipelineClient(
        base_url=base_url, policies=[UserAgentPolicy("vnetwizard"), AsyncRetryPolicy()], transport=transport
    )
    response = await client.send_request(HttpRequest("GET", base_url + _METADATA_PATH))
    if response.status_code != _OK:
        return None
    try:
        found = msgspec.json.decode(response.content, type=_Metadata | list[_Metadata])
    except (msgspec.MsgspecError, AzureError):
        return None
    first = found if isinstance(found, _Metadata) else (found[0] if found else _Metadata())
    return next(iter(first.authentication.audiences), None)
