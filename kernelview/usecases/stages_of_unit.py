"""A learned unit as stages of a pipeline: what it would do to any picture."""

from kernelview.engine import Activate, Convolve, Stage
from kernelview.learn.learned import KernelAddress, KernelLayer, learned_kernel


def stages_of_unit(
    layer: KernelLayer, address: KernelAddress, *, white: float
) -> tuple[Stage, ...]:
    """Return the unit's kernel with its bias as the offset, and relu or tanh where it has one.

    `white` is the picture's: to the network it is 1, so the bias is scaled by it. Of several
    input channels it is their mean kernel, or the one the address names. Other activations have
    no stage and are left out. Raises LearnError for an address that is not in the layer.
    """
    kernel = learned_kernel(layer, address)
    bias = 0.0 if layer.bias is None else float(layer.bias[address.unit])
    convolve = Convolve(kernel.replace(offset=bias * white))
    match layer.activation:
        case "relu" | "tanh" as function:
            return convolve, Activate(function)
        case _:
            return (convolve,)
