"""What this program is and whose work is in it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from kernelview import __version__

ICON_PIXELS = 48


def about_text() -> str:
    """Return version, licence and the terms of what is bundled."""
    return (
        f"KernelView {__version__}\n\n"
        "A playground for convolution kernels. MIT licence.\n\n"
        "Pictures: rocket (SpaceX, CC0), camera (L. Varshney, CC0), coins (Brooklyn Museum, "
        "no known restrictions).\n\n"
        "Digits: MNIST (Y. LeCun, C. Cortes, C. Burges, CC BY-SA 3.0) and Optical Recognition of "
        "Handwritten Digits (E. Alpaydin, C. Kaynak, CC BY 4.0).\n\n"
        "Icons: Lucide (ISC), some of them from Feather (Cole Bemis, MIT).\n\n"
        "The full terms lie beside each of them, in the folder assets."
    )


def show_about(parent: QWidget) -> None:
    """Show it; the window goes on meanwhile."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("About KernelView")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.setText(about_text())
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.button(QMessageBox.StandardButton.Close).setIcon(QIcon())
    icon = QApplication.windowIcon()
    if not icon.isNull():
        box.setIconPixmap(icon.pixmap(ICON_PIXELS, ICON_PIXELS))
    box.open()
