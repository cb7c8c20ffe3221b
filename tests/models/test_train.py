import pytest

from models.marked_calls import read_lines
from models.train import Material, with_verdicts
from models.trained import ActModel
from models.verdicts import JudgedSentence


def test_verdicts_join_the_calls_to_train_on(
    monkeypatch: pytest.MonkeyPatch, small_model: ActModel
) -> None:
    monkeypatch.setattr("models.train.act_model", lambda: small_model)
    (call,) = read_lines(["# a | form=raw", "C Raj: hello there"])
    sentences = [JudgedSentence(f"Sign {n}.", "rep", (), {"pressure": 1.0}) for n in range(5)]
    found = with_verdicts(Material([call], [call], []), sentences)
    assert [len(found.train), len(found.held)] == [5, 2]
    for judged in (*found.train[1:], *found.held[1:]):
        assert any("pressure" in names for names in judged.turns[-1].labels)


def test_tidy_calls_are_also_calibrated_on_raw() -> None:
    tidy, raw = read_lines(
        ["# a | form=punctuated", "C Raj: Hello, Ann.", "# b | form=raw", "C Raj: hello"]
    )
    groups = Material([], [tidy, raw], []).groups()
    assert {name: len(calls) for name, calls in groups.items()} == {
        "held out": 2,
        "held out, made raw": 1,
    }
    assert groups["held out, made raw"][0].turns[0].text.islower()
