"""The sample calls' reports as they should be: ``python -m tests.golden_reports`` rewrites them.

The diff is the review. Numbers are computed in float32, so that processors agree.
"""

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

from analyser.ingest import read_path
from analyser.pipeline import analyse_call

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
SAMPLES = sorted(
    path
    for path in (ROOT / "data" / "samples").iterdir()
    if path.is_file() and path.suffix != ".md"
)


def report_of(sample: Path) -> dict[str, Any]:
    """A sample's report, its transcript shortened to the sentences that bear labels."""
    with patch("models.act_classifier.fast_bfloat16", return_value=False):
        (call,) = read_path(sample)
        report = json.loads(analyse_call(call).to_json())
    report["turns"] = {
        f"{t}.{s}": [sentence["text"], sentence["labels"]]
        for t, turn in enumerate(report["turns"])
        for s, sentence in enumerate(turn["sentences"])
        if sentence["labels"]
    }
    return report


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for sample in SAMPLES:
        text = json.dumps(report_of(sample), ensure_ascii=False, indent=1)
        (GOLDEN / f"{sample.name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
