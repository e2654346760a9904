from pathlib import Path

from pytestqt.qtbot import QtBot

from kernelview.document import plan_edits
from kernelview.learn.templates import TEMPLATES, template
from kernelview.ui.comparison.first_network import FirstNetwork
from kernelview.ui.wiring import applier
from kernelview.ui.workspaces import made_lab
from tests.ui.lab.lab_samples import open_lab, wait_for
from tests.ui.window_samples import open_window
from tests.usecases.training_samples import PLAN


def test_it_trains_as_soon_as_the_pictures_are_there(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path) as window:
        window.session.apply("Small", lambda d: plan_edits.set_data(d, PLAN.data))
        window.session.apply("Short", lambda d: plan_edits.set_settings(d, PLAN.settings))
        lab = made_lab(window)
        first = FirstNetwork(window.session, applier(window), lab.training, window)
        assert lab.training.state == "loading"
        first.train()
        wait_for(qtbot, lab, "finished")


def test_a_plan_without_kernels_is_replaced_by_the_course_s(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        dense = template("course-dense").blueprint
        window.session.apply("Dense", lambda d: plan_edits.set_network(d, dense))
        wait_for(qtbot, lab, "ready")
        FirstNetwork(window.session, applier(window), lab.training, window).train()
        assert window.session.document.plan.network == TEMPLATES[0].blueprint
        wait_for(qtbot, lab, "finished")
        assert lab.networks.record is not None


def test_it_tells_how_far_it_is_and_cancel_ends_it(qtbot: QtBot, tmp_path: Path) -> None:
    with open_lab(qtbot, tmp_path) as (window, lab):
        endless = PLAN.settings.__class__(epochs=10_000, batch_size=16)
        window.session.apply("Endless", lambda d: plan_edits.set_settings(d, endless))
        first = FirstNetwork(window.session, applier(window), lab.training, window)
        told: list[tuple[bool, str]] = []
        first.told.connect(lambda is_under_way, words: told.append((is_under_way, words)))
        with qtbot.waitSignal(first.progressed, timeout=20_000) as progressed:
            first.train()
        assert progressed.args is not None
        assert progressed.args[2] == "Epoch 1 of 10000"
        assert all(is_under_way for is_under_way, _ in told)
        first.cancel()
        wait_for(qtbot, lab, "finished")
        assert told[-1] == (False, "")
