"""A real X screen of one's own: Xvfb, ended with the process that started it."""

import atexit
import os
import shutil
import subprocess

INSTALL = "sudo apt-get install xvfb"
SIZE = "1440x900"


def use_own_screen(size: str = SIZE) -> None:
    """Start a screen and make it the one that Qt uses from here on.

    To be called before the QApplication is made. Raises RuntimeError that says what to
    install when there is no Xvfb.
    """
    os.environ["DISPLAY"] = _start(size)
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    os.environ.pop("WAYLAND_DISPLAY", None)


def _start(size: str) -> str:
    program = shutil.which("Xvfb")
    if program is None:
        raise RuntimeError(f"this needs a real X screen, and Xvfb is missing: {INSTALL}")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    atexit.register(server.wait)
    atexit.register(server.terminate)
    # Xvfb writes the number when it is ready; when it fails, the pipe is closed without one.
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    if not number:
        raise RuntimeError(f"Xvfb could not start a screen of {size}")
    return f":{number}"
