"""Questions to the person, each a call that returns the answer or None."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from kernelview.files.formats import READABLE_SUFFIXES, WRITABLE
from kernelview.files.kernels import KERNEL_FORMATS, KERNEL_SUFFIXES

MODEL_SUFFIX = ".safetensors"
DATA_SUFFIXES = (".npz", ".csv", ".gz", ".idx3-ubyte", "-ubyte")


class Dialogs:
    """Asks in dialogs of the system; tests answer in its place."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def picture_to_open(self, folder: Path) -> Path | None:
        """Ask which picture to open."""
        return self._to_open("Open a picture", folder, [_filter("Pictures", READABLE_SUFFIXES)])

    def kernel_to_open(self, folder: Path) -> Path | None:
        """Ask which kernel file to open."""
        return self._to_open("Open a kernel", folder, [_filter("Kernels", KERNEL_SUFFIXES)])

    def picture_to_save(self, title: str, suggestion: Path) -> Path | None:
        """Ask where to write a picture."""
        filters = [_filter(entry.label, entry.suffixes) for entry in WRITABLE]
        return self._to_save(title, suggestion, filters)

    def kernel_to_save(self, suggestion: Path) -> Path | None:
        """Ask where to write a kernel."""
        filters = [_filter(entry.label, (entry.suffix,)) for entry in KERNEL_FORMATS]
        return self._to_save("Export the kernel", suggestion, filters)

    def folder_to_open(self, title: str, folder: Path) -> Path | None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(self._parent, title, str(folder))
        return Path(name) if name else None

    def data_to_open(self, folder: Path) -> Path | None:
        """Ask for a file of labelled pictures."""
        return self._to_open("Open labelled pictures", folder, [_filter("Data", DATA_SUFFIXES)])

    def network_to_open(self, folder: Path) -> Path | None:
        """Ask for a network on paper."""
        return self._to_open("Open a network", folder, [_filter("Networks", (".json",))])

    def model_to_open(self, folder: Path) -> Path | None:
        """Ask for a network that has learned."""
        return self._to_open("Open a trained network", folder, [_filter("Models", (MODEL_SUFFIX,))])

    def plot_to_save(self, suggestion: Path) -> Path | None:
        """Ask where to write a plot."""
        filters = [_filter("PNG", (".png",)), _filter("SVG", (".svg",))]
        return self._to_save("Export the plot", suggestion, filters)

    def to_save(self, title: str, suggestion: Path) -> Path | None:
        """Ask where to write a file of the suggestion's kind."""
        suffix = suggestion.suffix
        return self._to_save(title, suggestion, [_filter(suffix[1:].upper(), (suffix,))])

    def may_remove(self, what: str) -> bool:
        """Ask whether to remove something for good."""
        answer = QMessageBox.question(self._parent, "Remove?", what)
        return answer == QMessageBox.StandardButton.Yes

    def quality(self, usual: int) -> int | None:
        """Ask for the quality of a JPEG or WebP file, 1 to 100."""
        value, agreed = QInputDialog.getInt(
            self._parent, "Quality", "Quality, 1 (small) to 100 (best):", usual, 1, 100
        )
        return value if agreed else None

    def may_lose(self, what: str) -> bool:
        """Ask whether to close although `what` would be lost."""
        answer = QMessageBox.warning(
            self._parent,
            "Close KernelView?",
            what,
            QMessageBox.StandardButton.Close | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer == QMessageBox.StandardButton.Close

    def _to_open(self, title: str, folder: Path, filters: Sequence[str]) -> Path | None:
        choices = ";;".join((*filters, "All files (*)"))
        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), choices)
        return Path(name) if name else None

    def _to_save(self, title: str, suggestion: Path, filters: Sequence[str]) -> Path | None:
        suffix = suggestion.suffix.lower()
        first = next((entry for entry in filters if f"*{suffix})" in entry), filters[0])
        name, chosen = QFileDialog.getSaveFileName(
            self._parent, title, str(suggestion), ";;".join(filters), first
        )
        if not name:
            return None
        path = Path(name)
        if path.suffix:
            return path
        path = path.with_suffix(_first_suffix(chosen))
        # The dialog asked about the name without its suffix.
        return path if not path.exists() or self._may_replace(title, path) else None

    def _may_replace(self, title: str, path: Path) -> bool:
        answer = QMessageBox.question(self._parent, title, f"Replace {path.name}?")
        return answer == QMessageBox.StandardButton.Yes


def _filter(label: str, suffixes: Sequence[str]) -> str:
    return f"{label} ({' '.join(f'*{suffix}' for suffix in suffixes)})"


def _first_suffix(entry: str) -> str:
    return entry.partition("(*")[2].partition(")")[0].partition(" ")[0]
