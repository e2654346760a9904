"""What convolutions of any number of dimensions share."""

from typing import Any, ClassVar

from kernelview.learn.activations import activation_name
from kernelview.learn.errors import LearnError
from kernelview.learn.initializers import initializer_name
from kernelview.learn.layers.arguments import padding_name, switch, whole, wholes
from kernelview.learn.layers.layer import Layer, ParameterPlan, Shape
from kernelview.learn.layers.windows import output_length, reach


class Convolution(Layer):
    """activation(cross-correlation + bias): kernels (*kernel_size, channels, filters)."""

    prefix: ClassVar[str] = "conv"
    axes: ClassVar[int] = 2
    wanted: ClassVar[str] = "(height, width, channels)"
    option_names: ClassVar[tuple[str, ...]] = (
        "filters", "kernel_size", "strides", "padding", "dilation_rate", "activation", "use_bias",
        "kernel_initializer", "bias_initializer",
    )  # fmt: skip

    def __init__(
        self,
        filters: int,
        kernel_size: int | tuple[int, ...],
        strides: int | tuple[int, ...] = 1,
        padding: str = "valid",
        *,
        dilation_rate: int | tuple[int, ...] = 1,
        activation: str | None = None,
        use_bias: bool = True,
        kernel_initializer: str = "glorot_uniform",
        bias_initializer: str = "zeros",
        **common: Any,
    ) -> None:
        super().__init__(**common)
        self.filters = whole(filters, "number of filters")
        self.kernel_size = wholes(kernel_size, self.axes, "kernel size")
        self.strides = wholes(strides, self.axes, "stride")
        self.padding = padding_name(padding)
        self.dilation_rate = wholes(dilation_rate, self.axes, "dilation rate")
        if max(self.strides) > 1 and max(self.dilation_rate) > 1:
            raise LearnError("strides above 1 and a dilation rate above 1 do not go together")
        self.activation = activation_name(activation)
        self.use_bias = switch(use_bias, "use_bias")
        self.kernel_initializer = initializer_name(kernel_initializer)
        self.bias_initializer = initializer_name(bias_initializer)

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (*windows, filters)."""
        self._need_axes(input_shape, self.wanted, self.axes + 1)
        covered = tuple(
            reach(window, dilation)
            for window, dilation in zip(self.kernel_size, self.dilation_rate, strict=True)
        )
        windows = tuple(
            output_length(length, window, stride=stride, padding=self.padding)
            for length, window, stride in zip(input_shape, covered, self.strides, strict=False)
        )
        if min(windows) < 1:
            raise self.error(
                f"it got the shape {input_shape} and wants at least {(*covered, input_shape[-1])}: "
                f"its kernel covers {' × '.join(map(str, covered))} pixels"
            )
        return (*windows, self.filters)

    def parameter_plans(self, input_shape: Shape) -> tuple[ParameterPlan, ...]:
        """Return kernel (*kernel_size, channels, filters) and bias (filters,)."""
        shape = (*self.kernel_size, input_shape[-1], self.filters)
        kernel = ParameterPlan("kernel", shape, self.kernel_initializer)
        bias = ParameterPlan("bias", (self.filters,), self.bias_initializer)
        return (kernel, bias) if self.use_bias else (kernel,)
