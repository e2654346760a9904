"""The kernel formats: how a file shows what it is, what reads it and what writes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kernelview.files.kernel_acf import acf_notes, parse_acf, write_acf
from kernelview.files.kernel_aseprite import (
    aseprite_notes,
    is_aseprite,
    parse_aseprite,
    write_aseprite,
)
from kernelview.files.kernel_gimp import is_gimp, parse_gimp, write_gimp
from kernelview.files.kernel_imagej import imagej_notes, parse_imagej, write_imagej
from kernelview.files.kernel_imagemagick import (
    is_imagemagick,
    parse_imagemagick,
    write_imagemagick,
)
from kernelview.files.kernel_json import kernel_from_json, kernel_to_json, laid_out, parse_json
from kernelview.files.kernel_libvips import (
    is_libvips,
    libvips_notes,
    parse_libvips,
    write_libvips,
)
from kernelview.files.kernel_limits import refuse_offset
from kernelview.files.kernel_npy import is_npy, npy_from_weights, weights_from_npy
from kernelview.files.kernel_text import decode_text, kernel_from_csv, rows_of_text
from kernelview.kernels import Kernel, KernelError
from kernelview.kernels.centring import has_middle_anchor

Kernels = tuple[Kernel, ...]


@dataclass(frozen=True)
class KernelFormat:
    """A format: its `label` and `suffix`, how to read all its kernels and to write some.

    `several` tells whether a file holds more than one. `notes` says what writing changes about
    a kernel; `recognises` tells the format by content, whatever the file is called.
    """

    label: str
    suffix: str
    parse: Callable[[bytes], Kernels]
    write: Callable[[Sequence[Kernel]], bytes]
    several: bool = False
    notes: Callable[[Kernel], tuple[str, ...]] | None = None
    recognises: Callable[[bytes], bool] | None = None


def format_of_suffix(suffix: str) -> KernelFormat | None:
    """Return the format kept under a file suffix (".json"), in any case."""
    return next((entry for entry in KERNEL_FORMATS if entry.suffix == suffix.lower()), None)


def format_of_file(suffix: str, data: bytes) -> KernelFormat | None:
    """Return a file's format: the suffix's, but a text is looked at for what it holds."""
    entry = format_of_suffix(suffix)
    if entry is None or entry.suffix not in _ANY_TEXT:
        return entry
    return next((one for one in KERNEL_FORMATS if one.recognises and one.recognises(data)), entry)


def _one(parse: Callable[[bytes], Kernel]) -> Callable[[bytes], Kernels]:
    return lambda data: (parse(data),)


def _only(write: Callable[[Kernel], bytes]) -> Callable[[Sequence[Kernel]], bytes]:
    def write_one(kernels: Sequence[Kernel]) -> bytes:
        if len(kernels) != 1:
            raise KernelError(f"a file of this format holds one kernel, not {len(kernels)}")
        return write(kernels[0])

    return write_one


def _bare(kernel: Kernel) -> Kernel:
    """Return the kernel as weights alone; KernelError when that would lose something."""
    refuse_offset(kernel, "a bare matrix")
    if not has_middle_anchor(kernel):
        row, column = kernel.anchor
        raise KernelError(
            f"a bare matrix would lose the anchor (row {row + 1}, column {column + 1}); "
            ".json keeps it"
        )
    return Kernel(kernel.effective_weights)


def _parse_json(data: bytes) -> Kernel:
    return kernel_from_json(parse_json(data))


def _write_json(kernel: Kernel) -> bytes:
    return (laid_out(kernel_to_json(kernel)) + "\n").encode()


def _parse_csv(data: bytes) -> Kernel:
    return kernel_from_csv(decode_text(data))


def _write_csv(kernel: Kernel) -> bytes:
    return rows_of_text(_bare(kernel).weights, ",").encode()


def _parse_npy(data: bytes) -> Kernel:
    return Kernel(weights_from_npy(data))


def _write_npy(kernel: Kernel) -> bytes:
    return npy_from_weights(_bare(kernel).weights)


# Texts of any program are called so.
_ANY_TEXT = {".txt", ".csv"}

KERNEL_FORMATS: tuple[KernelFormat, ...] = (
    KernelFormat("KernelView", ".json", _one(_parse_json), _only(_write_json)),
    KernelFormat(
        "ImageJ text", ".txt", _one(parse_imagej), _only(write_imagej), notes=imagej_notes
    ),
    KernelFormat("CSV", ".csv", _one(_parse_csv), _only(_write_csv)),
    KernelFormat("NumPy", ".npy", _one(_parse_npy), _only(_write_npy), recognises=is_npy),
    KernelFormat(
        "ImageMagick kernel",
        ".kernel",
        parse_imagemagick,
        _only(write_imagemagick),
        recognises=is_imagemagick,
    ),
    KernelFormat(
        "libvips matrix",
        ".mat",
        _one(parse_libvips),
        _only(write_libvips),
        notes=libvips_notes,
        recognises=is_libvips,
    ),
    KernelFormat(
        "Photoshop custom filter", ".acf", _one(parse_acf), _only(write_acf), notes=acf_notes
    ),
    KernelFormat(
        "GIMP preset", ".settings", parse_gimp, write_gimp, several=True, recognises=is_gimp
    ),
    KernelFormat(
        "Aseprite matrices",
        ".def",
        parse_aseprite,
        write_aseprite,
        several=True,
        notes=aseprite_notes,
        recognises=is_aseprite,
    ),
)
