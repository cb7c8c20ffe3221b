from pathlib import Path

import pytest

from models.marked_calls import LabelledTurn, read_folder, read_lines

TRAINING = Path(__file__).parents[2] / "data" / "training"
HEAD = "# w1 | kind=discovery | form=punctuated"


def turn(line: str) -> LabelledTurn:
    (call,) = read_lines([HEAD, line])
    return call.turns[0]


def test_reads_calls_with_facts_and_ratings() -> None:
    first, second = read_lines(
        ["// note", HEAD, "R Ann: Hi.", "ratings trust=24 price=null", "# w2", "C Raj: Hi."]
    )
    assert (first.id, first.meta) == ("w1", {"kind": "discovery", "form": "punctuated"})
    assert first.ratings == {"trust": 24, "price": None}
    assert (second.id, second.turns[0].role, second.turns[0].speaker) == ("w2", "customer", "Raj")


@pytest.mark.parametrize(
    ("talk", "sentences"),
    [
        pytest.param("Hi. Well.", [("Hi.", ()), ("Well.", ())], id="marks-part"),
        pytest.param("hi | well", [("hi", ()), ("well", ())], id="bars-part"),
        pytest.param(
            "Well. [question.open+probe.why: Why March?] Right.",
            [("Well.", ()), ("Why March?", ("question.open", "probe.why")), ("Right.", ())],
            id="brackets-label",
        ),
    ],
)
def test_parts_sentences(talk: str, sentences: list[tuple[str, tuple[str, ...]]]) -> None:
    found = turn(f"R Ann: {talk}")
    assert list(zip(found.sentences, found.labels, strict=True)) == sentences


def test_episode_marks_stand_beside_the_talk() -> None:
    found = turn("C Raj: [request: Could you?] {request:jumped}")
    assert (found.request, found.sentences) == ("jumped", ("Could you?",))


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        pytest.param("X Ann: Hi.", "expected `R|C|O", id="side"),
        pytest.param("R Ann: [request: Could you?]", "cannot bear request", id="wrong-side"),
        pytest.param("R Ann: [haggle: Could you?]", "cannot bear haggle", id="unknown-label"),
        pytest.param(
            "R Ann: [question.open+question.closed: Why?]", "at most one kind", id="two-kinds"
        ),
        pytest.param("R Ann: [price.trade: 80 for two.]", "stands together", id="trade-alone"),
        pytest.param("R Ann: Hi [there.", "stray marks", id="stray-bracket"),
        pytest.param("R Ann: {cut:earned}", "no talk", id="no-talk"),
        pytest.param("C Raj: Hi. {request:hopped}", "request marked", id="unknown-response"),
        pytest.param("R Ann: Hi. {cut:late}", "cut marked", id="unknown-cut"),
    ],
)
def test_broken_lines_name_place_and_rule(line: str, rule: str) -> None:
    with pytest.raises(ValueError, match=r"w\.txt:2") as raised:
        list(read_lines([HEAD, line], "w.txt"))
    assert rule in str(raised.value)


def test_the_training_calls_are_read_and_ids_are_unique() -> None:
    ids = [call.id for call in read_folder(TRAINING)]
    assert len(ids) > 50
    assert len(set(ids)) == len(ids)
