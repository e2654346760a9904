"""Every input is an input of every unit."""

from typing import Any, ClassVar

from kernelview.learn.activations import activation_name
from kernelview.learn.initializers import initializer_name
from kernelview.learn.layers.arguments import switch, whole
from kernelview.learn.layers.layer import Layer, ParameterPlan, Shape


class Dense(Layer):
    """activation(inputs @ kernel + bias) over the last axis; kernel (inputs, units)."""

    prefix: ClassVar[str] = "dense"
    option_names: ClassVar[tuple[str, ...]] = (
        "units", "activation", "use_bias", "kernel_initializer", "bias_initializer",
    )  # fmt: skip

    def __init__(
        self,
        units: int,
        activation: str | None = None,
        *,
        use_bias: bool = True,
        kernel_initializer: str = "glorot_uniform",
        bias_initializer: str = "zeros",
        **common: Any,
    ) -> None:
        super().__init__(**common)
        self.units = whole(units, "number of units")
        self.activation = activation_name(activation)
        self.use_bias = switch(use_bias, "use_bias")
        self.kernel_initializer = initializer_name(kernel_initializer)
        self.bias_initializer = initializer_name(bias_initializer)

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return the input's shape with `units` in place of its last side."""
        if not input_shape:
            raise self.error("it got the shape () and wants (inputs,)")
        return (*input_shape[:-1], self.units)

    def parameter_plans(self, input_shape: Shape) -> tuple[ParameterPlan, ...]:
        """Return kernel (inputs, units) and bias (units,)."""
        kernel = ParameterPlan("kernel", (input_shape[-1], self.units), self.kernel_initializer)
        bias = ParameterPlan("bias", (self.units,), self.bias_initializer)
        return (kernel, bias) if self.use_bias else (kernel,)
