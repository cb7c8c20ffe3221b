"""Relations that must hold whatever the right number is, on sample calls with the model."""

import json
from pathlib import Path
from typing import Any

import pytest

from analyser.conversation import Conversation
from analyser.ingest import read_bytes, read_path
from analyser.pipeline import analyse_call
from analyser.report import CallReport
from analyser.settings import Settings
from models.evaluate import raw_text

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
SPLIT_POINTS = 6.0
"""Trust may move so far where a turn is cut in two."""

RAW_POINTS = 15.0
"""Trust may move so far without punctuation and capitals: the model hears less."""

WINDOW_POINTS = 0.5
"""Further turns shift the model's windows: a label on the brink may go elsewhere in the call.
test_metamorphic_labels.py holds the same relation to the point."""

Call = dict[str, Any]


@pytest.fixture(scope="module", params=["enterprise-discovery-long.json", "price-pushback.srt"])
def call(request: pytest.FixtureRequest) -> Call:
    """A sample as the project's own JSON, roles stated, times left out."""
    (conversation,) = read_path(SAMPLES / request.param)
    report = analyse_call(conversation).to_dict()
    roles = {person["name"]: person["role"] for person in report["participants"]}
    turns = [
        {"speaker": turn.speaker, "role": roles[str(turn.speaker)], "text": turn.text}
        for turn in conversation.turns[:120]
    ]
    return {"id": "sample", "turns": turns}


def conversation(call: Call) -> Conversation:
    return read_bytes(json.dumps(call).encode(), "sample.json")[0]


def with_turns(call: Call, turns: list[dict[str, Any]]) -> CallReport:
    return analyse_call(conversation({**call, "turns": turns}))


def said(call: Call, role: str, text: str) -> dict[str, Any]:
    speaker = next(t["speaker"] for t in call["turns"] if t["role"] == role)
    return {"speaker": speaker, "role": role, "text": text}


def score(report: CallReport) -> float:
    assert report.trust.score is not None
    return report.trust.score


@pytest.fixture(scope="module")
def before(call: Call) -> CallReport:
    return analyse_call(conversation(call))


@pytest.mark.parametrize(
    "line",
    [
        "I guarantee you will double your sales within a month, no risk at all.",
        "Okay, I'll just take twenty percent off the price for you.",
        "If you don't sign today this offer is gone, and you would be crazy to miss it.",
    ],
    ids=["overpromise", "unasked-cut", "pressure"],
)
@pytest.mark.parametrize("share", [0.5, 1.0], ids=["middle", "end"])
def test_a_further_bad_line_never_raises_trust(
    call: Call, before: CallReport, line: str, share: float
) -> None:
    at = round(share * len(call["turns"]))
    turns = [*call["turns"][:at], said(call, "rep", line), *call["turns"][at:]]
    assert score(with_turns(call, turns)) <= score(before)


def test_a_probe_before_a_cut_never_lowers_trust(call: Call) -> None:
    cut = [
        said(call, "customer", "That is too expensive for us."),
        said(call, "rep", "Okay, I'll take ten percent off."),
    ]
    probe = [
        said(call, "rep", "What are you comparing it with?"),
        said(call, "customer", "With what we paid last year."),
    ]
    plain = with_turns(call, [*call["turns"], *cut])
    probed = with_turns(call, [*call["turns"], cut[0], *probe, cut[1]])
    assert score(probed) >= score(plain) - WINDOW_POINTS


def test_names_of_speakers_change_nothing(call: Call, before: CallReport) -> None:
    turns = [{**t, "speaker": f"{t['role']} {t['speaker'][::-1]}"} for t in call["turns"]]
    assert with_turns(call, turns).to_dict()["signals"] == before.to_dict()["signals"]


def test_the_same_call_gives_the_same_bytes(call: Call, before: CallReport) -> None:
    assert analyse_call(conversation(call)).to_json() == before.to_json()


def test_the_format_changes_nothing(call: Call, before: CallReport) -> None:
    people = {t["speaker"]: t["role"] for t in call["turns"]}
    if len(people) > 2:
        pytest.skip("plain text states no roles: who of several is a customer may stay unknown")
    reps = tuple(name for name, role in people.items() if role == "rep")
    text = "\n".join(f"{t['speaker']}: {t['text']}" for t in call["turns"])
    (read,) = read_bytes(text.encode(), "sample.txt")
    found = analyse_call(read, Settings(reps=reps))
    assert score(found) == pytest.approx(score(before), abs=1.0)


def test_punctuation_moves_trust_by_little(call: Call, before: CallReport) -> None:
    turns = [{**t, "text": raw_text(t["text"])} for t in call["turns"]]
    raw = with_turns(call, turns)
    assert score(raw) == pytest.approx(score(before), abs=RAW_POINTS)
    assert raw.to_dict()["signals"]["talk_listen"]["value"] == pytest.approx(
        before.to_dict()["signals"]["talk_listen"]["value"], abs=0.02
    )


def test_splitting_a_turn_moves_trust_by_little(call: Call, before: CallReport) -> None:
    at = max(range(len(call["turns"])), key=lambda n: len(call["turns"][n]["text"]))
    turn = call["turns"][at]
    middle = turn["text"].find(". ", len(turn["text"]) // 2) + 1
    halves = [
        {**turn, "text": part} for part in (turn["text"][:middle], turn["text"][middle + 1 :])
    ]
    turns = [*call["turns"][:at], *halves, *call["turns"][at + 1 :]]
    assert score(with_turns(call, turns)) == pytest.approx(score(before), abs=SPLIT_POINTS)


def test_a_call_told_twice_has_the_same_shares(call: Call, before: CallReport) -> None:
    twice = with_turns(call, [*call["turns"], *call["turns"]]).to_dict()["signals"]
    once = before.to_dict()["signals"]
    assert twice["talk_listen"]["value"] == pytest.approx(once["talk_listen"]["value"], abs=0.01)
    assert twice["question_quality"]["value"] == pytest.approx(
        once["question_quality"]["value"], abs=0.1
    )
