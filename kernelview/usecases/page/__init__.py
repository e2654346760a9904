"""What pages in HTML share: their style, kernels as tables and pictures, plain elements."""

from kernelview.usecases.page.elements import html_page, numbers_table, terms
from kernelview.usecases.page.embedded import (
    Limit,
    heat_picture,
    heat_pixels,
    photo,
    png_uri,
    svg_uri,
)
from kernelview.usecases.page.heat_table import DARK, LIGHT, Scale, heat_table
from kernelview.usecases.page.style import STYLE

__all__ = [
    "DARK",
    "LIGHT",
    "STYLE",
    "Limit",
    "Scale",
    "heat_picture",
    "heat_pixels",
    "heat_table",
    "html_page",
    "numbers_table",
    "photo",
    "png_uri",
    "svg_uri",
    "terms",
]
