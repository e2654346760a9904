from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.document.image import Image
from kernelview.kernels import Kernel, recipe_for
from kernelview.ui.editor import ACTIONS, TRANSFORMS, Transform
from kernelview.ui.editor.scale_menu import ScaleMenu
from kernelview.ui.editor.section import Section
from kernelview.ui.editor.selection import Selection
from tests.ui.editor.samples import (
    SOBEL,
    Desk,
    family_document,
    new_document,
    open_desk,
    with_kernel,
)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return open_desk(qtbot)


def choose(desk: Desk, box_name: str, value: str) -> None:
    box = getattr(desk.panel.settings, box_name)
    box.setFocus()
    while box.choice != value:
        before = box.currentIndex()
        desk.press(Qt.Key.Key_Down)
        assert box.currentIndex() != before


def test_showing_documents_says_nothing_and_keeps_selection_and_focus(desk: Desk) -> None:
    desk.grid.select(Selection.at((2, 1)))
    pipeline = replace(desk.session.document.pipeline, border="constant", constant=7.0, turned=True)
    for document in (
        new_document(),
        replace(new_document(), pipeline=pipeline, show="stretch", automatic_divisor=True),
        new_document(Kernel(np.ones((5, 7)), divisor=35.0, offset=3.0, name="Box")),
        new_document(SOBEL),
    ):
        desk.panel.show_document(document)
        desk.panel.show_document(document)
        assert desk.said == []
        assert desk.grid.hasFocus()
        assert desk.grid.selection == Selection.at((2, 1))


def test_showing_a_family_says_nothing(desk: Desk) -> None:
    for name in ("gabor", "motion-blur", "gaussian"):
        desk.panel.show_document(family_document(recipe_for(name)))
    assert desk.said == []


@pytest.mark.parametrize("transform", TRANSFORMS, ids=lambda transform: transform.name)
def test_each_transform_button_asks_for_its_edit_by_name(desk: Desk, transform: Transform) -> None:
    kernel = Kernel([[1, 2, 3], [4, 5, 6], [7, 8, 10]], name="Any")
    desk.show(kernel)
    desk.panel.transforms.buttons[transform.name].click()
    assert desk.kernel == transform.edit(kernel)
    assert desk.kernel != kernel
    assert desk.session.undo_name == transform.text


def test_an_edit_that_cannot_be_is_refused_with_its_reason(desk: Desk) -> None:
    desk.panel.run("normalise")
    assert desk.heard("kernel_edited") == []
    ((message,),) = desk.heard("refused")
    assert message.startswith("Normalise: ")
    assert "0" in message
    assert desk.kernel == SOBEL


def test_scaling_offers_common_factors_and_any_other(desk: Desk) -> None:
    menu = desk.panel.transforms.buttons["scale"].menu()
    assert isinstance(menu, ScaleMenu)
    menu.actions()[0].trigger()
    assert desk.weights == [[-2, 0, 2], [-4, 0, 4], [-2, 0, 2]]
    factor = menu.factor
    factor.selectAll()
    factor.lineEdit().insert("1/8")
    factor.lineEdit().textEdited.emit("1/8")
    menu.confirm.click()
    assert desk.weights == [[-0.25, 0, 0.25], [-0.5, 0, 0.5], [-0.25, 0, 0.25]]


def test_symmetrising_averages_the_weights(desk: Desk) -> None:
    desk.show(Kernel([[0, 1, 2]]))
    menu = desk.panel.transforms.buttons["symmetrise"].menu()
    next(action for action in menu.actions() if action.text().startswith("Mirror:")).trigger()
    assert desk.weights == [[1, 1, 1]]


def test_saving_and_exporting_are_asked_for(desk: Desk) -> None:
    desk.panel.transforms.buttons["save"].click()
    desk.panel.transforms.buttons["export"].click()
    assert [name for name, _ in desk.said] == ["save_to_mine_asked", "export_kernel_asked"]


def test_a_new_name_is_said_once(desk: Desk) -> None:
    name = desk.panel.header.name
    name.setFocus()
    name.selectAll()
    desk.type("My edge")
    desk.press(Qt.Key.Key_Return)
    name.clearFocus()
    assert desk.heard("renamed") == [("My edge",)]


def test_linked_sides_change_together(desk: Desk) -> None:
    desk.panel.header.rows.setValue(5)
    assert desk.kernel.shape == (5, 5)
    assert desk.kernel.weights[1:4, 1:4].tolist() == SOBEL.weights.tolist()


def test_unlinked_sides_change_alone_and_an_oblong_kernel_opens_the_link(desk: Desk) -> None:
    desk.panel.header.link.setChecked(False)
    desk.panel.header.columns.setValue(7)
    assert desk.kernel.shape == (3, 7)
    desk.panel.header.link.setChecked(True)
    desk.show(Kernel([[1, 2]]))
    assert not desk.panel.header.link.isChecked()
    assert (desk.panel.header.rows.value(), desk.panel.header.columns.value()) == (1, 2)


def test_the_divisor_is_a_number_or_automatic(desk: Desk) -> None:
    row = desk.panel.divisor
    row.divisor.setFocus()
    row.divisor.selectAll()
    desk.type("1/3")
    desk.press(Qt.Key.Key_Return)
    row.automatic.click()
    desk.panel.show_document(replace(new_document(), automatic_divisor=True))
    assert not row.divisor.isEnabled()
    row.automatic.click()
    assert desk.heard("divisor_changed") == [(1 / 3,), (None,), (1.0,)]


def test_a_divisor_of_zero_is_refused(desk: Desk) -> None:
    divisor = desk.panel.divisor.divisor
    divisor.setFocus()
    divisor.selectAll()
    desk.type("0")
    desk.press(Qt.Key.Key_Return)
    assert desk.heard("divisor_changed") == []
    assert "0" in desk.heard("refused")[0][0]


def test_the_offset_steps_as_one_gesture(desk: Desk) -> None:
    offset = desk.panel.divisor.offset
    offset.setFocus()
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Up)
    values = [value for value, _ in desk.heard("offset_changed")]
    keys = {key for _, key in desk.heard("offset_changed")}
    assert values == [1.0, 2.0]
    assert len(keys) == 1
    assert None not in keys


@pytest.mark.parametrize(
    ("box", "value", "signal", "said"),
    [
        ("border", "wrap", "border_changed", "wrap"),
        ("direction", "convolution", "turned_changed", True),
        ("channels", "luminance", "channels_changed", "luminance"),
        ("show_mode", "false-colour", "show_changed", "false-colour"),
    ],
)
def test_each_setting_says_what_was_chosen(
    desk: Desk, box: str, value: str, signal: str, said: object
) -> None:
    choose(desk, box, value)
    assert desk.heard(signal)[-1] == (said,)


def test_the_constant_shows_with_the_constant_border_alone(desk: Desk) -> None:
    constant = desk.panel.settings.constant
    assert not constant.isVisible()
    pipeline = replace(new_document().pipeline, border="constant", constant=12.0)
    desk.panel.show_document(replace(new_document(), pipeline=pipeline))
    assert constant.isVisible()
    assert constant.value == 12
    constant.setFocus()
    desk.press(Qt.Key.Key_Up)
    assert desk.heard("constant_changed") == [(13.0,)]


def test_channels_cannot_be_chosen_in_a_grey_picture(desk: Desk) -> None:
    grey = replace(new_document(), image=Image(np.zeros((4, 4), np.uint8)))
    desk.panel.show_document(grey)
    assert not desk.panel.settings.channels.isEnabled()


def test_settings_show_the_document(desk: Desk) -> None:
    pipeline = replace(
        new_document().pipeline, border="edge", turned=True, channels="red", constant=5.0
    )
    desk.panel.show_document(replace(new_document(), pipeline=pipeline, show="signed"))
    settings = desk.panel.settings
    assert settings.border.choice == "edge"
    assert settings.direction.choice == "convolution"
    assert settings.channels.choice == "red"
    assert settings.show_mode.choice == "signed"


def test_sections_fold_away(desk: Desk) -> None:
    section = desk.panel.facts.parentWidget()
    assert isinstance(section, Section)
    assert desk.panel.facts.isVisible()
    section.heading.click()
    assert not desk.panel.facts.isVisible()
    section.heading.click()
    assert desk.panel.facts.isVisible()


def test_every_focusable_widget_has_a_name_and_a_tooltip(desk: Desk) -> None:
    desk.panel.show_document(family_document(recipe_for("gabor")))
    nameless = [
        widget
        for widget in desk.panel.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() and widget.toolTip())
    ]
    assert nameless == []


@pytest.mark.parametrize("side", [1, 3, 31, 99])
def test_the_panel_fits_its_narrowest_column(qtbot: QtBot, side: int) -> None:
    desk = open_desk(qtbot, new_document(Kernel(np.ones((side, side)))), width=320)
    QApplication.processEvents()
    content = desk.panel._content
    assert content.width() <= 320
    assert content.minimumSizeHint().width() <= content.width()


def test_names_of_buttons_are_unique() -> None:
    names = [action.name for action in (*TRANSFORMS, *ACTIONS)]
    keys = [action.shortcut for action in (*TRANSFORMS, *ACTIONS) if action.shortcut]
    assert len(set(names)) == len(names)
    assert len(set(keys)) == len(keys)


def test_an_edit_from_elsewhere_shows_at_once(desk: Desk) -> None:
    desk.panel.show_document(with_kernel(new_document(), Kernel([[5.0]], name="Five")))
    assert desk.panel.header.name.text() == "Five"
    assert desk.grid.accessibleDescription() == "row 1, column 1: 5, anchor"
    assert desk.panel.facts.values["Sum"].text() == "5"
