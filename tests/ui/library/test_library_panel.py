import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kernelview.document import Image
from kernelview.engine import Convolve
from kernelview.kernels import Recipe, preset, preset_entry
from kernelview.ui.appearance import Appearance
from kernelview.ui.library import LibraryPanel
from kernelview.ui.library.entries import Entry
from kernelview.ui.library.library_model import ENTRY_ROLE
from kernelview.ui.library.row_delegate import row_lines
from tests.ui.library.samples import MY_BLUR, MY_DOT, MY_EDGE, document, new_appearance, window_for


@pytest.fixture
def appearance(qtbot: QtBot) -> Appearance:
    return new_appearance()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return window_for(qtbot, 260, 700)


@pytest.fixture
def panel(window: QWidget, appearance: Appearance) -> LibraryPanel:
    panel = LibraryPanel(appearance, window)
    panel.setGeometry(0, 0, 260, 700)
    panel.show_document(document(mine=(MY_EDGE, MY_BLUR)))
    panel.show()
    return panel


def row(panel: LibraryPanel, label: str) -> QModelIndex:
    model = panel.view.model()
    for number in range(model.rowCount()):
        group = model.index(number, 0)
        for place in range(model.rowCount(group)):
            index = model.index(place, 0, group)
            if index.data() == label:
                return index
    raise AssertionError(f"no row {label!r}")


def click(qtbot: QtBot, panel: LibraryPanel, label: str) -> None:
    index = row(panel, label)
    panel.view.setExpanded(index.parent(), True)
    panel.view.scrollTo(index)
    place = panel.view.visualRect(index).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_chooses_a_preset(panel: LibraryPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.preset_chosen) as chosen:
        click(qtbot, panel, preset_entry("sobel-y").label)

    assert chosen.args == ["sobel-y"]


def test_a_click_on_a_family_chooses_its_defaults(panel: LibraryPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.recipe_chosen) as chosen:
        click(qtbot, panel, "Gabor")

    assert chosen.args == [Recipe("gabor")]


def test_a_click_on_one_of_mine_chooses_the_kernel(panel: LibraryPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.kernel_chosen) as chosen:
        click(qtbot, panel, "My blur")

    assert chosen.args == [MY_BLUR]


def test_a_click_on_a_heading_folds_and_unfolds_it(panel: LibraryPanel, qtbot: QtBot) -> None:
    heading = panel.view.model().index(0, 0)
    place = panel.view.visualRect(heading).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    folded = panel.folded_groups()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert heading.data() in folded
    assert heading.data() not in panel.folded_groups()


def test_arrows_choose_only_where_they_stop(panel: LibraryPanel, qtbot: QtBot) -> None:
    chosen = QSignalSpy(panel.preset_chosen)
    panel.view.setCurrentIndex(row(panel, preset_entry("sobel-x").label))
    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    QTest.keyClick(panel.view, Qt.Key.Key_Down)
    stopped = panel.view.currentIndex().data(ENTRY_ROLE)
    qtbot.waitUntil(lambda: chosen.count() > 0)

    assert [chosen.at(place)[0] for place in range(chosen.count())] == [stopped.name]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_choose_at_once(panel: LibraryPanel, qtbot: QtBot, key: Qt.Key) -> None:
    chosen = QSignalSpy(panel.preset_chosen)
    panel.view.setCurrentIndex(row(panel, preset_entry("sobel-y").label))
    QTest.keyClick(panel.view, key)

    assert chosen.at(0) == ["sobel-y"]


def test_showing_a_document_chooses_nothing(panel: LibraryPanel, qtbot: QtBot) -> None:
    chosen = [QSignalSpy(panel.preset_chosen), QSignalSpy(panel.kernel_chosen)]
    panel.show_document(document(Convolve(preset("sobel-y"))))
    qtbot.wait(150)

    assert [spy.count() for spy in chosen] == [0, 0]


def test_the_kernel_in_hand_becomes_the_current_row(panel: LibraryPanel) -> None:
    panel.show_document(document(Convolve(preset("sobel-y"))))
    assert panel.view.currentIndex().data(ENTRY_ROLE).name == "sobel-y"

    panel.show_document(document(Convolve(MY_BLUR), mine=(MY_EDGE, MY_BLUR)))
    assert panel.view.currentIndex().data() == "My blur"


def test_a_folded_group_stays_folded_when_its_kernel_comes_in_hand(panel: LibraryPanel) -> None:
    panel.set_folded_groups(("Edges",))
    panel.show_document(document(Convolve(preset("sobel-y"))))

    assert panel.folded_groups() == ("Edges",)
    assert not panel.view.isExpanded(row(panel, preset_entry("sobel-y").label).parent())


def test_search_down_and_enter_choose_the_first_match(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.focus_search()
    QTest.keyClicks(panel.search, "sobel-y")
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.view.hasFocus() or panel.view.currentIndex().isValid()

    with qtbot.waitSignal(panel.preset_chosen) as chosen:
        QTest.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen.args == ["sobel-y"]


def test_enter_in_the_search_field_chooses_the_first_match(
    panel: LibraryPanel, qtbot: QtBot
) -> None:
    QTest.keyClicks(panel.search, "sobel-y")
    with qtbot.waitSignal(panel.preset_chosen) as chosen:
        QTest.keyClick(panel.search, Qt.Key.Key_Return)

    assert chosen.args == ["sobel-y"]


def test_a_search_unfolds_and_escape_folds_again(panel: LibraryPanel, qtbot: QtBot) -> None:
    folded = panel.folded_groups()
    QTest.keyClicks(panel.search, "laws")
    model = panel.view.model()
    assert all(panel.view.isExpanded(model.index(place, 0)) for place in range(model.rowCount()))

    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.search.text() == ""
    assert panel.folded_groups() == folded
    assert not panel.view.isExpanded(row(panel, preset_entry("laws-l5e5").label).parent())


def test_a_search_without_matches_says_so(panel: LibraryPanel, qtbot: QtBot) -> None:
    QTest.keyClicks(panel.search, "zebra")

    words = [label.text() for label in panel.findChildren(QWidget) if hasattr(label, "text")]
    assert any("No kernel matches “zebra”" in str(word) for word in words)
    assert not panel.view.isVisible()


def test_delete_asks_to_remove_one_of_mine_only(panel: LibraryPanel, qtbot: QtBot) -> None:
    asked = QSignalSpy(panel.remove_asked)
    panel.view.setCurrentIndex(row(panel, preset_entry("sobel-x").label))
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)
    panel.view.setCurrentIndex(row(panel, "My blur"))
    QTest.keyClick(panel.view, Qt.Key.Key_Delete)

    assert [asked.at(place) for place in range(asked.count())] == [[1]]


def test_delete_means_the_right_kernel_during_a_search(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.search.setText("my blur")
    panel.view.setCurrentIndex(row(panel, "My blur"))
    with qtbot.waitSignal(panel.remove_asked) as asked:
        QTest.keyClick(panel.view, Qt.Key.Key_Delete)

    assert asked.args == [1]


def test_f2_renames_one_of_mine_in_place(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.view.setFocus()
    panel.view.setCurrentIndex(row(panel, "My blur"))
    QTest.keyClick(panel.view, Qt.Key.Key_F2)
    field = panel.view.viewport().findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.setText("Softer")

    with qtbot.waitSignal(panel.rename_asked) as asked:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked.args == [1, "Softer"]


def test_the_menu_of_a_row_exports_its_kernel(panel: LibraryPanel, qtbot: QtBot) -> None:
    menu = panel.menu_for(row(panel, preset_entry("sobel-y").label))
    export = next(action for action in menu.actions() if action.text().startswith("Export"))
    with qtbot.waitSignal(panel.export_asked) as asked:
        export.trigger()

    assert asked.args == [preset("sobel-y")]


def test_only_mine_offers_rename_and_delete(panel: LibraryPanel) -> None:
    def offered(label: str) -> set[str]:
        return {action.text() for action in panel.menu_for(row(panel, label)).actions()}

    own = {"Rename", "Delete"}
    assert own <= offered("My blur")
    assert not own & offered(preset_entry("sobel-y").label)


def test_saving_to_mine_is_always_offered(panel: LibraryPanel, qtbot: QtBot) -> None:
    save = panel.menu_for(QModelIndex()).actions()[-1]
    with qtbot.waitSignal(panel.save_to_mine_asked):
        save.trigger()


def test_only_rows_in_sight_get_a_thumbnail(panel: LibraryPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.thumbnails.is_idle)

    top = row(panel, preset_entry("sobel-x").label).data(ENTRY_ROLE).kernel
    assert panel.thumbnails.has(top)
    assert not panel.thumbnails.has(MY_DOT)
    assert not panel.thumbnails.has(MY_EDGE)


def test_a_new_picture_renews_the_thumbnails(panel: LibraryPanel, qtbot: QtBot) -> None:
    sobel = preset("identity")
    qtbot.waitUntil(lambda: panel.thumbnails.has(sobel) and panel.thumbnails.is_idle)
    white = Image(np.full((50, 50), 255, dtype=np.uint8), "white")
    panel.show_document(document(image=white))
    panel.view.viewport().repaint()
    qtbot.waitUntil(lambda: panel.thumbnails.has(sobel))

    thumbnail = panel.thumbnails.picture(sobel)
    assert thumbnail is not None
    assert thumbnail.pixelColor(20, 20).red() == 255


def test_the_row_in_hand_is_tinted(panel: LibraryPanel, qtbot: QtBot) -> None:
    panel.show_document(document(Convolve(preset("sobel-y"))))
    picture = panel.view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()

    def background(name: str) -> str:
        box = panel.view.visualRect(row(panel, preset_entry(name).label))
        place = QPoint(1, box.center().y()) * ratio
        return str(picture.pixelColor(place).name())

    assert background("sobel-y") != background("sobel-x")


def test_widgets_and_rows_have_names_for_a_screen_reader(panel: LibraryPanel) -> None:
    focusable = [
        widget
        for widget in panel.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible()
    ]
    assert focusable
    for widget in focusable:
        assert widget.accessibleName(), widget
        assert widget.toolTip(), widget
    text = row(panel, "My blur").data(Qt.ItemDataRole.AccessibleTextRole)
    assert text == "My blur, yours, 2 by 2"


def test_a_change_of_appearance_repaints_in_the_new_colours(
    panel: LibraryPanel, appearance: Appearance, qtbot: QtBot
) -> None:
    before = panel.view.viewport().grab().toImage()
    appearance.changed.emit()

    assert panel.view.viewport().grab().toImage().size() == before.size()


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Sobel x", ("Sobel x", "3 × 3")),
        ("Sobel x 3×3 (binomial)", ("Sobel x 3×3", "binomial")),
        ("Laws (level, edge)", ("Laws", "level, edge · 3 × 3")),
    ],
)
def test_a_row_has_the_brackets_of_its_label_below(name: str, lines: tuple[str, str]) -> None:
    entry = Entry("preset", name, "Edges", MY_EDGE)

    assert row_lines(entry, MY_EDGE) == lines
