"""The screen of these tests."""

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.end_to_end.x_screen import use_own_screen


def test_these_tests_run_on_a_real_screen(qapp: QApplication) -> None:
    assert QGuiApplication.platformName() == "xcb"


def test_without_xvfb_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    display = os.environ["DISPLAY"]
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RuntimeError, match="sudo apt-get install xvfb"):
        use_own_screen()
    assert os.environ["DISPLAY"] == display
