"""The theme that the shell's parts are tested in."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kernelview.ui.appearance import Appearance


@pytest.fixture
def appearance(qtbot: QtBot) -> Iterator[Appearance]:
    made = Appearance()
    yield made
    made.deleteLater()
