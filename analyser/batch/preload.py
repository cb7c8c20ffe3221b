"""Imported by the process that workers are forked from: the model is loaded once for them all."""

import contextlib
import os

from analyser.errors import AnalyserError

# torch reads it when first imported; threads would not survive the fork.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from analyser.pipeline import ready

with contextlib.suppress(AnalyserError):  # Each call tells what is the matter.
    ready()
