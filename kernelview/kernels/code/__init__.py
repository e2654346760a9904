"""A kernel as code for other languages and programs: complete, and the right way round."""

from kernelview.kernels.code.request import CodeRequest
from kernelview.kernels.code.targets import TARGETS, Target, code_for, target

__all__ = ["TARGETS", "CodeRequest", "Target", "code_for", "target"]
