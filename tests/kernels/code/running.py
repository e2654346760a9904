"""Runs a piece of Python as a person would: in a folder that holds picture.png."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image


def run_python(
    code: str, pixels: NDArray[np.uint8], folder: Path, patch: pytest.MonkeyPatch
) -> tuple[dict[str, Any], NDArray[np.uint8]]:
    """Return the variables that the code leaves behind, and the picture it has written."""
    Image.fromarray(pixels).save(folder / "picture.png")
    patch.chdir(folder)
    variables: dict[str, Any] = {}
    exec(compile(code, "snippet.py", "exec"), variables)  # noqa: S102  # it is what is tested
    with Image.open(folder / "result.png") as written:
        return variables, np.asarray(written.convert("RGB"))
