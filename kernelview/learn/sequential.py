"""A network: layers one after the other, with Keras' names and meaning."""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kernelview.disk import read_regular, write_atomically
from kernelview.jobs import Progress, run
from kernelview.learn.errors import LearnError
from kernelview.learn.history import History
from kernelview.learn.layers import LAYER_CLASSES, Input, Layer
from kernelview.learn.layers.arguments import shape_of, whole
from kernelview.learn.layers.naming import name_layers
from kernelview.learn.losses import Loss, loss_name, wanted_activation
from kernelview.learn.metrics import MetricName, metric_name
from kernelview.learn.optimizers import Optimizer, optimizer_of
from kernelview.learn.packing import packed
from kernelview.learn.passes import Passes
from kernelview.learn.scoring import answers, scores
from kernelview.learn.summary import summary_text
from kernelview.learn.training import Callback, TrainingStep, train
from kernelview.learn.training_data import checked_inputs
from kernelview.learn.training_task import checked_pair

LARGEST_FILE = 1 << 30
_DTYPES = ("float32", "float64")


class Sequential:
    """Layers one after the other.

    `seed` is what the weights were drawn with; `stop_training` set to True ends a training
    after the batch it is at. Weights lie side by side in `flat_values`. Used by one thread at a
    time: another one takes a `copy()`.
    """

    def __init__(
        self,
        layers: Iterable[Layer | Input] = (),
        *,
        name: str | None = None,
        dtype: str = "float32",
    ) -> None:
        if dtype not in _DTYPES:
            raise LearnError(f"the dtype is one of {', '.join(_DTYPES)}, not {dtype!r}")
        self.name = "sequential" if name is None else str(name)
        self.dtype: np.dtype[Any] = np.dtype(dtype)
        self.layers: list[Layer] = []
        self.seed: int | None = None
        self.stop_training = False
        self.history = History()
        self.metrics: tuple[MetricName, ...] = ()
        self.flat_values: NDArray[Any] = np.empty(0, self.dtype)
        self._input_shape: tuple[int, ...] | None = None
        self._optimizer: Optimizer | None = None
        self._loss: Loss | None = None
        self._passes: Passes | None = None
        self._fits = 0
        for layer in layers:
            self.add(layer)

    def add(self, layer: Layer | Input) -> None:
        """Put a layer at the end; an Input says what comes in and goes before the first."""
        if isinstance(layer, Input):
            if self.layers:
                raise LearnError("an Input goes before the first layer")
            self._input_shape = layer.shape
            return
        if LAYER_CLASSES.get(getattr(layer, "kind", "")) is not type(layer):
            raise LearnError(f"a layer is one of {', '.join(LAYER_CLASSES)}, not {layer!r}")
        if any(one is layer for one in self.layers):
            raise LearnError(f"{layer.name} is in this network already")
        name_layers([*self.layers, layer])
        self.layers.append(layer)
        self._passes = None

    @property
    def built(self) -> bool:
        """Whether every layer has its weights."""
        return bool(self.layers) and all(layer.built for layer in self.layers)

    @property
    def declared_shape(self) -> tuple[int, ...] | None:
        """What comes in, as far as the caller has said: (height, width, channels) or the like."""
        first = self.layers[0] if self.layers else None
        known = (first.input_shape or first.declared_shape) if first else None
        return self._input_shape or known

    @property
    def input_shape(self) -> tuple[int, ...] | None:
        """The shape of a sample; None until the network is built."""
        return self.layers[0].input_shape if self.built else None

    @property
    def output_shape(self) -> tuple[int, ...] | None:
        """The shape of an answer; None until the network is built."""
        return self.layers[-1].output_shape if self.built else None

    def build(self, input_shape: Sequence[int] | None = None, *, seed: int | None = None) -> None:
        """Draw the weights; layers that have some keep them. `seed` None: a random one.

        `input_shape` is without the number of samples. Raises LearnError naming the layer.
        """
        self._need_layers()
        shape = shape_of(tuple(input_shape or self.declared_shape or ()), "input shape")
        self.seed = _checked_seed(seed)
        for place, layer in enumerate(self.layers):
            if layer.built and layer.input_shape == shape:
                shape = layer.output_shape or ()
                continue
            layer.build(shape, np.random.default_rng([self.seed, place]), self.dtype)
            shape = layer.output_shape or ()
        self.flat_values = packed(self.layers, self.dtype)
        self._passes = None

    @property
    def passes(self) -> Passes:
        """The arithmetic of inference, with buffers of its own. Raises LearnError if not built."""
        self._need_weights()
        if self._passes is None:
            self._passes = Passes(self.layers, loss=self._loss, dtype=self.dtype)
        return self._passes

    def compile(
        self,
        optimizer: str | Optimizer = "rmsprop",
        loss: str | None = None,
        metrics: str | Sequence[str] = (),
    ) -> None:
        """Choose how to train; the optimizer starts anew. Raises LearnError for what cannot work.

        The cross-entropies want a last activation of softmax, the binary one sigmoid.
        """
        self._need_layers()
        chosen = optimizer_of(optimizer)
        wanted = None if loss is None else loss_name(loss)
        names = (metrics,) if isinstance(metrics, str) else tuple(metrics or ())
        judged = tuple(dict.fromkeys(metric_name(one) for one in names))
        self._check_ends(wanted)
        chosen.reset()
        self._optimizer, self._loss, self.metrics = chosen, wanted, judged
        self._passes = None

    @property
    def optimizer(self) -> Optimizer:
        """The optimizer. Raises LearnError before compile."""
        if self._optimizer is None:
            raise LearnError("the network is not compiled: compile(optimizer, loss) comes first")
        return self._optimizer

    @property
    def loss(self) -> Loss:
        """The loss. Raises LearnError before it is chosen."""
        if self._loss is None:
            raise LearnError("the network has no loss: compile(optimizer, loss) comes first")
        return self._loss

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        *,
        batch_size: int = 32,
        epochs: int = 1,
        verbose: str | int = "auto",
        callbacks: Sequence[Callback] = (),
        validation_split: float = 0.0,
        validation_data: tuple[ArrayLike, ArrayLike] | None = None,
        shuffle: bool = True,
        initial_epoch: int = 0,
        seed: int | None = None,
    ) -> History:
        """Train to the end, as `train` step by step; `verbose` 1 writes a line an epoch.

        Raises LearnError for data that does not fit; a loss that becomes NaN raises nothing,
        the history's `stopped` tells of it.
        """
        job = train(
            self,
            x,
            y,
            batch_size=batch_size,
            epochs=epochs,
            callbacks=callbacks,
            validation_split=validation_split,
            validation_data=validation_data,
            shuffle=shuffle,
            initial_epoch=initial_epoch,
            seed=seed,
        )
        history = run(job, _line_writer(verbose, epochs))
        if history.stopped and _is_loud(verbose):
            sys.stdout.write(f"{history.stopped}\n")
        return history

    def training_seed(self, seed: int | None) -> np.random.SeedSequence:
        """Return where shuffling and dropout start; None: from the weights' seed, each time on."""
        if seed is not None:
            return np.random.SeedSequence(_checked_seed(seed))
        self._fits += 1
        return np.random.SeedSequence([self.seed or 0, self._fits])

    def evaluate(
        self, x: ArrayLike, y: ArrayLike, *, batch_size: int = 256, verbose: str | int = 0
    ) -> float | list[float]:
        """Return the loss, or [loss, accuracy] where the accuracy is among the metrics."""
        del verbose
        self._need_weights()
        inputs, targets = checked_pair(self, x, y)
        found = run(scores(self, inputs, targets, batch=whole(batch_size, "batch size")))
        values = list(found.values())
        return values if len(values) > 1 else values[0]

    def predict(
        self, x: ArrayLike, *, batch_size: int = 256, verbose: str | int = 0
    ) -> NDArray[Any]:
        """Return the outputs (N, ...), new."""
        del verbose
        self._need_weights()
        inputs = checked_inputs(x, self.layers[0], self.dtype)
        return run(answers(self, inputs, batch=whole(batch_size, "batch size")))

    def summary(self, print_fn: Callable[[str], object] = print) -> None:
        """Pass a table of the layers to `print_fn`."""
        print_fn(summary_text(self.name, self.layers, self.declared_shape))

    def count_params(self) -> int:
        """Return how many numbers the layers hold."""
        self._need_weights()
        return sum(layer.count_params() for layer in self.layers)

    def get_weights(self) -> list[NDArray[Any]]:
        """Return copies of all weights, layer after layer."""
        self._need_weights()
        return [weights for layer in self.layers for weights in layer.get_weights()]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Write all weights, in the order of get_weights. Raises LearnError naming the layer."""
        self._need_weights()
        counts = [len(layer.parameters) for layer in self.layers]
        if len(weights) != sum(counts):
            raise LearnError(f"the network has {sum(counts)} weights, not {len(weights)}")
        before = self.flat_values.copy()
        rest = list(weights)
        try:
            for layer, count in zip(self.layers, counts, strict=True):
                layer.set_weights(rest[:count])
                rest = rest[count:]
        except LearnError:
            self.flat_values[...] = before
            raise

    def copy(self) -> "Sequential":
        """Return the same network with weights and buffers of its own, for another thread.

        It has the loss and the metrics, but no optimizer.
        """
        copies = [LAYER_CLASSES[one.kind](**one.get_config()) for one in self.layers]
        twin = Sequential(copies, name=self.name, dtype=self.dtype.name)
        twin._loss, twin.metrics = self._loss, self.metrics
        if self.built:
            twin.build(self.input_shape, seed=self.seed)
            twin.flat_values[...] = self.flat_values
        return twin

    def save(self, path: str | Path) -> None:
        """Write the network and its weights as safetensors. Raises OSError or LearnError."""
        # Below this module: the file format builds networks.
        from kernelview.learn.model_format import model_to_bytes

        self._need_weights()
        write_atomically(Path(path), model_to_bytes(self))

    @staticmethod
    def load(path: str | Path) -> "Sequential":
        """Return a saved network, not compiled. Raises OSError, ContentError or LearnError."""
        from kernelview.learn.model_format import model_from_bytes

        network: Sequential = model_from_bytes(read_regular(Path(path), largest_bytes=LARGEST_FILE))
        return network

    def _need_layers(self) -> None:
        if not self.layers:
            raise LearnError("the network has no layers: add some first")

    def _need_weights(self) -> None:
        self._need_layers()
        if self.built:
            return
        if self.declared_shape is None:
            raise LearnError("the network does not know its input: give the first input_shape=")
        self.build()

    def _check_ends(self, loss: Loss | None) -> None:
        """Follow the shapes from a known input, and the last activation to the loss."""
        shape = self.declared_shape
        for layer in self.layers if shape is not None else ():
            shape, _ = layer.checked_plan(shape or ())
        if loss is None:
            return
        last = self.layers[-1]
        wanted, found = wanted_activation(loss), getattr(last, "activation", "none")
        if wanted is not None and found != wanted:
            raise last.error(f"{loss} wants {wanted} as the last activation, not {found}")
        if wanted is not None and shape is not None and len(shape) != 1:
            raise last.error(f"it gives the shape {shape} and {loss} wants (classes,)")


def load_model(path: str | Path) -> Sequential:
    """Return a saved network, not compiled. Raises OSError, ContentError or LearnError."""
    return Sequential.load(path)


def _checked_seed(seed: Any) -> int:
    if seed is None:
        return int(np.random.SeedSequence().generate_state(1)[0])
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise LearnError(f"the seed is a whole number from 0 up, not {seed!r}")
    return int(seed)


def _is_loud(verbose: str | int) -> bool:
    return sys.stdout.isatty() if verbose == "auto" else bool(verbose)


def _line_writer(verbose: str | int, epochs: int) -> Callable[[Progress], None] | None:
    if not _is_loud(verbose):
        return None

    def write(progress: Progress) -> None:
        if isinstance(progress, TrainingStep) and progress.logs is not None:
            values = "  ".join(f"{name} {value:.4g}" for name, value in progress.logs.items())
            sys.stdout.write(f"Epoch {progress.epoch}/{epochs}  {values}\n")

    return write
