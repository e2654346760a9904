"""Results out of the window: to files and to the clipboard."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from kernelview.document import Document, Session
from kernelview.engine import EngineError
from kernelview.files import ImageFileError, KernelFileError
from kernelview.files.images import save_in_steps
from kernelview.jobs import Job, Progress
from kernelview.kernels import Kernel, KernelError
from kernelview.ui.canvas import Canvas
from kernelview.ui.canvas.qimage import from_qimage, to_qimage
from kernelview.ui.dialogs import Dialogs
from kernelview.ui.live_result import LiveResult
from kernelview.ui.preferences import Preferences
from kernelview.ui.runner import Runner
from kernelview.usecases.export_code import export_code
from kernelview.usecases.export_image import ExportResult, export_image
from kernelview.usecases.export_kernel import export_kernel
from kernelview.usecases.render_picture import render_picture

LANE = "export"
COPY_LANE = "copy"
LOSSY = (".jpg", ".jpeg", ".webp")


class Exporting(QObject):
    """Writes what is in hand; an older file survives whatever fails."""

    noted = Signal(str)
    failed = Signal(str)
    crashed = Signal(object)

    def __init__(
        self,
        session: Session,
        runner: Runner,
        dialogs: Dialogs,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._dialogs, self._preferences = dialogs, preferences
        self._lanes: set[str] = set()
        self._started = 0
        runner.ended.connect(self._lanes.discard)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return any(self._runner.is_busy(lane) for lane in self._lanes)

    def ask_result(self) -> None:
        """Ask where to, and export the result at full size and depth."""
        document = self._session.document
        suggestion = self._suggestion(f"{document.image.name}-{document.kernel.name or 'filtered'}")
        path = self._dialogs.picture_to_save("Export the result", suggestion)
        if path is None:
            return
        quality = self._preferences.quality
        if path.suffix.lower() in LOSSY:
            answer = self._dialogs.quality(quality)
            if answer is None:
                return
            quality = self._preferences.quality = answer
        self._export_result(document, path, quality)

    def _export_result(self, document: Document, path: Path, quality: int) -> None:
        # The document that was named in the dialog, whatever was opened meanwhile.
        job = export_image(document.image, document.pipeline, document.show, path, quality=quality)
        self._start(job, path)

    def ask_view(self, canvas: Canvas) -> None:
        """Ask where to, and export what the canvas shows as it is seen."""
        view = from_qimage(canvas.grab().toImage())
        name = f"{self._session.document.image.name}-view"
        path = self._dialogs.picture_to_save("Export the view", self._suggestion(name))
        if path is not None:
            self._start(_save_view(view, path, self._preferences.quality), path)

    def ask_kernel(self, kernel: Kernel | None = None) -> None:
        """Ask where to, and export a kernel (None: the one in hand)."""
        chosen = kernel or self._session.document.kernel
        folder = self._preferences.export_folder or Path.home()
        path = self._dialogs.kernel_to_save(folder / f"{_file_name(chosen.name or 'kernel')}.json")
        if path is not None:
            self._start(export_kernel(chosen, path), path)

    def ask_code(self, text: str, name: str) -> None:
        """Ask where to, and write a kernel's code; `name` suggests a file."""
        folder = self._preferences.export_folder or Path.home()
        stem, suffix = _file_name(Path(name).stem), Path(name).suffix
        path = self._dialogs.to_save("Export as code", folder / f"{stem}{suffix}")
        if path is not None:
            self._start(export_code(text, path), path)

    def copy_result(self, result: LiveResult) -> None:
        """Put the result on the clipboard, 8-bit as every program takes it."""
        latest = result.latest
        if latest is not None:
            QGuiApplication.clipboard().setImage(to_qimage(latest.rendering.pixels))
            self.noted.emit("Result copied")
            return
        self._runner.start(
            COPY_LANE,
            render_picture(self._session.document),
            done=lambda rendering: QGuiApplication.clipboard().setImage(
                to_qimage(rendering.pixels)
            ),
            failed=self._fail,
        )

    def _start(self, job: Job[ExportResult], path: Path) -> None:
        self._preferences.export_folder = path.parent
        # A lane each: an export never gives way to the next one.
        self._started += 1
        lane = f"{LANE} {self._started}"
        self._lanes.add(lane)
        self._runner.start(lane, job, done=self._tell, failed=self._fail)

    def _tell(self, result: ExportResult) -> None:
        notes = f" ({'; '.join(result.notes)})" if result.notes else ""
        self.noted.emit(f"Exported {result.path.name}{notes}")

    def _fail(self, error: Exception) -> None:
        known = (ImageFileError, KernelFileError, KernelError, EngineError, MemoryError)
        if isinstance(error, known):
            self.failed.emit(f"Not exported. {error}")
        else:
            self.crashed.emit(error)

    def _suggestion(self, name: str) -> Path:
        image = self._session.document.image
        folder: Path | None = self._preferences.export_folder
        if folder is None:
            folder = image.path.parent if image.path is not None else Path.home()
        return folder / f"{_file_name(name)}.png"


def _save_view(view: NDArray[np.uint8], path: Path, quality: int) -> Job[ExportResult]:
    yield Progress(0, 1, "encoding")
    yield from save_in_steps(view, path, quality=quality)
    return ExportResult(path)


def _file_name(name: str) -> str:
    stem = name.lower()
    for suffix in (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif"):
        stem = stem.replace(suffix, "")
    kept = "".join(letter if letter.isalnum() else "-" for letter in stem)
    return "-".join(part for part in kept.split("-") if part) or "picture"
