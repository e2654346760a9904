"""The networks and pictures that trainings are compared on, and how much arithmetic they are."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview import learn
from kernelview.files.datasets import load_bundled
from kernelview.learn.layers import Convolution, Dense, Layer

OURS = "KernelView"

Options = Mapping[str, Any]
Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Network:
    """A network as both Keras and we write it; `data` names the pictures that it is for."""

    name: str
    data: str
    layers: tuple[Options, ...]


@dataclass(frozen=True)
class Case:
    """A network, how many samples make a batch and how many an epoch."""

    network: Network
    batch: int
    images: int

    @property
    def name(self) -> str:
        """The network's name and the batch."""
        return f"{self.network.name}, batch {self.batch}"


def _layer(kind: str, **options: Any) -> Options:
    return {"kind": kind, **options}


COURSE = Network(
    "course",
    "digits",
    (
        _layer("Conv2D", filters=64, kernel_size=3, activation="relu"),
        _layer("MaxPooling2D", pool_size=2),
        _layer("Flatten"),
        _layer("Dense", units=10, activation="softmax"),
    ),
)
DEEPER = Network(
    "deeper",
    "digits",
    (
        _layer("Conv2D", filters=32, kernel_size=3, activation="relu"),
        _layer("MaxPooling2D", pool_size=2),
        _layer("Conv2D", filters=64, kernel_size=3, activation="relu"),
        _layer("MaxPooling2D", pool_size=2),
        _layer("Flatten"),
        _layer("Dense", units=64, activation="relu"),
        _layer("Dropout", rate=0.5),
        _layer("Dense", units=10, activation="softmax"),
    ),
)
DENSE = Network(
    "dense 64-32-3",
    "three digits",
    (
        _layer("Flatten"),
        _layer("Dense", units=32, activation="relu"),
        _layer("Dense", units=3, activation="softmax"),
    ),
)
NETWORKS = (COURSE, DEEPER, DENSE)


def pictures() -> dict[str, NDArray[Any]]:
    """Return inputs and labels of each set: "digits images", "digits labels", and so on."""
    digits = load_bundled("mnist-5k")
    three = load_bundled("digits-8x8").only((0, 1, 2))
    sets = {"digits": digits, "three digits": three}
    return {f"{name} images": one.inputs() for name, one in sets.items()} | {
        f"{name} labels": one.labels for name, one in sets.items()
    }


def cases(arrays: Arrays, *, quick: bool) -> list[Case]:
    """Return what to measure."""
    most = 1000 if quick else 5000
    return [
        Case(network, batch, min(most, len(arrays[f"{network.data} labels"])))
        for network in NETWORKS
        for batch in (32, 128)
    ]


class Ours:
    """KernelView's training, an epoch at a time."""

    name = OURS

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._model: Any = None
        self._batch = 0
        self._samples: tuple[NDArray[Any], NDArray[Any]] = (np.empty(0), np.empty(0))

    def build(self, case: Case, *, seed: int = 0) -> None:
        """Make and compile the network, with Adam as everybody has it."""
        names = (f"{case.network.data} images", f"{case.network.data} labels")
        self._samples = (self._arrays[names[0]], self._arrays[names[1]])
        self._samples = (self._samples[0][: case.images], self._samples[1][: case.images])
        self._model = built(case.network, self._samples[0].shape[1:], seed=seed)
        self._batch = case.batch

    def epoch(self) -> float:
        """Train for an epoch; return the seconds."""
        begun = time.perf_counter()
        self._model.fit(*self._samples, batch_size=self._batch, epochs=1, verbose=0)
        return time.perf_counter() - begun

    def accuracy(self, case: Case) -> float:
        """Return the accuracy on the pictures after the first `case.images`."""
        images = self._arrays[f"{case.network.data} images"][case.images :]
        labels = self._arrays[f"{case.network.data} labels"][case.images :]
        return float((self._model.predict(images).argmax(axis=1) == labels).mean())

    def close(self) -> None:
        """Let go of the model."""
        self._model = None


def built(network: Network, shape: Sequence[int], *, seed: int = 0) -> Any:
    """Return a compiled model."""
    model = learn.Sequential(
        [
            getattr(learn, options["kind"])(
                **{name: value for name, value in options.items() if name != "kind"}
            )
            for options in network.layers
        ]
    )
    model.build(tuple(shape), seed=seed)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def operations(layers: Sequence[Layer]) -> int:
    """Return the multiplications and additions of matrix products in training on one image.

    Each layer with weights has a product forward, one for its weights' gradient and, but for
    the first, one for the gradient of what came in.
    """
    weighted = [layer for layer in layers if isinstance(layer, Dense | Convolution)]
    total = 0
    for place, layer in enumerate(weighted):
        kernel = layer.parameters[0].values
        places = prod((layer.output_shape or ())[:-1])
        total += 2 * kernel.size * places * (3 if place else 2)
    return total


def peak_operations(side: int = 2048, *, turns: int = 5) -> float:
    """Return the operations a second of a large product in float32, on all processors."""
    random = np.random.default_rng(0)
    left = random.standard_normal((side, side), dtype=np.float32)
    product = np.empty_like(left)
    times = []
    for _ in range(turns):
        begun = time.perf_counter()
        np.matmul(left, left, out=product)
        times.append(time.perf_counter() - begun)
    return 2 * side**3 / min(times)
