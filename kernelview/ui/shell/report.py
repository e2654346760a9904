"""What is known of an unexpected error."""

import platform
import traceback
from dataclasses import dataclass

import cv2
import numpy as np
import PySide6

from kernelview import __version__

LONGEST_SUMMARY = 300
LONGEST_TRACE = 40_000


@dataclass
class Activity:
    """What the person last asked for, for reports."""

    text: str = "starting"


@dataclass(frozen=True)
class Report:
    """An unexpected error: what was being done, the error in one line, and everything known."""

    doing: str
    summary: str
    details: str


def make_report(error: BaseException, doing: str) -> Report:
    """Return the report of an error raised while `doing`. Nothing of the environment is in it."""
    trace = _printable("".join(traceback.format_exception(error)))
    if len(trace) > LONGEST_TRACE:
        half = LONGEST_TRACE // 2
        trace = f"{trace[:half]}\n[…]\n{trace[-half:]}"
    return Report(doing, _summary(error), f"While: {doing}\n{versions()}\n\n{trace}")


def versions() -> str:
    """Name the versions of everything an error may come from."""
    return (
        f"KernelView {__version__}, Python {platform.python_version()}, "
        f"PySide6 {PySide6.__version__}, NumPy {np.__version__}, OpenCV {cv2.__version__}, "
        f"{platform.platform()}"
    )


def _summary(error: BaseException) -> str:
    # The formatter survives an error whose own text cannot be made; str() would not.
    lines = "".join(traceback.format_exception_only(error)).splitlines()
    text = _printable(next((line for line in lines if not line.startswith(" ")), lines[0]))
    return text if len(text) <= LONGEST_SUMMARY else f"{text[: LONGEST_SUMMARY - 1]}…"


def _printable(text: str) -> str:
    """Spell out what UTF-8 cannot hold, such as the bytes of an ill-named file."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
