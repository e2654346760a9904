"""The comparison of the engine's methods: its dialog, and what keeps it going."""

from kernelview.ui.methods.comparing import Comparing
from kernelview.ui.methods.method_button import MethodButton
from kernelview.ui.methods.methods_dialog import MethodsDialog

__all__ = ["Comparing", "MethodButton", "MethodsDialog"]
