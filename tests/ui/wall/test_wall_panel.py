from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kernelview.jobs import run
from kernelview.learn.learned import KernelAddress
from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import DARK, LIGHT
from kernelview.ui.wall import WallPanel
from kernelview.ui.wall.empty_wall import LOADING, WAITING, WITHOUT
from tests.ui.library.samples import new_appearance, window_for
from tests.ui.wall.samples import layer, network, snapshot

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return window_for(qtbot, 860, 520)


@pytest.fixture
def appearance(window: QWidget) -> Appearance:
    return new_appearance()


@pytest.fixture
def panel(window: QWidget, appearance: Appearance) -> WallPanel:
    panel = WallPanel(appearance, window)
    panel.setGeometry(0, 0, 860, 520)
    panel.show()
    return panel


class Asked:
    """Keeps what the panel asks for."""

    def __init__(self, panel: WallPanel) -> None:
        self.said: list[tuple[Any, ...]] = []
        for name in ("open", "apply", "save", "put_back", "export"):
            signal = getattr(panel, f"{name}_asked")
            signal.connect(lambda *values, name=name: self.said.append((name, *values)))
        panel.scrubbed.connect(lambda shot: self.said.append(("scrubbed", shot)))


@pytest.fixture
def asked(panel: WallPanel) -> Asked:
    return Asked(panel)


def shown(qtbot: QtBot, panel: WallPanel, weight: float) -> None:
    """Wait until the first kernel on the wall has a weight."""

    def has_it() -> bool:
        content = panel.wall.content
        return content is not None and bool(np.isclose(content.kernels[0, 0, 0], weight))

    qtbot.waitUntil(has_it)


def start(qtbot: QtBot, panel: WallPanel) -> None:
    panel.show_layers(network())
    shown(qtbot, panel, 1 / 12)


def train(qtbot: QtBot, panel: WallPanel, batches: int = 20) -> None:
    """Train for two epochs; after batch b the weights are b + 1 times those of the start."""
    start(qtbot, panel)
    for batch in range(1, batches + 1):
        epoch = 1 if batch <= batches // 2 else 2
        panel.show_layers(network(1.0 + batch))
        panel.add_snapshot(snapshot(batch, epoch), network(1.0 + batch))
    shown(qtbot, panel, (1 + batches) / 12)


def tile(panel: WallPanel, unit: int) -> QPoint:
    return panel.wall.box_of(unit).center()


def choose(box: QComboBox, value: str) -> None:
    place = box.findData(value)
    box.setCurrentIndex(place)
    box.activated.emit(place)


# --- what is shown


def test_the_random_start_is_shown_before_any_training(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    assert not panel.empty.isVisible()
    assert panel.moment.words == "12 kernels of 3 × 3"
    assert not panel.time.play.isEnabled()


def test_only_the_newest_of_many_layers_is_drawn(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    contents = []
    for gain in range(2, 40):
        panel.show_layers(network(float(gain)))
        contents.append(panel.wall.content)
    assert len(set(map(id, contents))) == 1
    shown(qtbot, panel, 39 / 12)


def test_a_hidden_wall_draws_nothing_and_catches_up_when_shown(
    qtbot: QtBot, panel: WallPanel
) -> None:
    start(qtbot, panel)
    panel.hide()
    panel.show_layers(network(5.0))
    QTest.qWait(150)
    content = panel.wall.content
    assert content is not None
    assert content.kernels[0, 0, 0] == pytest.approx(1 / 12)
    panel.show()
    assert panel.wall.content is not None
    assert panel.wall.content.kernels[0, 0, 0] == pytest.approx(5 / 12)


def test_the_wall_has_the_colours_of_the_weights(qtbot: QtBot, panel: WallPanel) -> None:
    kernels = layer(units=2).kernels.copy()
    kernels[..., 0], kernels[..., 1] = -1, 1
    panel.show_layers([type(layer())("conv1", kernels, None, "linear")])
    qtbot.waitUntil(lambda: panel.wall.content is not None)
    picture = panel.wall.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    for theme in (LIGHT, DARK):
        panel._appearance.set_theme(theme)
        picture = panel.wall.viewport().grab().toImage()
        for unit, colour in ((0, theme.negative), (1, theme.positive)):
            assert picture.pixelColor(tile(panel, unit) * ratio).name() == colour


def test_another_network_begins_a_new_time_line(qtbot: QtBot, panel: WallPanel) -> None:
    train(qtbot, panel)
    panel.show_layers((layer(units=5),))
    qtbot.waitUntil(lambda: panel.wall.content is not None and panel.wall.content.count == 5)
    assert [moment.batch for moment in panel.moments] == [0]
    assert not panel.time.play.isEnabled()


def test_clearing_forgets_the_time_line_and_what_was_looked_at(
    qtbot: QtBot, panel: WallPanel, asked: Asked
) -> None:
    train(qtbot, panel)
    QTest.keyClick(panel.time.track, Qt.Key.Key_Home)
    panel.clear()
    panel.show_layers(network(3.0))
    shown(qtbot, panel, 3 / 12)
    assert asked.said[-1] == ("scrubbed", None)
    assert len(panel.moments) == 1


def test_without_kernels_it_says_what_to_do(qtbot: QtBot, panel: WallPanel) -> None:
    qtbot.waitUntil(panel.empty.isVisible)
    assert panel.empty.heading.text() == WAITING[0]
    panel.show_state("loading")
    qtbot.waitUntil(lambda: panel.empty.heading.text() == LOADING[0])
    panel.show_state("ready")
    panel.show_layers(())
    qtbot.waitUntil(lambda: panel.empty.heading.text() == WITHOUT[0])


def test_a_network_that_trains_without_kernels_says_so(qtbot: QtBot, panel: WallPanel) -> None:
    panel.add_snapshot(snapshot(1), ())
    qtbot.waitUntil(lambda: panel.empty.heading.text() == WITHOUT[0])


def test_weights_that_are_no_numbers_are_shown_and_not_opened(
    qtbot: QtBot, panel: WallPanel, asked: Asked
) -> None:
    kernels = layer(units=2).kernels.copy()
    kernels[0, 0, 0, 0] = np.nan
    panel.show_layers([type(layer())("conv1", kernels, None, "relu")])
    qtbot.waitUntil(lambda: panel.wall.content is not None)
    QTest.mouseDClick(panel.wall.viewport(), LEFT, pos=tile(panel, 0))
    assert asked.said == []
    assert "conv1/0" in panel.moment.words


# --- layer, channel, scale, order


def test_a_deeper_layer_is_shown_as_mean_or_by_input_channel(
    qtbot: QtBot, panel: WallPanel
) -> None:
    start(qtbot, panel)
    assert not panel.header.channel.isVisible()
    choose(panel.header.layer, "conv2")
    assert panel.header.channel.isVisible()
    content = panel.wall.content
    assert content is not None
    assert content.count == 20
    assert content.kernels[19, 0, 0] == pytest.approx(2.0)
    choose(panel.header.channel, "2")
    content = panel.wall.content
    assert content is not None
    assert content.kernels[19, 0, 0] == pytest.approx(3.0)
    assert content.address(4) == KernelAddress("conv2", 4, 2)


def test_the_legend_tells_the_weight_of_the_full_colour(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    assert panel.legend.ends == ("−1", "1")
    choose(panel.header.scale, "own")
    assert panel.legend.ends == ("−max", "max")


def test_by_norm_the_strongest_is_first(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    choose(panel.header.order, "norm")
    content = panel.wall.content
    assert content is not None
    assert content.order.tolist() == list(range(11, -1, -1))


def test_the_order_stays_while_an_epoch_lasts_and_is_put_right_at_its_end(
    qtbot: QtBot, panel: WallPanel
) -> None:
    start(qtbot, panel)
    choose(panel.header.order, "norm")
    turned = layer().kernels[..., ::-1] * 2
    layers = (type(layer())("conv1", turned, None, "relu"), network()[1])
    panel.add_snapshot(snapshot(1), network(2.0))
    panel.show_layers(layers)
    panel._draw()
    assert panel.wall.content is not None
    assert panel.wall.content.unit_at(0) == 11
    panel.add_snapshot(snapshot(2, epoch=2), layers)
    panel._draw()
    assert panel.wall.content.unit_at(0) == 0


def test_the_order_is_put_right_when_nothing_comes_any_more(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    choose(panel.header.order, "norm")
    turned = layer().kernels[..., ::-1] * 2
    panel.show_layers((type(layer())("conv1", turned, None, "relu"), network()[1]))
    qtbot.waitUntil(lambda: panel.wall.content is not None and panel.wall.content.unit_at(0) == 0)


# --- the chosen kernel


def test_nothing_can_be_asked_for_before_a_kernel_is_chosen(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    assert not any(button.isEnabled() for button in panel.action_bar.buttons.values())


@pytest.mark.parametrize(
    ("button", "said"), [("open", "open"), ("save", "save"), ("apply", "apply")]
)
def test_a_button_asks_for_the_chosen_kernel(
    qtbot: QtBot, panel: WallPanel, asked: Asked, button: str, said: str
) -> None:
    start(qtbot, panel)
    QTest.mouseClick(panel.wall.viewport(), LEFT, pos=tile(panel, 7))
    QTest.mouseClick(panel.action_bar.buttons[button], LEFT)
    name, address, *kernel = asked.said[-1]
    assert (name, address) == (said, KernelAddress("conv1", 7))
    for one in kernel:
        assert np.allclose(one.weights, 8 / 12)
        assert one.name == "conv1/7"


def test_a_kernel_is_put_back_only_when_there_is_one_to_put(
    qtbot: QtBot, panel: WallPanel, asked: Asked
) -> None:
    start(qtbot, panel)
    panel.wall.choose(3)
    button = panel.action_bar.buttons["put-back"]
    assert not button.isEnabled()
    panel.can_put_back(True)
    QTest.mouseClick(button, LEFT)
    assert asked.said == [("put_back", KernelAddress("conv1", 3))]
    panel.can_put_back(False)
    assert not button.isEnabled()


def test_a_double_click_and_enter_open_a_kernel(
    qtbot: QtBot, panel: WallPanel, asked: Asked
) -> None:
    start(qtbot, panel)
    QTest.mouseDClick(panel.wall.viewport(), LEFT, pos=tile(panel, 2))
    QTest.keyClick(panel.wall, Qt.Key.Key_Right)
    QTest.keyClick(panel.wall, Qt.Key.Key_Return)
    assert [(said[0], str(said[1])) for said in asked.said] == [
        ("open", "conv1/2"),
        ("open", "conv1/3"),
    ]


def test_the_menu_offers_what_the_buttons_do(qtbot: QtBot, panel: WallPanel, asked: Asked) -> None:
    start(qtbot, panel)
    panel.wall.choose(5)
    panel.wall.menu_asked.emit(panel.mapToGlobal(QPoint(20, 20)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entries = {action.text(): action for action in menu.actions()}
    assert not entries["Put back"].isEnabled()
    entries["Apply to the picture"].trigger()
    menu.close()
    assert asked.said == [("apply", KernelAddress("conv1", 5))]


def test_the_choice_ends_with_its_layer(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    panel.wall.choose(5)
    choose(panel.header.layer, "conv2")
    assert panel.wall.unit is None
    assert not panel.action_bar.buttons["open"].isEnabled()


def test_the_chosen_kernel_stays_chosen_while_it_learns(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    panel.wall.choose(5)
    assert "norm 1.5" in panel.action_bar.title.words
    panel.show_layers(network(2.0))
    shown(qtbot, panel, 2 / 12)
    assert panel.wall.unit == 5
    assert "norm 3" in panel.action_bar.title.words


# --- the card


def test_resting_on_a_kernel_shows_it_in_large(qtbot: QtBot, panel: WallPanel) -> None:
    train(qtbot, panel, 1)
    QTest.mouseMove(panel.wall.viewport(), tile(panel, 11))
    qtbot.waitUntil(panel.card.isVisible)
    facts = panel.card.facts
    assert facts is not None
    assert str(facts.address) == "conv1/11"
    assert np.allclose(facts.weights, 2)
    said = panel.card.accessibleDescription()
    assert "norm 6, the strongest of 12" in said
    assert "bias −1.1, then relu" in said
    assert "changed by 100 %" in said
    box = panel.wall.box_of(11).translated(panel.wall.viewport().mapTo(panel, QPoint()))
    assert not panel.card.geometry().intersects(box)
    assert panel.rect().contains(panel.card.geometry())


def test_the_card_follows_the_kernel_as_it_learns(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    QTest.keyClick(panel.wall, Qt.Key.Key_End)
    assert panel.card.isVisible()
    panel.show_layers(network(4.0))
    shown(qtbot, panel, 4 / 12)
    assert panel.card.facts is not None
    assert np.allclose(panel.card.facts.weights, 4)


def test_the_card_goes_when_the_keys_go_elsewhere(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    panel.wall.setFocus()
    QTest.keyClick(panel.wall, Qt.Key.Key_Home)
    assert panel.card.isVisible()
    panel.header.order.setFocus()
    assert not panel.card.isVisible()


def test_escape_lets_go_of_the_kernel(qtbot: QtBot, panel: WallPanel) -> None:
    start(qtbot, panel)
    QTest.keyClick(panel.wall, Qt.Key.Key_Home)
    QTest.keyClick(panel.wall, Qt.Key.Key_Escape)
    assert panel.wall.unit is None
    assert not panel.card.isVisible()


# --- the time line


def test_scrubbing_shows_the_kernels_as_they_were_and_says_so(
    qtbot: QtBot, panel: WallPanel, asked: Asked
) -> None:
    train(qtbot, panel)
    QTest.keyClick(panel.time.track, Qt.Key.Key_Home)
    shown(qtbot, panel, 1 / 12)
    assert asked.said[-1][1].batch == 0
    QTest.keyClick(panel.time.track, Qt.Key.Key_Right)
    shown(qtbot, panel, 2 / 12)
    assert panel.moment.words == "Looking back · Epoch 1, batch 1 · loss 2.00 · 50.0 % right"
    assert asked.said[-1][1].batch == 1
    assert not panel.time.live.isChecked()


def test_training_goes_on_while_one_looks_back(qtbot: QtBot, panel: WallPanel) -> None:
    train(qtbot, panel)
    QTest.keyClick(panel.time.track, Qt.Key.Key_Home)
    shown(qtbot, panel, 1 / 12)
    panel.show_layers(network(50.0))
    panel.add_snapshot(snapshot(30, 2), network(50.0))
    QTest.qWait(120)
    shown(qtbot, panel, 1 / 12)
    assert panel.moments[-1].batch == 30
    assert panel.layers[0].kernels.max() == 1
    QTest.mouseClick(panel.time.live, LEFT)
    shown(qtbot, panel, 50 / 12)
    assert panel.layers[0].kernels.max() == 50


def test_a_past_kernel_is_opened_as_it_was(qtbot: QtBot, panel: WallPanel, asked: Asked) -> None:
    train(qtbot, panel)
    QTest.keyClick(panel.time.track, Qt.Key.Key_Home)
    shown(qtbot, panel, 1 / 12)
    panel.wall.choose(11)
    QTest.keyClick(panel.wall, Qt.Key.Key_Return)
    assert np.allclose(asked.said[-1][2].weights, 1)


def test_the_recorded_moments_can_be_exported(
    qtbot: QtBot, panel: WallPanel, asked: Asked, tmp_path: Path
) -> None:
    train(qtbot, panel)
    menu = panel.header.export.menu()
    for action in menu.actions():
        action.trigger()
    assert asked.said == [("export", "gif"), ("export", "png")]
    result = run(panel.export_job(tmp_path / "wall.png"))
    assert result.moments == 8
    with Image.open(result.path) as picture:
        assert picture.width > 1000


# --- by keyboard and by name


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, panel: WallPanel) -> None:
    train(qtbot, panel)
    panel.wall.choose(0)
    panel.can_put_back(True)
    choose(panel.header.layer, "conv2")
    panel.wall.choose(0)
    panel.header.layer.setFocus()
    reached: set[QWidget] = set()
    for _ in range(40):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    wanted = [
        widget
        for kind in (QComboBox, QAbstractButton)
        for widget in panel.findChildren(kind)
        if widget.isVisible()
    ]
    assert reached >= {*wanted, panel.wall, panel.time.track}
    assert all(widget.accessibleName() for widget in reached)


@pytest.mark.parametrize("size", [(520, 340), (860, 520), (1600, 1000)])
def test_all_controls_are_seen_whole_at_every_size(
    qtbot: QtBot, panel: WallPanel, size: tuple[int, int]
) -> None:
    train(qtbot, panel)
    panel.window().resize(*size)
    panel.setGeometry(0, 0, *size)
    choose(panel.header.layer, "conv2")
    QApplication.processEvents()
    for button in panel.findChildren(QAbstractButton):
        if button.isVisible():
            corner = button.mapTo(panel, QPoint(button.width(), button.height()))
            assert corner.x() <= size[0]
            assert corner.y() <= size[1]
            assert button.width() >= button.minimumSizeHint().width()
