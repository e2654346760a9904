from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kernelview.engine import EngineError
from kernelview.jobs import Progress
from kernelview.ui.comparison import pictures
from tests.ui.comparison.compare_samples import LONGEST, open_comparison


def failing(*_: object) -> Iterator[Any]:
    yield Progress(0, 1)
    raise EngineError("too large for this test")


def test_a_picture_that_cannot_be_filtered_is_said_and_not_waited_for(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_comparison(qtbot, tmp_path) as (window, comparison):
        canvas = comparison.page.pair.results.canvas
        qtbot.waitUntil(lambda: canvas.pair is not None, timeout=LONGEST)
        monkeypatch.setattr(pictures, "filter_pair", failing)
        monkeypatch.setattr(pictures, "both_maps", failing)
        with qtbot.waitSignal(comparison.pictures.pair_failed, timeout=LONGEST):
            comparison.choose_pair((comparison.place or 0) ^ 1)
        qtbot.waitUntil(lambda: "too large" in window.notice.text.text(), timeout=LONGEST)
        assert "Filtering" not in comparison.page.pair.results.reading.text()
        with qtbot.waitSignal(comparison.pictures.maps_failed, timeout=LONGEST):
            comparison.page.show_named("Maps")
        assert "Filtering" not in comparison.page.maps.empty.text.text()


def test_maps_of_a_network_that_is_gone_never_come(qtbot: QtBot, tmp_path: Path) -> None:
    with open_comparison(qtbot, tmp_path) as (window, comparison):
        comparison.page.show_named("Maps")
        comparison.matching.show_record(None)
        assert not window.runner.is_busy(pictures.MAPS_LANE)
        assert not window.runner.is_busy(pictures.PAIR_LANE)
        assert comparison.page.maps.walls.content is None
