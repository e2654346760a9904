"""Runs code as a person would: in a folder that holds picture.png, until result.png is there."""

import subprocess
import sys
from pathlib import Path
from shutil import which
from types import ModuleType
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

Levels = NDArray[np.uint8]


def put_picture(pixels: Levels, folder: Path) -> None:
    """Write the picture that the code reads."""
    Image.fromarray(pixels).save(folder / "picture.png")


def result_of(folder: Path) -> NDArray[np.float64]:
    """Return the levels, 0 to 255, of the picture that the code has written."""
    written = cv2.imread(str(folder / "result.png"), cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH)
    assert written is not None
    scale = 257 if written.dtype == np.uint16 else 1
    return written[..., ::-1] / scale


def run_python(code: str, folder: Path, patch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Run the code in the folder and return the variables that it leaves behind."""
    patch.chdir(folder)
    variables: dict[str, Any] = {}
    exec(compile(code, "snippet.py", "exec"), variables)  # noqa: S102  # it is what is tested
    return variables


def run_shell(code: str, folder: Path) -> None:
    """Run the code by the shell in the folder; it must succeed."""
    program = next(word for word in ("convert", "ffmpeg") if f"\n{word} " in code)
    assert which(program), f"{program} is missing: sudo apt-get install imagemagick ffmpeg"
    done = subprocess.run(
        ["sh", "-eu", "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-400:]


def stand_in(patch: pytest.MonkeyPatch, **modules: ModuleType) -> None:
    """Let modules be imported by the names given, with a dot for two underscores."""
    for name, module in modules.items():
        patch.setitem(sys.modules, name.replace("__", "."), module)
