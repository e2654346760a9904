"""A kernel as code for other languages and programs: complete, and the right way round."""

from kernelview.kernels.code.request import BORDERS, Border, CodeRequest
from kernelview.kernels.code.targets import GROUPS, TARGETS, Group, Target, code_for, target

__all__ = [
    "BORDERS",
    "GROUPS",
    "TARGETS",
    "Border",
    "CodeRequest",
    "Group",
    "Target",
    "code_for",
    "target",
]
