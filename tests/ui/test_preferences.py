from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from kernelview.ui.preferences import MOST_RECENT, USUAL_QUALITY, Preferences


def preferences(path: Path) -> Preferences:
    return Preferences(QSettings(str(path), QSettings.Format.IniFormat))


def reopened(path: Path, kept: Preferences) -> Preferences:
    kept._settings.sync()
    return preferences(path)


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
