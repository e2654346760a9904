"""The list of sets to choose from: the bundled ones, the person's own, and ways to open more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kernelview.learn.choices import BUNDLED
from kernelview.ui.data.data_words import SOURCES, name_of
from kernelview.ui.editor.choice_box import ChoiceBox

# No path starts so.
FOLDER, FILE = "ask:folder", "ask:file"
ASKING = (
    (FOLDER, "A folder of pictures…", "A folder with one subfolder of pictures for each class"),
    (FILE, "A file… (IDX, npz, CSV)", "MNIST's IDX files, .npz with images and labels, or CSV"),
)


class SourceBox(ChoiceBox):
    """Says the source chosen, or that a folder or file is to be asked for."""

    source_chosen = Signal(str)
    open_folder_asked = Signal()
    open_file_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Set of pictures", (*SOURCES, *ASKING), parent)
        self.insertSeparator(len(SOURCES))
        self._source: str = SOURCES[0][0]
        self.chosen.connect(self._take)

    def show_source(self, source: str) -> None:
        """Show the source in use; a person's own gets a place in the list."""
        if source not in BUNDLED and self.findData(source) < 0:
            self._add_own(source)
        self._source = source
        self.show_choice(source)

    def _add_own(self, source: str) -> None:
        place = len(SOURCES)
        if self.findData(FOLDER) > place + 1:
            self.removeItem(place)
        self.insertItem(place, name_of(source), source)
        self.setItemData(place, source, Qt.ItemDataRole.ToolTipRole)
        self._explanations[source] = source

    def _take(self, value: str) -> None:
        if value in (FOLDER, FILE):
            self.show_choice(self._source)
            (self.open_folder_asked if value == FOLDER else self.open_file_asked).emit()
        elif value != self._source:
            self.source_chosen.emit(value)
