"""The text of the code: read, selected and copied, never edited."""

import re

from PySide6.QtGui import QColor, QFontDatabase, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from kernelview.ui.appearance import Appearance
from kernelview.ui.theme import CONTROL_PIXELS

_COMMENT = re.compile(r"^\s*(#(?!version)|//)|\s(#|//) ")
_SVG_START, _SVG_END = "<!--", "-->"


class Comments(QSyntaxHighlighter):
    """Shows comments in the quieter colour of the theme."""

    def __init__(self, appearance: Appearance, view: QPlainTextEdit) -> None:
        super().__init__(view.document())
        self._appearance = appearance
        appearance.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        """Find the comment of a line, or the part of a longer one."""
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(self._appearance.theme.muted))
        inside = self.previousBlockState() == 1 or text.startswith(_SVG_START)
        self.setCurrentBlockState(1 if inside and _SVG_END not in text else 0)
        if inside:
            self.setFormat(0, len(text), quiet)
            return
        comment = _COMMENT.search(text)
        if comment is not None:
            self.setFormat(comment.start(), len(text) - comment.start(), quiet)


class CodeView(QPlainTextEdit):
    """Text in letters of one width, its lines not broken."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Code")
        self.setToolTip("Select with Shift and the arrow keys; Ctrl+C copies")
        # Its cursor is seen although nothing can be typed: arrows and Shift select.
        self.setTextInteractionFlags(
            self.textInteractionFlags() | self.textInteractionFlags().TextSelectableByKeyboard
        )
        self._comments = Comments(appearance, self)
        self.document().setDocumentMargin(12)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def show_code(self, text: str) -> None:
        """Show other code from its beginning."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def _restyle(self) -> None:
        theme = self._appearance.theme
        family = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.panel}; border: 1px solid {theme.line};"
            f" border-radius: 4px; font-family: '{family}'; font-size: {CONTROL_PIXELS}px; }}"
            f"QPlainTextEdit:focus {{ border-color: {theme.accent}; }}"
        )
