"""Memory of a process that runs for months: large blocks go back to the system when done with."""

import os
from typing import Final

from models.malloc import MMAP_THRESHOLD, tell_malloc

LARGE_BYTES: Final = 4 * 2**20


def return_large_blocks() -> bool:
    """From now on blocks of 4 MiB or more are mapped by themselves; whether this could be said.

    glibc raises that limit to 32 MiB as it goes. Then the model's tensors lie on the heaps of many
    threads between what lives on, and under parallel uploads the heaps grow for hours. Somebody's
    own MALLOC_MMAP_THRESHOLD_ stands, and other C libraries are left alone.
    """
    if "MALLOC_MMAP_THRESHOLD_" in os.environ:
        return False
    return tell_malloc(MMAP_THRESHOLD, LARGE_BYTES)
