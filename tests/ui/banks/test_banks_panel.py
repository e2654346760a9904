from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from kernelview.ui.banks.content import Spot
from tests.ui.banks.panels import (
    LEFT,
    THREE,
    click,
    heard,
    line_middle,
    opened,
    point_at,
    press,
)
from tests.ui.banks.samples import comparison

Key = Qt.Key


# --- pairs


def test_a_click_on_either_kernel_of_a_pair_opens_it(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        told = heard(panel.pair_chosen)
        for spot in (Spot("learned", 1), Spot("hand-made", 0), Spot("learned", 0)):
            click(panel, spot)
        assert told == [1, 2, 0]


def test_a_click_on_a_line_opens_its_pair(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        told = heard(panel.pair_chosen)
        for place in (0, 1, 2):
            QTest.mouseClick(panel.drawing.viewport(), LEFT, pos=line_middle(panel, place))
        assert told == [0, 1, 2]


def test_a_click_beside_everything_chooses_nothing(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        click(panel, Spot("learned", 1))
        told = heard(panel.pair_chosen)
        QTest.mouseClick(panel.drawing.viewport(), LEFT, pos=QPoint(400, 300))
        assert told == []
        assert panel.drawing.spot is None


def test_the_keys_go_down_the_learned_bank_and_enter_opens(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        told = heard(panel.pair_chosen)
        press(panel, Key.Key_Down)
        assert panel.drawing.spot == Spot("learned", 1)
        assert told == []
        press(panel, Key.Key_Down, Key.Key_Return, Key.Key_End, Key.Key_Enter)
        assert told == [2, 0]
        press(panel, Key.Key_Down, Key.Key_Home)
        assert panel.drawing.spot == Spot("learned", 1)


def test_left_and_right_go_to_the_other_bank_and_back(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        press(panel, Key.Key_End, Key.Key_Left)
        assert panel.drawing.spot == Spot("hand-made", 0)
        press(panel, Key.Key_Left)
        assert panel.drawing.spot == Spot("hand-made", 0)
        press(panel, Key.Key_Up)
        assert panel.drawing.spot == Spot("hand-made", 1)
        press(panel, Key.Key_Right, Key.Key_Escape)
        assert panel.drawing.spot is None


def test_a_pair_is_shown_without_saying_that_it_was_chosen(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        told = heard(panel.pair_chosen)
        panel.show_pair(2)
        assert panel.drawing.spot == Spot("learned", 2)
        panel.show_pair(99)
        assert panel.drawing.spot == Spot("learned", 2)
        assert told == []


def test_pointing_reads_out_the_pair_and_leaving_what_was_chosen(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        click(panel, Spot("learned", 0))
        point_at(panel, Spot("learned", 1))
        assert panel.equation.words == "conv1/1 ≈ −0.5 × Made 1, turned 90°"
        assert panel.numbers.words == "score 0.90 · chance 0.2 % · next Sharpen 0.80"
        QApplication.sendEvent(panel.drawing.viewport(), QEvent(QEvent.Type.Leave))
        assert panel.equation.words.startswith("conv1/0 ")


def test_the_keys_take_over_from_the_mouse(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        point_at(panel, Spot("learned", 0))
        press(panel, Key.Key_Down)
        assert panel.drawing.pointed is None
        assert panel.equation.words.startswith("conv1/1 ")


def test_pointing_at_a_hand_made_kernel_reads_out_its_best(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        point_at(panel, Spot("hand-made", 0))
        assert panel.equation.words.startswith("conv1/2 ")


def test_a_kernel_with_nothing_in_it_says_so(qtbot: QtBot) -> None:
    with opened(qtbot, comparison([(0, 0.9), None])) as panel:
        click(panel, Spot("learned", 1))
        assert panel.equation.words == "conv1/1 has nothing in it"
        press(panel, Key.Key_Left)
        assert panel.drawing.spot == Spot("learned", 1)


def test_a_bank_that_is_like_none_is_shown(qtbot: QtBot) -> None:
    with opened(qtbot, comparison([None, None])) as panel:
        panel.drawing.viewport().grab()
        press(panel, Key.Key_Down, Key.Key_Return)
        assert panel.count.text().startswith("None of 2 is like a hand-made one")


# --- actions


def test_the_buttons_act_on_the_chosen_pair(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        told = [
            heard(one)
            for one in (
                panel.open_wanted,
                panel.hand_made_wanted,
                panel.replace_wanted,
                panel.save_wanted,
            )
        ]
        buttons = panel.action_bar.buttons
        assert not any(button.isEnabled() for button in buttons.values())
        click(panel, Spot("learned", 2))
        for button in buttons.values():
            QTest.mouseClick(button, LEFT)
        assert told == [[2], [2], [2], [2]]


def test_a_kernel_like_none_can_be_opened_and_saved_alone(qtbot: QtBot) -> None:
    with opened(qtbot, comparison([None])) as panel:
        press(panel, Key.Key_Down)
        enabled = [name for name, one in panel.action_bar.buttons.items() if one.isEnabled()]
        assert enabled == ["open", "save"]


def test_the_menu_of_a_pair_has_the_same_actions(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        told = heard(panel.replace_wanted)
        press(panel, Key.Key_Down)
        place = panel.drawing.mapToGlobal(QPoint(5, 5))
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), place)
        QApplication.sendEvent(panel.drawing.viewport(), event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[2].trigger()
        menu.close()
        assert told == [1]


def test_the_next_pair_is_the_one_below_and_there_is_an_end(qtbot: QtBot) -> None:
    with opened(qtbot, comparison(THREE)) as panel:
        assert [panel.neighbour(1, by) for by in (-1, 1, 2, 9)] == [1, 2, 0, 0]
        panel.show_comparison(None)
        assert panel.neighbour(1, 1) == 1
