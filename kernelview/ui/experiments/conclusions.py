"""What an experiment's numbers say, in sentences, and what was asked for."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from kernelview.learn.experiments import ExperimentRecord
from kernelview.ui.appearance import Appearance
from kernelview.ui.experiments.result_words import when_words
from kernelview.ui.theme import SPACING
from kernelview.usecases.experiment_time import seconds_words

WAITING = "What the numbers say is written here as soon as there are some."


class Conclusions(QTextBrowser):
    """Sentences that can be read, selected and copied."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._record: ExperimentRecord | None = None
        self._is_partial = False
        self.setAccessibleName("Conclusions")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(SPACING)
        appearance.changed.connect(self._write)

    def show_record(self, record: ExperimentRecord | None, *, is_partial: bool = False) -> None:
        """Write what a result says; of an experiment under way, what it says so far."""
        if record is not self._record or is_partial != self._is_partial:
            self._record, self._is_partial = record, is_partial
            self._write()

    def _write(self) -> None:
        theme, record = self._appearance.theme, self._record
        if record is None:
            self.setHtml("")
            return
        parts = []
        if self._is_partial:
            parts.append(_paragraph("So far; more trainings are under way.", theme.muted))
        if not record.conclusions:
            parts.append(_paragraph(WAITING, theme.muted))
        parts += [_paragraph(sentence, theme.text) for sentence in record.conclusions]
        if not self._is_partial:
            parts.append(_paragraph(_about(record), theme.muted))
        place = self.verticalScrollBar().value()
        self.setHtml("".join(parts))
        self.verticalScrollBar().setValue(place)


def _paragraph(text: str, colour: str) -> str:
    return f'<p style="margin:0 0 7px 0; line-height:130%; color:{colour}">{escape(text)}</p>'


def _about(record: ExperimentRecord) -> str:
    asked = "; ".join(f"{name}: {text}" for name, text in record.settings.items())
    return f"Made {when_words(record.made)} in {seconds_words(record.seconds)}. {asked}."
