"""Topology against inventory: which resources to create, which to keep, in which order, and what is in the way."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from vnetwizard.plan import ids, reality, steps, suitability
from vnetwizard.plan.cloud import Condition, Inventory
from vnetwizard.plan.compare import differences
from vnetwizard.plan.steps import Action, Address, End, Place, Step, StepKind, Wish
from vnetwizard.topology import paths
from vnetwizard.topology.findings import Finding, Kind, Severity, errors
from vnetwizard.topology.model import GATEWAY_SUBNET, Gateway, Link, Network, SiteToSite, Topology, VnetToVnet
from vnetwizard.topology.rules import check
from vnetwizard.topology.rules.namesakes import NAME_TAKEN
from vnetwizard.words import mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vnetwizard.plan.cloud import Body, Resource

ABSENT = Kind(
    "existing-not-found",
    Severity.ERROR,
    mark("{name} is written as existing, but Azure has nothing at {id}."),
    mark("Correct the name, resource group or subscription, or take existing = true out to have it made."),
)
DIFFERS = Kind(
    "differs-from-azure",
    Severity.ERROR,
    mark("{name} is there already and differs: {path} is {found} in Azure and {wanted} in the plan file."),
    mark("Make the plan file say what Azure has, choose another name, or change it in Azure yourself."),
)
FAILED = Kind(
    "failed-in-azure",
    Severity.ERROR,
    mark("{name} is there already, and Azure says that making it failed."),
    mark("Delete it, and it is made again:  az resource delete --ids {id}"),
)
SITE_TO_SITE = Kind(
    "site-to-site-is-not-built",
    Severity.ERROR,
    mark("{connection} joins {network} with the site {site}; this version checks such links but does not build them."),
    mark("Take the link out of the plan file and make it in Azure, or wait for a version that builds it."),
)


class Pair(Struct, frozen=True, kw_only=True):
    """The two connections of one VNet-to-VNet link; `first` and `second` are ids of steps."""

    label: str
    first: str
    second: str


class Plan(Struct, frozen=True, kw_only=True):
    """Steps in an order in which they could be done one by one, the pairs to prove, and what is in the way."""

    steps: tuple[Step, ...]
    pairs: tuple[Pair, ...]
    conflicts: tuple[Finding, ...] = ()

    def step(self, step_id: str) -> Step:
        """Return the step of this id. Raises KeyError."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def count(self, action: Action) -> int:
        """Return how many steps have this action."""
        return sum(step.action is action for step in self.steps)


def resolved(topology: Topology, subscription: str) -> Topology:
    """Return the topology with `subscription` filled in wherever none is written."""
    return replace(
        topology,
        networks=tuple(replace(one, subscription=one.subscription or subscription) for one in topology.networks),
        sites=tuple(replace(one, subscription=one.subscription or subscription) for one in topology.sites),
    )


def wanted_ids(topology: Topology) -> tuple[str, ...]:
    """Return the ids of everything that a plan for this topology has to know about. Subscriptions are filled in."""
    return tuple(step.resource_id for step in make(topology, Inventory()).steps)


def make(topology: Topology, inventory: Inventory) -> Plan:
    """Plan a topology that had no errors as it was written, and whose subscriptions are filled in.

    What Azure has, and the subscriptions, may bring errors to light: they are conflicts. Where two resources turn out
    to have one id, nothing can be planned, and the plan has no steps.
    """
    found = errors(check(reality.as_it_will_be(topology, inventory)))
    written = {(one.code, one.field) for one in errors(check(topology))}
    clashes = tuple(one for one in found if one.kind is NAME_TAKEN)
    if clashes:
        return Plan(steps=(), pairs=(), conflicts=clashes)
    draft = _Draft(inventory)
    for network in topology.networks:
        draft.add_network(network)
    for link in topology.links:
        draft.add_link(topology, link)
    draft.add_errors(one for one in found if (one.code, one.field) not in written)
    return draft.plan()


class _Draft:
    """The steps so far, by resource key; they get their short ids at the end, when clashes can be seen."""

    def __init__(self, inventory: Inventory) -> None:
        self.inventory = inventory
        self.steps: dict[str, Step] = {}
        self.pairs: list[tuple[str, str, str]] = []
        self.conflicts: list[Finding] = []

    def add_network(self, network: Network) -> None:
        """Add the steps of one network: its group, itself, subnets that it lacks, public IPs, gateway."""
        group = self._add_group(network)
        network_id = steps.network_id(network)
        there = self.inventory.get(network_id)
        missing = _missing_subnets(network, there)
        present = replace(
            network,
            subnets=tuple(one for one in network.subnets if one.name not in missing),
            gateway_subnet=None if GATEWAY_SUBNET in missing else network.gateway_subnet,
        )
        if there is not None:
            field = paths.network(network.label)
            self.conflicts.extend(suitability.judge_network(network, there.body, self.inventory, field))
        main = self._add(steps.VIRTUAL_NETWORK, network_id, present, network, after=(group,), lock=network_id)
        subnets = tuple(
            self._add(
                steps.SUBNET, steps.subnet_id(network, one.name), one, network, after=(main,), lock=network_id, new=True
            )
            for one in steps.all_subnets(network)
            if one.name in missing
        )
        self._add_gateway(network, after=(group,), subnets=(main, *subnets))

    def _add_group(self, network: Network) -> str:
        group_id = ids.group_id(network.subscription or "", network.resource_group)
        place = Place(network.subscription or "", network.resource_group, network.location)
        return self._add(steps.RESOURCE_GROUP, group_id, place, network)

    def _add_gateway(self, network: Network, *, after: tuple[str, ...], subnets: tuple[str, ...]) -> None:
        gateway = network.gateway
        if gateway is None:
            return
        zones = steps.public_ip_zones(gateway, network.location)
        addresses = tuple(
            self._add(
                steps.PUBLIC_IP,
                steps.public_ip_id(network, name),
                Address(name, network.location, zones),
                network,
                after=after,
                new=True,
                overlooks=("zones",) if gateway.zones is None else (),
            )
            for name in gateway.public_ips
        )
        self._judge_addresses(network, gateway)
        self._add(
            steps.GATEWAY,
            steps.gateway_id(network),
            network,
            network,
            after=(*subnets, *addresses),
            new=True,
            overlooks=_not_written(network, gateway),
        )

    def _judge_addresses(self, network: Network, gateway: Gateway) -> None:
        if self.inventory.get(steps.gateway_id(network)):  # it has them already
            return
        for name in gateway.public_ips:
            there = self.inventory.get(steps.public_ip_id(network, name))
            if there is not None and there.condition is not Condition.WORKING:
                field = paths.network(network.label, "gateway", "public_ips")
                self.conflicts.extend(suitability.judge_public_ip(network, name, there.body, field))

    def add_link(self, topology: Topology, link: Link) -> None:
        """Add the two connections of a link."""
        match link:
            case SiteToSite():
                values = {"connection": link.connection, "network": link.network, "site": link.site}
                field = f"links[{topology.links.index(link)}]"
                self.conflicts.append(Finding(kind=SITE_TO_SITE, field=field, values=dict(values)))
            case VnetToVnet():
                near, far = (topology.network(label) for label in link.networks)
                if near is None or far is None:
                    raise ValueError(link.networks)
                gateways = (ids.key(steps.gateway_id(near)), ids.key(steps.gateway_id(far)))
                first = self._add_connection(link.connections[0], End(link, near, far), gateways)
                second = self._add_connection(link.connections[1], End(link, far, near), gateways)
                self.pairs.append((f"{link.networks[0]}-{link.networks[1]}", first, second))

    def add_errors(self, found: Iterable[Finding]) -> None:
        """Add what the rules find, but for fields about which more is known already."""
        known = {one.field for one in self.conflicts}
        self.conflicts.extend(one for one in found if one.field not in known)

    def _add_connection(self, name: str, end: End, after: tuple[str, ...]) -> str:
        resource_id = steps.connection_id(end.near, name)
        return self._add(steps.CONNECTION, resource_id, end, end.near, after=after, new=True)

    def _add(
        self,
        kind: StepKind[Wish],
        resource_id: str,
        wish: Wish,
        network: Network,
        *,
        after: tuple[str, ...] = (),
        lock: str = "",
        new: bool = False,
        overlooks: tuple[str, ...] = (),
    ) -> str:
        """Add one step and return its resource key. `new`: may be made even in a network that exists already.

        Networks share resource groups and nothing else: anything else that comes twice is a ValueError.
        """
        key = ids.key(resource_id)
        if key in self.steps:
            if kind is not steps.RESOURCE_GROUP:
                raise ValueError(resource_id)
            return key
        there = self.inventory.get(resource_id)
        body = kind.body(wish)
        step = Step(
            id=key,
            kind=kind.name,
            name=ids.parse(resource_id).name,
            resource_id=resource_id,
            action=Action.KEEP if there else Action.CREATE,
            body=body,
            after=after,
            lock=ids.key(lock),
            side=network.label,
            location=network.location,
            overlooks=(*kind.overlooks, *overlooks),
            key_path=kind.key_path,
            seconds=kind.seconds,
            billed=kind.billed,
            working=there is not None and there.condition is Condition.WORKING,
        )
        self.steps[key] = step
        if there is not None:
            self.conflicts.extend(conflicts(step, there))
        elif network.existing and not new:
            values: dict[str, str | int] = {"name": step.name, "id": resource_id}
            self.conflicts.append(Finding(kind=ABSENT, field=paths.network(network.label), values=values))
        return key

    def plan(self) -> Plan:
        """Give every step its short id, and return the plan.

        A subnet's has its network in it: it has to be the same in the next attempt, when its namesake may be no step.
        """
        short = {key: "/".join((step.kind, *_names(step))) for key, step in self.steps.items()}
        clashing = {name for name, count in Counter(map(str.casefold, short.values())).items() if count > 1}
        for key, step in self.steps.items():
            if short[key].casefold() in clashing:
                short[key] = f"{step.kind}/{step.resource_id.removeprefix('/subscriptions/')}"
        return Plan(
            steps=tuple(
                replace(step, id=short[key], after=tuple(dict.fromkeys(short[one] for one in step.after)))
                for key, step in self.steps.items()
            ),
            pairs=tuple(
                Pair(label=label, first=short[first], second=short[second]) for label, first, second in self.pairs
            ),
            conflicts=tuple(replace(one, field=short.get(one.field, one.field)) for one in self.conflicts),
        )


def conflicts(step: Step, there: Resource) -> tuple[Finding, ...]:
    """Return why a resource that is there cannot be kept as `step` wants it; empty if it can.

    One that Azure is still working on is judged when it is done.
    """
    if there.condition is Condition.WORKING:
        return ()
    name: dict[str, str | int] = {"name": step.name, "id": step.resource_id}
    if there.condition is Condition.FAILED:
        return (Finding(kind=FAILED, field=step.id, values=name),)
    return tuple(
        Finding(
            kind=DIFFERS,
            field=step.id,
            values={**name, "path": one.path, "wanted": one.wanted or "-", "found": one.found or "-"},
        )
        for one in differences(step.body, there.body, step.overlooks)
    )


def _names(step: Step) -> tuple[str, ...]:
    parsed = ids.parse(step.resource_id)
    return parsed.names or (parsed.name,)


def _not_written(network: Network, gateway: Gateway) -> tuple[str, ...]:
    """Return the paths of a gateway's body that the plan file leaves to what is there."""
    paths = ("properties.vpnGatewayGeneration",) if gateway.generation is None else ()
    return (*paths, "properties.enableBgp") if network.existing and gateway.bgp_asn is None else paths


def _missing_subnets(network: Network, there: Resource | None) -> frozenset[str]:
    """Return the names of wanted subnets that a network lacks, also while Azure still works on it.

    It shows from the start what it is being made with (azure-wire §2), and a step that finds its subnet keeps it.
    """
    if there is None:
        return frozenset()
    found = _subnet_names(there.body)
    return frozenset(one.name for one in steps.all_subnets(network) if one.name.casefold() not in found)


def _subnet_names(body: Body) -> frozenset[str]:
    subnets = body.get("properties", {}).get("subnets") or []
    return frozenset(str(one.get("name", "")).casefold() for one in subnets)
