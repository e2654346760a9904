"""The picture formats: how a file shows what it is, and what each can hold."""

from dataclasses import dataclass
from typing import Literal

FormatName = Literal["PNG", "JPEG", "TIFF", "BMP", "GIF", "WebP"]


@dataclass(frozen=True)
class ImageFormat:
    """A format that can be written: its `label`, file `suffixes` and `depths` in words."""

    label: FormatName
    suffixes: tuple[str, ...]
    depths: tuple[str, ...]
    dtypes: tuple[str, ...]
    longest_side: int
    alpha: bool = False

    @property
    def holds(self) -> str:
        """What the format can hold, as one sentence."""
        alpha = "with or without alpha" if self.alpha else "without alpha"
        return f"{self.label} holds {' or '.join(self.depths)} grey or RGB, {alpha}"


_ANY_SIDE = 2**31 - 1

WRITABLE: tuple[ImageFormat, ...] = (
    ImageFormat("PNG", (".png",), ("8-bit", "16-bit"), ("uint8", "uint16"), _ANY_SIDE, alpha=True),
    ImageFormat(
        "TIFF",
        (".tif", ".tiff"),
        ("8-bit", "16-bit", "32-bit float", "64-bit float"),
        ("uint8", "uint16", "float32", "float64"),
        _ANY_SIDE,
        alpha=True,
    ),
    ImageFormat("JPEG", (".jpg", ".jpeg"), ("8-bit",), ("uint8",), 65_500),
    ImageFormat("WebP", (".webp",), ("8-bit",), ("uint8",), 16_383, alpha=True),
    ImageFormat("BMP", (".bmp",), ("8-bit",), ("uint8",), _ANY_SIDE),
)

READABLE_SUFFIXES: tuple[str, ...] = (
    ".png",
    ".jpg",
    ".jpeg",
    ".tif",
    ".tiff",
    ".webp",
    ".bmp",
    ".gif",
)

HEAD_BYTES = 32

_SIGNATURES: tuple[tuple[bytes, FormatName], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
)


def format_of(head: bytes) -> FormatName | None:
    """Return which format a file's first bytes show, whatever its name says."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WebP"
    return next((name for start, name in _SIGNATURES if head.startswith(start)), None)


def writable_format(suffix: str) -> ImageFormat | None:
    """Return the format written under a file suffix (".png"), in any case."""
    return next((entry for entry in WRITABLE if suffix.lower() in entry.suffixes), None)
