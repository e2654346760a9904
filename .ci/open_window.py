"""Open the installed window offscreen, wait for its first result and its digits, and close it."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import QSettings

from kernelview.ui.application import make_application, make_window
from kernelview.ui.preferences import Preferences

application = make_application()
settings = QSettings(str(Path("settings.ini").absolute()), QSettings.Format.IniFormat)
window = make_window(
    application,
    preferences=Preferences(settings),
    mine_file=Path("mine.json").absolute(),
    runs_folder=Path("runs").absolute(),
    results_folder=Path("experiments").absolute(),
)
window.show()
end = time.monotonic() + 30
while window.result.latest is None and time.monotonic() < end:
    application.processEvents()
window.show_workspace(1)
while (lab := window.lab) and lab.training.state != "ready" and time.monotonic() < end:
    application.processEvents()
can_train = window.lab is not None and window.lab.training.state == "ready"
is_shown = window.result.latest is not None and not window.windowIcon().isNull()
window.close()
if not can_train:
    sys.exit("the window could not train on its digits within 30 seconds")
sys.exit(0 if is_shown else "the window showed no result within 30 seconds")
