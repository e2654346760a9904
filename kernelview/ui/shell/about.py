"""What this program is and whose work is in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from kernelview import __version__


def about_text() -> str:
    """Return version, licence and the terms of what is bundled."""
    return (
        f"KernelView {__version__}\n\n"
        "A playground for convolution kernels. MIT licence.\n\n"
        "Pictures: rocket (SpaceX, CC0), camera (L. Varshney, CC0), coins (Brooklyn Museum, "
        "no known restrictions).\n"
        "Digits: MNIST (Y. LeCun, C. Cortes, C. Burges, CC BY-SA 3.0) and Optical Recognition of "
        "Handwritten Digits (E. Alpaydin, C. Kaynak, CC BY 4.0).\n"
        "Icons: Lucide (ISC)."
    )


def show_about(parent: QWidget) -> None:
    """Show it; the window goes on meanwhile."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("About KernelView")
    box.setText(about_text())
    box.open()
