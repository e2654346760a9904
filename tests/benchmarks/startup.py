"""How soon the window stands, beside a bare PySide6 window; what importing the command line costs.

python -m tests.benchmarks.startup [--quick] [--json FILE]

Each run is a process of its own, from its start to its end right after the first paint, with
compiled bytecode as an installed program has it. The window runs on the screen that DISPLAY
names, on the offscreen platform when there is none.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.timing import Call, Measured, arguments, measure, report

PACKAGES = ("PySide6-Essentials", "numpy", "opencv-python-headless")

BARE = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QApplication.instance().exit()
application = QApplication([])
window = Window()
window.show()
application.exec()
os._exit(0)
"""

OURS = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QSettings
from kernelview.ui.application import make_application, make_window
from kernelview.ui.preferences import Preferences
folder = Path(sys.argv[1])
application = make_application()
settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
window = make_window(
    application,
    preferences=Preferences(settings),
    mine_file=folder / "mine.json",
    runs_folder=folder / "runs",
    results_folder=folder / "experiments",
)
"""

FIRST_PAINT = """
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            application.exit()
        return False
watch = Watch()
window.canvas.installEventFilter(watch)
window.show()
application.exec()
os._exit(0)
"""

FIRST_RESULT = """
window.result.rendered.connect(lambda _: application.exit())
window.show()
application.exec()
os._exit(0)
"""


def process(code: str, folder: Path) -> Call:
    """Return a call that runs code, told the folder, in a fresh interpreter."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if "DISPLAY" not in environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-c", code, str(folder)]

    def run() -> None:
        subprocess.run(command, check=True, env=environment)

    run()
    return run


def windows(folder: Path, rounds: int) -> list[Measured]:
    """Measure the window beside a bare one: the first paint, then the first result."""
    bare = process(BARE, folder)
    cases = {
        "first painted window": process(OURS + FIRST_PAINT, folder),
        "first result on the canvas": process(OURS + FIRST_RESULT, folder),
    }
    return [
        measure(case, {"KernelView": ours, "bare PySide6": bare}, rounds=rounds, seconds=30)
        for case, ours in cases.items()
    ]


def imports(folder: Path, rounds: int) -> Measured:
    """Measure what importing the command line costs beside what it will need anyway."""
    return measure(
        "import, whole process",
        {
            "kernelview.cli": process("import kernelview.cli", folder),
            "cli and pictures": process(
                "import kernelview.cli, kernelview.usecases.apply_kernel", folder
            ),
            "numpy and cv2": process("import numpy, cv2", folder),
            "Python alone": process("pass", folder),
        },
        rounds=rounds,
        seconds=10,
    )


def main() -> None:
    """Run the benchmark and print its tables."""
    options = arguments(__doc__ or "")
    rounds = 3 if options.quick else 9
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results = {
            "Window": windows(folder, rounds),
            "Command line": [imports(folder, rounds)],
        }
    report(results, packages=PACKAGES, path=options.json)


if __name__ == "__main__":
    main()
