"""The sample calls: each is read and has its line in the README."""

import re
from pathlib import Path

import pytest

from analyser.ingest import read_path

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
README = (SAMPLES / "README.md").read_text(encoding="utf-8")
FILES = sorted(path for path in SAMPLES.iterdir() if path.is_file() and path.suffix != ".md")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_is_read_as_one_call_with_named_speakers(path: Path) -> None:
    (call,) = read_path(path)
    assert call.speakers
    assert all(turn.speaker for turn in call.turns)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_has_the_words_that_its_line_states(path: Path) -> None:
    line = next(line for line in README.splitlines() if line.startswith(f"| `{path.name}`"))
    (call,) = read_path(path)
    stated = int(re.findall(r"([\d,]+) words", line)[0].replace(",", ""))
    assert sum(len(turn.text.split()) for turn in call.turns) == pytest.approx(stated, rel=0.02)


def test_the_readme_lists_no_other_file() -> None:
    assert set(re.findall(r"^\| `([^`]+)`", README, re.M)) == {path.name for path in FILES}
