"""A small network's look at a picture, made by hand."""

import numpy as np

from kernelview.learn.perceiving import LayerMaps, Perception, UnitArithmetic

SIDE, UNITS = 10, 6
NAMES = tuple(str(digit) for digit in range(10))
SURE = np.array([0, 0, 0, 0.01, 0, 0.01, 0, 0.98, 0, 0], np.float32)


def perception(
    *, seed: int = 0, units: int = UNITS, probabilities: np.ndarray = SURE, signed: bool = False
) -> Perception:
    """Return a picture, the maps of a convolution, a pooling, what follows, and the answer."""
    random = np.random.default_rng(seed)
    pixels = random.random((SIDE, SIDE, 1)).astype(np.float32)
    conv = random.normal(size=(SIDE - 2, SIDE - 2, units)).astype(np.float32)
    conv = conv if signed else np.maximum(conv, 0)
    pool = conv.reshape(SIDE // 2 - 1, 2, SIDE // 2 - 1, 2, units).max((1, 3))
    return Perception(
        pixels,
        probabilities,
        (
            LayerMaps("conv1", "Conv2D", conv),
            LayerMaps("pool1", "MaxPooling2D", pool),
            LayerMaps("flatten1", "Flatten", pool.ravel()),
            LayerMaps("dense1", "Dense", probabilities),
        ),
    )


def convolved(inputs: int = 1, *, padding: bool = False) -> UnitArithmetic:
    """Return the arithmetic of a convolution over some input maps; the last matters most."""
    random = np.random.default_rng(inputs)
    window = random.random((3, 3, inputs))
    weights = random.normal(size=(3, 3, inputs)) * np.where(np.arange(inputs) == inputs - 1, 9, 0.1)
    outside = np.zeros((3, 3, inputs), bool)
    outside[0] = padding
    window[outside] = 0
    products = window * weights
    total = float(products.sum()) - 0.25
    return UnitArithmetic(
        window, weights, products, -0.25, total, "relu", max(total, 0.0),
        padding=outside if padding else None, kind="Conv2D",
    )  # fmt: skip


def pooled(kind: str = "MaxPooling2D") -> UnitArithmetic:
    """Return the arithmetic of a pooling."""
    window = np.array([[0.5, 2.0], [1.0, 0.5]])[..., None]
    value = 2.0 if kind == "MaxPooling2D" else 1.0
    return UnitArithmetic(window, None, None, 0.0, value, "linear", value, kind=kind)


def dense(inputs: int = 50) -> UnitArithmetic:
    """Return the arithmetic of a dense unit whose input 7 matters most."""
    random = np.random.default_rng(1)
    window, weights = random.random(inputs), random.normal(size=inputs) * 0.1
    window[7], weights[7] = 1.0, -5.0
    products = window * weights
    total = float(products.sum()) + 0.5
    return UnitArithmetic(window, weights, products, 0.5, total, "softmax", 0.98, kind="Dense")
