"""The languages and programs that a kernel can be written for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from kernelview.kernels.code.arrays import numpy_code, scipy_code
from kernelview.kernels.code.ffmpeg import ffmpeg_code
from kernelview.kernels.code.glsl import glsl_code
from kernelview.kernels.code.gmic import gmic_code
from kernelview.kernels.code.imagej import imagej_code
from kernelview.kernels.code.imagemagick import imagemagick_code
from kernelview.kernels.code.networks import keras_code, pytorch_code
from kernelview.kernels.code.opencv import opencv_code
from kernelview.kernels.code.pillow import pillow_code
from kernelview.kernels.code.request import Border, CodeRequest
from kernelview.kernels.code.svg import svg_code
from kernelview.kernels.code.vapoursynth import vapoursynth_code
from kernelview.kernels.errors import KernelError
from kernelview.kernels.kernel import Kernel

Group = Literal["Python", "Programs", "Shaders and pages"]
GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True)
class Target:
    """A language or program: `help` says in a line what the code is, `suffix` how a file ends."""

    id: str
    label: str
    suffix: str
    help: str
    write: Callable[[CodeRequest], str]
    group: Group


TARGETS: tuple[Target, ...] = (
    Target("opencv", "OpenCV", ".py", "Python with cv2.filter2D", opencv_code, "Python"),
    Target("scipy", "SciPy", ".py", "Python with ndimage.correlate", scipy_code, "Python"),
    Target("numpy", "NumPy", ".py", "Python with NumPy alone", numpy_code, "Python"),
    Target("pillow", "Pillow", ".py", "Python with ImageFilter.Kernel", pillow_code, "Python"),
    Target("pytorch", "PyTorch", ".py", "Python with conv2d", pytorch_code, "Python"),
    Target("keras", "Keras", ".py", "Python with a Conv2D layer", keras_code, "Python"),
    Target(
        "imagemagick",
        "ImageMagick",
        ".sh",
        "A command for the shell: convert -morphology Correlate",
        imagemagick_code,
        "Programs",
    ),
    Target(
        "ffmpeg",
        "ffmpeg",
        ".sh",
        "A command for the shell, for pictures and films",
        ffmpeg_code,
        "Programs",
    ),
    Target("gmic", "G'MIC", ".sh", "A command for the shell: correlate", gmic_code, "Programs"),
    Target(
        "imagej-macro",
        "ImageJ macro",
        ".ijm",
        "A macro for ImageJ and Fiji",
        imagej_code,
        "Programs",
    ),
    Target(
        "vapoursynth",
        "VapourSynth",
        ".vpy",
        "A script with std.Convolution, for films",
        vapoursynth_code,
        "Programs",
    ),
    Target(
        "glsl",
        "GLSL",
        ".frag",
        "A fragment shader for OpenGL and WebGL",
        glsl_code,
        "Shaders and pages",
    ),
    Target("svg", "SVG", ".svg", "A page with feConvolveMatrix", svg_code, "Shaders and pages"),
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
