"""The command line. Importing it is cheap: each command loads what it needs when it runs."""

from kernelview.cli.arguments import is_command
from kernelview.cli.display import display_is_missing
from kernelview.cli.entry import complain, is_file, main

__all__ = ["complain", "display_is_missing", "is_command", "is_file", "main"]
