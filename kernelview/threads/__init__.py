"""Threads for arithmetic: how many there may be, sharing out work, and BLAS kept to one."""

from kernelview.threads.blas import one_blas_thread
from kernelview.threads.pool import processors, share_out

__all__ = ["one_blas_thread", "processors", "share_out"]
