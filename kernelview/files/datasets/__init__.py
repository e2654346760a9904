"""Labelled pictures: the bundled ones, and the person's own files and folders."""

from kernelview.files.datasets.bundled import load_bundled
from kernelview.files.datasets.csv_table import load_csv
from kernelview.files.datasets.idx import load_idx
from kernelview.files.datasets.npz import load_npz
from kernelview.files.datasets.picture_folder import load_picture_folder

__all__ = ["load_bundled", "load_csv", "load_idx", "load_npz", "load_picture_folder"]
