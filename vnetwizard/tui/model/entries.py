"""What the start page shows, and all of it that needs neither a run nor a draft to be read."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from vnetwizard.tui.model.azure import azure_name
from vnetwizard.words import mark, say

if TYPE_CHECKING:
    from vnetwizard.run.reading import AccountAnswer
    from vnetwizard.target import Target


class Way(StrEnum):
    """Where an entry leads."""

    RUN = "run"
    JOIN = "join"
    PRACTISE = "practise"
    OPEN = "open"
    DRAFT = "draft"


class Entry(NamedTuple):
    """One thing to choose: whom it is about, or what it does, and beside that what there is to say of it.

    A run has a second row, with what Enter does and since when, and a third where it has got into `trouble`. Any text
    may be long, and foreign.
    """

    way: Way
    names: tuple[str, ...]
    beside: str
    enter: str = ""
    below: str = ""
    trouble: str = ""
    id: str = ""


class Start(NamedTuple):
    """All that the page shows. `first` is the place of the entry that has the focus at first."""

    runs: tuple[Entry, ...]
    todo: tuple[Entry, ...]
    drafts: tuple[Entry, ...]
    first: int
    azure: str
    troubles: tuple[str, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that can be chosen, in order."""
        return (*self.runs, *self.todo, *self.drafts)


def fresh(target: Target, account: AccountAnswer | None = None) -> Start:
    """Return what the page shows where nothing was begun yet."""
    return Start((), ways(target), (), 0, azure_line(target, account), ())


def ways(target: Target) -> tuple[Entry, ...]:
    """Return what can be begun, for whoever would do it on `target`."""
    join = say(mark("Join two networks"))
    opening = Entry(Way.OPEN, (say(mark("Open a plan file")),), say(mark("yours, or what `vnetwizard sample` prints")))
    if target.practice:
        sample = say(mark("TestVNet1 and TestVNet4, all filled in"))
        return (
            Entry(Way.PRACTISE, (say(mark("Practise on the sample")),), sample),
            Entry(Way.JOIN, (join,), say(mark("your own values; nothing is real"))),
            opening,
        )
    return (
        Entry(Way.JOIN, (join,), say(mark("new ones, or ones you already have"))),
        Entry(Way.PRACTISE, (say(mark("Practise")),), say(mark("TestVNet1 and TestVNet4, no Azure needed"))),
        opening,
    )


def azure_line(target: Target, account: AccountAnswer | None) -> str:
    """Return which Azure is about to be changed, as whom, and in which subscription."""
    if target.practice:
        return say(mark("Practice Azure: nothing is real and nothing costs."))
    if account is None:
        told = mark(
            "{azure}, not signed in yet (asked for when it is needed). "
            "The review says as whom, and in which subscription."
        )
        return say(told, {"azure": azure_name(target)})
    who = account.identity
    values = {
        "azure": azure_name(target),
        "name": who.name or who.object_id,
        "tenant": who.tenant,
        "method": who.method,
        "id": account.default,
        "subscription": dict(account.subscriptions).get(account.default or "", ""),
    }
    if account.default is None:
        told = mark("{azure}, as {name}, tenant {tenant} ({method}); which subscription is chosen on the pages.")
    else:
        told = mark("{azure}, as {name}, tenant {tenant} ({method}), in subscription {subscription} ({id}).")
    return say(told, values)
