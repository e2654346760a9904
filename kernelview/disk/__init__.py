"""Reading a stranger's file and replacing one whole: for every package that has files."""

from kernelview.disk.atomic import write_atomically
from kernelview.disk.errors import ContentError, plain_reason
from kernelview.disk.opening import open_regular, read_regular, refuse_length

__all__ = [
    "ContentError",
    "open_regular",
    "plain_reason",
    "read_regular",
    "refuse_length",
    "write_atomically",
]
