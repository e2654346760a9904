"""The layers: what they are called, need and hold. Their arithmetic is in learn.steps."""

from kernelview.learn.layers.activation import Activation
from kernelview.learn.layers.average_pooling_2d import AveragePooling2D
from kernelview.learn.layers.batch_normalization import BatchNormalization
from kernelview.learn.layers.conv1d import Conv1D
from kernelview.learn.layers.conv2d import Conv2D
from kernelview.learn.layers.convolution import Convolution
from kernelview.learn.layers.dense import Dense
from kernelview.learn.layers.dropout import Dropout
from kernelview.learn.layers.flatten import Flatten
from kernelview.learn.layers.input import Input
from kernelview.learn.layers.layer import Layer, Parameter, Shape, trainable_parameters
from kernelview.learn.layers.max_pooling_1d import MaxPooling1D
from kernelview.learn.layers.max_pooling_2d import MaxPooling2D
from kernelview.learn.layers.pooling import Pooling

LAYER_CLASSES: dict[str, type[Layer]] = {
    one.__name__: one
    for one in (
        Conv2D, MaxPooling2D, AveragePooling2D, Flatten, Dense, Dropout, BatchNormalization,
        Activation, Conv1D, MaxPooling1D,
    )
}  # fmt: skip

__all__ = [
    "LAYER_CLASSES",
    "Activation",
    "AveragePooling2D",
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Convolution",
    "Dense",
    "Dropout",
    "Flatten",
    "Input",
    "Layer",
    "MaxPooling1D",
    "MaxPooling2D",
    "Parameter",
    "Pooling",
    "Shape",
    "trainable_parameters",
]
