from pathlib import Path
from shutil import copyfile
from typing import get_args
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from kernelview.ui.appearance import ThemeChoice
from kernelview.ui.preferences import MOST_RECENT, USUAL_QUALITY, Preferences

KEYS = (
    b"theme", b"quality", b"recent_files", b"geometry", b"splitter", b"folded_groups",
    b"open_folder", b"export_folder", b"view_mode",
)  # fmt: skip


def preferences(path: Path) -> Preferences:
    return Preferences(QSettings(str(path), QSettings.Format.IniFormat))


def reopened(path: Path, kept: Preferences) -> Preferences:
    kept._settings.sync()
    # Qt keeps the values of a file it has open: only another file is read anew.
    return preferences(copyfile(path, path.with_name("again.ini")))


def test_what_is_set_is_read_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    kept = preferences(path)
    kept.theme = "dark"
    kept.quality = 71
    kept.open_folder = tmp_path
    kept.folded_groups = ("Blur",)
    kept.geometry = b"\x00\x01geometry"
    again = reopened(path, kept)
    assert again.theme == "dark"
    assert again.quality == 71
    assert again.open_folder == tmp_path
    assert again.folded_groups == ("Blur",)
    assert again.geometry == b"\x00\x01geometry"


def test_recent_files_are_newest_first_without_doubles_and_bounded(tmp_path: Path) -> None:
    kept = preferences(tmp_path / "settings.ini")
    for number in range(MOST_RECENT + 5):
        kept.add_recent(tmp_path / f"{number}.png")
    kept.add_recent(tmp_path / "7.png")
    names = [path.name for path in kept.recent_files]
    assert names[0] == "7.png"
    assert len(names) == len(set(names)) == MOST_RECENT
    kept.forget_recent(tmp_path / "7.png")
    assert "7.png" not in [path.name for path in kept.recent_files]


@pytest.mark.parametrize("value", ["1e9", "", "ten", "-3", "101"])
def test_a_damaged_quality_is_forgotten(tmp_path: Path, value: str) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(f"[General]\nquality={value}\ntheme=plaid\ngeometry=7\nopen_folder=/no/such\n")
    kept = preferences(path)
    assert kept.quality == USUAL_QUALITY
    assert kept.theme == "system"
    assert kept.geometry is None
    assert kept.open_folder is None


@pytest.mark.parametrize("key", ["open_folder", "export_folder"])
@pytest.mark.parametrize("value", ["/x" * 4_000, "/etc/hostname", "@Invalid()", "@Rect(1 2 3 4)"])
def test_a_folder_that_cannot_be_one_is_forgotten(tmp_path: Path, key: str, value: str) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(f"[General]\n{key}={value}\n")
    assert getattr(preferences(path), key) is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.binary(max_size=60), kind=st.sampled_from(["", "@ByteArray(", "@Variant(", "@"]))
def test_no_damage_keeps_the_preferences_from_being_read(
    tmp_path: Path, damage: bytes, kind: str
) -> None:
    path = tmp_path / f"{uuid4()}.ini"
    line = kind.encode() + damage.replace(b"\n", b" ").replace(b"\r", b" ")
    path.write_bytes(b"[General]\n" + b"".join(key + b"=" + line + b"\n" for key in KEYS))
    kept = preferences(path)
    assert kept.theme in get_args(ThemeChoice)
    assert 1 <= kept.quality <= 100
    assert all(isinstance(known, Path) for known in kept.recent_files)
    assert kept.open_folder is None or kept.open_folder.is_dir()
    assert kept.export_folder is None or kept.export_folder.is_dir()
    assert isinstance(kept.geometry, bytes | None)
    assert isinstance(kept.splitter, bytes | None)
    assert isinstance(kept.folded_groups, tuple | None)
    assert isinstance(kept.view_mode, str | None)


def test_no_folded_groups_differ_from_none_known_yet(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    kept = preferences(path)
    assert kept.folded_groups is None
    kept.folded_groups = ()
    assert reopened(path, kept).folded_groups == ()


def test_one_recent_file_is_a_file_not_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    kept = preferences(path)
    kept.add_recent(tmp_path / "a, b.png")
    assert reopened(path, kept).recent_files == (tmp_path / "a, b.png",)
