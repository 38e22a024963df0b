"""Lists that Azure gives page by page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from vnetwizard.plan.cloud import Refused

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from vnetwizard.cloud.endpoints import Endpoint


async def listed(items: Any, endpoint: Endpoint) -> AsyncIterator[Any]:
    """Give the items of all pages of an SDK's list.

    The SDK asks for the next page wherever the last one says that it is, with our token.

    Raises:
        Refused: the next page is said to be where a token may not go.

    """
    pages = items.by_page()
    async for page in pages:
        if pages.continuation_token and not endpoint.owns(pages.continuation_token):
            raise Refused("ForeignListUrl", urlsplit(pages.continuation_token).netloc)
        async for one in page:
            yield one
