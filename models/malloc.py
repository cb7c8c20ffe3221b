"""What glibc's malloc does with memory that is freed: it can be told, elsewhere nothing happens."""

import ctypes
import sys
from typing import Final

TRIM_THRESHOLD: Final = -1
MMAP_THRESHOLD: Final = -3
"""The options' numbers in glibc's malloc.h; see mallopt(3)."""


def tell_malloc(option: int, size: int) -> bool:
    """Set an option to so many bytes; whether this C library could be told."""
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(option, size) == 1
