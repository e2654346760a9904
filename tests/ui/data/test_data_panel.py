from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kernelview.learn.choices import Augmentation, DataChoice
from kernelview.learn.dataset import Split
from kernelview.learn.shapes import SHAPE_NAMES
from kernelview.ui.appearance import Appearance
from kernelview.ui.data import DataPanel
from kernelview.ui.data.class_picker import TOO_FEW
from kernelview.ui.data.loading_view import EMPTY_WORDS
from kernelview.ui.data.source_box import FILE, FOLDER
from kernelview.ui.editor.number_box import NumberBox
from kernelview.ui.theme import DARK
from tests.ui.data.samples import small_set
from tests.ui.library.samples import new_appearance, window_for

LEFT = Qt.MouseButton.LeftButton
DIGITS = tuple(str(digit) for digit in range(10))


class Desk:
    """A panel with somebody who does what it asks for, as the window does."""

    def __init__(self, panel: DataPanel) -> None:
        self.panel = panel
        self.edits: list[tuple[DataChoice, str, object]] = []
        self.samples: list[np.ndarray[Any, Any]] = []
        panel.choice_changed.connect(self._take)
        panel.sample_chosen.connect(self.samples.append)

    def _take(self, choice: DataChoice, name: str, key: object) -> None:
        self.edits.append((choice, name, key))
        self.panel.show_choice(choice)

    def asked(self) -> DataChoice:
        return self.edits[-1][0]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return window_for(qtbot, 300, 700)


@pytest.fixture
def appearance(window: QWidget) -> Appearance:
    return new_appearance()


@pytest.fixture
def panel(window: QWidget, appearance: Appearance) -> DataPanel:
    panel = DataPanel(appearance, window)
    panel.setGeometry(0, 0, 260, 700)
    panel.show()
    return panel


@pytest.fixture
def desk(panel: DataPanel) -> Desk:
    return Desk(panel)


def enter(box: NumberBox, text: str) -> None:
    box.selectAll()
    QTest.keyClicks(box, text)
    QTest.keyClick(box, Qt.Key.Key_Return)


def choose(panel: DataPanel, value: str) -> None:
    place = panel.source.findData(value)
    panel.source.setCurrentIndex(place)
    panel.source.activated.emit(place)


def click_class(panel: DataPanel, index: int) -> None:
    picker = panel.classes.picker
    QTest.mouseClick(picker, LEFT, pos=picker.box_of(index).center().toPoint())


# --- the set


def test_another_set_starts_with_all_its_pictures_and_classes(desk: Desk) -> None:
    before = DataChoice(limit=100, classes=(0, 1), test_share=0.3, seed=4)
    desk.panel.show_choice(before)
    choose(desk.panel, "shapes")

    assert desk.asked() == replace(before, source="shapes", limit=None, classes=None)
    assert desk.edits[-1][1:] == ("Choose the data", None)


def test_asking_for_a_folder_or_file_leaves_the_set_as_it_is(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.panel.open_folder_asked):
        choose(desk.panel, FOLDER)
    with qtbot.waitSignal(desk.panel.open_file_asked):
        choose(desk.panel, FILE)

    assert desk.edits == []
    assert desk.panel.source.choice == "mnist-5k"


def test_a_person_s_own_set_is_listed_by_its_name(desk: Desk) -> None:
    panel = desk.panel
    panel.show_choice(DataChoice("/home/me/leaves"))
    assert panel.source.currentText() == "leaves"
    assert "/home/me/leaves" in panel.source.toolTip()
    panel.show_choice(DataChoice("/home/me/coins.npz"))
    listed = [panel.source.itemText(place) for place in range(panel.source.count())]
    assert "coins.npz" in listed
    assert "leaves" not in listed
    choose(panel, "mnist-5k")
    choose(panel, "/home/me/coins.npz")

    assert desk.asked().source == "/home/me/coins.npz"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("mnist-5k", set()),
        ("digits-8x8", set()),
        ("shapes", {"side", "noise", "seed", "colour"}),
        ("/home/me/leaves", {"side", "seed", "colour"}),
        ("/home/me/coins.npz", {"seed"}),
        ("/home/me/train-images-idx3-ubyte.gz", {"seed"}),
    ],
)
def test_only_what_applies_to_the_set_can_be_chosen(
    panel: DataPanel, source: str, shown: set[str]
) -> None:
    panel.show_choice(DataChoice(source))
    fields = {name: getattr(panel.making, name) for name in ("side", "noise", "seed", "colour")}

    assert {name for name, field in fields.items() if field.isVisible()} == shown


# --- amounts


def test_a_number_of_pictures_is_a_limit_and_all_of_them_is_none(desk: Desk) -> None:
    desk.panel.show_split(small_set())
    enter(desk.panel.amounts.pictures, "40")
    assert desk.asked().limit == 40
    enter(desk.panel.amounts.pictures, "60")
    assert desk.asked().limit is None
    enter(desk.panel.amounts.pictures, "7")
    desk.panel.amounts.everything.click()

    assert desk.asked().limit is None
    assert desk.panel.amounts.pictures.value == 60


def test_more_pictures_than_there_are_brings_back_all(desk: Desk) -> None:
    desk.panel.show_split(small_set())
    enter(desk.panel.amounts.pictures, "600")

    assert desk.edits == []
    assert desk.panel.amounts.pictures.lineEdit().text() == "60"


def test_more_shapes_than_usual_can_be_asked_for(desk: Desk) -> None:
    desk.panel.show_choice(DataChoice("shapes"))
    desk.panel.show_split(small_set())
    enter(desk.panel.amounts.pictures, "600")

    assert desk.asked().limit == 600


def test_the_share_for_testing_is_in_per_cent(desk: Desk) -> None:
    assert desk.panel.amounts.test_share.lineEdit().text() == "20 %"
    enter(desk.panel.amounts.test_share, "12.5")

    assert desk.asked().test_share == 0.125


def test_a_run_of_steps_has_one_merge_key_and_the_next_another(desk: Desk) -> None:
    desk.panel.show_split(small_set(count=1000))
    box = desk.panel.amounts.pictures
    for _ in range(3):
        QTest.keyClick(box, Qt.Key.Key_Down)
    first = {key for _, _, key in desk.edits}
    box.clearFocus()
    box.drag_ended.emit()
    box._drag.end()
    QTest.keyClick(box, Qt.Key.Key_Down)

    assert [choice.limit for choice, _, _ in desk.edits] == [900, 800, 700, 600]
    assert len(first) == 1
    assert desk.edits[-1][2] not in first


def test_shapes_are_made_as_asked_for(desk: Desk) -> None:
    desk.panel.show_choice(DataChoice("shapes"))
    enter(desk.panel.making.side, "16")
    enter(desk.panel.making.noise, "0.25")
    enter(desk.panel.making.seed, "7")
    desk.panel.making.colour.click()

    assert desk.asked() == DataChoice("shapes", side=16, noise=0.25, seed=7, colour=True)


def test_augmentation_is_chosen_part_by_part(desk: Desk) -> None:
    desk.panel.augmentation_section.heading.click()
    enter(desk.panel.augmentation.shift, "10")
    enter(desk.panel.augmentation.angle, "15")
    enter(desk.panel.augmentation.noise, "0.05")

    assert desk.asked().augmentation == Augmentation(0.1, 15, 0.05)
    assert desk.panel.augmentation_section.heading.text() == "Augmentation: on"
    assert "shift 10 %, turn 15°, noise 0.05" in desk.panel.augmentation_section.heading.toolTip()


# --- classes


def test_unticking_a_class_leaves_the_others_and_ticking_all_again_is_no_choice(
    desk: Desk,
) -> None:
    click_class(desk.panel, 3)
    assert desk.asked().classes == (0, 1, 2, 4, 5, 6, 7, 8, 9)
    click_class(desk.panel, 3)

    assert desk.asked().classes is None


def test_the_last_two_classes_stay_ticked_and_the_panel_says_why(desk: Desk) -> None:
    desk.panel.show_choice(DataChoice(classes=(2, 5)))
    click_class(desk.panel, 5)
    assert desk.edits == []
    assert desk.panel.classes.complaint.text() == TOO_FEW
    assert desk.panel.classes.complaint.isVisible()
    click_class(desk.panel, 7)

    assert desk.asked().classes == (2, 5, 7)
    assert not desk.panel.classes.complaint.isVisible()


def test_classes_are_ticked_by_keyboard(desk: Desk) -> None:
    picker = desk.panel.classes.picker
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space):
        QTest.keyClick(picker, key)
    assert desk.asked().classes == (0, 1, 3, 4, 5, 6, 7, 8, 9)
    assert "2: not ticked" in picker.accessibleDescription()
    QTest.keyClick(picker, Qt.Key.Key_End)
    QTest.keyClick(picker, Qt.Key.Key_Space)

    assert desk.asked().classes == (0, 1, 3, 4, 5, 6, 7, 8)


def test_all_classes_come_back_with_one_click(desk: Desk) -> None:
    desk.panel.show_choice(DataChoice(classes=(2, 5)))
    desk.panel.classes.everything.click()

    assert desk.asked().classes is None
    assert not desk.panel.classes.everything.isVisible()


def test_the_counts_belong_to_the_classes_chosen(panel: DataPanel) -> None:
    panel.show_choice(DataChoice(classes=(2, 5, 8)))
    panel.show_split(small_set(names=("2", "5", "8")))
    picker = panel.classes.picker
    picker._go_to(5)

    assert picker.names == DIGITS
    assert "5: ticked; 16 to train on, 4 to test on" in picker.accessibleDescription()


def test_the_classes_of_an_own_set_are_learned_when_it_is_read(panel: DataPanel) -> None:
    panel.show_choice(DataChoice("/home/me/leaves"))
    assert not panel.classes.isVisible()
    panel.show_split(small_set(names=("oak", "elm", "ash")))
    assert panel.classes.picker.names == ("oak", "elm", "ash")
    panel.show_choice(DataChoice("/home/me/leaves", classes=(0, 2)))
    panel.show_split(small_set(names=("oak", "ash")))

    assert panel.classes.picker.names == ("oak", "elm", "ash")
    assert panel.classes.picker.ticked == {0, 2}


def test_classes_that_were_never_read_are_called_by_their_number(panel: DataPanel) -> None:
    panel.show_choice(DataChoice("/home/me/leaves", classes=(1, 3)))
    panel.show_split(small_set(names=("elm", "ash")))

    assert panel.classes.picker.names == ("class 0", "elm", "class 2", "ash")


@pytest.mark.parametrize("width", [220, 260])
def test_every_class_is_inside_the_picker(panel: DataPanel, width: int) -> None:
    panel.resize(width, 700)
    for source, names in (("mnist-5k", DIGITS), ("shapes", SHAPE_NAMES)):
        panel.show_choice(DataChoice(source))
        picker = panel.classes.picker
        assert picker.names == names
        boxes = [picker.box_of(place) for place in range(len(names))]
        assert all(picker.rect().contains(box.toRect()) for box in boxes)


# --- what was loaded


def test_the_facts_of_a_set_are_told(panel: DataPanel) -> None:
    panel.show_split(small_set(channels=3))

    assert panel.status.text.text() == "60 pictures, 8 × 8, colour"
    assert panel._parts.text() == "48 to train on, 12 to test on"
    assert panel._normalisation.text() == "0 to 255 is divided by 255"


def test_values_that_are_units_already_are_left_alone(panel: DataPanel) -> None:
    panel.show_split(small_set(white=1.0))

    assert "as they are" in panel._normalisation.text()


def test_a_clicked_sample_is_told_as_the_network_gets_it(desk: Desk) -> None:
    split = small_set()
    desk.panel.show_split(split)
    grid = desk.panel.samples.grid
    QTest.mouseClick(grid, LEFT, pos=grid.box_of(4).center().toPoint())
    (sample,) = desk.samples

    assert sample.dtype == np.float32
    assert sample.shape == (8, 8, 1)
    assert any(np.allclose(sample, one) for one in split.train.inputs())


def test_samples_are_chosen_by_keyboard(desk: Desk) -> None:
    desk.panel.show_split(small_set())
    grid = desk.panel.samples.grid
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Return)
    for key in keys:
        QTest.keyClick(grid, key)
    by_key = desk.samples[-1]
    QTest.mouseClick(grid, LEFT, pos=grid.box_of(grid._columns()).center().toPoint())

    assert np.array_equal(by_key, desk.samples[-1])
    assert f"Picture {grid._columns() + 1} of {grid.count}" in grid.accessibleDescription()


def test_the_test_part_shows_test_pictures(desk: Desk) -> None:
    split = small_set()
    desk.panel.show_split(split)
    desk.panel.samples.test.click()
    grid = desk.panel.samples.grid
    for place in range(grid.count):
        grid.choose(place)

    assert {float(sample[0, 0, 0]) for sample in desk.samples} == {
        float(one[0, 0, 0]) for one in split.test.inputs()
    }


def test_shuffling_shows_others_and_the_same_set_again_the_same(desk: Desk) -> None:
    def shown() -> list[float]:
        grid = desk.panel.samples.grid
        return [float(grid._sample(place)[0, 0, 0]) for place in range(6)]

    desk.panel.show_split(small_set(count=400))
    first = shown()
    desk.panel.samples.shuffle.click()
    assert shown() != first
    desk.panel.show_split(small_set(count=400))

    assert shown() == first


def test_training_samples_are_shown_as_they_are_varied(desk: Desk) -> None:
    split = small_set()
    desk.panel.show_split(split)
    plain = desk.panel.samples.grid._sample(0)
    desk.panel.show_choice(DataChoice(augmentation=Augmentation(noise=0.3)))
    varied = desk.panel.samples.grid._sample(0)
    desk.panel.samples.test.click()
    kept = desk.panel.samples.grid._sample(0)

    assert np.ptp(plain) == 0
    assert np.ptp(varied) > 0.1
    assert 0 <= varied.min() <= varied.max() <= 1
    assert np.ptp(kept) == 0


def test_a_larger_grid_shows_more_samples_and_none_is_cut(panel: DataPanel) -> None:
    panel.show_split(small_set(count=500))
    grid = panel.samples.grid
    counts = []
    for height in (520, 640, 900):
        panel.resize(260, height)
        QApplication.processEvents()
        counts.append(grid.count)
        last = grid.box_of(grid.count - 1)
        assert grid.rect().contains(last.toRect())

    assert counts == sorted(set(counts))


def test_pictures_in_the_grid_are_those_of_the_set(panel: DataPanel) -> None:
    split = small_set()
    panel.show_split(split)
    grid = panel.samples.grid
    picture = grid.grab().toImage()
    for place in range(grid.count):
        middle = grid.box_of(place).center().toPoint()
        wanted = float(grid._sample(place)[0, 0, 0]) * 255
        assert picture.pixelColor(middle).red() == pytest.approx(wanted, abs=1)


def test_files_that_were_skipped_are_counted_and_listed_on_a_click(panel: DataPanel) -> None:
    panel.show_split(small_set(skipped=("oak/a.png: broken", "elm/b.txt: no picture")))
    assert panel.skipped_section.heading.text() == "2 files skipped"
    assert not panel.skipped.isVisible()
    panel.skipped_section.heading.click()
    assert panel.skipped.toPlainText() == "oak/a.png: broken\nelm/b.txt: no picture"
    assert panel.skipped.isVisible()
    panel.show_split(small_set())

    assert not panel.skipped_section.isVisible()


# --- states


def test_loading_is_seen_and_the_samples_before_it_cannot_be_chosen(desk: Desk) -> None:
    desk.panel.show_split(small_set())
    desk.panel.show_loading("Reading picture 12 of 48", 0.25)
    assert desk.panel.status.text.text() == "Reading picture 12 of 48"
    assert desk.panel.status.bar.isVisible()
    assert desk.panel.status.bar.value() == 250
    desk.panel.samples.grid.choose(0)
    assert desk.samples == []
    desk.panel.show_split(small_set())
    desk.panel.samples.grid.choose(0)

    assert not desk.panel.status.bar.isVisible()
    assert len(desk.samples) == 1


def test_an_error_is_told_and_another_set_can_be_chosen(desk: Desk) -> None:
    desk.panel.show_split(small_set())
    desk.panel.show_error("coins.npz holds no labels; it needs an array called labels")
    status = desk.panel.status

    assert "needs an array called labels" in status.text.text()
    assert status.icon.isVisible()
    assert desk.panel.samples.grid.count == 0
    assert not desk.panel.samples.shuffle.isVisible()
    choose(desk.panel, "digits-8x8")
    assert desk.asked().source == "digits-8x8"


def test_without_pictures_the_panel_says_what_to_do(panel: DataPanel) -> None:
    panel.show_split(None)

    assert panel.status.text.text() == EMPTY_WORDS


def test_showing_says_nothing(desk: Desk) -> None:
    desk.panel.show_choice(DataChoice("shapes", limit=40, classes=(1, 2), side=16))
    desk.panel.show_split(small_set(names=("vertical edge", "rising edge")))
    desk.panel.show_loading("Loading", 0.5)
    desk.panel.show_error("no")

    assert desk.edits == []
    assert desk.samples == []


# --- for everybody


@pytest.mark.parametrize("width", [220, 260])
@pytest.mark.parametrize("source", ["mnist-5k", "shapes", "/home/me/leaves"])
def test_nothing_is_cut_off_at_the_side(panel: DataPanel, width: int, source: str) -> None:
    panel.resize(width, 700)
    panel.show_choice(DataChoice(source))
    panel.show_split(_of(source))
    panel.augmentation_section.heading.setChecked(True)
    QApplication.processEvents()

    assert panel._content.minimumSizeHint().width() <= width
    for child in panel._content.findChildren(QWidget):
        if child.isVisible():
            right = child.mapTo(panel._content, child.rect().topRight()).x()
            assert right < width, child.accessibleName()


def _of(source: str) -> Split:
    names = {"mnist-5k": DIGITS, "shapes": SHAPE_NAMES}.get(source, ("oak", "elm"))
    return small_set(names=names)


def test_every_control_is_named_and_reached_by_tab(panel: DataPanel, window: QWidget) -> None:
    panel.show_choice(DataChoice("shapes", limit=50, classes=(0, 1)))
    panel.show_split(small_set(names=SHAPE_NAMES[:2], skipped=("a: broken",)))
    panel.augmentation_section.heading.setChecked(True)
    panel.skipped_section.heading.setChecked(True)
    panel.source.setFocus()
    reached = set()
    for _ in range(60):
        reached.add(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    wanted = {
        child
        for child in panel.findChildren(QWidget)
        if child.isVisible()
        and child.isEnabled()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.focusProxy() is None
        and child.parentWidget() is not None
        and not isinstance(child.parentWidget(), NumberBox)
    }

    assert wanted <= reached, [child.objectName() or child for child in wanted - reached]
    assert all(child.accessibleName() for child in wanted)


def test_the_panel_is_repainted_in_another_theme(panel: DataPanel, appearance: Appearance) -> None:
    panel.show_split(small_set(names=DIGITS))
    place = QPointF(panel.classes.picker.box_of(0).center()).toPoint()
    light = panel.classes.picker.grab().toImage().pixelColor(place)
    appearance.set_theme(DARK)

    assert panel.classes.picker.grab().toImage().pixelColor(place) != light
