"""The review: what was answered, as a picture, as findings, and as the plan file that holds it."""

from __future__ import annotations

from tests.wizard.interviews import to_the_end
from vnetwizard.topology import planfile, samples
from vnetwizard.topology.model import Surroundings
from vnetwizard.wizard.answers import KeyOrigin, practice, start
from vnetwizard.wizard.editing import add_subnet, change
from vnetwizard.wizard.pages import Side
from vnetwizard.wizard.review import End, link_picture, review


def test_the_review_of_the_sample() -> None:
    found = review(to_the_end(practice()))
    assert found.ready
    assert (found.incomplete, found.changed) == ((), ())
    assert found.plan_file is not None
    assert planfile.read(found.plan_file, "plan.toml") == samples.sample()
    assert [(placed.page, placed.finding.code) for placed in found.findings] == [("second.basics", "region-no-zones")]


def test_the_picture_of_the_sample() -> None:
    picture = link_picture(practice(), Surroundings())
    assert picture.ends[0] == End(
        network="TestVNet1",
        resource_group="TestRG1",
        gateway="TestVNet1GW",
        region="East US",
        address_space=("10.11.0.0/16",),
        connection="TestVNet1toTestVNet4",
        existing=False,
    )
    assert picture.ends[1].region == "West US"
    assert (picture.bgp, picture.custom_policy, picture.key) == (False, False, KeyOrigin.GENERATED)


def test_an_unfinished_interview_says_what_it_waits_for() -> None:
    found = review(start())
    assert not found.ready
    assert [page.id for page in found.incomplete][:2] == ["first.basics", "first.gateway"]
    assert found.plan_file is not None


def test_two_subnets_of_one_name_cannot_be_written() -> None:
    answers = change(add_subnet(practice(), Side.FIRST), "first.subnets.2.name", "FrontEnd")
    assert review(answers).plan_file is None
    assert not review(answers).ready


def test_what_changed_is_named_and_does_not_keep_anybody() -> None:
    answers = change(to_the_end(practice()), "first.address_space", "10.41.0.0/16")
    found = review(answers)
    assert found.ready
    assert [page.id for page in found.changed][-2:] == ["second.addresses", "second.gateway-subnet"]
