"""The state folder: where it is, that it is this user's alone, and which runs lie in it."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from vnetwizard import state
from vnetwizard.state import JOURNAL, StateError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VNETWIZARD_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def open_umask() -> Iterator[None]:
    """Let new files and folders be whatever they are asked to be, as some shared machines do."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def add_run(home: Path, run: str, at: int) -> None:
    folder = home / "runs" / run
    folder.mkdir(parents=True)
    (folder / JOURNAL).touch()
    os.utime(folder / JOURNAL, (at, at))


def test_the_chosen_folder_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VNETWIZARD_HOME", "~/mine")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg"))
    assert state.home() == tmp_path / "mine"


def test_a_relative_folder_is_taken_from_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VNETWIZARD_HOME", "here")
    assert state.home() == tmp_path / "here"


@pytest.mark.parametrize("chosen", [None, ""])
def test_the_platforms_folder_comes_next(chosen: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VNETWIZARD_HOME", raising=False)
    if chosen is not None:
        monkeypatch.setenv("VNETWIZARD_HOME", chosen)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state.home() == tmp_path / "vnetwizard"


def test_naming_the_folder_makes_nothing(home: Path) -> None:
    assert state.home() == home
    assert state.run_ids() == ()
    assert not home.exists()


@pytest.mark.usefixtures("open_umask")
def test_folders_are_made_private_with_the_parents_that_were_missing(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    assert state.prepare(folder) == folder
    assert [mode(one) for one in (folder, folder.parent, folder.parent.parent)] == [0o700, 0o700, 0o700]


@pytest.mark.parametrize("found", [0o755, 0o770, 0o710, 0o701])
def test_a_folder_that_others_may_enter_is_closed(found: int, tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(found)
    state.prepare(folder)
    assert mode(folder) == 0o700


def test_a_folder_stricter_than_needed_and_the_parents_that_were_there_stay_as_they_are(tmp_path: Path) -> None:
    parent, folder = tmp_path / "parent", tmp_path / "parent" / "folder"
    folder.mkdir(parents=True)
    parent.chmod(0o755)
    folder.chmod(0o300)
    state.prepare(folder)
    assert (mode(parent), mode(folder)) == (0o755, 0o300)


def test_a_folder_of_somebody_else_is_refused_and_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.chmod(0o755)
    owner = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(StateError) as refused:
        state.prepare(tmp_path)
    assert refused.value.values == {"path": tmp_path, "owner": owner, "me": owner + 1}
    assert f"belongs to user {owner}, not to you ({owner + 1})" in str(refused.value)
    assert mode(tmp_path) == 0o755


def test_a_symlink_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o755)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(StateError, match=f"{tmp_path}/link is a symbolic link"):
        state.prepare(tmp_path / "link")
    assert mode(tmp_path / "real") == 0o755


@pytest.mark.parametrize("place", ["way", "way/below"])
def test_a_file_in_the_way_is_refused(place: str, tmp_path: Path) -> None:
    (tmp_path / "way").touch()
    with pytest.raises(StateError, match=f"The folder {tmp_path}/{place} cannot be made: .*VNETWIZARD_HOME"):
        state.prepare(tmp_path / place)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def access(path: Path, what: int) -> bool:  # root may write everywhere, so the answer is ours
        asked.append((path, what))
        return False

    monkeypatch.setattr(os, "access", access)
    with pytest.raises(StateError, match=rf"chmod u\+rwx {tmp_path}"):
        state.prepare(tmp_path)
    assert asked == [(tmp_path, os.W_OK | os.X_OK)]


def test_the_folders_of_runs_and_of_practice(home: Path) -> None:
    assert state.runs_folder() == home / "runs"
    assert state.practice_file() == home / "practice" / "azure.sqlite"
    assert [mode(one) for one in (home, home / "runs", home / "practice")] == [0o700] * 3
    assert not state.practice_file().exists()


def test_runs_are_listed_newest_first(home: Path) -> None:
    for run, at in (("b", 200), ("c", 100), ("a", 300), ("d", 300)):
        add_run(home, run, at)
    (home / "runs" / "without-journal").mkdir()
    (home / "runs" / "file").touch()
    assert state.run_ids() == ("d", "a", "b", "c")


def test_runs_that_cannot_be_listed_are_not_no_runs(home: Path) -> None:
    home.mkdir()
    (home / "runs").touch()
    with pytest.raises(StateError, match=f"{home}/runs cannot be read: Not a directory"):
        state.run_ids()


def test_the_folder_of_a_run_is_closed_to_others(home: Path) -> None:
    add_run(home, "r1", 100)
    (home / "runs" / "r1").chmod(0o755)
    assert state.run_folder("r1") == home / "runs" / "r1"
    assert mode(home / "runs" / "r1") == 0o700


@pytest.mark.parametrize("run", ["r2", "", ".", "..", "../runs/r1", "r1/", "/", "r1\0", "r" * 300, "*", "{run}"])
def test_there_is_no_such_run(run: str, home: Path) -> None:
    add_run(home, "r1", 100)
    with pytest.raises(StateError) as refused:
        state.run_folder(run)
    assert str(refused.value) == f"There is no run {run} here. `vnetwizard runs` lists them."
