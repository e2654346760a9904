"""What poolings share: one value for each window."""

from typing import Any, ClassVar

from kernelview.learn.layers.arguments import padding_name, wholes
from kernelview.learn.layers.layer import Layer, Shape
from kernelview.learn.layers.windows import output_length


class Pooling(Layer):
    """One value a window and channel; the windows lie `strides` apart, by default side by side."""

    prefix: ClassVar[str] = "pool"
    axes: ClassVar[int] = 2
    wanted: ClassVar[str] = "(height, width, channels)"
    option_names: ClassVar[tuple[str, ...]] = ("pool_size", "strides", "padding")

    def __init__(
        self,
        pool_size: int | tuple[int, ...] = 2,
        strides: int | tuple[int, ...] | None = None,
        padding: str = "valid",
        **common: Any,
    ) -> None:
        super().__init__(**common)
        self.pool_size = wholes(pool_size, self.axes, "pool size")
        self.strides = self.pool_size if strides is None else wholes(strides, self.axes, "stride")
        self.padding = padding_name(padding)

    def shape_after(self, input_shape: Shape) -> Shape:
        """Return (*windows, channels)."""
        self._need_axes(input_shape, self.wanted, self.axes + 1)
        windows = tuple(
            output_length(length, window, stride=stride, padding=self.padding)
            for length, window, stride in zip(
                input_shape, self.pool_size, self.strides, strict=False
            )
        )
        if min(windows) < 1:
            raise self.error(
                f"it got the shape {input_shape} and wants at least "
                f"{(*self.pool_size, input_shape[-1])}: its window would not fit"
            )
        return (*windows, input_shape[-1])
