from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from kernelview.kernels.freedom import Freedom
from kernelview.ui.banks.content import Spot
from kernelview.usecases.bank_summary import bank_summary
from kernelview.usecases.compare_banks import MatchChoice
from tests.ui.banks.panels import LEFT, THREE, choose, heard, opened
from tests.ui.banks.samples import comparison

Key = Qt.Key


# --- choices


def test_a_network_is_chosen_by_its_place(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        told = heard(panel.network_chosen)
        choose(panel.header.network, 1)
        assert told == [1]


def test_the_last_entry_opens_a_file_and_the_network_stays(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        networks = heard(panel.network_chosen)
        wanted: list[bool] = []
        panel.model_wanted.connect(lambda: wanted.append(True))
        choose(panel.header.network, panel.header.network.count() - 1)
        assert wanted == [True]
        assert networks == []
        assert panel.header.network.currentText() == "First"


def test_nothing_is_chosen_until_something_is(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        panel.show_networks(("First",), -1)
        told = heard(panel.network_chosen)
        assert panel.header.network.currentText() == "Choose a network"
        choose(panel.header.network, 1)
        assert told == [0]


def test_layer_and_bank_make_another_choice(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        told = heard(panel.choice_changed)
        choose(panel.header.layer, 1)
        choose(panel.header.bank, panel.header.bank.findData("presets"))
        assert told == [
            MatchChoice(layer="conv2"),
            MatchChoice("presets", layer="conv2"),
        ]


def test_what_kernels_may_differ_in_is_ticked_without_closing_the_menu(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        told = heard(panel.choice_changed)
        alike = panel.header.alike
        menu = alike.menu()
        menu.popup(alike.mapToGlobal(QPoint(0, 30)))
        qtbot.waitUntil(menu.isVisible)
        tick(menu, alike.toggles["constant"])
        tick(menu, alike.shifts[2])
        tick(menu, alike.shifts[2])
        assert menu.isVisible()
        menu.setActiveAction(alike.toggles["turns"])
        QTest.keyClick(menu, Key.Key_Space)
        assert menu.isVisible()
        menu.close()
        assert told[-1] == MatchChoice(
            freedom=Freedom(turns=False, mirrors=True, shift=2, constant=True), layer="conv1"
        )
        assert len(told) == 3


def tick(menu: QMenu, action: QAction) -> None:
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def test_the_choice_of_a_comparison_is_shown(qtbot: QtBot) -> None:
    choice = MatchChoice("families", Freedom(turns=False, shift=1), "conv2")
    with opened(qtbot, comparison(THREE, choice=choice)) as panel:
        assert panel.choice == choice
        assert panel.header.bank.choice == "families"
        assert panel.header.layer.choice == "conv2"
        assert panel.header.alike.shifts[1].isChecked()


def test_a_comparison_of_the_first_layer_leaves_the_layer_shown(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE, choice=MatchChoice("presets"))) as panel:
        assert panel.choice == MatchChoice("presets", layer="conv1")


def test_a_report_is_wanted_once_there_is_something_to_report(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        assert not panel.header.report.isEnabled()
        panel.show_comparison(comparison(THREE))
        wanted: list[bool] = []
        panel.report_wanted.connect(lambda: wanted.append(True))
        QTest.mouseClick(panel.header.report, LEFT)
        assert wanted == [True]


# --- nothing to show, or not yet


def test_the_first_visit_offers_to_train_and_to_open_a_file(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        panel.show_nothing_trained(False, "")
        trained, models = [], []
        panel.train_wanted.connect(lambda: trained.append(True))
        panel.model_wanted.connect(lambda: models.append(True))
        assert "about 10 seconds" in panel.empty.text.text()
        assert panel.header.isHidden()
        QTest.mouseClick(panel.empty.train, LEFT)
        panel.empty.open.setFocus()
        QTest.keyClick(panel.empty.open, Key.Key_Space)
        assert trained == [True]
        assert models == [True]


def test_training_shows_how_far_it_is_and_can_be_cancelled(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        panel.show_nothing_trained(True, "")
        assert panel.empty.train.isHidden()
        assert panel.empty.waiting.bar.maximum() == 0
        panel.show_busy(250, 1000, "epoch 2 of 5")
        assert panel.empty.heading.text() == "The network is learning"
        assert panel.empty.waiting.bar.value() * 4 == panel.empty.waiting.bar.maximum()
        assert panel.empty.waiting.words.words == "Epoch 2 of 5"
        cancelled: list[bool] = []
        panel.cancel_wanted.connect(lambda: cancelled.append(True))
        QTest.mouseClick(panel.empty.waiting.cancel, LEFT)
        assert cancelled == [True]
        panel.show_nothing_trained(False, "The training was cancelled.")
        assert panel.empty.text.text().startswith("The training was cancelled.")
        assert panel.empty.waiting.isHidden()


def test_news_of_the_training_leave_the_bar_as_it_is(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        panel.show_nothing_trained(True, "epoch 1")
        panel.show_busy(250, 1000, "epoch 2")
        panel.empty.waiting.cancel.setFocus()
        panel.show_nothing_trained(True, "epoch 3")
        assert panel.empty.waiting.words.words == "Epoch 3"
        assert panel.empty.waiting.bar.value() == 250
        assert panel.empty.waiting.cancel.hasFocus()


def test_the_keyboard_goes_from_train_to_cancel_and_back(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        panel.show_nothing_trained(False, "")
        panel.empty.train.setFocus()
        panel.show_nothing_trained(True, "")
        assert panel.empty.waiting.cancel.hasFocus()
        panel.show_nothing_trained(False, "")
        assert panel.empty.train.hasFocus()


def test_the_first_network_that_has_learned_is_waited_for(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        panel.show_nothing_trained(True, "epoch 5")
        panel.show_networks(("First",), 0)
        panel.show_busy(1, 2, "matching the kernels")
        assert panel.empty.heading.text() == "Comparing the kernels"
        assert panel.header.isVisible()


def test_the_same_comparison_keeps_its_summary_and_its_pair(qtbot: QtBot) -> None:
    compared = comparison(THREE)
    with opened(qtbot, compared) as panel:
        panel.show_summary(bank_summary(compared))
        panel.show_pair(2)
        words = panel.summary.words.text()
        choose(panel.header.bank, panel.header.bank.findData("presets"))
        panel.show_comparison(compared)
        assert panel.summary.words.text() == words
        assert panel.drawing.spot == Spot("learned", 2)
        assert panel.header.bank.choice == "everything"


def test_a_comparison_under_way_leaves_the_last_one_in_sight(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        panel.show_busy(1, 2, "matching the kernels")
        cancelled: list[bool] = []
        panel.cancel_wanted.connect(lambda: cancelled.append(True))
        assert panel.drawing.isVisible()
        QTest.mouseClick(panel.busy.cancel, LEFT)
        assert cancelled == [True]
        panel.show_idle()
        assert panel.busy.isHidden()
        panel.show_busy(1, 2, "matching the kernels")
        panel.show_comparison(comparison(THREE))
        assert panel.busy.isHidden()


def test_the_first_comparison_says_that_it_is_under_way(qtbot: QtBot) -> None:
    with opened(qtbot) as panel:
        assert panel.empty.heading.text() == "Nothing to compare yet"
        panel.show_busy(1, 2, "matching the kernels")
        assert panel.empty.heading.text() == "Comparing the kernels"
        panel.show_comparison(comparison(THREE))
        assert panel.drawing.isVisible()
        panel.show_comparison(None)
        assert panel.empty.heading.text() == "Nothing to compare yet"
        assert panel.empty.waiting.isHidden()


def test_an_error_takes_the_comparison_away_and_leaves_the_choices(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        panel.show_error("there is no kernel of your own yet; save one under Mine first")
        assert panel.comparison is None
        assert panel.empty.text.text().startswith("There is no kernel of your own yet")
        assert panel.header.isVisible()
        assert not panel.header.report.isEnabled()
