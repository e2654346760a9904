"""Pictures inside a page: kernels as heat maps for both themes, photos and plots."""

from base64 import b64encode
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernelview.files.images import encode_image
from kernelview.usecases.page.heat_table import DARK, LIGHT, Scale

# The weight that has the full colour.
Limit = float
# A heat map's longer side as it is shown.
SIDE = 56


def png_uri(pixels: NDArray[Any]) -> str:
    """Return a picture of uint8 (H, W[, 3]) as the address of an image that holds it."""
    return _uri("image/png", encode_image(pixels, ".png"))


def svg_uri(data: bytes) -> str:
    """Return a drawing as the address of an image that holds it."""
    return _uri("image/svg+xml", data)


def heat_picture(
    weights: NDArray[Any], *, limit: Limit | None = None, about: str = "", side: int = SIDE
) -> str:
    """Return weights (rows, columns) as a picture element with its colours for both themes.

    Weights of `limit` and beyond have the full colour; None is the largest of these. A pixel a
    weight: the style sheet keeps their edges sharp.
    """
    top = limit or float(np.abs(weights).max()) or 1.0
    units = np.clip(np.nan_to_num(weights / top), -1.0, 1.0)
    rows, columns = weights.shape
    zoom = side / max(rows, columns)
    size = f'style="width:{columns * zoom:.0f}px;height:{rows * zoom:.0f}px"'
    light, dark = (png_uri(heat_pixels(units, scale)) for scale in (LIGHT, DARK))
    return (
        f'<picture><source srcset="{dark}" media="(prefers-color-scheme: dark)">'
        f'<img class="heat" src="{light}" alt="{escape(about)}" {size}></picture>'
    )


def heat_pixels(units: NDArray[Any], scale: Scale) -> NDArray[np.uint8]:
    """Return values from -1 to 1 (rows, columns) in a scale's colours (rows, columns, 3)."""
    zero, low, high = (_channels(one) for one in (scale.zero, scale.negative, scale.positive))
    ends = np.where(units[..., np.newaxis] < 0, low, high)
    mixed = zero + (ends - zero) * np.abs(units)[..., np.newaxis]
    pixels: NDArray[np.uint8] = np.rint(mixed).astype(np.uint8)
    return pixels


def photo(pixels: NDArray[Any], caption: str) -> str:
    """Return a picture of uint8 with its caption."""
    height, width = pixels.shape[:2]
    words = escape(caption)
    return (
        f'<figure><img src="{png_uri(pixels)}" alt="{words}" width="{width}" height="{height}">'
        f"<figcaption>{words}</figcaption></figure>"
    )


def _uri(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{b64encode(data).decode('ascii')}"


def _channels(colour: str) -> NDArray[np.float64]:
    return np.array([*bytes.fromhex(colour.removeprefix("#"))], np.float64)
