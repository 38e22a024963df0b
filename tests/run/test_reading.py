"""What the reader answers about an account and its resource groups, as JSON lines; whatever goes wrong is an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.run.fake_cloud import SUBSCRIPTION
from tests.run.script import Script, on
from vnetwizard.plan.cloud import Identity, NeedsMending, NotSignedIn, Passing, SubscriptionUnclear
from vnetwizard.run.reading import (
    AccountAnswer,
    AccountQuestion,
    Answer,
    GroupsAnswer,
    GroupsQuestion,
    ProblemAnswer,
    Question,
    answer,
)

if TYPE_CHECKING:
    from tests.run.fake_cloud import FakeCloud

ANA = Identity(name="ana", tenant="contoso", method="az")
ACCOUNT, GROUPS = AccountQuestion(), GroupsQuestion(SUBSCRIPTION)


async def ask(cloud: FakeCloud, question: Question) -> Answer:
    """Ask as the pages do: every word goes over a pipe."""
    line = msgspec.json.encode(question)
    found = await answer(cloud, msgspec.json.decode(line, type=Question))
    line = msgspec.json.encode(found)
    assert b"\n" not in line
    again: Answer = msgspec.json.decode(line, type=Answer)
    assert again == found
    return again


async def test_an_account_is_told_with_its_default(cloud: FakeCloud) -> None:
    assert await ask(cloud, ACCOUNT) == AccountAnswer(ANA, ((SUBSCRIPTION, "Fake"),), SUBSCRIPTION)


async def test_where_it_is_unclear_there_is_no_default(cloud: FakeCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unclear() -> str:
        raise SubscriptionUnclear(((SUBSCRIPTION, "Fake"),))

    monkeypatch.setattr(cloud, "resolve_subscription", unclear)
    assert await ask(cloud, ACCOUNT) == AccountAnswer(ANA, ((SUBSCRIPTION, "Fake"),), None)


async def test_groups_are_those_of_the_subscription_that_was_asked_about(cloud: FakeCloud) -> None:
    other = SUBSCRIPTION.replace("1", "2")
    cloud.plant(f"/subscriptions/{SUBSCRIPTION}/resourceGroups/Hub-RG", {"location": "westeurope"})
    cloud.plant(f"/subscriptions/{other}/resourceGroups/Far-RG", {"location": "eastus"})
    network = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/Hub-RG/providers/Microsoft.Network/virtualNetworks/Hub"
    cloud.plant(network, {"location": "westeurope"})
    assert await ask(cloud, GROUPS) == GroupsAnswer(SUBSCRIPTION, (("Hub-RG", "westeurope"),))
    assert await ask(cloud, GroupsQuestion(other)) == GroupsAnswer(other, (("Far-RG", "eastus"),))


@pytest.mark.parametrize(("question", "end"), [(ACCOUNT, "subscriptions"), (GROUPS, "resourcegroups")])
@pytest.mark.parametrize(
    "error", [NotSignedIn("NotSignedIn", "no"), NeedsMending("AuthorizationFailed", "no", status=403)]
)
async def test_what_azure_refuses_is_a_problem(
    cloud: FakeCloud, question: Question, end: str, error: NotSignedIn | NeedsMending
) -> None:
    cloud.trouble = Script(error, on("before", "GET", end))
    found = await ask(cloud, question)
    assert isinstance(found, ProblemAnswer)
    assert error.code in str(found.problem.values)
    assert not isinstance(await ask(cloud, question), ProblemAnswer)


@pytest.mark.parametrize(("question", "end"), [(ACCOUNT, "subscriptions"), (GROUPS, "resourcegroups")])
async def test_what_passes_is_asked_again_but_not_for_ever(cloud: FakeCloud, question: Question, end: str) -> None:
    busy = Passing("TooManyRequests", "busy", status=429, retry_after=20.0)
    began = cloud.time
    cloud.trouble = Script(busy, on("before", "GET", end), times=3)
    assert not isinstance(await ask(cloud, question), ProblemAnswer)
    assert (cloud.time - began).total_seconds() == 60
    cloud.trouble = Script(busy, on("before", "GET", end), times=99)
    assert isinstance(await ask(cloud, question), ProblemAnswer)
