"""A small neural-network library for convolutional networks, with Keras' names and meaning."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kernelview.learn.callbacks import EarlyStopping, ModelCheckpoint
    from kernelview.learn.errors import LearnError
    from kernelview.learn.history import History
    from kernelview.learn.layers import (
        Activation,
        AveragePooling2D,
        BatchNormalization,
        Conv1D,
        Conv2D,
        Dense,
        Dropout,
        Flatten,
        Input,
        MaxPooling1D,
        MaxPooling2D,
    )
    from kernelview.learn.optimizers import SGD, Adam, RMSprop
    from kernelview.learn.sequential import Sequential, load_model
    from kernelview.learn.training import TrainingStep, train

__all__ = [
    "SGD",
    "Activation",
    "Adam",
    "AveragePooling2D",
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Dense",
    "Dropout",
    "EarlyStopping",
    "Flatten",
    "History",
    "Input",
    "LearnError",
    "MaxPooling1D",
    "MaxPooling2D",
    "ModelCheckpoint",
    "RMSprop",
    "Sequential",
    "TrainingStep",
    "load_model",
    "train",
]

_PLACES = {
    "SGD": "optimizers",
    "Adam": "optimizers",
    "EarlyStopping": "callbacks",
    "History": "history",
    "LearnError": "errors",
    "ModelCheckpoint": "callbacks",
    "RMSprop": "optimizers",
    "Sequential": "sequential",
    "TrainingStep": "training",
    "load_model": "sequential",
    "train": "training",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        # The window and the command line know what a plan is long before they train anything.
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_PLACES.get(name, 'layers')}"), name)
