"""Labelled pictures: the bundled ones, and the person's own files and folders."""

from kernelview.files.datasets.bundled import load_bundled

__all__ = ["load_bundled"]
