import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kernelview.kernels import families, recipe_for
from tests.ui.editor.samples import SOBEL, Desk, family_document, open_desk, turn_wheel


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return open_desk(qtbot, family_document(recipe_for("gabor", wavelength=6.0)))


def test_sliders_show_while_the_kernel_is_a_familys_and_go_when_it_is_edited(desk: Desk) -> None:
    assert desk.panel.family_section.isVisible()
    assert desk.panel.family_section.heading.text() == "Gabor"
    desk.show(SOBEL)
    assert not desk.panel.family_section.isVisible()


def test_one_slider_drag_is_one_step_to_undo(desk: Desk) -> None:
    slider = desk.panel.sliders.rows["angle"].slider
    before = desk.kernel
    slider.setSliderDown(True)
    for position in (10, 20, 30):
        slider.setSliderPosition(position)
    slider.setSliderDown(False)
    assert len(desk.heard("recipe_changed")) == 3
    assert len({key for _, key in desk.heard("recipe_changed")}) == 1
    assert len(desk.heard("drag_ended")) == 1
    assert desk.kernel != before
    assert desk.steps_to_undo == 1
    assert desk.kernel == before


def test_keys_move_the_slider_by_the_parameters_step(desk: Desk) -> None:
    row = desk.panel.sliders.rows["wavelength"]
    row.slider.setFocus()
    desk.press(Qt.Key.Key_Right)
    recipe = desk.session.document.recipe
    assert recipe is not None
    assert recipe.value("wavelength") == pytest.approx(6.0 + row.slider.parameter.step)
    assert row.box.value == recipe.value("wavelength")


def test_a_typed_value_between_two_steps_is_kept(desk: Desk) -> None:
    row = desk.panel.sliders.rows["wavelength"]
    row.box.setFocus()
    row.box.selectAll()
    desk.type("20/3")
    desk.press(Qt.Key.Key_Return)
    recipe = desk.session.document.recipe
    assert recipe is not None
    assert recipe.value("wavelength") == 20 / 3
    assert row.box.value == 20 / 3


def test_scrolling_over_a_slider_changes_nothing(desk: Desk) -> None:
    slider = desk.panel.sliders.rows["angle"].slider
    slider.setFocus()
    assert not turn_wheel(slider, QPoint(5, 5), 1)
    assert desk.heard("recipe_changed") == []


def test_the_automatic_size_can_be_held_and_let_go(desk: Desk) -> None:
    side = desk.kernel.shape[0]
    automatic = desk.panel.sliders.automatic
    assert automatic.isChecked()
    automatic.click()
    assert desk.session.document.recipe == recipe_for("gabor", wavelength=6.0, size=side)
    automatic.click()
    assert desk.session.document.recipe == recipe_for("gabor", wavelength=6.0)


def test_another_size_of_a_family_is_built_not_cropped(desk: Desk) -> None:
    desk.panel.header.rows.setValue(11)
    recipe = desk.session.document.recipe
    assert recipe is not None
    assert recipe.size == 11
    assert desk.kernel.shape == (11, 11)
    assert desk.panel.family_section.isVisible()


def test_a_size_the_family_has_not_crops_the_kernel(desk: Desk) -> None:
    desk.panel.header.link.setChecked(False)
    desk.panel.header.rows.setValue(11)
    assert desk.kernel.shape == (11, 27)
    assert desk.session.document.recipe is None


@pytest.mark.parametrize("name", [family.name for family in families()])
def test_every_family_shows_its_parameters_at_their_values(qtbot: QtBot, name: str) -> None:
    recipe = recipe_for(name)
    desk = open_desk(qtbot, family_document(recipe))
    rows = desk.panel.sliders.rows
    family = next(family for family in families() if family.name == name)
    assert [*rows] == [parameter.name for parameter in family.parameters]
    for parameter in family.parameters:
        assert rows[parameter.name].box.value == recipe.value(parameter.name)
        assert rows[parameter.name].slider.number == pytest.approx(parameter.default)
    assert desk.said == []


def test_another_family_brings_its_own_sliders(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show_document(family_document(recipe_for("disk")))
    qtbot.waitUntil(lambda: len(desk.panel.sliders.findChildren(type(desk.panel.header.link))) == 0)
    assert [*desk.panel.sliders.rows] == ["radius"]
    QTest.keyClick(desk.panel.sliders.rows["radius"].slider, Qt.Key.Key_Right)
    recipe, _ = desk.heard("recipe_changed")[-1]
    assert recipe.family == "disk"
