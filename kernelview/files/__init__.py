"""Every byte in or out: pictures, kernels, assets, limits and atomic writes."""

from kernelview.disk.atomic import write_atomically
from kernelview.files.assets import (
    asset_folder,
    dataset_path,
    icon_path,
    sample_labels,
    sample_pictures,
)
from kernelview.files.errors import ImageFileError, KernelFileError
from kernelview.files.formats import READABLE_SUFFIXES, WRITABLE, ImageFormat
from kernelview.files.images import decode_image, encode_image, load_image, save_image
from kernelview.files.kernels import (
    KERNEL_FORMATS,
    KERNEL_SUFFIXES,
    KernelFormat,
    kernel_from_json,
    kernel_to_json,
    load_kernel,
    load_kernels,
    save_kernel,
    save_kernels,
)
from kernelview.files.limits import DEFAULT_LIMITS, Limits
from kernelview.files.mine import load_mine, save_mine

__all__ = [
    "DEFAULT_LIMITS",
    "KERNEL_FORMATS",
    "KERNEL_SUFFIXES",
    "READABLE_SUFFIXES",
    "WRITABLE",
    "ImageFileError",
    "ImageFormat",
    "KernelFileError",
    "KernelFormat",
    "Limits",
    "asset_folder",
    "dataset_path",
    "decode_image",
    "encode_image",
    "icon_path",
    "kernel_from_json",
    "kernel_to_json",
    "load_image",
    "load_kernel",
    "load_kernels",
    "load_mine",
    "sample_labels",
    "sample_pictures",
    "save_image",
    "save_kernel",
    "save_kernels",
    "save_mine",
    "write_atomically",
]
