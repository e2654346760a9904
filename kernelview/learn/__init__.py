"""A small neural-network library for convolutional networks, with Keras' names and meaning."""

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
