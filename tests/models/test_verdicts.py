import json
from pathlib import Path

import pytest

from models.verdicts import JudgedSentence, Verdict, judged, read_verdicts, split, version_with

LINE = {"text": "Sign today.", "role": "rep", "label": "pressure", "verdict": "confirmed"}


def written(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "verdicts.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_reads_one_verdict_a_line(tmp_path: Path) -> None:
    before = [{"role": "customer", "text": "It is too dear."}, {"text": "Hm."}]
    whole = LINE | {"call": "a", "turn": 3, "sentence": 0, "corrected": None, "before": before}
    first, second = read_verdicts(written(tmp_path, LINE, "", whole | {"coach": "ignored"}))
    assert (first.text, first.before) == ("Sign today.", ())
    assert (second.call, second.turn, second.before[0].role) == ("a", 3, "customer")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param("{", "one line of JSON", id="no-json"),
        pytest.param("[" * 100_000, "one line of JSON", id="deep"),
        pytest.param("7", "verdicts.jsonl:2: ", id="a-number"),
        pytest.param({"text": " "}, "text: ", id="no-words"),
        pytest.param({"role": "boss"}, "role: ", id="unknown-role"),
        pytest.param({"verdict": "maybe"}, "verdict: ", id="unknown-verdict"),
        pytest.param({"label": "price"}, "a label of the codebook", id="unknown-label"),
        pytest.param({"label": "request"}, "the rep cannot bear request", id="not-of-the-role"),
        pytest.param({"corrected": "insight"}, "only a dismissed label", id="confirmed-corrected"),
        pytest.param(
            {"verdict": "dismissed", "corrected": "pressure"}, "another label", id="same-label"
        ),
        pytest.param({"before": [{"role": "rep"}]}, "before.0.text: ", id="turn-without-text"),
        pytest.param({"text": 'a lone "\ud800"'}, "text: ", id="no-unicode"),
    ],
)
def test_a_bad_line_is_named_and_not_quoted(tmp_path: Path, change: object, found: str) -> None:
    bad = LINE | change if isinstance(change, dict) else change
    with pytest.raises(ValueError, match=r"^verdicts\.jsonl:2: ") as raised:
        read_verdicts(written(tmp_path, LINE, bad))
    assert found in str(raised.value)
    assert "Sign" not in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"none\.jsonl: expected a file of verdicts"):
        read_verdicts(tmp_path / "none.jsonl")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param({}, {"pressure": True}, id="confirmed"),
        pytest.param({"verdict": "dismissed"}, {"pressure": False}, id="dismissed"),
        pytest.param({"verdict": "unsure"}, {}, id="unsure"),
        pytest.param(
            {"verdict": "dismissed", "corrected": "price.trade"},
            {"pressure": False, "price.trade": True, "price.cut": True},
            id="a-trade-is-a-cut",
        ),
        pytest.param(
            {"label": "promise.over"},
            {"promise.over": True, "promise.bounded": False},
            id="one-excludes-another",
        ),
    ],
)
def test_what_a_verdict_says(change: dict[str, str], says: dict[str, bool]) -> None:
    assert Verdict.model_validate(LINE | change).says() == says


def test_verdicts_on_one_sentence_are_averaged_in_any_order() -> None:
    verdicts = [
        Verdict.model_validate(LINE | {"verdict": v})
        for v in ("confirmed", "dismissed", "confirmed", "unsure")
    ]
    (sentence,) = judged(verdicts)
    assert sentence.targets == {"pressure": pytest.approx(2 / 3)}
    assert judged(verdicts[::-1]) == [sentence]


def test_one_sentence_in_five_is_kept() -> None:
    sentences = [JudgedSentence(str(n), "rep") for n in range(11)]
    told, kept = split(sentences)
    assert [len(told), len(kept)] == [9, 2]
    assert not {s.text for s in told} & {s.text for s in kept}


def test_the_version_names_the_verdicts() -> None:
    one, two = (JudgedSentence("Sign.", "rep", (), {"pressure": t}) for t in (0.0, 1.0))
    assert version_with("1.0.0", [one]).startswith("1.0.0+verdicts.")
    assert version_with("1.0.0", [one]) != version_with("1.0.0", [two])
