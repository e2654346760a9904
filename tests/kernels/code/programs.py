"""What programs that are not run here make of their code: read from it, and worked out in NumPy.

Each function takes the code and a picture and returns the result before rounding. The rules are
those that the programs' own manuals give, written here apart from the engine.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SVG = "{http://www.w3.org/2000/svg}"


def found(pattern: str, code: str) -> str:
    """Return the first group of the only match."""
    matches = re.findall(pattern, code, re.DOTALL)
    assert len(matches) == 1, (pattern, code)
    return str(matches[0])


def numbers(text: str) -> list[float]:
    """Return the numbers that stand in a text between anything else."""
    return [float(number) for number in re.split(r"[\s,;]+", text.strip()) if number]


def by_svg(code: str, pixels: NDArray[np.uint8]) -> Floats:
    """The sum that the recommendation gives for feConvolveMatrix, and its edge modes."""
    page = ET.fromstring(code)  # noqa: S314  # it is our own text
    attributes = next(page.iter(f"{SVG}feConvolveMatrix")).attrib
    columns, rows = (int(side) for side in attributes["order"].split())
    matrix = np.array(numbers(attributes["kernelMatrix"])).reshape(rows, columns)
    target_x, target_y = int(attributes["targetX"]), int(attributes["targetY"])
    look_up = {"duplicate": clamped, "wrap": wrapped, "none": outside_black}
    at = look_up[attributes["edgeMode"]]
    height, width = pixels.shape[:2]
    total = np.zeros(pixels.shape)
    for i in range(rows):
        for j in range(columns):
            y, x = np.mgrid[:height, :width]
            source = at(pixels, y - target_y + i, x - target_x + j)
            total += source * matrix[rows - i - 1, columns - j - 1]
    bias = float(attributes.get("bias", "0")) * 255
    assert page.find(f"{SVG}filter[@color-interpolation-filters='sRGB']") is not None
    return total / float(attributes["divisor"]) + bias


def by_glsl(code: str, pixels: NDArray[np.uint8]) -> Floats:
    """The loop of the shader, its function for the border turned into Python."""
    rows, columns = int(found(r"ROWS = (\d+)", code)), int(found(r"COLUMNS = (\d+);", code))
    across, down = (int(place) for place in found(r"ANCHOR = ivec2\(([^)]*)\)", code).split(","))
    kernel = np.array(numbers(found(r"float\[\]\((.*?)\)", code))).reshape(rows, columns)
    at = _shader_look_up(code)
    height, width = pixels.shape[:2]
    total = np.full(pixels.shape, float(found(r"OFFSET = ([^;]*);", code)))
    y, x = np.mgrid[:height, :width]
    for row in range(rows):
        for column in range(columns):
            total += kernel[row, column] * at(pixels, y + row - down, x + column - across) / 255
    return total * 255


def _shader_look_up(code: str) -> Callable[[Any, Any, Any], Floats]:
    if "greaterThanEqual" in code:
        level = float(found(r"rgb : vec3\(([^)]*)\)", code)) * 255
        return lambda pixels, y, x: outside_black(pixels.astype(float) - level, y, x) + level
    body = found(r"int inside\(int place, int size\) \{\n(.*?)\n\}", code)
    lines = [line.strip().removeprefix("int ").rstrip(";") for line in body.splitlines()]
    python = [
        re.sub(r"return (.*) \? (.*) : (.*)", r"return \2 if \1 else \3", one) for one in lines
    ]
    variables: dict[str, Any] = {"clamp": lambda place, low, high: min(max(place, low), high)}
    source = "def inside(place, size):\n" + "\n".join(f"    {line}" for line in python)
    exec(source, variables)  # noqa: S102  # it is what is tested
    inside = np.vectorize(variables["inside"])
    return lambda pixels, y, x: pixels[
        inside(y, pixels.shape[0]), inside(x, pixels.shape[1])
    ].astype(float)


def by_gmic(code: str, pixels: NDArray[np.uint8]) -> Floats:
    """The correlate of G'MIC: a mask about its middle, four borders by number."""
    rows = [numbers(row) for row in found(r"'\(([^)]*)\)'", code).split(";")]
    border = int(found(r"correlate\[0\] \[1\],(\d)", code))
    before = sum(float(value) for value in re.findall(r"sub\[0\] (\S+)", code))
    after = sum(float(value) for value in re.findall(r"add (\S+)", code))
    at = {0: outside_black, 1: clamped, 2: wrapped, 3: mirrored}[border]
    return _about_the_middle(pixels - before, np.array(rows), at) + after


def by_imagej(code: str, pixels: NDArray[np.uint8]) -> Floats:
    """The Convolver of ImageJ: edge pixels go on, the sum is not normalised unless asked for."""
    text = found(r"text1=\[(.*?)\\n\] stack", code)
    rows = [numbers(row) for row in text.split("\\n")]
    offset = sum(float(value) for value in re.findall(r'"Add...", "value=(\S+) stack"', code))
    assert "normalize" not in code
    return _about_the_middle(pixels.astype(float), np.array(rows), clamped) + offset


def _about_the_middle(
    pixels: NDArray[Any], kernel: NDArray[Any], at: Callable[[Any, Any, Any], Floats]
) -> Floats:
    assert all(side % 2 for side in kernel.shape)
    height, width = pixels.shape[:2]
    y, x = np.mgrid[:height, :width]
    down, across = kernel.shape[0] // 2, kernel.shape[1] // 2
    total = np.zeros(pixels.shape)
    for (row, column), weight in np.ndenumerate(kernel):
        total += weight * at(pixels, y + row - down, x + column - across)
    return total


def clamped(pixels: NDArray[Any], y: Any, x: Any) -> Floats:
    height, width = pixels.shape[:2]
    return np.asarray(pixels[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)], float)


def wrapped(pixels: NDArray[Any], y: Any, x: Any) -> Floats:
    height, width = pixels.shape[:2]
    return np.asarray(pixels[y % height, x % width], float)


def mirrored(pixels: NDArray[Any], y: Any, x: Any) -> Floats:
    height, width = pixels.shape[:2]
    twice = np.concatenate([pixels, pixels[::-1]])
    four = np.concatenate([twice, twice[:, ::-1]], axis=1)
    return np.asarray(four[y % (2 * height), x % (2 * width)], float)


def outside_black(pixels: NDArray[Any], y: Any, x: Any) -> Floats:
    height, width = pixels.shape[:2]
    inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
    return np.where(inside[..., np.newaxis], clamped(pixels, y, x), 0.0)
