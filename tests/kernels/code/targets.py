"""What a target's code makes of a picture: run where it can be, else worked out from its text."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.kernels.code.films import vapoursynth_module
from tests.kernels.code.libraries import keras_module, torch_modules
from tests.kernels.code.programs import by_glsl, by_gmic, by_imagej, by_svg
from tests.kernels.code.running import put_picture, result_of, run_python, run_shell, stand_in

BY_TEXT: dict[str, Callable[[str, NDArray[np.uint8]], NDArray[np.float64]]] = {
    "gmic": by_gmic,
    "imagej-macro": by_imagej,
    "glsl": by_glsl,
    "svg": by_svg,
}
HAS_TORCH, HAS_KERAS = find_spec("torch") is not None, find_spec("keras") is not None
# What these leave behind as `result` is not rounded yet.
WITH_FLOATS = ("opencv", "scipy", "numpy", "pytorch", "keras")


def exact_result(
    target_id: str, code: str, pixels: NDArray[np.uint8], folder: Path, patch: pytest.MonkeyPatch
) -> NDArray[Any] | None:
    """Return the result before it is rounded; None where the target gives levels alone."""
    if target_id in BY_TEXT:
        return BY_TEXT[target_id](code, pixels)
    if target_id not in WITH_FLOATS:
        return None
    put_picture(pixels, folder)
    _stand_in_for(target_id, folder, patch)
    result: NDArray[Any] = run_python(code, folder, patch)["result"]
    return result[..., ::-1] if target_id == "opencv" else result


def written_levels(
    target_id: str, code: str, pixels: NDArray[np.uint8], folder: Path, patch: pytest.MonkeyPatch
) -> NDArray[np.float64]:
    """Return the levels, 0 to 255, of the picture that the code writes."""
    if target_id in BY_TEXT:
        exact = BY_TEXT[target_id](code, pixels)
        return np.clip(np.rint(exact), 0, 255)
    put_picture(pixels, folder)
    if target_id in ("imagemagick", "ffmpeg"):
        run_shell(code, folder)
    else:
        _stand_in_for(target_id, folder, patch)
        run_python(code, folder, patch)
    return result_of(folder)


def _stand_in_for(target_id: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    if target_id == "pytorch" and not HAS_TORCH:
        stand_in(patch, **torch_modules())
    if target_id == "keras" and not HAS_KERAS:
        stand_in(patch, keras=keras_module())
    if target_id == "vapoursynth":
        stand_in(patch, vapoursynth=vapoursynth_module(folder))
