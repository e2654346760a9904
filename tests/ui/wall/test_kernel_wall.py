import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kernelview.ui.wall.content import WallContent
from kernelview.ui.wall.kernel_wall import KernelWall
from kernelview.ui.wall.tile_steps import step_to
from tests.ui.library.samples import new_appearance, window_for
from tests.ui.wall.samples import layer

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
KEYS = (
    Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down,
    Key.Key_PageUp, Key.Key_PageDown, Key.Key_Home, Key.Key_End,
)  # fmt: skip


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return window_for(qtbot, 400, 200)


@pytest.fixture
def wall(window: QWidget) -> KernelWall:
    wall = KernelWall(new_appearance(), window)
    wall.setGeometry(0, 0, 400, 200)
    wall.show()
    return wall


def content(units: int = 12, *, order: list[int] | None = None) -> WallContent:
    places = np.array(order if order is not None else range(units), np.intp)
    return WallContent(layer(units=units), None, "common", places)


def test_a_click_chooses_the_kernel_below_it_in_any_order(wall: KernelWall) -> None:
    order = [5, 3, 1, 0, 2, 4]
    wall.show_content(content(6, order=order))
    for unit in order:
        QTest.mouseClick(wall.viewport(), LEFT, pos=wall.box_of(unit).center())
        assert wall.unit == unit
    left_to_right = sorted(
        range(6), key=lambda unit: (wall.box_of(unit).y(), wall.box_of(unit).x())
    )
    assert left_to_right == order


def test_a_click_beside_the_kernels_chooses_none(wall: KernelWall) -> None:
    wall.show_content(content(1))
    wall.choose(0)
    QTest.mouseClick(wall.viewport(), LEFT, pos=QPoint(2, 2))
    assert wall.unit is None


def test_a_unit_that_is_not_there_cannot_be_chosen(wall: KernelWall) -> None:
    wall.choose(0)
    assert wall.unit is None
    wall.show_content(content(6))
    wall.choose(6)
    assert wall.unit is None


def test_the_kernel_stays_chosen_when_the_order_changes(wall: KernelWall) -> None:
    wall.show_content(content(6))
    wall.choose(2)
    before = wall.box_of(2)
    wall.show_content(content(6, order=[2, 0, 1, 3, 4, 5]))
    assert wall.unit == 2
    assert wall.box_of(2) != before


def test_the_keys_scroll_to_the_kernel_they_choose(wall: KernelWall) -> None:
    wall.show_content(content(500))
    bar = wall.verticalScrollBar()
    assert bar.maximum() > 0
    for key, value in ((Key.Key_End, bar.maximum()), (Key.Key_Home, 0)):
        QTest.keyClick(wall, key)
        assert bar.value() == pytest.approx(value, abs=4)
        assert wall.unit is not None
        assert wall.viewport().rect().contains(wall.box_of(wall.unit))
    QTest.keyClick(wall, Key.Key_PageDown)
    assert wall.unit is not None
    assert wall.viewport().rect().contains(wall.box_of(wall.unit))


def test_few_kernels_need_no_scrolling(wall: KernelWall) -> None:
    wall.show_content(content(500))
    wall.show_content(content(64))
    assert wall.verticalScrollBar().maximum() == 0
    for unit in (0, 63):
        assert wall.viewport().rect().contains(wall.box_of(unit))


def test_the_wall_fits_when_it_is_made_larger(wall: KernelWall) -> None:
    wall.show_content(content(64))
    before = wall.box_of(0).width()
    wall.window().resize(800, 400)
    wall.resize(800, 400)
    assert wall.box_of(0).width() > before
    assert wall.viewport().rect().contains(wall.box_of(63))


def test_moving_over_kernels_says_which_and_leaving_says_none(
    wall: KernelWall, qtbot: QtBot
) -> None:
    said: list[int | None] = []
    wall.hovered.connect(said.append)
    wall.show_content(content(6))
    QTest.mouseMove(wall.viewport(), wall.box_of(1).center())
    QTest.mouseMove(wall.viewport(), wall.box_of(4).center())
    QTest.mouseMove(wall.viewport(), QPoint(1, 1))
    assert said == [1, 4, None]


def test_it_says_which_kernel_the_keys_are_on(wall: KernelWall) -> None:
    wall.show_content(content(6, order=[5, 4, 3, 2, 1, 0]))
    assert wall.accessibleDescription().startswith("6 kernels of 3 × 3 of conv1.")
    QTest.keyClick(wall, Key.Key_End)
    assert wall.accessibleDescription().startswith("conv1/0, 6 of 6.")


# --- steps


@given(
    st.sampled_from(KEYS),
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))),
    st.integers(1, 12),
    st.integers(1, 5),
)
def test_a_key_always_leads_to_a_kernel(
    key: Qt.Key, count_and_here: tuple[int, int], columns: int, page: int
) -> None:
    count, here = count_and_here
    place = step_to(key, here, count=count, columns=columns, page=page)
    assert place is not None
    assert 0 <= place < count
    if key in (Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown):
        assert place % columns == here % columns


@pytest.mark.parametrize(
    ("key", "here", "there"),
    [
        (Key.Key_Right, 3, 4),
        (Key.Key_Left, 4, 3),
        (Key.Key_Down, 1, 5),
        (Key.Key_Up, 5, 1),
        (Key.Key_Up, 1, 1),
        (Key.Key_Down, 7, 7),
        (Key.Key_PageDown, 0, 8),
        (Key.Key_PageDown, 3, 7),
        (Key.Key_PageUp, 9, 1),
        (Key.Key_Home, 6, 0),
        (Key.Key_End, 2, 9),
        (Key.Key_Right, 9, 9),
        (Key.Key_Left, 0, 0),
    ],
)
def test_keys_lead_where_they_point(key: Qt.Key, here: int, there: int) -> None:
    # Ten tiles: 0 to 3, 4 to 7, 8 and 9.
    assert step_to(key, here, count=10, columns=4, page=2) == there


def test_other_keys_lead_nowhere_and_from_nowhere_is_the_first() -> None:
    assert step_to(Key.Key_A, 3, count=10, columns=4, page=2) is None
    assert step_to(Key.Key_Right, None, count=10, columns=4, page=2) == 0
