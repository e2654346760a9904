"""Memory that was freed and is still held."""

import ctypes
import sys


def give_back() -> bool:
    """Give what was freed back to the system; return whether there was any to give.

    glibc keeps freed blocks for later (malloc_trim(3)): after a large picture was read, more
    than the picture's size. Other systems give it back by themselves.
    """
    if sys.platform != "linux":
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and bool(trim(0))
