"""The languages and programs that a kernel can be written for."""

from collections.abc import Callable
from dataclasses import dataclass

from kernelview.kernels.code.arrays import numpy_code, scipy_code
from kernelview.kernels.code.opencv import opencv_code
from kernelview.kernels.code.request import Border, CodeRequest
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel


@dataclass(frozen=True)
class Target:
    """A language or program: `help` says in a line what the code is, `suffix` how a file ends."""

    id: str
    label: str
    suffix: str
    help: str
    write: Callable[[CodeRequest], str]


TARGETS: tuple[Target, ...] = (
    Target("opencv", "OpenCV", ".py", "Python with cv2.filter2D", opencv_code),
    Target("scipy", "SciPy", ".py", "Python with scipy.ndimage.correlate", scipy_code),
    Target("numpy", "NumPy", ".py", "Python with NumPy alone: pad and sum", numpy_code),
)


def target(target_id: str) -> Target:
    """Return the target of that id; KernelError lists the ids when there is none."""
    found = next((entry for entry in TARGETS if entry.id == target_id), None)
    if found is None:
        raise KernelError(
            f"no code target is called {target_id!r}; there are "
            f"{', '.join(entry.id for entry in TARGETS)}"
        )
    return found


def code_for(
    kernel: Kernel,
    target_id: str,
    *,
    border: Border = "reflect",
    constant: float = 0.0,
    true_convolution: bool = False,
) -> str:
    """Return code that applies the kernel to picture.png and writes result.png.

    `border` and `constant` (in levels of 8 bits) are what lies beyond the edge. Raises
    KernelError when the target cannot do it, saying which limit and what would be right.
    """
    request = CodeRequest(kernel, border, constant, true_convolution)
    return target(target_id).write(request)
