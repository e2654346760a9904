"""Keeps the dialog of code to the kernel in hand, remembers its target, and saves."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kernelview.document import Document
from kernelview.engine import white_level
from kernelview.ui.appearance import Appearance
from kernelview.ui.code.code_dialog import CodeDialog
from kernelview.ui.exporting import Exporting
from kernelview.ui.preferences import Preferences
from kernelview.usecases.export_code import in_levels


class CodeExport(QObject):
    """Makes the dialog with the first visit; follows the document while it is open."""

    def __init__(
        self,
        appearance: Appearance,
        preferences: Preferences,
        exporting: Exporting,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._appearance, self._preferences = appearance, preferences
        self._exporting, self._window = exporting, parent
        self._document: Document | None = None
        self.dialog: CodeDialog | None = None

    def open(self) -> None:
        """Open the dialog with the kernel in hand."""
        if self.dialog is None:
            self.dialog = self._made()
        self._show(self.dialog)
        self.dialog.open_in_front()

    def show_document(self, document: Document) -> None:
        """Show another kernel from now on, or the same applied otherwise."""
        self._document = document
        if self.dialog is not None and self.dialog.isVisible():
            self._show(self.dialog)

    def _made(self) -> CodeDialog:
        dialog = CodeDialog(self._appearance, self._window)
        dialog.take_target(self._preferences.code_target)
        dialog.target_chosen.connect(self._remember)
        dialog.save_wanted.connect(self._exporting.ask_code)
        return dialog

    def _remember(self, target_id: str) -> None:
        self._preferences.code_target = target_id

    def _show(self, dialog: CodeDialog) -> None:
        if self._document is None:
            return
        pipeline = self._document.pipeline
        white = white_level(self._document.image.pixels)
        kernel, constant = in_levels(self._document.kernel, pipeline.constant, white)
        dialog.show_kernel(kernel, pipeline.border, constant, pipeline.turned)
