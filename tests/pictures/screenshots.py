"""Pictures of the window in the states that people see, for the README and for looking at.

python -m tests.pictures.screenshots --out FOLDER [--size 1440x900] [--only NAME]

Starts a screen of its own (Xvfb) and takes what the window really shows there.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.end_to_end.x_screen import use_own_screen

if TYPE_CHECKING:
    from kernelview.ui.comparison.comparison import Comparison
    from kernelview.ui.lab.lab import Lab
    from kernelview.ui.main_window import MainWindow

SETTLE_SECONDS = 0.4
RESULT_SECONDS = 30.0

State = Callable[["MainWindow"], object]


def _wipe(window: "MainWindow") -> None:
    window.canvas.set_mode("wipe")


def _edge_strength(window: "MainWindow") -> None:
    from kernelview.engine import Magnitude
    from kernelview.kernels import preset

    window.stages.stages_replaced.emit(
        (Magnitude(preset("sobel-x"), preset("sobel-y")),), "Edge strength"
    )


def _gabor(window: "MainWindow") -> None:
    from kernelview.kernels import recipe_for

    window.library.recipe_chosen.emit(recipe_for("gabor", wavelength=8, angle=30))
    window.editor.show_changed.emit("false-colour")


def _convolutional_layer(window: "MainWindow") -> None:
    from kernelview.engine import Activate, Convolve, Pool
    from kernelview.kernels import preset

    stages = (Convolve(preset("kirsch-e")), Activate("relu"), Pool("max", 2, 2))
    window.stages.stages_replaced.emit(stages, "A convolutional layer")
    window.canvas.set_mode("side-by-side")


def _values(window: "MainWindow") -> None:
    window.canvas.set_zoom(32.0)
    window.canvas.set_mode("side-by-side")


def _pixel(window: "MainWindow") -> None:
    window.show_tab(1)
    window.canvas.set_zoom(12.0)
    top, left, bottom, right = window.canvas.visible_rect()
    window.inspecting.pin((top + bottom) // 2, (left + right) // 2)


def _border_pixel(window: "MainWindow") -> None:
    window.show_tab(1)
    window.inspecting.pin(0, 0)


def _histogram(window: "MainWindow") -> None:
    window.show_tab(2)


def _difference(window: "MainWindow") -> None:
    window.library.preset_chosen.emit("gaussian-7")
    window.editor.show_changed.emit("clamp")
    window.canvas.set_mode("difference")


def _failure(window: "MainWindow") -> None:
    window.opening.open_picture(Path("no-such-picture.png"))


def _palette(window: "MainWindow") -> None:
    window.open_palette()
    window.palette_dialog.search.setText("tu")


def _methods(window: "MainWindow") -> None:
    window.library.preset_chosen.emit("gaussian-7")
    window.comparing.open()


def _lab(window: "MainWindow") -> "Lab":
    window.show_workspace(1)
    lab = window.lab
    if lab is None:
        raise RuntimeError("the Train workspace was not made")
    _wait(lambda: lab.training.state == "ready", RESULT_SECONDS)
    return lab


def _train(window: "MainWindow") -> None:
    lab = _lab(window)
    lab.training.toggle()
    _wait(lambda: len(lab.page.wall.moments) > 25, RESULT_SECONDS)
    lab.training.pause()


def _trained(window: "MainWindow") -> None:
    lab = _lab(window)
    lab.training.toggle()
    _wait(lambda: lab.training.state == "finished", RESULT_SECONDS)


def _digit(window: "MainWindow") -> None:
    _trained(window)
    lab = _lab_at_hand(window)
    split = lab.loading.split
    if split is not None:
        lab.looking.show_input(split.test.inputs()[3])
    lab.page.show_named("Digit")


def _confusion(window: "MainWindow") -> None:
    _trained(window)
    _lab_at_hand(window).page.show_named("Confusion")


def _runs(window: "MainWindow") -> None:
    _trained(window)
    _lab_at_hand(window).page.show_named("Runs")


def _compare(window: "MainWindow") -> "Comparison":
    _trained(window)
    window.show_workspace(2)
    comparison = window.comparison
    if comparison is None:
        raise RuntimeError("the Compare workspace was not made")
    _wait(lambda: comparison.matching.comparison is not None, RESULT_SECONDS)
    _wait(lambda: not window.runner.is_busy("pair"), RESULT_SECONDS)
    return comparison


def _first_visit(window: "MainWindow") -> None:
    window.show_workspace(2)
    lab = _lab_at_hand(window)
    _wait(lambda: lab.training.state == "ready", RESULT_SECONDS)


def _maps(window: "MainWindow") -> None:
    _compare(window).page.show_named("Maps")
    _wait(lambda: not window.runner.is_busy("bank maps"), RESULT_SECONDS)


def _experiment(window: "MainWindow") -> None:
    comparison = _compare(window)
    page = comparison.page
    page.show_named("Experiments")
    page.experiments.run_wanted.emit(
        replace(page.experiments.settings.request, seeds=(0, 1, 2), epochs=3, limit=1000)
    )
    _wait(lambda: len(comparison.experimenting.results) == 1, 4 * RESULT_SECONDS)


def _recover(window: "MainWindow") -> None:
    comparison = _compare(window)
    window.library.preset_chosen.emit("gaussian-5")
    comparison.page.show_named("Recover")
    comparison.page.recovery.controls.run.click()
    _wait(lambda: not comparison.recovering.is_busy, RESULT_SECONDS)


def _lab_at_hand(window: "MainWindow") -> "Lab":
    if window.lab is None:
        raise RuntimeError("the Train workspace was not made")
    return window.lab


STATES: dict[str, State] = {
    "result": lambda window: window.canvas.set_mode("result"),
    "wipe": _wipe,
    "edge-strength": _edge_strength,
    "gabor": _gabor,
    "layer": _convolutional_layer,
    "values": _values,
    "pixel": _pixel,
    "border": _border_pixel,
    "histogram": _histogram,
    "difference": _difference,
    "failure": _failure,
    "palette": _palette,
    "methods": _methods,
    "train-ready": _lab,
    "train": _train,
    "train-digit": _digit,
    "train-confusion": _confusion,
    "train-runs": _runs,
    "compare-first": _first_visit,
    "compare": _compare,
    "compare-maps": _maps,
    "compare-experiments": _experiment,
    "compare-recover": _recover,
}


def main() -> int:
    """Take every state light and dark; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--only", choices=tuple(STATES))
    parser.add_argument("--theme", choices=("light", "dark"))
    options = parser.parse_args()
    use_own_screen(options.size)
    options.out.mkdir(parents=True, exist_ok=True)
    width, height = (int(side) for side in options.size.split("x"))
    themes = (options.theme,) if options.theme else ("light", "dark")
    for name, state in STATES.items():
        if options.only in (None, name):
            for theme in themes:
                _take(state, theme, (width, height), options.out / f"{name}-{theme}.png")
    return 0


def _take(state: State, theme: str, size: tuple[int, int], path: Path) -> None:
    from PySide6.QtCore import QSettings

    from kernelview.ui.application import make_application, make_window
    from kernelview.ui.preferences import Preferences

    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue("theme", theme)
        window = make_window(
            application,
            preferences=Preferences(settings),
            mine_file=Path(folder) / "mine.json",
            runs_folder=Path(folder) / "runs",
            results_folder=Path(folder) / "experiments",
        )
        window.resize(*size)
        window.move(0, 0)
        window.show()
        _settle(window)
        state(window)
        _settle(window)
        screen = application.primaryScreen()
        screen.grabWindow(0).save(str(path))
        window.palette_dialog.close()
        window.methods_dialog.close()
        if window.lab is not None:
            window.lab.training.reset()
        window.close()
        window.deleteLater()
        window.appearance.deleteLater()


def _settle(window: "MainWindow") -> None:
    _wait(lambda: window.result.is_current, RESULT_SECONDS)
    _wait(lambda: not window.runner.is_busy("compare-methods"), RESULT_SECONDS)
    _wait(lambda: False, SETTLE_SECONDS)


def _wait(done: Callable[[], bool], seconds: float) -> None:
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        QApplication.processEvents()


if __name__ == "__main__":
    sys.exit(main())
