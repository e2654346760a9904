from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from kernelview.document import Image, edits
from kernelview.kernels import preset
from kernelview.learn.learned import KernelAddress
from kernelview.ui.commands import FILTER
from kernelview.usecases.compare_banks import MatchChoice
from kernelview.usecases.learned_kernels import learned_of
from tests.ui.comparison.compare_samples import LONGEST, open_comparison, wait_for_match
from tests.ui.lab.lab_samples import train
from tests.ui.window_samples import Answers


def test_it_opens_on_the_best_match(qtbot: QtBot, tmp_path: Path) -> None:
    with open_comparison(qtbot, tmp_path) as (_, comparison):
        found = comparison.matching.comparison
        assert found is not None
        assert comparison.pairing is not None
        assert comparison.pairing.match is not None
        scores = [one.match.score for one in found.pairings if one.match is not None]
        assert comparison.pairing.match.score == max(scores)


def test_another_picture_is_filtered_with_the_same_pair(qtbot: QtBot, tmp_path: Path) -> None:
    with open_comparison(qtbot, tmp_path) as (window, comparison):
        canvas = comparison.page.pair.results.canvas
        qtbot.waitUntil(lambda: canvas.pair is not None, timeout=LONGEST)
        place = comparison.place
        other = Image(np.zeros((30, 50), np.uint8), "black.png")
        window.session.apply("Open", lambda d: edits.open_image(d, other))
        qtbot.waitUntil(
            lambda: canvas.pair is not None and canvas.pair.name == "black.png", timeout=LONGEST
        )
        assert comparison.place == place


def test_maps_are_made_when_their_tab_is_seen(qtbot: QtBot, tmp_path: Path) -> None:
    with open_comparison(qtbot, tmp_path) as (_, comparison):
        maps = comparison.page.maps
        assert maps.walls.content is None
        comparison.page.show_named("Maps")
        qtbot.waitUntil(lambda: maps.walls.content is not None, timeout=LONGEST)
        with qtbot.waitSignal(comparison.pair_changed):
            maps.pair_chosen.emit(2)
        assert comparison.place == 2
        assert comparison.page.findings.currentWidget() is comparison.page.pair


def test_another_choice_keeps_the_pair(qtbot: QtBot, tmp_path: Path) -> None:
    with open_comparison(qtbot, tmp_path) as (_, comparison):
        comparison.choose_pair(3)
        with qtbot.waitSignal(comparison.matching.finished, timeout=LONGEST):
            comparison.page.banks.choice_changed.emit(MatchChoice("presets"))
        assert comparison.place == 3


def test_mine_is_refused_while_it_is_empty_and_matched_once_it_is_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_comparison(qtbot, tmp_path) as (window, comparison):
        with qtbot.waitSignal(comparison.matching.failed, timeout=LONGEST):
            comparison.page.banks.choice_changed.emit(MatchChoice("mine"))
        assert comparison.pairing is None
        window.session.apply("Keep", lambda d: edits.add_to_mine(d, preset("sobel-x")))
        wait_for_match(qtbot, comparison)
        assert comparison.pairing is not None


def test_a_hand_made_kernel_goes_in_and_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    with open_comparison(qtbot, tmp_path) as (_, comparison):
        comparison.choose_pair(1)
        before = comparison.networks.record
        with qtbot.waitSignal(comparison.slots.placed, timeout=LONGEST):
            comparison.replace()
        wait_for_match(qtbot, comparison)
        assert comparison.networks.record is not before
        assert comparison.place == 1
        assert "conv1/1" in comparison.page.pair.accuracies.text()
        assert "before" in comparison.page.pair.accuracies.text()
        comparison.choose_pair(2)
        assert comparison.page.pair.accuracies.text() == ""


def test_the_kernel_in_hand_goes_in_only_where_it_has_room(qtbot: QtBot, tmp_path: Path) -> None:
    with open_comparison(qtbot, tmp_path) as (window, comparison):
        put_back = window.menus.actions["put-back"]
        for name, has_room in (("gaussian-5", False), ("sobel-y", True)):
            window.library.preset_chosen.emit(name)
            assert comparison.can_put_back == has_room
            assert put_back.isEnabled() == has_room
        with qtbot.waitSignal(comparison.slots.placed, timeout=LONGEST) as placed:
            comparison.put_back()
        assert placed.args is not None
        place = comparison.place
        assert place is not None
        changed = learned_of(placed.args[0].record, str(KernelAddress("conv1", place)))[0].kernel
        assert changed.weights == pytest.approx(preset("sobel-y").weights)


def test_opening_a_kernel_leads_to_the_editor_and_undo_takes_it_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_comparison(qtbot, tmp_path) as (window, comparison):
        before = window.session.document
        comparison.open_hand_made()
        assert window.workspace == FILTER
        assert window.session.document.kernel != before.kernel
        window.session.undo()
        assert window.session.document == before


def test_what_has_just_learned_is_looked_at_next(qtbot: QtBot, tmp_path: Path) -> None:
    with open_comparison(qtbot, tmp_path) as (_, comparison):
        first = comparison.networks.record
        train(qtbot, comparison.lab)
        qtbot.waitUntil(lambda: comparison.networks.record is not first, timeout=LONGEST)
        wait_for_match(qtbot, comparison)


def test_a_removed_network_offers_to_train_another(qtbot: QtBot, tmp_path: Path) -> None:
    with open_comparison(qtbot, tmp_path) as (_, comparison):
        comparison.lab.training.reset()
        comparison.lab.runs.remove(comparison.lab.runs.runs[0])
        qtbot.waitUntil(lambda: comparison.networks.record is None, timeout=LONGEST)
        qtbot.waitUntil(lambda: comparison.pairing is None, timeout=LONGEST)
        assert comparison.page.banks.empty.train.isVisible()


def test_the_tables_of_an_experiment_are_written(qtbot: QtBot, tmp_path: Path) -> None:
    answers = Answers(open_path=tmp_path / "tables")
    with open_comparison(qtbot, tmp_path, answers=answers) as (window, comparison):
        panel = comparison.page.experiments
        request = panel.settings.request.__class__("ablation")
        with qtbot.waitSignal(comparison.experimenting.finished, timeout=LONGEST) as finished:
            panel.run_wanted.emit(request)
        assert finished.args is not None
        panel.export_tables_wanted.emit(finished.args[0])
        written = tmp_path / "tables" / "ablation-ablation.csv"
        qtbot.waitUntil(written.exists, timeout=LONGEST)
        qtbot.waitUntil(lambda: "Written" in window.notice.text.text(), timeout=LONGEST)
