"""A kernel as code for other programs: the dialog, and what keeps it to the kernel in hand."""

from kernelview.ui.code.code_dialog import CodeDialog
from kernelview.ui.code.code_export import CodeExport

__all__ = ["CodeDialog", "CodeExport"]
