import random

import pytest

from analyser.codebook import LABELS
from models.marked_calls import read_lines
from models.trained import ActModel
from models.verdict_settings import Setting, labelled_call, settings
from models.verdicts import Before, JudgedSentence

CALLS = list(
    read_lines(["# a", "C Raj: Hello there.", "R Ann: It is new. [price.state: It is 9.]"])
)
JUDGED = JudgedSentence(
    "Sign today.", "rep", (Before(text="Too dear.", role="customer"),), {"pressure": 1.0}
)


def test_every_setting_holds_the_sentence() -> None:
    found = list(settings(JUDGED, CALLS, random.Random(1)))
    assert found[0].texts == ("Too dear.", "Sign today.")
    for setting in found:
        said = setting.texts[setting.turn][setting.first : setting.last]
        assert said.lower().rstrip(".") == "sign today"
        assert setting.roles[setting.turn] == "rep"


def test_only_an_unlabelled_sentence_gives_way() -> None:
    for setting in list(settings(JUDGED, CALLS, random.Random(1)))[2:]:
        assert "is 9" in setting.texts[setting.turn].lower()


def test_without_a_free_place_the_sentence_stands_by_itself() -> None:
    calls = list(read_lines(["# a", "C Raj: Hello there."]))
    assert len(list(settings(JUDGED, calls, random.Random(1)))) == 2


@pytest.mark.parametrize(("starts", "number"), [((0,), 0), ((0, 10), 1), ((0, 5, 24), 1)])
def test_finds_the_judged_sentence_among_those_found(starts: tuple[int, ...], number: int) -> None:
    setting = Setting(("It is new. Sign today. Or go.",), ("rep",), 0, 11, 22)
    assert setting.sentence(starts) == number


def test_what_coaches_said_beats_what_the_model_says(small_model: ActModel) -> None:
    said = {label: float(label == "insight") for label in LABELS}
    call = labelled_call(JudgedSentence("Sign today.", "rep", JUDGED.before, said), small_model)
    assert ("insight",) in call.turns[-1].labels
    assert [turn.role for turn in call.turns] == ["customer", "rep"]
