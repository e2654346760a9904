"""How soon the window stands, beside a bare PySide6 window; what importing the command line costs.

python -m tests.benchmarks.startup [--quick] [--json FILE]

Each run is a process of its own, from its start to its end right after the first paint. The
window runs on the screen that DISPLAY names, on the offscreen platform when there is none.
"""

import os
import subprocess
import sys
import tempfile

from tests.benchmarks.timing import Call, arguments, measure, report

PACKAGES = ("PySide6-Essentials", "numpy", "opencv-python-headless")

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QApplication.instance().exit()
application = QApplication([])
window = Window()
window.show()
application.exec()
"""

OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QSettings
from kernelview.ui.application import make_application, make_window
from kernelview.ui.preferences import Preferences
folder = Path(sys.argv[1])
application = make_application()
settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
window = make_window(
    application, preferences=Preferences(settings), mine_file=folder / "mine.json"
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
window.close()
"""

FIRST_RESULT = """
window.result.rendered.connect(lambda _: application.exit())
window.show()
application.exec()
window.close()
"""


def process(code: str, *arguments_: str) -> Call:
    """Return a call that runs code in a fresh interpreter."""
    environment = dict(os.environ)
    if "DISPLAY" not in environment:
        environment["QT_QPA_PLATFORM"] = "offscreen"

    def run() -> None:
        subprocess.run([sys.executable, "-c", code, *arguments_], check=True, env=environment)

    return run


def main() -> None:
    """Run the benchmark and print its tables."""
    options = arguments(__doc__ or "")
    rounds = 3 if options.quick else 9
    with tempfile.TemporaryDirectory() as folder:
        windows = measure(
            "first painted window",
            {
                "KernelView": process(OURS + FIRST_PAINT, folder),
                "bare PySide6": process(BARE),
            },
            rounds=rounds,
            seconds=30,
        )
        result = measure(
            "first result on the canvas",
            {
                "KernelView": process(OURS + FIRST_RESULT, folder),
                "bare PySide6": process(BARE),
            },
            rounds=rounds,
            seconds=30,
        )
    imports = measure(
        "import, whole process",
        {
            "kernelview.cli": process("import kernelview.cli"),
            "numpy and cv2": process("import numpy, cv2"),
            "Python alone": process("pass"),
        },
        rounds=rounds,
        seconds=10,
    )
    report(
        {"Window": [windows, result], "Command line": [imports]},
        packages=PACKAGES,
        path=options.json,
    )


if __name__ == "__main__":
    main()
