"""Each channel brought to mean 0 and deviation 1, then scaled and shifted as learned."""

from typing import Any, ClassVar

from kernelview.learn.errors import LearnError
from kernelview.learn.layers.arguments import number_between, switch
from kernelview.learn.layers.layer import Layer, ParameterPlan, Shape


class BatchNormalization(Layer):
    """gamma * (inputs - mean) / sqrt(variance + epsilon) + beta, a channel at a time.

    While training the batch's own (biased) mean and variance are used, and the moving ones go
    to moving * momentum + batch * (1 - momentum); otherwise, and when the layer is not
    trainable, the moving ones are used. Ioffe and Szegedy 2015, with Keras' defaults.
    """

    prefix: ClassVar[str] = "norm"
    option_names: ClassVar[tuple[str, ...]] = ("momentum", "epsilon", "center", "scale")

    def __init__(
        self,
        *,
        axis: int = -1,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        **common: Any,
    ) -> None:
        super().__init__(**common)
        if axis != -1:
            raise LearnError(f"channels come last: the axis is -1, not {axis!r}")
        self.momentum = number_between(momentum, 0, 1, "momentum")
        self.epsilon = number_between(epsilon, 1e-12, 1, "epsilon")
        self.center = switch(center, "center")
        self.scale = switch(scale, "scale")

    def parameter_plans(self, input_shape: Shape) -> tuple[ParameterPlan, ...]:
        """Return gamma, beta (where asked for), moving_mean, moving_variance; each (channels,)."""
        if not input_shape:
            raise self.error("it got the shape () and wants (..., channels)")
        channels = input_shape[-1:]
        plans = [
            ParameterPlan("moving_mean", channels, "zeros", trainable=False),
            ParameterPlan("moving_variance", channels, "ones", trainable=False),
        ]
        if self.center:
            plans.insert(0, ParameterPlan("beta", channels, "zeros"))
        if self.scale:
            plans.insert(0, ParameterPlan("gamma", channels, "ones"))
        return tuple(plans)
