"""Drafts on disk: whole or not at all, this user's alone, without a key, and never a reason to fail."""

from __future__ import annotations

import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.wizard.interviews import ACTS, STARTS, played, thorough
from vnetwizard import drafts, state
from vnetwizard.drafts import Draft
from vnetwizard.state import StateError
from vnetwizard.target import Target
from vnetwizard.wizard import answers
from vnetwizard.wizard.answers import KeyOrigin
from vnetwizard.wizard.editing import change, with_key
from vnetwizard.wizard.pages import KEY

if TYPE_CHECKING:
    from tests.wizard.interviews import Act
    from vnetwizard.wizard.answers import Answers

SAVED = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
PRACTICE = Target(practice=True)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VNETWIZARD_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "drafts"


def draft(id_: str = "d1", *, target: Target = PRACTICE, later: float = 0, begun: Answers | None = None) -> Draft:
    return Draft(id=id_, target=target, saved_at=SAVED + timedelta(seconds=later), answers=begun or answers.practice())


def all_told() -> tuple[list[str], list[str]]:
    """Return the ids of all drafts that can be read, and what is told of the others."""
    told: list[str] = []
    return [one.id for one in drafts.every(told.append)], told


@pytest.mark.parametrize(
    "target",
    [
        PRACTICE,
        Target(),
        Target(cloud="usgov", tenant="t", auth="az"),
        Target(arm_endpoint="https://arm.example/é"),
    ],
)
def test_a_draft_comes_back_as_it_was(target: Target) -> None:
    kept = draft(target=target, begun=change(answers.start(), "first.name", "\ud800 {name} [/x]"))
    drafts.save(kept)
    assert drafts.load("d1") == kept


@thorough
@given(STARTS, ACTS, st.text("ABCDEFGH", min_size=20, max_size=40))
def test_whatever_was_answered_comes_back_but_a_key(begun: Answers, acts: list[Act], key: str) -> None:
    answered = change(played(begun, acts), KEY, key)
    assert answered.key is KeyOrigin.TYPED
    drafts.save(draft(begun=answered))
    assert drafts.load("d1").answers == with_key(answered, KeyOrigin.MISSING)
    assert key not in (state.drafts_folder() / "d1.json").read_text()


def test_it_is_one_file_for_this_user_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        drafts.save(draft())
        drafts.save(draft(later=1))
    finally:
        os.umask(before)
    (path,) = folder.iterdir()
    assert path.name == "d1.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert drafts.load("d1").saved_at == SAVED + timedelta(seconds=1)


def test_a_typed_key_is_not_kept_not_even_that_there_was_one(folder: Path) -> None:
    typed = with_key(answers.practice(), KeyOrigin.TYPED)
    drafts.save(draft(begun=typed))
    assert drafts.load("d1").answers.key is KeyOrigin.MISSING
    assert json.loads((folder / "d1.json").read_text())["answers"]["key"] == "missing"


def test_a_key_in_the_file_is_not_taken(folder: Path) -> None:
    drafts.save(draft())
    held = json.loads((folder / "d1.json").read_text())
    held["answers"]["typed"]["link.shared_key"] = "abc123"
    (folder / "d1.json").write_text(json.dumps(held))
    with pytest.raises(StateError, match="it holds a shared key"):
        drafts.load("d1")


def test_ids_are_of_their_own() -> None:
    assert len({drafts.new_id() for _ in range(100)}) == 100


def test_the_newest_comes_first_and_what_is_no_draft_is_passed_over(folder: Path) -> None:
    for id_, later in (("b", 2), ("a", 1), ("c", 3)):
        drafts.save(draft(id_, later=later))
    (folder / ".c.123").write_text("half of it")
    (folder / "notes.txt").write_text("mine")
    assert all_told() == (["c", "b", "a"], [])


def test_without_any_there_are_none() -> None:
    assert all_told() == ([], [])


def test_one_that_cannot_be_read_is_told_and_stays(folder: Path) -> None:
    drafts.save(draft("good"))
    (folder / "bad.json").write_text("{")
    found, (told,) = all_told()
    assert found == ["good"]
    assert told == (
        f"The draft {folder}/bad.json cannot be read: it is damaged. It stays where it is; begin anew, or open a plan "
        "file."
    )
    assert (folder / "bad.json").read_text() == "{"


def test_one_of_another_version_says_so(folder: Path) -> None:
    drafts.save(draft())
    path = folder / "d1.json"
    path.write_text(path.read_text().replace('"version": 1', '"version": 2'))
    with pytest.raises(StateError, match="This draft has version 2; this program reads version 1"):
        drafts.load("d1")


def test_one_that_is_gone_cannot_be_read() -> None:
    with pytest.raises(StateError, match="No such file or directory"):
        drafts.load("d1")


def test_it_is_damaged_wherever_it_is_cut(folder: Path) -> None:
    drafts.save(draft())
    path = folder / "d1.json"
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(StateError):
            drafts.load("d1")


@thorough
@given(st.data())
def test_whatever_the_bytes_it_is_a_draft_or_refused(data: st.DataObject) -> None:
    drafts.save(draft())
    path = state.drafts_folder() / "d1.json"
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:at] + data.draw(st.binary(max_size=9)) + whole[at + data.draw(st.integers(0, 9)) :])
    found, told = all_told()
    assert len(found) + len(told) == 1


@thorough
@given(st.binary() | st.sampled_from([b"[" * 100_000, b"1" * 5000, b"NaN", b"[]", b'"x"', b"\xff", b"{}" * 9]))
def test_random_bytes_are_refused(noise: bytes) -> None:
    (state.drafts_folder() / "d1.json").write_bytes(noise)
    with pytest.raises(StateError):
        drafts.load("d1")


@pytest.mark.parametrize(
    "changed",
    [
        {"target": None}, {"target": {"cloud": "mars"}}, {"target": {"auth": "guess"}}, {"target": {"practice": "yes"}},
        {"saved_at": "2026-11-24T14:02:00"}, {"saved_at": "yesterday"}, {"saved_at": 1},
        {"saved_at": "0001-01-01T00:00:00+14:00"}, {"saved_at": "9999-12-31T23:00:00-01:00"},
        {"saved_at": None},
        {"answers": None}, {"answers": {}}, {"answers": {"version": 1, "colour": "red"}},
    ],
)  # fmt: skip
def test_what_does_not_make_sense_is_damaged(changed: dict[str, object], folder: Path) -> None:
    drafts.save(draft())
    path = folder / "d1.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changed}))
    with pytest.raises(StateError):
        drafts.load("d1")


def test_whatever_stands_in_its_place_is_told(folder: Path) -> None:
    drafts.save(draft("good"))
    (folder / "folder.json").mkdir()
    os.mkfifo(folder / "pipe.json")
    for name, to in (("nowhere", "gone"), ("endless", "/dev/zero"), ("itself", "itself.json"), ("shelf", "..")):
        (folder / f"{name}.json").symlink_to(to)
    with (folder / "huge.json").open("wb") as file:
        file.truncate(10**10)
    found, told = all_told()
    assert found == ["good"]
    assert len(told) == 7


def test_a_folder_that_cannot_be_used_is_told(folder: Path) -> None:
    folder.parent.mkdir(mode=0o700)
    folder.write_text("in the way")
    found, (told,) = all_told()
    assert found == []
    assert "cannot be made" in told
    with pytest.raises(StateError):
        drafts.save(draft())


def test_a_folder_that_cannot_be_listed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", fail)
    found, (told,) = all_told()
    assert found == []
    assert "cannot be read: Permission denied" in told


def test_a_kill_before_the_end_leaves_the_old_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts.save(draft())

    class Killed(BaseException):
        pass

    def kill(_from: Path, _to: Path) -> None:
        raise Killed

    monkeypatch.setattr(Path, "replace", kill)
    with pytest.raises(Killed):
        drafts.save(draft(later=9))
    monkeypatch.undo()
    monkeypatch.setenv("VNETWIZARD_HOME", str(folder.parent))
    assert drafts.load("d1") == draft()
    assert all_told() == (["d1"], [])
    assert len(list(folder.iterdir())) == 2
    drafts.remove("d1")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("number", [28, 30, 122, 5])
@pytest.mark.parametrize("what", ["open", "fsync", "replace"])
def test_a_disk_that_is_full_leaves_the_old_one_and_nothing_else(
    what: str, number: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.save(draft())

    def fail(*_given: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(*{"open": (os, "open"), "fsync": (os, "fsync"), "replace": (Path, "replace")}[what], fail)
        with pytest.raises(StateError) as refused:
            drafts.save(draft(later=9))
    told = f"The draft is not kept: {folder}/d1.json: {os.strerror(number)}."
    assert str(refused.value) == f"{told} Free space, or set VNETWIZARD_HOME to another folder."
    assert drafts.load("d1") == draft()
    assert len(list(folder.iterdir())) == 1


def test_whoever_saves_at_the_same_time_leaves_a_whole_one(folder: Path) -> None:
    names = ["x" * length for length in (1, 50_000)]
    failed: list[Exception] = []

    def keep(name: str) -> None:
        try:
            for _ in range(20):
                drafts.save(draft(begun=change(answers.start(), "first.name", name)))
                drafts.load("d1")
        except StateError as error:
            failed.append(error)

    threads = [Thread(target=keep, args=(name,)) for name in names * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert drafts.load("d1").answers.typed["first.name"] in names
    assert len(list(folder.iterdir())) == 1


def test_one_is_removed_and_the_others_stay() -> None:
    drafts.save(draft("a"))
    drafts.save(draft("b"))
    drafts.remove("a")
    drafts.remove("a")
    assert all_told() == (["b"], [])


def test_what_cannot_be_removed_says_so(folder: Path) -> None:
    drafts.save(draft())
    (folder / "d1.json").unlink()
    (folder / "d1.json").mkdir()
    with pytest.raises(StateError, match=r"cannot be removed: .*by hand"):
        drafts.remove("d1")
