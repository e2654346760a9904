"""The list of layers."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from kernelview.learn.blueprint import LAYER_NAMES, Blueprint, LayerName, LayerSpec, layer
from kernelview.learn.layer_kinds import Option, layer_kind
from kernelview.learn.sizing import describe
from kernelview.learn.templates import TEMPLATES, template
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.network import NetworkPanel
from kernelview.ui.network.layer_form import LayerForm
from kernelview.ui.network.row_delegate import ROW_ROLE
from tests.ui.library.samples import new_appearance, window_for

SHAPE, CLASSES = (28, 28, 1), 10
COURSE = template("course-cnn").blueprint
LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


class Editor:
    """A panel and the network it is shown, as the window joins them."""

    def __init__(self, qtbot: QtBot, network: Blueprint = COURSE) -> None:
        self.window = window_for(qtbot, 320, 560)
        self.panel = NetworkPanel(new_appearance(), self.window)
        self.panel.resize(320, 560)
        self.names: list[str] = []
        self.panel.network_edited.connect(self._take)
        self.show(network)
        self.window.show()

    @property
    def kinds(self) -> list[LayerName]:
        return [one.kind for one in self.network.layers]

    def show(self, network: Blueprint, shape: tuple[int, ...] = SHAPE) -> None:
        self.network = network
        rows = describe(network, shape, CLASSES)
        self.panel.show_network(network, rows, shape, CLASSES)

    def _take(self, network: Blueprint, name: str, _key: object) -> None:
        self.names.append(name)
        self.show(network)


@pytest.fixture
def editor(qtbot: QtBot) -> Editor:
    return Editor(qtbot)


def test_each_row_says_what_comes_out_and_how_many_parameters(editor: Editor) -> None:
    row = editor.panel.layers.item(0).data(ROW_ROLE)
    assert (row.name, row.settings, row.shape, row.parameters) == (
        "conv1", "64 · 3 × 3 · relu", "26 × 26 × 64", "640",
    )  # fmt: skip
    assert editor.panel.layers.item(3).data(ROW_ROLE).settings == "one a class (10) · softmax"
    assert "108,810" in editor.panel.total.text()


def test_showing_a_network_says_nothing(editor: Editor) -> None:
    for one in TEMPLATES:
        editor.show(one.blueprint)
    assert editor.names == []


@pytest.mark.parametrize("kind", LAYER_NAMES)
def test_a_layer_is_added_after_the_chosen_one_and_never_last(
    editor: Editor, kind: LayerName
) -> None:
    editor.panel.layers.setCurrentRow(3)
    editor.panel.add_layer(kind)
    assert editor.kinds == ["Conv2D", "MaxPooling2D", "Flatten", kind, "Dense"]
    assert editor.panel.layers.currentRow() == 3


def test_delete_removes_the_chosen_layer_and_the_last_one_stays(editor: Editor) -> None:
    layers = editor.panel.layers
    layers.setCurrentRow(1)
    for _ in range(6):
        QTest.keyClick(layers, Qt.Key.Key_Delete)
    assert len(editor.kinds) == 1


def test_alt_and_the_arrows_move_a_layer(editor: Editor) -> None:
    layers = editor.panel.layers
    layers.setCurrentRow(0)
    QTest.keyClick(layers, Qt.Key.Key_Down, ALT)
    assert editor.kinds[:2] == ["MaxPooling2D", "Conv2D"]
    assert layers.currentRow() == 1
    QTest.keyClick(layers, Qt.Key.Key_Up, ALT)
    QTest.keyClick(layers, Qt.Key.Key_Up, ALT)
    assert editor.network == COURSE


def test_the_buttons_do_what_the_keys_do(editor: Editor) -> None:
    panel = editor.panel
    panel.layers.setCurrentRow(1)
    QTest.mouseClick(panel.copy, LEFT)
    assert editor.kinds == ["Conv2D", "MaxPooling2D", "MaxPooling2D", "Flatten", "Dense"]
    QTest.mouseClick(panel.remove, LEFT)
    assert editor.network == COURSE
    panel.layers.setCurrentRow(1)
    QTest.mouseClick(panel.up, LEFT)
    QTest.mouseClick(panel.down, LEFT)
    assert editor.network == COURSE


def test_what_cannot_work_says_so_in_its_row(editor: Editor) -> None:
    editor.show(template("two-convolutions").blueprint, (4, 4, 1))
    rows = [editor.panel.layers.item(place).data(ROW_ROLE) for place in range(3)]
    assert [bool(row.error) for row in rows] == [False, False, True]
    assert "conv2" in rows[2].error
    delegate, option = editor.panel.layers.itemDelegate(), editor.panel.layers
    heights = [option.visualItemRect(option.item(place)).height() for place in (0, 2)]
    assert delegate is not None
    assert heights[1] > heights[0]


def test_a_template_is_one_choice_and_any_edit_makes_it_another_network(editor: Editor) -> None:
    box = editor.panel.template
    for one in TEMPLATES:
        box.setCurrentIndex(box.findData(one.id))
        box.activated.emit(box.currentIndex())
        assert editor.network == one.blueprint
    editor.panel.add_layer("Dropout")
    assert box.choice == "changed"
    assert editor.network.name == "A network of your own"


def test_nothing_can_be_changed_while_it_learns(editor: Editor) -> None:
    panel = editor.panel
    panel.show_enabled(False)
    for part in (panel.template, panel.layers, panel.form, panel.add, panel.remove, panel.up):
        assert not part.isEnabled()
    panel.show_enabled(True)
    assert panel.layers.isEnabled()


def options() -> list[tuple[LayerName, Option]]:
    return [(kind, option) for kind in LAYER_NAMES for option in layer_kind(kind).options]


@pytest.mark.parametrize(
    ("kind", "option"), options(), ids=lambda one: one if isinstance(one, str) else one.name
)
def test_each_field_edits_its_option_alone(qtbot: QtBot, kind: LayerName, option: Option) -> None:
    window = window_for(qtbot, 300, 400)
    form = LayerForm(window)
    said: list[LayerSpec] = []
    form.edited.connect(lambda changed, *_: said.append(changed))
    form.show_layer(layer(kind, filters=4) if kind.startswith("Conv") else layer(kind))
    assert said == []
    expected = edited(form, option)
    assert said[-1].get(option.name) == expected
    kept = {name: value for name, value in said[-1].options if name != option.name}
    assert kept == ({"filters": 4} if kind.startswith("Conv") and option.name != "filters" else {})


def edited(form: LayerForm, option: Option) -> Any:
    """Change an option by its widget; return what it must be then."""
    if option.type == "switch":
        box = next(one for one in form.findChildren(QCheckBox) if one.text() == option.label)
        box.click()
        return not option.default
    if option.type == "choice":
        choice = next(
            one for one in form.findChildren(ChoiceBox) if one.accessibleName() == option.label
        )
        choice.setCurrentIndex(choice.count() - 1)
        choice.activated.emit(choice.currentIndex())
        return option.choices[-1]
    name = f"{option.label}: rows" if option.type == "pair" else option.label
    number = next(one for one in form.findChildren(NumberBox) if one.accessibleName() == name)
    value = option.maximum if option.type == "number" else 5.0
    number.selectAll()
    QTest.keyClicks(number, f"{value:g}")
    QTest.keyClick(number, Qt.Key.Key_Return)
    if option.type == "pair":
        usual = option.default if isinstance(option.default, tuple) else (5, 5)
        return (5, usual[1])
    return value if option.type == "number" else round(value)


def test_an_empty_field_of_units_means_one_a_class(qtbot: QtBot) -> None:
    window = window_for(qtbot, 300, 400)
    form = LayerForm(window)
    said: list[LayerSpec] = []
    form.edited.connect(lambda changed, *_: said.append(changed))
    form.show_layer(layer("Dense", units=12))
    box = next(one for one in form.findChildren(NumberBox) if one.accessibleName() == "Units")
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    assert said[-1].get("units", 0) is None


def test_every_control_has_a_name_and_a_tooltip(editor: Editor) -> None:
    for kind in (QAbstractSpinBox, QComboBox, QToolButton, QCheckBox):
        for widget in editor.panel.findChildren(kind):
            assert widget.accessibleName(), widget
            assert widget.toolTip(), widget.accessibleName()
