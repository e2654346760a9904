"""Starts a real X screen for these tests, and ends it."""

import atexit
import os
import shutil
import subprocess

INSTALL = "sudo apt-get install xvfb"


def _start_screen() -> None:
    program = shutil.which("Xvfb")
    if program is None:
        raise RuntimeError(f"the end-to-end tests need a real X screen: {INSTALL}")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    atexit.register(server.wait)
    atexit.register(server.terminate)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    if not number:
        raise RuntimeError("Xvfb did not start a screen")
    os.environ["DISPLAY"] = f":{number}"
    os.environ["QT_QPA_PLATFORM"] = "xcb"


_start_screen()
