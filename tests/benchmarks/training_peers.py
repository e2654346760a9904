"""Keras' and PyTorch's side of the training benchmark, run by the Python that has them.

PYTHON training_peers.py keras|keras-jit|torch|torch-channels-last PICTURES.npz

Reads a command a line from standard input and answers each with a line of JSON, so that epochs
of several programs take turns. Imports nothing of ours: the other Python does not have it.
"""

import json
import os
import sys
import time
from importlib import import_module
from typing import Any

import numpy as np

THREADS = 2

Layers = list[dict[str, Any]]


class KerasPeer:
    """Keras on TensorFlow, with XLA or without."""

    def __init__(self, arrays: Any, *, jit: bool) -> None:
        os.environ.update(
            KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1"
        )
        self._keras: Any = import_module("keras")
        self._arrays = arrays
        self._jit = jit
        self._model: Any = None

    def build(self, order: dict[str, Any]) -> None:
        """Make the model that the order describes."""
        self._keras.backend.clear_session()
        self._keras.utils.set_random_seed(order["seed"])
        self._images = self._arrays[f"{order['data']} images"]
        self._labels = self._arrays[f"{order['data']} labels"]
        self._order = order
        made = [self._keras.Input(self._images.shape[1:])]
        for options in order["layers"]:
            named = dict(options)
            made.append(getattr(self._keras.layers, named.pop("kind"))(**named))
        self._model = self._keras.Sequential(made)
        self._model.compile(
            optimizer="adam",
            loss="sparse_categorical_crossentropy",
            metrics=["accuracy"],
            jit_compile=self._jit,
        )

    def epoch(self) -> None:
        """Train for an epoch."""
        count = self._order["images"]
        self._model.fit(
            self._images[:count],
            self._labels[:count],
            batch_size=self._order["batch"],
            epochs=1,
            verbose=0,
        )

    def accuracy(self) -> float:
        """Return the accuracy on the pictures that were not trained on."""
        count = self._order["images"]
        outputs = self._model.predict(self._images[count:], verbose=0)
        return float((outputs.argmax(axis=1) == self._labels[count:]).mean())


class TorchPeer:
    """PyTorch on the processor: data in one tensor, a batch by indices, Adam in one kernel."""

    def __init__(self, arrays: Any, *, channels_last: bool) -> None:
        self._torch: Any = import_module("torch")
        self._torch.set_num_threads(THREADS)
        self._arrays = arrays
        self._format = self._torch.channels_last if channels_last else self._torch.contiguous_format

    def build(self, order: dict[str, Any]) -> None:
        """Make the model that the order describes."""
        torch = self._torch
        torch.manual_seed(order["seed"])
        images = np.moveaxis(self._arrays[f"{order['data']} images"], -1, 1)
        self._images = torch.from_numpy(np.ascontiguousarray(images)).to(memory_format=self._format)
        self._labels = torch.from_numpy(self._arrays[f"{order['data']} labels"])
        self._order = order
        self._model = self._made(order["layers"], images.shape[1:])
        self._model = self._model.to(memory_format=self._format)
        self._optimizer = torch.optim.Adam(self._model.parameters(), lr=0.001, eps=1e-7, fused=True)

    def _made(self, layers: Layers, shape: tuple[int, ...]) -> Any:
        """Return the modules; the last softmax is in the loss."""
        nn = self._torch.nn
        modules: list[Any] = []
        sample = self._torch.zeros(1, *shape)
        for options in layers:
            match options["kind"]:
                case "Conv2D":
                    modules.append(
                        nn.Conv2d(sample.shape[1], options["filters"], options["kernel_size"])
                    )
                case "MaxPooling2D":
                    modules.append(nn.MaxPool2d(options["pool_size"]))
                case "Flatten":
                    modules.append(nn.Flatten())
                case "Dropout":
                    modules.append(nn.Dropout(options["rate"]))
                case _:
                    modules.append(nn.Linear(sample.shape[1], options["units"]))
            sample = modules[-1](sample)
            if options.get("activation") == "relu":
                modules.append(nn.ReLU())
        return nn.Sequential(*modules)

    def epoch(self) -> None:
        """Train for an epoch, with the loss added up as Keras shows it."""
        torch, batch = self._torch, self._order["batch"]
        self._model.train()
        order = torch.randperm(self._order["images"])
        total = torch.zeros(())
        for start in range(0, len(order), batch):
            places = order[start : start + batch]
            self._optimizer.zero_grad(set_to_none=True)
            outputs = self._model(self._images[places])
            loss = torch.nn.functional.cross_entropy(outputs, self._labels[places])
            loss.backward()
            self._optimizer.step()
            total += loss.detach()

    def accuracy(self) -> float:
        """Return the accuracy on the pictures that were not trained on."""
        count = self._order["images"]
        self._model.eval()
        with self._torch.no_grad():
            chosen = self._model(self._images[count:]).argmax(dim=1)
        return float((chosen == self._labels[count:]).float().mean())


def peer(name: str, arrays: Any) -> Any:
    """Return the peer of a name."""
    if name.startswith("keras"):
        return KerasPeer(arrays, jit=name == "keras-jit")
    return TorchPeer(arrays, channels_last=name == "torch-channels-last")


def answer(one: Any, order: dict[str, Any]) -> dict[str, Any]:
    """Do what a command asks."""
    begun = time.perf_counter()
    match order["do"]:
        case "build":
            one.build(order)
        case "epoch":
            one.epoch()
        case _:
            return {"accuracy": one.accuracy()}
    return {"seconds": time.perf_counter() - begun}


def main() -> None:
    """Answer commands until there are no more."""
    # Whatever a library prints does not get between the answers.
    with os.fdopen(os.dup(1), "w") as answers:
        os.dup2(2, 1)
        with np.load(sys.argv[2], allow_pickle=False) as loaded:
            arrays = {name: loaded[name] for name in loaded.files}
        one = peer(sys.argv[1], arrays)
        for line in sys.stdin:
            print(json.dumps(answer(one, json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
