"""The list of layers."""

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from kernelview.learn.blueprint import LAYER_NAMES, Blueprint, LayerName, LayerSpec, Value, layer
from kernelview.learn.layer_kinds import Option, layer_kind
from kernelview.learn.sizing import describe
from kernelview.learn.templates import TEMPLATES, template
from kernelview.ui.editor.choice_box import ChoiceBox
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.network import NetworkPanel
from kernelview.ui.network.layer_form import LayerForm
from kernelview.ui.network.network_panel import NARROWEST, WAIT
from kernelview.ui.network.open_number_box import OpenNumberBox
from kernelview.ui.network.option_field import USUAL_UNITS
from kernelview.ui.network.row_delegate import ROW_ROLE
from kernelview.ui.theme import DARK
from tests.ui.library.samples import new_appearance, window_for

SHAPE, CLASSES = (28, 28, 1), 10
COURSE = template("course-cnn").blueprint
LEFT = Qt.MouseButton.LeftButton
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


class Editor:
    """A panel and the network it is shown, as the window joins them."""

    def __init__(self, qtbot: QtBot, network: Blueprint = COURSE) -> None:
        self.window = window_for(qtbot, 320, 560)
        self.appearance = new_appearance()
        self.panel = NetworkPanel(self.appearance, self.window)
        self.panel.resize(320, 560)
        self.names: list[str] = []
        self.keys: list[object] = []
        self.panel.network_edited.connect(self._take)
        self.show(network)
        self.panel.show()

    @property
    def kinds(self) -> list[LayerName]:
        return [one.kind for one in self.network.layers]

    def show(self, network: Blueprint, shape: tuple[int, ...] = SHAPE) -> None:
        self.network = network
        rows = describe(network, shape, CLASSES)
        self.panel.show_network(network, rows, shape, CLASSES)

    def _take(self, network: Blueprint, name: str, key: object) -> None:
        self.names.append(name)
        self.keys.append(key)
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


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ((28, 28, 1), "121,930 parameters"),
        ((4, 4, 1), "at least 320 parameters"),
        ((2, 2, 1), "parameters not known yet"),
    ],
)
def test_the_total_says_how_far_it_is_known(
    editor: Editor, shape: tuple[int, ...], words: str
) -> None:
    editor.show(template("two-convolutions").blueprint, shape)
    assert editor.panel.total.text() == words


def test_a_template_is_one_choice_and_any_edit_makes_it_another_network(editor: Editor) -> None:
    box = editor.panel.template
    for one in TEMPLATES:
        box.setCurrentIndex(box.findData(one.id))
        box.activated.emit(box.currentIndex())
        assert editor.network == one.blueprint
    editor.panel.add_layer("Dropout")
    assert box.choice == "changed"
    assert editor.network.name == "A network of your own"


def test_while_it_learns_the_network_can_be_looked_at_but_not_changed(editor: Editor) -> None:
    panel, layers = editor.panel, editor.panel.layers
    panel.show_enabled(False)
    layers.setFocus()
    QTest.keyClick(layers, Qt.Key.Key_Down)
    assert layers.currentRow() == 1
    QTest.keyClick(layers, Qt.Key.Key_Return)
    for key, modifier in ((Qt.Key.Key_Delete, NONE), (Qt.Key.Key_Up, ALT), (Qt.Key.Key_Down, ALT)):
        QTest.keyClick(layers, key, modifier)
    drop(editor, 1, above=3)
    parts = (panel.template, panel.add, panel.copy, panel.up, panel.down, panel.remove, panel.open)
    for part in (*parts, *panel.form.controls):
        assert not part.isEnabled()
        assert part.toolTip() == WAIT
    assert editor.names == []
    panel.show_enabled(True)
    for part in (*parts, *panel.form.controls):
        assert part.isEnabled()
        assert part.toolTip() != WAIT


def drop(editor: Editor, place: int, *, above: int) -> None:
    """Drop a row above the middle of another, or below the last."""
    layers = editor.panel.layers
    layers.setCurrentRow(place)
    box = layers.visualItemRect(layers.item(min(above, layers.count() - 1)))
    y = box.top() + 4 if above < layers.count() else box.bottom() - 4
    layers.dropEvent(QDropEvent(QPointF(20, y), Qt.DropAction.MoveAction, QMimeData(), LEFT, NONE))


@pytest.mark.parametrize(
    ("place", "above", "order"),
    [
        (0, 2, "1023"), (0, 4, "1230"), (3, 0, "3012"), (2, 1, "0213"), (1, 1, "0123"),
        (1, 2, "0123"),
    ],
)  # fmt: skip
def test_a_row_dropped_between_two_goes_there(
    editor: Editor, place: int, above: int, order: str
) -> None:
    drop(editor, place, above=above)
    assert editor.network.layers == tuple(COURSE.layers[int(one)] for one in order)
    assert editor.panel.layers.currentRow() == order.index(str(place))


def test_a_click_unfolds_a_row_and_the_next_folds_it(editor: Editor) -> None:
    layers, form = editor.panel.layers, editor.panel.form
    assert not form.isVisible()
    click(editor, 0)
    assert form.isVisible()
    click(editor, 1)
    assert (layers.unfolded, form.isVisible()) == (1, True)
    click(editor, 1)
    assert (layers.unfolded, form.isVisible()) == (-1, False)
    assert editor.names == []


def click(editor: Editor, place: int) -> None:
    layers = editor.panel.layers
    head = layers.visualItemRect(layers.item(place)).topLeft() + QPoint(40, 12)
    QTest.mouseClick(layers.viewport(), LEFT, pos=head)


def test_the_form_lies_in_its_row_wherever_the_list_is_scrolled(editor: Editor) -> None:
    editor.show(template("two-convolutions").blueprint)
    layers, form = editor.panel.layers, editor.panel.form
    layers.setCurrentRow(2)
    layers.unfold()
    for value in (0, 40, layers.verticalScrollBar().maximum()):
        layers.verticalScrollBar().setValue(value)
        row, below = (layers.visualItemRect(layers.item(place)) for place in (2, 3))
        assert row.contains(form.geometry())
        assert form.geometry().bottom() < below.top()
        assert form.geometry().top() >= row.top() + 46


def test_the_row_that_is_unfolded_is_in_sight(editor: Editor) -> None:
    editor.show(template("two-convolutions").blueprint)
    editor.panel.resize(280, 330)
    layers = editor.panel.layers
    for place in range(layers.count()):
        layers.setCurrentRow(place)
        layers.unfold()
        assert (
            layers.viewport()
            .rect()
            .contains(layers.visualItemRect(layers.item(place)).topLeft() + QPoint(0, 40))
        )


def test_tab_goes_from_the_list_through_the_options_and_escape_comes_back(editor: Editor) -> None:
    layers, form = editor.panel.layers, editor.panel.form
    later = QPushButton("Later", editor.window)
    later.show()
    layers.setCurrentRow(3)
    layers.setFocus()
    QTest.keyClick(layers, Qt.Key.Key_Return)
    for control in form.controls:
        press(Qt.Key.Key_Tab)
        assert control.hasFocus(), control.accessibleName()
    press(Qt.Key.Key_Tab)
    assert later.hasFocus()
    form.controls[-1].setFocus()
    press(Qt.Key.Key_Escape)
    assert layers.hasFocus()
    QTest.keyClick(layers, Qt.Key.Key_Left)
    assert not form.isVisible()


def test_folding_takes_the_focus_out_of_the_form(editor: Editor) -> None:
    layers = editor.panel.layers
    layers.unfold()
    editor.panel.form.controls[2].setFocus()
    click(editor, 0)
    assert layers.unfolded == -1
    assert layers.hasFocus()


def press(key: Qt.Key) -> None:
    """Press a key where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key)


def test_keys_in_a_field_do_nothing_to_the_row(editor: Editor) -> None:
    layers = editor.panel.layers
    layers.unfold()
    for control in editor.panel.form.controls:
        control.setFocus()
        QTest.keyClick(control, Qt.Key.Key_Return)
        if isinstance(control, QCheckBox):
            QTest.keyClick(control, Qt.Key.Key_Delete)
    assert layers.unfolded == 0
    assert editor.network == COURSE


def test_a_field_edits_the_layer_and_the_row_follows(editor: Editor) -> None:
    editor.panel.layers.unfold()
    box = next(one for one in editor.panel.form.controls if one.accessibleName() == "Kernels")
    box.setFocus()
    for _ in range(3):
        QTest.keyClick(box, Qt.Key.Key_Up)
    assert editor.network.layers[0].get("filters") == 67
    assert len(set(editor.keys)) == 1
    assert editor.keys[0] is not None
    assert editor.panel.layers.item(0).data(ROW_ROLE).settings.startswith("67 · ")
    assert box.hasFocus()


def test_a_new_layer_is_unfolded_to_be_set(editor: Editor) -> None:
    action = editor.panel.menu.actions()[5]
    assert action.text().startswith("Dropout\t")
    action.trigger()
    assert editor.kinds == ["Conv2D", "Dropout", "MaxPooling2D", "Flatten", "Dense"]
    assert editor.panel.layers.unfolded == 1


def test_a_full_network_says_why_nothing_is_added(qtbot: QtBot) -> None:
    full = Blueprint("full", (layer("Flatten"),) * 39 + (layer("Dense", activation="softmax"),))
    editor = Editor(qtbot, full)
    panel = editor.panel
    for button in (panel.add, panel.copy):
        assert not button.isEnabled()
        assert "40 layers" in button.toolTip()


def test_a_network_without_layers_takes_a_first_one(qtbot: QtBot) -> None:
    editor = Editor(qtbot, Blueprint("empty"))
    assert not editor.panel.remove.isEnabled()
    editor.panel.add_layer("Flatten")
    assert editor.kinds == ["Flatten"]


@pytest.mark.parametrize(
    "options",
    [{"activation": None}, {"activation": "swish"}, {"kernel_size": 5}, {"kernel_size": (3,)},
     {"strides": None}, {"filters": "many"}, {"padding": 3}],
    ids=str,
)  # fmt: skip
def test_a_layer_of_unusual_options_is_shown_without_a_word(
    editor: Editor, options: dict[str, Value]
) -> None:
    editor.panel.layers.unfold()
    odd = layer("Conv2D", filters=4, kernel_size=(3, 3)).with_options(**options)
    editor.show(Blueprint("odd", (odd, *COURSE.layers[1:])))
    editor.panel.grab()
    assert editor.names == []


def test_a_change_that_is_taken_back_makes_it_the_template_again(editor: Editor) -> None:
    panel = editor.panel
    panel.layers.unfold()
    bias = next(one for one in panel.form.controls if one.accessibleName() == "Bias")
    QTest.mouseClick(bias, LEFT, pos=QPoint(8, bias.height() // 2))
    assert panel.template.choice == "changed"
    QTest.mouseClick(bias, LEFT, pos=QPoint(8, bias.height() // 2))
    assert panel.template.choice == "course-cnn"
    assert editor.network.name == COURSE.name


def test_changed_is_nothing_to_choose(editor: Editor) -> None:
    model = editor.panel.template.model()
    place = model.index(editor.panel.template.findData("changed"), 0)
    assert not model.flags(place) & Qt.ItemFlag.ItemIsEnabled
    editor.panel.add_layer("Dropout")
    assert model.flags(place) & Qt.ItemFlag.ItemIsEnabled


@pytest.mark.parametrize("kind", LAYER_NAMES)
@pytest.mark.parametrize("width", [NARROWEST, 320])
def test_every_field_has_room(editor: Editor, kind: LayerName, width: int) -> None:
    panel = editor.panel
    panel.resize(width, 560)
    panel.add_layer(kind)
    form = panel.form
    assert form.width() <= panel.layers.viewport().width()
    for control in form.controls:
        assert control.width() >= control.minimumSizeHint().width(), control.accessibleName()
        corner = control.mapTo(form, control.rect().bottomRight())
        assert form.rect().contains(corner), control.accessibleName()
        if isinstance(control, OpenNumberBox):
            words = control.lineEdit().placeholderText()
            room = control.lineEdit().width() - 4
            assert control.fontMetrics().horizontalAdvance(words) <= room


def test_rows_are_painted_in_both_themes_with_and_without_the_focus(editor: Editor) -> None:
    editor.show(template("two-convolutions").blueprint, (4, 4, 1))
    layers = editor.panel.layers
    light = layers.grab().toImage()
    layers.setFocus()
    focused = layers.grab().toImage()
    editor.appearance.set_theme(DARK)
    assert light != focused != layers.grab().toImage()


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
    assert said == []
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert said[-1].get("units", 0) is None
    assert not box.property("invalid")
    form.show_layer(said[-1])
    assert box.text() == ""
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert said[-1].get("units") == USUAL_UNITS + 1
    form.show_layer(said[-1])
    box.selectAll()
    QTest.keyClicks(box, "none")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.property("invalid")
    assert len(said) == 2


def test_an_emptied_side_leaves_the_whole_pair_open(qtbot: QtBot) -> None:
    window = window_for(qtbot, 300, 400)
    form = LayerForm(window)
    said: list[LayerSpec] = []
    form.edited.connect(lambda changed, *_: said.append(changed))
    form.show_layer(layer("MaxPooling2D", strides=(1, 2)))
    box = next(one for one in form.controls if one.accessibleName() == "Stride: columns")
    assert isinstance(box, NumberBox)
    box.selectAll()
    QTest.keyClick(box, Qt.Key.Key_Backspace)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert said[-1].get("strides", 0) is None


def test_every_control_has_a_name_and_a_tooltip(editor: Editor) -> None:
    for kind in (QAbstractSpinBox, QComboBox, QToolButton, QCheckBox):
        for widget in editor.panel.findChildren(kind):
            assert widget.accessibleName(), widget
            assert widget.toolTip(), widget.accessibleName()
