"""The engine beside cv2.filter2D called directly, scipy.ndimage and Pillow.

python -m tests.benchmarks.engine [--quick] [--json FILE]
"""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from scipy import ndimage

from kernelview.engine import (
    SHOW_MODES,
    Activate,
    Convolve,
    Magnitude,
    Pipeline,
    Pool,
    correlate,
    render,
)
from kernelview.jobs import run
from kernelview.kernels import Kernel, build, preset, recipe_for
from tests.benchmarks.timing import Call, Measured, arguments, measure, report

PACKAGES = ("numpy", "opencv-python-headless", "scipy", "pillow")
HD = (1080, 1920)
LARGE = (3024, 4032, 3)
# scipy takes seconds a call beyond.
_SCIPY_AREA = 15 * 15


def picture(shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
    """A smooth picture with noise, over the whole range of the dtype."""
    generator = np.random.default_rng(0)
    small = generator.random((shape[0] // 16 + 1, shape[1] // 16 + 1, *shape[2:]), np.float32)
    smooth = cv2.resize(small, (shape[1], shape[0]))
    noisy = np.clip(smooth + generator.normal(0, 0.05, shape), 0, 1)
    white = np.iinfo(dtype).max if np.dtype(dtype).kind == "u" else 1
    return (noisy * white).astype(dtype)


def kernels(*, quick: bool) -> dict[str, Kernel]:
    """One kernel for each size and rank that is handled differently."""
    generator = np.random.default_rng(1)
    full = [3, 5, 7, 11, 13, 31] if quick else [3, 5, 7, 9, 11, 12, 13, 15, 17, 21, 31, 63, 99]
    flat = [5, 15, 31] if quick else [5, 9, 15, 31, 63, 99]
    return {
        "Sobel x 3×3": preset("sobel-x"),
        **{f"Gaussian {side}×{side}": build(recipe_for("gaussian", size=side)) for side in flat},
        **{
            f"full rank {side}×{side}": Kernel(generator.normal(size=(side, side))) for side in full
        },
        "row 1×31": Kernel(np.ones((1, 31)), divisor=31),
    }


def rivals(image: NDArray[Any], kernel: Kernel, output: np.dtype[Any]) -> dict[str, Call]:
    """The same work by others, where they can do it."""
    weights = kernel.effective_weights
    depth = {"u": cv2.CV_8U, "f": cv2.CV_32F}[output.kind]
    if image.dtype == np.float64:
        depth = cv2.CV_64F
    calls: dict[str, Call] = {"cv2.filter2D": lambda: cv2.filter2D(image, depth, weights)}
    if weights.size <= _SCIPY_AREA:
        window = weights if image.ndim == 2 else weights[:, :, None]
        calls["scipy.ndimage"] = lambda: ndimage.correlate(
            image, window, output=output, mode="mirror"
        )
    if weights.shape in {(3, 3), (5, 5)} and image.dtype == output == np.uint8:
        pillow = Image.fromarray(image)
        taps = weights[::-1].ravel().tolist()  # Pillow's rows run upwards
        effect = ImageFilter.Kernel(weights.shape, taps, scale=1)
        calls["Pillow"] = lambda: pillow.filter(effect)
    return calls


def correlations(*, quick: bool) -> dict[str, list[Measured]]:
    """Every kernel on every depth, one HD plane."""
    rounds = 7 if quick else 15
    pairs = [("uint8", "uint8"), ("uint8", "float32"), ("uint16", "float32")]
    pairs += [("float32", "float32"), ("float64", "float64")]
    results: dict[str, list[Measured]] = {}
    for dtype, output in pairs:
        image = picture(HD, dtype)
        title = f"correlate, {HD[1]}×{HD[0]} grey, {dtype} to {output}"
        results[title] = [
            measure(name, _calls(image, kernel, np.dtype(output)), rounds=rounds)
            for name, kernel in kernels(quick=quick).items()
        ]
    return results


def _calls(image: NDArray[Any], kernel: Kernel, output: np.dtype[Any]) -> dict[str, Call]:
    ours: dict[str, Call] = {"KernelView": lambda: correlate(image, kernel, out_dtype=output)}
    return ours | rivals(image, kernel, output)


def renderings(*, quick: bool) -> dict[str, list[Measured]]:
    """What the window waits for: 12 megapixels of RGB, through the pipeline to 8 bits."""
    rounds = 3 if quick else 9
    image = picture(LARGE, np.uint8)
    sobel = preset("sobel-x")
    weights = sobel.weights

    def filtered_only() -> object:
        return cv2.filter2D(image, cv2.CV_32F, weights)

    cases: dict[str, Callable[[], object]] = {
        f"Sobel x, {mode}": _rendering(image, Pipeline((Convolve(sobel),)), mode)
        for mode in SHOW_MODES
    }
    layers = (Magnitude(sobel, preset("sobel-y")), Activate("relu"), Pool())
    cases["magnitude, relu, max-pool 2, clamp"] = _rendering(image, Pipeline(layers), "clamp")
    measured = [
        measure(name, {"KernelView": call, "cv2.filter2D alone": filtered_only}, rounds=rounds)
        for name, call in cases.items()
    ]
    return {f"render, {LARGE[1]}×{LARGE[0]} RGB, uint8": measured}


def _rendering(image: NDArray[Any], pipeline: Pipeline, mode: Any) -> Call:
    return lambda: run(render(image, pipeline, mode)).pixels


def main() -> None:
    """Measure and print."""
    options = arguments("The engine beside OpenCV, SciPy and Pillow.")
    results = renderings(quick=options.quick) | correlations(quick=options.quick)
    report(results, packages=PACKAGES, path=options.json)


if __name__ == "__main__":
    main()
