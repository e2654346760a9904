"""What every layer is: a description, and the weights it owns. The arithmetic lives in steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from kernelview.learn.errors import LearnError
from kernelview.learn.initializers import InitializerName, initial_values
from kernelview.learn.layers.arguments import plain_name, shape_of, switch

Shape = tuple[int, ...]

# More than a playground on a CPU can train: 200 MB of float32 weights, 40 MB an image.
MOST_PARAMETERS = 50_000_000
MOST_OUTPUTS = 10_000_000


@dataclass(frozen=True)
class ParameterPlan:
    """A parameter before it has values."""

    name: str
    shape: Shape
    initializer: InitializerName
    trainable: bool = True


@dataclass(eq=False)
class Parameter:
    """An array of weights, updated in place. `trainable` is False for what is only tracked."""

    name: str
    values: NDArray[Any]
    trainable: bool = True


class Layer:
    """A layer: shapes are without the number of samples, channels last.

    `input_shape` and `output_shape` are None until it is built; `declared_shape` is what the
    caller said comes in (`input_shape=` or `input_dim=`). A layer that is not `trainable` keeps
    its weights.
    """

    prefix: ClassVar[str] = "layer"
    # The constructor's arguments, each kept in an attribute of the same name.
    option_names: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        *,
        name: Any = None,
        trainable: bool = True,
        input_shape: Any = None,
        input_dim: Any = None,
    ) -> None:
        self.name = plain_name(name)
        self.trainable = switch(trainable, "trainable")
        self.parameters: list[Parameter] = []
        self.input_shape: Shape | None = None
        self.output_shape: Shape | None = None
        given = input_dim if input_shape is None else input_shape
        self.declared_shape = None if given is None else shape_of(given, "input shape")

    @property
    def kind(self) -> str:
        """The name of the class, as Keras has it."""
        return type(self).__name__

    @property
    def built(self) -> bool:
        """Whether the weights are there."""
        return self.output_shape is not None

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the shape that comes out. Raises LearnError where this one cannot come in."""
        return input_shape

    def parameter_plans(self, input_shape: Shape) -> tuple[ParameterPlan, ...]:
        """Return the parameters needed for an input, in the order of get_weights."""
        del input_shape
        return ()

    def build(
        self, input_shape: Sequence[int], random: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> None:
        """Make the weights. Raises LearnError naming the layer, the shape got and that wanted."""
        shape = tuple(int(side) for side in input_shape)
        output_shape, plans = self.checked_plan(shape)
        self.parameters = [
            Parameter(
                plan.name,
                initial_values(plan.initializer, plan.shape, random).astype(dtype),
                plan.trainable,
            )
            for plan in plans
        ]
        self.input_shape, self.output_shape = shape, output_shape

    def checked_plan(self, input_shape: Shape) -> tuple[Shape, tuple[ParameterPlan, ...]]:
        """Return the output shape and the parameters; refuses what no memory could hold."""
        output_shape = self.shape_after(input_shape)
        plans = self.parameter_plans(input_shape)
        parameters = sum(prod(plan.shape) for plan in plans)
        if parameters > MOST_PARAMETERS or prod(output_shape) > MOST_OUTPUTS:
            raise self.error(
                f"it would have {parameters:,} parameters and {prod(output_shape):,} outputs; "
                f"at most {MOST_PARAMETERS:,} and {MOST_OUTPUTS:,} are possible"
            )
        return output_shape, plans

    def error(self, message: str) -> LearnError:
        """Return an error that names the layer."""
        return LearnError(f"{self.name or self.kind} ({self.kind}): {message}")

    def count_params(self) -> int:
        """Return how many numbers the layer holds."""
        return sum(parameter.values.size for parameter in self.parameters)

    def get_weights(self) -> list[NDArray[Any]]:
        """Return copies of the weights."""
        return [parameter.values.copy() for parameter in self.parameters]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Write weights in the order of get_weights. Raises LearnError; then none is changed."""
        arrays = [np.asarray(one) for one in weights]
        if len(arrays) != len(self.parameters):
            raise self.error(f"it has {len(self.parameters)} weights, not {len(arrays)}")
        for parameter, array in zip(self.parameters, arrays, strict=True):
            if array.shape != parameter.values.shape or array.dtype.kind not in "fiu":
                raise self.error(
                    f"its {parameter.name} has the shape {parameter.values.shape} of numbers, "
                    f"not {array.shape} of {array.dtype}"
                )
        for parameter, array in zip(self.parameters, arrays, strict=True):
            parameter.values[...] = array

    def get_config(self) -> dict[str, Any]:
        """Return the arguments that make the same layer again, `name` and `trainable` too."""
        options = {name: getattr(self, name) for name in self.option_names}
        return {"name": self.name, "trainable": self.trainable} | options

    def __repr__(self) -> str:
        return f"<{self.kind} {self.name}, {self.input_shape} → {self.output_shape}>"

    def _need_axes(self, input_shape: Shape, wanted: str, count: int) -> None:
        if len(input_shape) != count:
            raise self.error(f"it got the shape {input_shape} and wants {wanted}")


def trainable_parameters(layers: Sequence[Layer]) -> list[Parameter]:
    """Return the parameters that training changes, in the order of the layers."""
    return [
        parameter
        for layer in layers
        if layer.trainable
        for parameter in layer.parameters
        if parameter.trainable
    ]
