"""The lab behind the Train workspace."""

import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.document import edits, plan_edits
from kernelview.files.models import load_run
from kernelview.files.networks import load_network
from kernelview.kernels import Kernel
from kernelview.learn.blueprint import Blueprint, layer
from kernelview.learn.choices import Augmentation, DataChoice
from kernelview.learn.learned import KernelAddress, learned_kernel
from kernelview.learn.templates import template
from kernelview.ui.commands import FILTER
from kernelview.ui.lab import outputs
from tests.ui.lab.lab_samples import LONGEST, open_lab, train, wait_for
from tests.ui.test_window_by_keyboard import is_inside_spin_box, reachable, spoken_name
from tests.ui.window_samples import Answers, open_window
from tests.usecases.training_samples import PLAN

ADDRESS = KernelAddress("conv1", 2)


def test_nothing_of_the_lab_is_loaded_before_it_is_visited() -> None:
    script = (
        "import sys, kernelview.ui.application;"
        "late = ('pyqtgraph', 'kernelview.ui.lab.lab', 'kernelview.learn.sequential');"
        "sys.exit(any(name in sys.modules for name in late))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_newest_choice_of_data_wins(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        for limit in (90, 60, 40):
            choice = replace(PLAN.data, limit=limit)
            window.session.apply("Less", partial(plan_edits.set_data, data=choice))
        assert lab.training.state == "loading"
        wait_for(qtbot, lab, "ready")
        assert lab.loading.split is not None
        assert len(lab.loading.split.train) == 32


def test_data_that_are_not_there_say_so_and_nothing_can_be_trained(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        gone = DataChoice(str(tmp_path / "gone.npz"))
        window.session.apply("Gone", lambda d: plan_edits.set_data(d, gone))
        wait_for(qtbot, lab, "no-data")
        assert not lab.page.training.transport.main.isEnabled()
        window.session.undo()
        wait_for(qtbot, lab, "ready")


def test_a_network_that_cannot_work_says_so_and_undo_brings_the_other_back(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        deep = template("two-convolutions").blueprint
        window.session.apply("Too deep", lambda d: plan_edits.set_network(d, deep))
        wait_for(qtbot, lab, "no-data")
        assert "pool2" in lab.page.training.message.text()
        window.session.undo()
        wait_for(qtbot, lab, "ready")
        assert [one.name for one in lab.layers()] == ["conv1"]


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"settings": replace(PLAN.settings, epochs=9, learning_rate=0.5)}, True),
        ({"data": replace(PLAN.data, augmentation=Augmentation(noise=0.1))}, True),
        ({"settings": replace(PLAN.settings, seed=5)}, False),
        ({"network": Blueprint("other", (layer("Flatten"), *PLAN.network.layers[3:]))}, False),
    ],
)
def test_what_was_learned_stays_while_it_fits_the_plan(
    qtbot: QtBot, tmp_path: Path, changes: dict[str, object], kept: bool
) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        train(qtbot, lab)
        changed = replace(window.session.document.plan, **changes)  # type: ignore[arg-type]
        window.session.apply("Change", lambda d: replace(d, plan=changed))
        assert (lab.training.result is not None) == kept
        assert lab.training.state == ("finished" if kept else "ready")


def test_what_was_learned_stands_in_the_library(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):

        def learned() -> list[str]:
            groups = window.library.model.groups
            (group,) = (group for group in groups if group.title == "Learned")
            return [entry.label for entry in group.entries if entry.kind == "learned"]

        assert learned() == []
        train(qtbot, lab)
        assert learned() == [f"conv1/{unit}" for unit in range(4)]


def test_reset_forgets_and_stop_keeps(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        endless = replace(PLAN.settings, epochs=10_000)
        window.session.apply("Endless", lambda d: plan_edits.set_settings(d, endless))
        start = lab.training.weights
        lab.training.toggle()
        qtbot.waitUntil(lambda: lab.training.weights is not start, timeout=LONGEST)
        lab.training.reset()
        assert lab.training.state == "ready"
        assert all(map(np.array_equal, lab.training.weights, start))
        lab.training.toggle()
        qtbot.waitUntil(lambda: len(lab.page.wall.moments) > 2, timeout=LONGEST)
        lab.training.stop()
        wait_for(qtbot, lab, "finished")
        assert not all(map(np.array_equal, lab.training.weights, start))
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 1, timeout=LONGEST)


def test_reset_forgets_what_was_to_come_after_a_stop(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        endless = replace(PLAN.settings, epochs=10_000)
        window.session.apply("Endless", lambda d: plan_edits.set_settings(d, endless))
        done: list[str] = []
        lab.training.toggle()
        lab.training.stop(lambda: done.append("restored"))
        lab.training.reset()
        window.session.apply("Short", lambda d: plan_edits.set_settings(d, PLAN.settings))
        train(qtbot, lab)
        assert done == []


def test_undo_while_it_trains_leaves_the_training_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        other = template("softmax-alone").blueprint
        window.session.apply("Other", lambda d: plan_edits.set_network(d, other))
        lab.training.step()
        window.session.undo()
        subject = lab.training.subject
        assert subject is not None
        assert subject.plan.network == other
        lab.training.stop()
        wait_for(qtbot, lab, "ready")
        assert lab.training.subject is not None
        assert lab.training.subject.plan.network == PLAN.network


def test_a_kernel_put_back_is_a_run_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        train(qtbot, lab)
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 1, timeout=LONGEST)
        lab.exchange.open(ADDRESS, learned_kernel(lab.layers()[0], ADDRESS))
        assert window.workspace == FILTER
        window.session.apply("Edit", lambda d: edits.set_cells(d, {(0, 0): 3.0}))
        lab.put_back(ADDRESS)
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 2, timeout=LONGEST)
        assert lab.layers()[0].kernels[0, 0, 0, 2] == 3.0
        assert "by hand conv1/2" in lab.runs.runs[0].record.name
        assert lab.exchange.address == ADDRESS
        lab.restore(lab.runs.runs[1].path.name)
        qtbot.waitUntil(lambda: lab.layers()[0].kernels[0, 0, 0, 2] != 3.0, timeout=LONGEST)


@pytest.mark.parametrize("is_trained", [False, True])
def test_a_kernel_that_cannot_be_put_back_says_why(
    qtbot: QtBot, tmp_path: Path, is_trained: bool
) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        if is_trained:
            train(qtbot, lab)
        before = lab.training.weights
        large = Kernel(np.ones((9, 9)))
        window.session.apply("Large", lambda d: edits.choose_kernel(d, large))
        lab.put_back(ADDRESS)
        words = "9 × 9" if is_trained else "Train the network first"
        qtbot.waitUntil(lambda: words in window.notice.text.text(), timeout=LONGEST)
        assert lab.training.weights is before


def test_a_unit_goes_under_mine(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        kernel = learned_kernel(lab.layers()[0], ADDRESS)
        lab.page.wall.save_asked.emit(ADDRESS, kernel)
        assert window.session.document.mine[-1].name == "conv1/2"


def test_a_damaged_run_is_named_once_and_the_others_are_shown(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (_, lab):
        train(qtbot, lab)
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 1, timeout=LONGEST)
        good = lab.runs.runs[0].path
        bad = good.with_name(good.name.replace("20", "19", 1))
        bad.write_bytes(b"not a network")
        said: list[str] = []
        lab.runs.failed.connect(said.append)
        for _ in range(2):
            with qtbot.waitSignal(lab.runs.changed, timeout=LONGEST):
                lab.runs.load()
        assert [bad.name in words for words in said] == [True]
        assert len(lab.runs.runs) == 1


def test_runs_are_renamed_compared_and_removed(qtbot: QtBot, tmp_path: Path) -> None:
    answers = Answers(may_remove=True)
    with open_lab(qtbot, tmp_path, answers=answers) as (_, lab):
        train(qtbot, lab)
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 1, timeout=LONGEST)
        run_id = lab.runs.runs[0].path.name
        lab.page.runs.rename_asked.emit(run_id, "First try")
        qtbot.waitUntil(lambda: lab.runs.runs[0].record.name == "First try", timeout=LONGEST)
        lab.page.runs.compare_changed.emit((run_id,))
        assert [record.name for record in lab.shown_records()][1:] == ["First try"]
        lab.page.runs.remove_asked.emit(run_id)
        qtbot.waitUntil(lambda: not lab.runs.runs, timeout=LONGEST)
        assert "First try" in answers.asked[-1]


@pytest.mark.parametrize(
    ("name", "start"),
    [("run.csv", b"run,"), ("run.png", b"\x89PNG"), ("run.safetensors", None)],
)
def test_a_run_is_exported(qtbot: QtBot, tmp_path: Path, name: str, start: bytes | None) -> None:
    target = tmp_path / name
    with open_lab(qtbot, tmp_path, answers=Answers(save_path=target)) as (_, lab):
        train(qtbot, lab)
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 1, timeout=LONGEST)
        kind = {"safetensors": "model"}.get(name.split(".")[1], name.split(".")[1])
        lab.page.runs.export_asked.emit(kind, lab.runs.runs[0].path.name)
        qtbot.waitUntil(target.exists, timeout=LONGEST)
        if start is None:
            assert load_run(target).name == "small"
        else:
            assert target.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("name", "kind", "start"),
    [("wall.gif", "gif", b"GIF8"), ("wall.png", "png", b"\x89PNG")],
)
def test_the_wall_is_exported(
    qtbot: QtBot, tmp_path: Path, name: str, kind: str, start: bytes
) -> None:
    target = tmp_path / name
    with open_lab(qtbot, tmp_path, answers=Answers(save_path=target)) as (_, lab):
        train(qtbot, lab)
        lab.page.wall.export_asked.emit(kind)
        qtbot.waitUntil(target.exists, timeout=LONGEST)
        assert target.read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("kind", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("csv", b"run,")]
)
def test_the_curves_are_exported(qtbot: QtBot, tmp_path: Path, kind: str, start: bytes) -> None:
    target = tmp_path / f"curves.{kind}"
    with open_lab(qtbot, tmp_path, answers=Answers(save_path=target)) as (_, lab):
        train(qtbot, lab)
        lab.page.curves.export_asked.emit(kind)
        qtbot.waitUntil(target.exists, timeout=LONGEST)
        assert target.read_bytes().startswith(start)


def test_a_network_on_paper_is_saved_and_opened_again(qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "network.json"
    with open_lab(qtbot, tmp_path, answers=Answers(open_path=target, save_path=target)) as (
        window,
        lab,
    ):
        lab.page.network.save_asked.emit()
        qtbot.waitUntil(target.exists, timeout=LONGEST)
        assert load_network(target) == PLAN.network
        other = template("softmax-alone").blueprint
        window.session.apply("Other", lambda d: plan_edits.set_network(d, other))
        lab.page.network.open_asked.emit()
        qtbot.waitUntil(
            lambda: window.session.document.plan.network == PLAN.network, timeout=LONGEST
        )


def test_a_folder_of_pictures_is_asked_for_and_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path, answers=Answers(open_path=tmp_path / "photos")) as (window, lab):
        lab.page.data.open_folder_asked.emit()
        assert window.session.document.plan.data.source == str(tmp_path / "photos")
        outputs.ask_data_file(window, lab)
        wait_for(qtbot, lab, "no-data")


def test_a_sample_is_looked_at_and_a_value_taken_apart(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (_, lab):
        assert lab.loading.split is not None
        lab.page.data.sample_chosen.emit(lab.loading.split.test.inputs()[0])
        qtbot.waitUntil(lambda: lab.looking.look is not None, timeout=LONGEST)
        assert lab.page.findings.currentWidget() is lab.page.digit
        told: list[object] = []
        lab.looking.unit_told.connect(told.append)

        def is_told() -> bool:
            lab.looking.tell_unit("conv1", 1, 2, 3)
            return bool(told)

        qtbot.waitUntil(is_told, timeout=LONGEST)
        heard = len(told)
        lab.looking.tell_unit("conv1", 99, 0, 0)
        assert len(told) == heard


def test_the_commands_of_the_other_workspace_are_greyed(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        actions = window.menus.actions
        assert actions["zoom-in"].isEnabled()
        assert not actions["train"].isEnabled()
    with open_lab(qtbot, tmp_path) as (window, _):
        actions = window.menus.actions
        assert not actions["zoom-in"].isEnabled()
        assert actions["train"].isEnabled()
        assert not window.status.method.isVisible()
        actions["workspace-filter"].trigger()
        assert actions["zoom-in"].isEnabled()


def test_the_smallest_window_has_room_for_the_workspace(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, _):
        window.resize(1024, 640)
        qtbot.wait(10)
        assert (window.width(), window.height()) == (1024, 640)


@pytest.mark.parametrize("name", ["Curves", "Confusion", "Digit", "Runs"])
def test_every_control_is_reached_by_tab_and_named(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        train(qtbot, lab)
        qtbot.waitUntil(lambda: len(lab.runs.runs) == 1, timeout=LONGEST)
        assert lab.loading.split is not None
        lab.looking.show_input(lab.loading.split.test.inputs()[0])
        lab.page.show_named(name)
        qtbot.waitUntil(lambda: window.isActiveWindow() and lab.looking.look is not None)
        seen = walked(lab.page.training.transport.main)
        wanted = [one for one in reachable(window) if not is_inside_spin_box(one)]
        missed = [
            f"{type(one).__name__} {one.accessibleName()!r}" for one in wanted if one not in seen
        ]
        assert not missed, missed
        nameless = [type(one).__name__ for one in wanted if not spoken_name(one)]
        assert not nameless, nameless


def walked(first: QWidget) -> list[QWidget]:
    """Press Tab until the focus comes round; return the widgets on the way."""
    first.setFocus(Qt.FocusReason.TabFocusReason)
    seen: list[QWidget] = []
    for _ in range(300):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget is first and seen:
            return seen
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came back; it last was in {seen[-1]}")


def test_the_buttons_of_the_training_name_their_shortcuts(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (_, lab):
        transport = lab.page.training.transport
        tips = [button.toolTip() for button in (transport.main, transport.step, transport.stop)]
        for tip, shortcut in zip(tips, ("Ctrl+R", "Ctrl+Shift+R", "Ctrl+."), strict=True):
            assert tip.endswith(f"({shortcut})")


def test_a_network_that_cannot_be_made_is_told_as_a_problem(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        message = lab.page.training.message
        assert message.property("problem") is False
        too_large = Blueprint("Too large", (layer("Conv2D", filters=4, kernel_size=(9, 9)),))
        window.session.apply("Too large", lambda d: plan_edits.set_network(d, too_large))
        wait_for(qtbot, lab, "no-data")
        assert lab.training.problem
        assert message.property("problem") is True
        window.session.undo()
        wait_for(qtbot, lab, "ready")
        assert message.property("problem") is False


def test_a_default_written_out_does_not_forget_what_was_learned(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        train(qtbot, lab)
        first, *rest = PLAN.network.layers
        spelt = replace(first, options=(*first.options, ("use_bias", True)))
        network = replace(PLAN.network, layers=(spelt, *rest))
        window.session.apply("Written out", lambda d: plan_edits.set_network(d, network))
        assert lab.training.result is not None
        other = replace(first, options=(*first.options, ("use_bias", False)))
        network = replace(PLAN.network, layers=(other, *rest))
        window.session.apply("Another", lambda d: plan_edits.set_network(d, network))
        assert lab.training.result is None
