"""Large blocks of a service go back to the system."""

import platform
import subprocess
import sys

import pytest

from api.memory import LARGE_BYTES

GLIBC = platform.libc_ver()[0] == "glibc"
BETWEEN = """
import ctypes
from api.memory import LARGE_BYTES, return_large_blocks

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]

def is_mapped(size):
    "Whether a block came by a mapping of its own: the bit that malloc keeps before it."
    block = libc.malloc(size)
    bits = ctypes.c_size_t.from_address(block - ctypes.sizeof(ctypes.c_size_t)).value
    libc.free(block)
    return bool(bits & 2)

said = return_large_blocks()
first = is_mapped(LARGE_BYTES), is_mapped(LARGE_BYTES // 2)
is_mapped(4 * LARGE_BYTES)  # Freed: by itself glibc would now keep blocks of this size.
print(said, *first, is_mapped(2 * LARGE_BYTES))
"""


def between(**environment: str) -> str:
    run = [sys.executable, "-c", BETWEEN]
    return subprocess.run(run, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(not GLIBC, reason="needs glibc")
def test_large_blocks_are_mapped_by_themselves_for_good() -> None:
    assert between() == "True True False True\n"


@pytest.mark.skipif(not GLIBC, reason="needs glibc")
def test_what_somebody_set_stands() -> None:
    assert between(MALLOC_MMAP_THRESHOLD_=str(8 * LARGE_BYTES)).startswith("False False False")
