"""What there is to choose from: subscriptions and resource groups, by the unmodified SDK from practice Azure."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest
from aiohttp import web
from azure.core.credentials import AccessToken

from vnetwizard.cloud.client import AzureCloud
from vnetwizard.cloud.endpoints import Endpoint
from vnetwizard.cloud.transport import transport
from vnetwizard.plan.cloud import Identity
from vnetwizard.practice import Azure, application
from vnetwizard.run.reading import AccountAnswer, AccountQuestion, GroupsAnswer, GroupsQuestion, ProblemAnswer, answer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from vnetwizard.run.reading import Question

SUBSCRIPTION = "00000000-0000-4000-8000-000000000001"
OTHER = "00000000-0000-4000-8000-00000000000b"
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - the folder in it is private
FOREVER = 4102444800

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Token:
    """A credential that counts how often it had to sign in anew."""

    method = "test"

    def __init__(self) -> None:
        self.renewals = 0

    async def get_token(self, *_: str, **__: Any) -> AccessToken:
        return AccessToken(f"token{self.renewals}", FOREVER)

    async def renew(self) -> None:
        self.renewals += 1

    async def close(self) -> None: ...

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None: ...


@dataclass
class Served:
    """A practice Azure, what it answers otherwise than it would, and the cloud that speaks to it."""

    azure: Azure
    credential: Token = field(default_factory=Token)
    paths: dict[str, list[tuple[int, Any, dict[str, str]]]] = field(default_factory=dict)
    """What the next requests for a path are answered: status, body and headers."""
    asked: list[str] = field(default_factory=list)
    cloud: AzureCloud = field(init=False)

    def answer(self, path: str, *answers: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        self.paths.setdefault(path, []).extend((status, body, headers or {}) for body in answers)

    @web.middleware
    async def otherwise(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        self.asked.append(request.path_qs)
        if prepared := self.paths.get(request.path):
            status, body, headers = prepared.pop(0)
            if isinstance(body, str):
                return web.Response(text=body, content_type="text/html", status=status, headers=headers)
            return web.json_response(body, status=status, headers=headers)
        return await handler(request)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a folder with a path short enough for a socket."""
    found = Path(tempfile.mkdtemp(prefix="vnw", dir=MEMORY))
    yield found
    shutil.rmtree(found)


@asynccontextmanager
async def _served(folder: Path) -> AsyncIterator[Served]:
    azure = Azure(folder / "azure.sqlite")
    azure.clock.set_speed(100_000)
    served = Served(azure)
    app = application(azure)
    app.middlewares.append(served.otherwise)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    socket = str(folder / "azure.sock")
    await web.UnixSite(runner, socket).start()
    async with transport(socket=socket, pace=lambda: 100_000.0) as over_socket:
        served.cloud = AzureCloud(
            credential=served.credential,
            endpoint=Endpoint(base_url="http://localhost", audience="https://practice", authority=""),
            transport=over_socket,
            now=azure.clock.now,
            options={"enforce_https": False},
        )
        yield served
    await runner.cleanup()
    azure.close()


@pytest.fixture
async def served(folder: Path) -> AsyncIterator[Served]:
    async with _served(folder) as found:
        yield found


@pytest.fixture(autouse=True)
def nobodys_own_choice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No subscription is chosen on this machine."""
    monkeypatch.delenv("AZURE_SUBSCRIPTION_ID", raising=False)
    monkeypatch.setenv("AZURE_CONFIG_DIR", str(tmp_path))


def subscription(id_: str, name: str | None, state: str = "Enabled") -> dict[str, Any]:
    return {"id": f"/subscriptions/{id_}", "subscriptionId": id_, "displayName": name, "state": state}


TWO = {"value": [subscription(SUBSCRIPTION, "Practice"), subscription(OTHER, "Another")]}
GROUPS = f"/subscriptions/{SUBSCRIPTION}/resourcegroups"
BOTH = [("/subscriptions", AccountQuestion()), (GROUPS, GroupsQuestion(SUBSCRIPTION))]


async def make_groups(served: Served, *groups: tuple[str, str]) -> None:
    for name, location in groups:
        await served.cloud.put(f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{name}", {"location": location})


async def test_the_only_subscription_is_the_default(served: Served) -> None:
    found = await answer(served.cloud, AccountQuestion())
    assert found == AccountAnswer(Identity(method="test"), ((SUBSCRIPTION, "Practice"),), default=SUBSCRIPTION)


async def test_of_two_subscriptions_none_is_the_default_until_somebody_chose_one(
    served: Served, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    served.answer("/subscriptions", *[TWO] * 6)
    found = await answer(served.cloud, AccountQuestion())
    assert isinstance(found, AccountAnswer)
    assert found.subscriptions == ((SUBSCRIPTION, "Practice"), (OTHER, "Another"))
    assert found.default is None
    profile = f'{{"subscriptions": [{{"id": "{OTHER.upper()}", "isDefault": true}}]}}'
    (tmp_path / "azureProfile.json").write_text(profile, encoding="utf-8-sig")
    found = await answer(served.cloud, AccountQuestion())
    assert isinstance(found, AccountAnswer)
    assert found.default == OTHER
    monkeypatch.setenv("AZURE_SUBSCRIPTION_ID", SUBSCRIPTION)
    found = await answer(served.cloud, AccountQuestion())
    assert isinstance(found, AccountAnswer)
    assert found.default == SUBSCRIPTION


async def test_no_subscription_at_all_is_an_answer(served: Served) -> None:
    served.answer("/subscriptions", *[{"value": []}] * 2)
    found = await answer(served.cloud, AccountQuestion())
    assert found == AccountAnswer(Identity(method="test"), (), None)


async def test_subscriptions_that_cannot_be_used_are_left_out_and_pages_are_followed(served: Served) -> None:
    more = "http://localhost/subscriptions?api-version=2016-06-01&$skiptoken=a%2Bb"
    first = {"value": [subscription(OTHER, None)], "nextLink": more}
    second = {"value": [subscription(SUBSCRIPTION, "Off", "Disabled"), subscription(SUBSCRIPTION, "Late", "PastDue")]}
    served.answer("/subscriptions", first, second)
    assert await served.cloud.visible_subscriptions() == ((OTHER, ""), (SUBSCRIPTION, "Late"))
    assert served.asked[-1].endswith("$skiptoken=a%2Bb")


async def test_groups_are_told_with_their_regions(served: Served) -> None:
    assert await answer(served.cloud, GroupsQuestion(SUBSCRIPTION)) == GroupsAnswer(SUBSCRIPTION, ())
    await make_groups(served, ("TestRG1", "East US"), ("TestRG4", "westus"))
    found = await answer(served.cloud, GroupsQuestion(SUBSCRIPTION))
    assert isinstance(found, GroupsAnswer)
    assert found.subscription == SUBSCRIPTION
    assert sorted(found.groups) == [("TestRG1", "eastus"), ("TestRG4", "westus")]


async def test_all_pages_of_groups_are_read(served: Served) -> None:
    def page(first: int, after: str) -> dict[str, Any]:
        groups = [{"name": f"rg{number}", "location": "eastus"} for number in range(first, first + 3)]
        link = f"http://localhost{GROUPS}?api-version=2025-04-01&%24skiptoken={after}"
        return {"value": groups, **({"nextLink": link} if after else {})}

    served.answer(GROUPS, page(0, "one"), page(3, "two"), page(6, ""))
    found = await served.cloud.resource_groups(SUBSCRIPTION)
    assert [name for name, _ in found] == [f"rg{number}" for number in range(9)]
    assert [path.rpartition("=")[2] for path in served.asked[1:]] == ["one", "two"]


@pytest.mark.parametrize(("path", "asked"), BOTH)
async def test_a_token_goes_to_no_other_host_for_the_next_page(served: Served, path: str, asked: Question) -> None:
    served.answer(path, {"value": [], "nextLink": "http://elsewhere.example/more"})
    found = await answer(served.cloud, asked)
    assert isinstance(found, ProblemAnswer)
    assert "ForeignListUrl" in str(found.problem.values)
    assert len(served.asked) == 1


@pytest.mark.parametrize(("path", "asked"), BOTH)
async def test_a_token_that_azure_takes_no_more_is_renewed_without_a_word(
    served: Served, path: str, asked: Question
) -> None:
    error = {"error": {"code": "ExpiredAuthenticationToken", "message": "late"}}
    served.answer(path, error, status=401)
    assert isinstance(await answer(served.cloud, asked), AccountAnswer | GroupsAnswer)
    assert served.credential.renewals == 1


@pytest.mark.parametrize(("path", "asked"), BOTH)
async def test_a_busy_azure_is_asked_again_and_then_given_up(served: Served, path: str, asked: Question) -> None:
    busy = {"error": {"code": "TooManyRequests", "message": "busy"}}
    served.answer(path, *[busy] * 3, status=429, headers={"Retry-After": "30"})
    assert isinstance(await answer(served.cloud, asked), AccountAnswer | GroupsAnswer)
    before = len(served.asked)
    served.answer(path, *[busy] * 9, status=429, headers={"Retry-After": "30"})
    found = await answer(served.cloud, asked)
    assert isinstance(found, ProblemAnswer)
    assert "TooManyRequests" in str(found.problem.values)
    assert len(served.asked) == before + 4


async def test_a_subscription_that_cannot_be_seen_is_not_an_empty_one(served: Served) -> None:
    found = await answer(served.cloud, GroupsQuestion(OTHER))
    assert isinstance(found, ProblemAnswer)
    assert "SubscriptionNotFound" in str(found.problem.values)


@pytest.mark.parametrize("status", [200, 401, 403, 500])
@pytest.mark.parametrize(("path", "asked"), BOTH)
async def test_what_no_azure_says_is_a_problem_and_nothing_worse(
    served: Served, path: str, asked: Question, status: int
) -> None:
    served.answer(path, *["<html>Sign in to the Wi-Fi</html>"] * 9, status=status)
    found = await answer(served.cloud, asked)
    assert isinstance(found, ProblemAnswer)
