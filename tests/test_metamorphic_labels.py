"""Relations that must hold whatever the right number is, on written calls with their own labels:
no model runs, so that many calls can be tried."""

from pathlib import Path

import pytest

from analyser.annotation import AnnotatedCall, AnnotatedTurn, Sentence, Speaker
from analyser.conversation import Conversation, Role, Turn
from analyser.profile_file import load_profile
from analyser.reading import Reading
from analyser.scoring import Trust, signal_scores, trust_of
from analyser.signals import all_signals
from models.marked_calls import LabelledCall, read_folder

TRAINING = Path(__file__).parents[1] / "data" / "training"
EVERY = 45
FEWEST_TURNS = 6

BAD = {
    "overpromise": ("I guarantee you will double your sales in a month.", "promise.over"),
    "mild-overpromise": ("That should be fine, it can do it easily.", "promise.over"),
    "unasked-cut": ("Okay, I'll just take twenty percent off for you.", "price.cut"),
    "pressure": ("If you don't sign today it is gone, and you would be sorry.", "pressure"),
}
WHY = (Role.REP, "What is behind that for you?", ("probe.why", "question.open"))
ANSWER = (Role.CUSTOMER, "Well, the budget is what it is.", ())


def annotated(call: LabelledCall) -> AnnotatedCall:
    turns = tuple(
        spoken(Role(turn.role), *zip(turn.sentences, turn.labels, strict=True))
        for turn in call.turns
    )
    return with_turns(turns)


def with_turns(turns: tuple[AnnotatedTurn, ...]) -> AnnotatedCall:
    talk = tuple(Turn(turn.speaker, turn.text, turn.role) for turn in turns)
    speakers = {turn.speaker: turn.role for turn in turns}
    return AnnotatedCall(
        Conversation("written", talk),
        tuple(Speaker(str(name), role, "stated", 1.0) for name, role in speakers.items()),
        turns,
    )


def spoken(role: Role, *sentences: tuple[str, tuple[str, ...]]) -> AnnotatedTurn:
    parts, at = [], 0
    for words, labels in sentences:
        parts.append(Sentence(at, at + len(words), words, dict.fromkeys(labels, 0.95)))
        at += len(words) + 1
    return AnnotatedTurn(role.value, role, " ".join(words for words, _ in sentences), tuple(parts))


def inserted(call: AnnotatedCall, at: int, *new: AnnotatedTurn) -> AnnotatedCall:
    return with_turns((*call.turns[:at], *new, *call.turns[at:]))


def readings(call: AnnotatedCall) -> dict[str, Reading]:
    return {name: signal.measure(call) for name, signal in all_signals().items()}


def trust(call: AnnotatedCall) -> Trust:
    found = readings(call)
    profile = load_profile("default")
    moments = [moment for reading in found.values() for moment in reading.moments]
    return trust_of(call, signal_scores(found, profile), moments, profile)


def with_evidence() -> list[AnnotatedCall]:
    calls = [
        annotated(call)
        for call in read_folder(TRAINING)[::EVERY]
        if len(call.turns) >= FEWEST_TURNS
        and {turn.role for turn in call.turns} <= {role.value for role in Role}
    ]
    return [call for call in calls if trust(call).score is not None]


@pytest.fixture(scope="module")
def calls() -> list[AnnotatedCall]:
    found = with_evidence()
    assert len(found) >= 20
    return found


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("where", ["middle", "end"])
def test_a_further_bad_line_never_raises_trust(
    calls: list[AnnotatedCall], kind: str, where: str
) -> None:
    words, label = BAD[kind]
    for call in calls:
        at = len(call.turns) // 2 if where == "middle" else len(call.turns)
        worse = trust(inserted(call, at, spoken(Role.REP, (words, (label,))))).score
        assert worse is None or worse <= (trust(call).score or 0.0)


def test_a_probe_before_a_cut_never_lowers_trust(calls: list[AnnotatedCall]) -> None:
    tried = 0
    for call in calls:
        for cut in call.find("price.cut", by=Role.REP)[:1]:
            tried += 1
            talk = [spoken(role, (words, labels)) for role, words, labels in (WHY, ANSWER)]
            better = trust(inserted(call, cut.turn, *talk)).score
            assert better is not None
            assert better >= (trust(call).score or 0.0)
    assert tried >= 5


def test_a_call_told_twice_has_the_same_shares(calls: list[AnnotatedCall]) -> None:
    for call in calls:
        once, twice = readings(call), readings(with_turns((*call.turns, *call.turns)))
        for name in ("talk_listen", "follow_through"):
            if once[name].value is not None:
                assert twice[name].value == pytest.approx(once[name].value, abs=0.01)
        assert twice["question_quality"].value == pytest.approx(
            once["question_quality"].value, abs=0.1
        )


def test_splitting_a_turn_moves_trust_by_little(calls: list[AnnotatedCall]) -> None:
    for call in calls:
        longest = max(range(len(call.turns)), key=lambda n: len(call.turns[n].sentences))
        turn = call.turns[longest]
        parts = [
            spoken(turn.role or Role.OTHER, *((s.text, tuple(s.labels)) for s in some))
            for some in (turn.sentences[:1], turn.sentences[1:])
            if some
        ]
        split = with_turns((*call.turns[:longest], *parts, *call.turns[longest + 1 :]))
        assert trust(split).score == pytest.approx(trust(call).score, abs=5.0)
