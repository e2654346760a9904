"""Controls that wait, and say why."""

from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QWidget

HELP = "kernelview-help"


def show_waiting(control: QWidget, reason: str) -> None:
    """Grey a control and give the reason as its tooltip; "" brings both back."""
    control.setEnabled(not reason)
    if reason:
        if not control.property(HELP):
            control.setProperty(HELP, control.toolTip())
        _say(control, reason)
    elif control.property(HELP):
        _say(control, str(control.property(HELP)))
        control.setProperty(HELP, "")


def _say(control: QWidget, words: str) -> None:
    control.setToolTip(words)
    if isinstance(control, QAbstractSpinBox):
        # The line lies over its box and has a tooltip of its own.
        for line in control.findChildren(QLineEdit):
            line.setToolTip(words)
