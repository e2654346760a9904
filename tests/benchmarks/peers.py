"""The same correlation by others, each as a careful user of it would call it.

Border as the engine's "reflect" where the peer has it. torch and pyvips take part when they are
installed (the optional group `peers`). A peer whose time grows with the number of taps, and
whatever the kernel holds, is asked for random kernels only and up to a number of taps, so that a
run ends: `_MOST_TAPS` says how many taps times values.
"""

import importlib
import os
from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from scipy import ndimage, signal

from tests.benchmarks.cases import DTYPES, Case
from tests.benchmarks.timing import Call, version_of

OPENCV = "filter2D"
PEERS = (OPENCV, "ndimage", "oaconvolve", "Pillow", "torch", "pyvips")
PACKAGES = ("numpy", "opencv-python-headless", "scipy", "pillow", "torch", "pyvips")
_MOST_TAPS = {"ndimage": 5e8, "torch": 1e9, "pyvips": 5e8}
_DEPTHS = {"u8": cv2.CV_8U, "f32": cv2.CV_32F}

Pixels = NDArray[Any]


def peer_calls(case: Case, pixels: Pixels) -> dict[str, Call]:
    """Return who can do a case, and the call that does it."""
    return dict(_calls(case, pixels, case.kernel().effective_weights.astype(np.float32)))


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def give_opencv_its_threads() -> None:
    """Let OpenCV use every processor: who worked before may have held it to fewer."""
    if cv2.getNumThreads() != processors():
        cv2.setNumThreads(processors())


def filtered_by_opencv(case: Case, pixels: Pixels) -> Pixels:
    """Return what cv2.filter2D makes of it."""
    weights = case.kernel().effective_weights.astype(np.float32)
    return np.asarray(_filter2d(case, pixels, weights))


def _filter2d(case: Case, pixels: Pixels, weights: Pixels) -> Pixels:
    return cv2.filter2D(
        pixels, _DEPTHS[case.picture.output], weights, borderType=cv2.BORDER_REFLECT_101
    )


def _calls(case: Case, pixels: Pixels, weights: Pixels) -> Iterator[tuple[str, Call]]:
    yield OPENCV, lambda: _filter2d(case, pixels, weights)
    if case.kind == "random":
        yield from _slow_calls(case, pixels, weights)
    if case.picture.dtype == case.picture.output == "u8":
        effect = _pillow_filter(case, weights)
        if effect is not None:
            picture = Image.fromarray(pixels)
            yield "Pillow", lambda: picture.filter(effect)


def _slow_calls(case: Case, pixels: Pixels, weights: Pixels) -> Iterator[tuple[str, Call]]:
    output = DTYPES[case.picture.output]
    window = weights if pixels.ndim == 2 else weights[:, :, None]
    if _within("ndimage", case):
        yield "ndimage", lambda: ndimage.correlate(pixels, window, output=output, mode="mirror")
    if case.picture.output == "f32" and case.side >= 7 and case.picture.megapixels == 2:
        yield "oaconvolve", lambda: _oaconvolve(pixels, window)
    if case.picture.output == "f32" and _within("torch", case) and version_of("torch"):
        yield "torch", _torch_call(pixels, weights)
    if _within("pyvips", case) and version_of("pyvips"):
        yield "pyvips", _vips_call(pixels, weights, output)


def _within(peer: str, case: Case) -> bool:
    return case.side**2 * case.picture.values <= _MOST_TAPS[peer]


def _oaconvolve(pixels: Pixels, window: Pixels) -> object:
    # In float32 as the result is; scipy's own arithmetic follows its inputs' dtype.
    reach = [((side - 1) // 2, side // 2) for side in window.shape]
    padded = np.pad(np.asarray(pixels, np.float32), reach, mode="reflect")
    return signal.oaconvolve(padded, window[::-1, ::-1], mode="valid", axes=(0, 1))


def _pillow_filter(case: Case, weights: Pixels) -> ImageFilter.Filter | None:
    """Return Pillow's filter: any 3×3 and 5×5 kernel, and boxes of any size."""
    if case.side in (3, 5):
        taps = weights[::-1].ravel().tolist()  # Pillow's rows run upwards
        return ImageFilter.Kernel((case.side, case.side), taps, scale=1)
    return ImageFilter.BoxBlur(case.side // 2) if case.kind == "box" else None


def _torch_call(pixels: Pixels, weights: Pixels) -> Call:
    """Return conv2d on planes laid out for it beforehand, each its own picture."""
    torch = importlib.import_module("torch")
    functional = torch.nn.functional
    torch.set_num_threads(processors())
    planes = pixels.reshape(*pixels.shape[:2], -1).transpose(2, 0, 1)[:, None]
    pictures = torch.from_numpy(np.ascontiguousarray(planes))
    kernel = torch.from_numpy(weights)[None, None]
    reach = weights.shape[0] // 2

    def call() -> object:
        with torch.inference_mode():
            padded = functional.pad(pictures.to(torch.float32), (reach,) * 4, mode="reflect")
            return functional.conv2d(padded, kernel)

    return call


def _vips_call(pixels: Pixels, weights: Pixels, output: np.dtype[Any]) -> Call:
    """Return conv in float precision (its integer one rounds the weights); border "edge"."""
    pyvips = importlib.import_module("pyvips")
    pyvips.cache_set_max(0)
    picture = pyvips.Image.new_from_array(pixels)
    mask = pyvips.Image.new_from_array(weights.astype(np.float64).tolist())

    def call() -> object:
        result = picture.conv(mask, precision="float")
        if output == np.uint8:
            result = result.rint().cast("uchar")
        return result.write_to_memory()

    return call
