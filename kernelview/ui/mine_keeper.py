"""Keeps the person's own kernels on disk as the document has them."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kernelview.document import Document
from kernelview.files import KernelFileError, load_mine, save_mine
from kernelview.kernels import Kernel


class MineKeeper(QObject):
    """Writes Mine after every change of it, undo included; says when that fails."""

    failed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._saved: tuple[Kernel, ...] = ()
        self._wanted: tuple[Kernel, ...] = ()
        self._readable = True

    @property
    def unsaved(self) -> bool:
        """Whether Mine holds what the disk does not."""
        return self._wanted != self._saved

    def load(self) -> tuple[Kernel, ...]:
        """Return the kernels kept on disk; a file that cannot be read is left untouched."""
        try:
            self._saved = load_mine(self._path)
        except KernelFileError as error:
            self._readable = False
            self.failed.emit(f"Your own kernels could not be read, so none are saved. {error}")
        self._wanted = self._saved
        return self._saved

    def show_document(self, document: Document) -> None:
        """Write Mine when it differs from what is on disk."""
        if document.mine is self._wanted or document.mine == self._wanted:
            return
        self._wanted = document.mine
        self.save()

    def save(self) -> None:
        """Try to write Mine."""
        if not self._readable:
            self.failed.emit(
                f"Not saved: {self._path} cannot be read; move it away and start again"
            )
            return
        try:
            save_mine(self._wanted, self._path)
        except KernelFileError as error:
            self.failed.emit(f"Mine is not saved. {error}")
        else:
            self._saved = self._wanted
