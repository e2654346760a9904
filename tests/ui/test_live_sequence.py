"""A recorded sequence of 200 edits, pans and zooms: no stale tile is ever shown as exact."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from numpy.random import Generator
from pytestqt.qtbot import QtBot

from kernelview.document import edits
from kernelview.engine import BORDERS, SHOW_MODES, Activate, Pool, render
from kernelview.jobs import run
from kernelview.kernels import preset_names
from kernelview.ui.canvas import VIEW_MODES
from kernelview.ui.main_window import MainWindow
from tests.ui.live_samples import Judge, alike, large_picture, work
from tests.ui.window_samples import RESULT_TIMEOUT, open_window, wait_for_result

LENGTH = 200
# So many steps in a row are rapid; then the window gets to show what is exact in view.
REST = 10
SEED = 20_240_607
ZOOMS = (0.15, 0.3, 0.45, 0.7, 1.0, 2.0, 9.0)
PRESETS = tuple(name for name in preset_names() if name != "identity")

Step = Callable[[MainWindow], object]


def recorded(seed: int, length: int) -> list[Step]:
    """Return the sequence: about half of it edits, the rest looking around."""
    rng = np.random.default_rng(seed)
    kinds = (cell, cell, cell, chosen, taken_back, brought_back, shown, bordered, staged)
    looks = (panned, panned, panned, zoomed, zoomed, fitted, compared, waited, waited)
    steps: list[Step] = []
    for _ in range(length):
        makers = kinds if rng.random() < 0.5 else looks
        steps.append(makers[int(rng.integers(len(makers)))](rng))
    return steps


def cell(rng: Generator) -> Step:
    place, value = (int(rng.integers(3)), int(rng.integers(3))), float(rng.integers(-9, 10))

    def edit(window: MainWindow) -> None:
        rows, columns = window.session.document.kernel.shape
        if place[0] < rows and place[1] < columns:
            window.session.apply("Set", partial(edits.set_cells, cells={place: value}))

    return edit


def chosen(rng: Generator) -> Step:
    name = str(rng.choice(PRESETS))
    return lambda window: window.session.apply("Choose", lambda d: edits.choose_preset(d, name))


def taken_back(_: Generator) -> Step:
    return lambda window: window.session.undo()


def brought_back(_: Generator) -> Step:
    return lambda window: window.session.redo()


def shown(rng: Generator) -> Step:
    mode = SHOW_MODES[int(rng.integers(len(SHOW_MODES)))]
    return lambda window: window.session.apply("Show", lambda d: edits.set_show(d, mode))


def bordered(rng: Generator) -> Step:
    border = BORDERS[int(rng.integers(len(BORDERS)))]
    return lambda window: window.session.apply("Border", lambda d: edits.set_border(d, border))


def staged(rng: Generator) -> Step:
    stage = (Pool("max", 2, 2), Pool("average", 3, 2), Activate("relu"))[int(rng.integers(3))]

    def edit(window: MainWindow) -> None:
        stages = window.session.document.pipeline.stages
        if len(stages) > 1:
            window.session.apply("Remove", lambda d: edits.remove_stage(d, len(stages) - 1))
        else:
            window.session.apply("Add", lambda d: edits.add_stage(d, stage, index=1))

    return edit


def panned(rng: Generator) -> Step:
    x, y = (float(each) for each in rng.integers(-400, 400, 2))
    return lambda window: window.canvas.pan(x, y)


def zoomed(rng: Generator) -> Step:
    zoom = ZOOMS[int(rng.integers(len(ZOOMS)))]
    return lambda window: window.canvas.set_zoom(zoom)


def fitted(_: Generator) -> Step:
    return lambda window: window.canvas.zoom_fit()


def compared(rng: Generator) -> Step:
    mode = VIEW_MODES[int(rng.integers(len(VIEW_MODES)))]
    return lambda window: window.canvas.set_mode(mode)


def waited(rng: Generator) -> Step:
    seconds = float(rng.choice((0.005, 0.02, 0.06)))

    def wait(window: MainWindow) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            work()

    return wait


def test_no_stale_tile_is_ever_shown_as_exact(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path, image=large_picture()) as window:
        judge = Judge(window)
        for number, step in enumerate(recorded(SEED, LENGTH)):
            step(window)
            judge.judge()
            work()
            judge.judge()
            if number % REST == REST - 1:
                qtbot.waitUntil(window.canvas.shows_exact, timeout=RESULT_TIMEOUT)
                judge.judge()
            assert judge.wrong == []
        wait_for_result(qtbot, window)
        judge.judge()
        assert judge.wrong == []
        assert judge.tiles > LENGTH / REST


def test_what_is_painted_without_a_mark_is_exact(qtbot: QtBot, tmp_path: Path) -> None:
    with open_window(qtbot, tmp_path, image=large_picture()) as window:
        wait_for_result(qtbot, window)
        rng = np.random.default_rng(SEED)
        window.canvas.set_zoom(1.0)
        for _ in range(40):
            (cell, chosen, panned, taken_back)[int(rng.integers(4))](rng)(window)
            align_pixels(window)
            qtbot.waitUntil(window.canvas.shows_exact, timeout=RESULT_TIMEOUT)
            assert painted_is_exact(window)


def align_pixels(window: MainWindow) -> None:
    """Put picture pixels right on screen pixels."""
    x, y = window.canvas._viewport.to_view(0, 0)
    window.canvas.pan(round(x) - x, round(y) - y)


def painted_is_exact(window: MainWindow) -> bool:
    """Compare what the canvas shows at 100 % with the engine's word, away from its corners."""
    canvas, document = window.canvas, window.session.document
    image = canvas.grab().toImage()
    whole = run(render(document.image.pixels, document.pipeline, document.show)).pixels
    top, left, bottom, right = canvas.visible_rect()
    seen = [
        (row, column)
        for row in range(top + 60, bottom - 2, 97)
        for column in range(left + 2, right - 2, 89)
    ]
    for row, column in seen:
        x, y = canvas._viewport.to_view(row, column)
        colour = image.pixelColor(int(x + 0.5), int(y + 0.5))
        found = np.array([[colour.red(), colour.green(), colour.blue()]], np.uint8)
        if not alike(found, whole[row, column][None]):
            return False
    return True
