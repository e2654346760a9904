"""Pictures and kernels into the window: by dialog, drop, clipboard, recent files, samples."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from kernelview.document import Image, Session, edits
from kernelview.files import ImageFileError, KernelFileError
from kernelview.files.kernels import KERNEL_SUFFIXES
from kernelview.kernels import Kernel, KernelError, parse_matrix
from kernelview.ui.canvas.qimage import from_qimage
from kernelview.ui.dialogs import Dialogs
from kernelview.ui.preferences import Preferences
from kernelview.ui.runner import Runner
from kernelview.usecases.open_image import open_image
from kernelview.usecases.open_kernel import open_kernels

PICTURE_LANE = "open picture"
KERNEL_LANE = "open kernel"


class Opening(QObject):
    """Brings pictures and kernels into the document; a bad file changes nothing."""

    noted = Signal(str)
    failed = Signal(str)
    crashed = Signal(object)
    recent_changed = Signal()

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

    def ask_picture(self) -> None:
        """Ask for a picture and open it."""
        path = self._dialogs.picture_to_open(self._folder())
        if path is not None:
            self.open_picture(path)

    def ask_kernel(self) -> None:
        """Ask for a kernel file and put its kernel in hand."""
        path = self._dialogs.kernel_to_open(self._folder())
        if path is not None:
            self.open_kernel(path)

    def open_path(self, path: Path) -> None:
        """Open a dropped file: a kernel when its suffix says so, else a picture."""
        if path.suffix.lower() in KERNEL_SUFFIXES:
            self.open_kernel(path)
        else:
            self.open_picture(path)

    def open_picture(self, path: Path, *, remember: bool = True) -> None:
        """Read a picture and put it in hand."""

        def done(image: Image) -> None:
            if remember:
                self._remember(path)
            self._take_picture(image)

        self._runner.start(
            PICTURE_LANE,
            open_image(path),
            done=done,
            failed=lambda error: self._fail(error, path),
            patience=0.0,
        )

    def open_kernel(self, path: Path) -> None:
        """Read a kernel and put it in hand; of a file of several the first."""

        def done(kernels: tuple[Kernel, ...]) -> None:
            self.take_kernel(kernels[0])
            if len(kernels) > 1:
                self.noted.emit(
                    f"Opened {kernels[0].name}, the first of {len(kernels)} kernels in {path.name}"
                )

        self._preferences.open_folder = path.parent
        self._runner.start(KERNEL_LANE, open_kernels(path), done=done, failed=self._fail)

    def paste(self) -> None:
        """Take a picture, a file or a matrix from the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if not self.take(mime):
            self.failed.emit("The clipboard holds no picture, file or matrix of numbers")

    def take(self, mime: QMimeData) -> bool:
        """Take what was dropped or copied; return whether it is of a kind that can be tried."""
        paths = local_paths(mime)
        if paths:
            self.open_path(paths[0])
            if len(paths) > 1:
                self.noted.emit(f"Opening {paths[0].name}, the first of {len(paths)} files")
        elif mime.hasImage() and not _is_matrix(mime.text()):
            picture = mime.imageData()
            self._paste_picture(picture if isinstance(picture, QImage) else QImage())
        elif mime.hasText() and mime.text().strip():
            self._paste_matrix(mime.text())
        else:
            return False
        return True

    def take_kernel(self, kernel: Kernel) -> None:
        """Put a kernel in hand."""
        name = f"Open {kernel.name}" if kernel.name else "Open a kernel"
        self._session.apply(name, lambda document: edits.choose_kernel(document, kernel))

    def _paste_picture(self, picture: QImage) -> None:
        if picture.isNull():
            self.failed.emit("The picture on the clipboard cannot be read")
        else:
            self._runner.cancel(PICTURE_LANE)
            self._take_picture(Image(from_qimage(picture), "clipboard"))

    def _paste_matrix(self, text: str) -> None:
        try:
            kernel = parse_matrix(text)
        except KernelError as error:
            self.failed.emit(f"The text on the clipboard is no matrix: {error}")
            return
        self._session.apply(
            "Paste a matrix", lambda document: edits.choose_kernel(document, kernel)
        )

    def _take_picture(self, image: Image) -> None:
        self._session.apply(
            f"Open {image.name}", lambda document: edits.open_image(document, image)
        )
        if image.notes:
            self.noted.emit(f"{image.name}: {'; '.join(image.notes)}")

    def _remember(self, path: Path) -> None:
        self._preferences.open_folder = path.parent
        self._preferences.add_recent(path)
        self.recent_changed.emit()

    def _fail(self, error: Exception, path: Path | None = None) -> None:
        if not isinstance(error, ImageFileError | KernelFileError | KernelError):
            self.crashed.emit(error)
            return
        self.failed.emit(f"Not opened. {error}")
        if path is not None and not path.exists():
            self._preferences.forget_recent(path)
            self.recent_changed.emit()

    def _folder(self) -> Path:
        return self._preferences.open_folder or Path.home()


def local_paths(mime: QMimeData) -> tuple[Path, ...]:
    """Return the files that a drop or the clipboard names."""
    return tuple(Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile())


def _is_matrix(text: str) -> bool:
    """Spreadsheets copy their cells as text and as a picture: the numbers are what is meant."""
    try:
        parse_matrix(text)
    except KernelError:
        return False
    return True
