"""Reports of the sample calls are as they were; `make golden` rewrites them for review."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.golden_reports import GOLDEN, SAMPLES, report_of

CLOSE = 0.02


def differences(found: Any, golden: Any, where: str = "") -> list[str]:
    """Places where two reports differ by more than rounding."""
    if isinstance(found, dict) and isinstance(golden, dict) and found.keys() == golden.keys():
        return [d for key in found for d in differences(found[key], golden[key], f"{where}/{key}")]
    if isinstance(found, list) and isinstance(golden, list) and len(found) == len(golden):
        pairs = enumerate(zip(found, golden, strict=True))
        return [d for n, (a, b) in pairs for d in differences(a, b, f"{where}/{n}")]
    if isinstance(found, float) and isinstance(golden, float):
        return [] if abs(found - golden) <= CLOSE else [f"{where}: {found} for {golden}"]
    return [] if found == golden else [where]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_sample_reports_are_as_they_were(sample: Path) -> None:
    golden = json.loads((GOLDEN / f"{sample.name}.json").read_text(encoding="utf-8"))
    assert differences(report_of(sample), golden) == []


def test_every_golden_report_has_its_sample() -> None:
    names = {f"{sample.name}.json" for sample in SAMPLES}
    assert {path.name for path in GOLDEN.glob("*.json")} == names
