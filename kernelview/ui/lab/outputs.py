"""Files into and out of the lab: asked for here, read and written beside the window."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kernelview.disk import ContentError, write_atomically
from kernelview.document import plan_edits
from kernelview.files.models import save_run
from kernelview.files.networks import load_network, save_network
from kernelview.jobs import Job, Progress
from kernelview.learn.choices import DataChoice
from kernelview.learn.errors import LearnError
from kernelview.ui.curves.curve_data import RunCurves
from kernelview.ui.curves.curves_picture import curves_picture
from kernelview.ui.lab.lab import Lab
from kernelview.ui.wiring import raise_later
from kernelview.usecases.errors import UseCaseError
from kernelview.usecases.export_run import export_runs

if TYPE_CHECKING:
    from kernelview.ui.main_window import MainWindow

LANE = "lab file"


def ask_data_folder(window: "MainWindow", lab: Lab) -> None:
    """Ask for a folder of pictures, one folder a class in it, and learn from them."""
    path = window.dialogs.folder_to_open("Open a folder of pictures", _open_folder(window))
    if path is not None:
        _choose_source(window, lab, path)


def ask_data_file(window: "MainWindow", lab: Lab) -> None:
    """Ask for a file of labelled pictures and learn from them."""
    path = window.dialogs.data_to_open(_open_folder(window))
    if path is not None:
        _choose_source(window, lab, path)


def ask_network_to_open(window: "MainWindow", lab: Lab) -> None:
    """Ask for a network's file and take the network on paper."""
    path = window.dialogs.network_to_open(_open_folder(window))
    if path is None:
        return
    window.preferences.open_folder = path.parent
    _start(
        window,
        _called(lambda: load_network(path)),
        done=lambda network: lab.apply(
            f"Open {path.name}", lambda d: plan_edits.set_network(d, network)
        ),
    )


def ask_network_to_save(window: "MainWindow", lab: Lab) -> None:
    """Ask where to, and save the network on paper."""
    network = lab.session.document.plan.network
    path = window.dialogs.to_save("Save the network", _suggestion(window, network.name, ".json"))
    if path is not None:
        _write(window, path, lambda: save_network(network, path))


def ask_wall(window: "MainWindow", lab: Lab, kind: str) -> None:
    """Ask where to, and export the wall's time line as a GIF or a PNG strip."""
    suggestion = _suggestion(window, "kernels", f".{kind}")
    path = window.dialogs.to_save("Export the wall", suggestion)
    if path is not None:
        window.preferences.export_folder = path.parent
        _start(window, lab.page.wall.export_job(path), done=lambda _: _note_written(window, path))


def ask_curves(window: "MainWindow", lab: Lab, kind: str) -> None:
    """Ask where to, and export the curves: as a picture, or their numbers as CSV."""
    path = window.dialogs.to_save("Export the curves", _suggestion(window, "curves", f".{kind}"))
    if path is None:
        return
    if kind == "csv":
        records = lab.shown_records()
        _write(window, path, lambda: export_runs(records, path))
    else:
        data = lab.page.curves.picture("svg" if kind == "svg" else "png")
        _write(window, path, lambda: write_atomically(path, data))


def ask_run(window: "MainWindow", lab: Lab, kind: str, run_id: str) -> None:
    """Ask where to, and export a kept run: its numbers, its curves or its network."""
    record = lab.record_of(run_id)
    suffix = ".safetensors" if kind == "model" else f".{kind}"
    path = window.dialogs.to_save("Export the run", _suggestion(window, record.name, suffix))
    if path is None:
        return
    if kind == "model":
        _write(window, path, lambda: save_run(record, path))
    elif kind == "csv":
        _write(window, path, lambda: export_runs((record,), path))
    else:
        data = curves_picture(RunCurves(0, record.history), (), "png")
        _write(window, path, lambda: write_atomically(path, data))


def ask_remove(window: "MainWindow", lab: Lab, run_id: str) -> None:
    """Remove a kept run after a question: its file goes."""
    record = lab.record_of(run_id)
    if window.dialogs.may_remove(f"Remove the run {record.name!r}? Its network goes with it."):
        lab.remove_run(run_id)


def _choose_source(window: "MainWindow", lab: Lab, path: Path) -> None:
    window.preferences.open_folder = path.parent
    usual = DataChoice(source=str(path))
    chosen = replace(usual, augmentation=lab.session.document.plan.data.augmentation)
    lab.apply(f"Learn from {path.name}", lambda d: plan_edits.set_data(d, chosen))


def _open_folder(window: "MainWindow") -> Path:
    return window.preferences.open_folder or Path.home()


def _suggestion(window: "MainWindow", name: str, suffix: str) -> Path:
    folder = window.preferences.export_folder or Path.home()
    plain = "".join(letter if letter.isalnum() or letter in "-_ " else "-" for letter in name)
    return folder / f"{plain.strip() or 'network'}{suffix}"


def _write(window: "MainWindow", path: Path, write: Callable[[], object]) -> None:
    window.preferences.export_folder = path.parent
    _start(window, _called(write), done=lambda _: _note_written(window, path))


def _note_written(window: "MainWindow", path: Path) -> None:
    window.notice.show_note(f"Written: {path.name}")


def _called(work: Callable[[], Any]) -> Job[Any]:
    yield Progress(0, 1)
    return work()


def _start(window: "MainWindow", job: Job[Any], *, done: Callable[[Any], None]) -> None:
    def fail(error: Exception) -> None:
        if isinstance(error, OSError | LearnError | UseCaseError | ContentError):
            window.notice.show_error(str(error))
        else:
            raise_later(error)

    window.runner.start(LANE, job, done=done, failed=fail)
