"""Whether the talk is about the customer or about the seller.

Who is meant by the rep's words ("you", or "I" and "we"), how long the rep pitches before
asking or letting the customer in, and how many of the rep's sentences ask, reflect or tell
something of value. Pressure serves the seller, so it counts against.

Unit:    focus on the customer, 0 to 1. Absent with less than 50 words of the rep.
Formula: mean of three parts, less 0.1 for each sentence of pressure (0.3 at most). Words: you /
         (you + I + we), with their forms; 0.5 where there is none. Pitch: 1 less twice the share of
         the rep's words that lie beyond 75 at a stretch, at least 0; a question (no leading one) or
         more than three words of the customer end the stretch. Sentences: the share, of those with
         three words or more, that ask (no leading question), reflect or give insight; 0.4 and more
         is full.
Limits:  "we" can mean both sides together, and "you" can accuse; a demo rightly has long
         stretches.
Source:  "Misconceptions about Trust-based Selling". Parts and limits are a rule of thumb; on
         the written training calls, whose labels and ratings are one writer's, pressure (-0.78)
         and the share of sentences (0.66) go with rated trust by rank, the balance of words
         (-0.10) and the pitch (0.03) do not.

>>> from analyser.testing import marked_call
>>> call = marked_call("C: Hi.", f"R: {'You said that it hurts. ' * 10}")
>>> round(customer_focus.measure(call).value, 4)
0.6667
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from analyser.annotation import AnnotatedCall, Sentence
from analyser.conversation import Role
from analyser.reading import Moment, Reading, Severity, percent, signal
from analyser.talk_time import BACKCHANNEL_WORDS

MIN_REP_WORDS = 50
SHORT_PITCH = 75
BEYOND_LOSS = 2.0
LONG_PITCH = 300
SHOWN_PITCH = 150
FULL_SHARE = 0.4
SENTENCE_WORDS = 3
TELLING_WORDS = 8
PRESSURE_LOSS = 0.1
MOST_LOSS = 0.3
ASKING = frozenset({"question.open", "question.closed", "question.check"})
TURNED = ASKING | {"reflect", "insight"}
YOURS = frozenset({"you", "your", "yours", "yourself", "yourselves"})
OURS = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Pitch:
    """A stretch of the rep's sentences without a question or a word from the customer. It is shown
    from its first sentence of some length, as ``begun`` says; replies come before."""

    turn: int
    sentence: int
    words: int
    begun: bool = True


@signal(principle="For the sake of the customer.", unit="focus on the customer")
def customer_focus(call: AnnotatedCall) -> Reading:
    """How far the rep's talk turns on the customer."""
    words = sum(turn.words for _, turn in call.turns_by(Role.REP))
    if words < MIN_REP_WORDS:
        return Reading.absent(f"too little talk of the rep: {words} words, {MIN_REP_WORDS} needed")
    you_share = _you_share(call)
    pitches = _pitches(call)
    pitch = max(pitches, key=lambda pitch: pitch.words, default=Pitch(0, 0, 0))
    beyond = sum(max(0, one.words - SHORT_PITCH) for one in pitches) / words
    turned = _turned_share(call)
    pressure = len(call.find("pressure", by=Role.REP))
    parts = (you_share, max(0.0, 1 - BEYOND_LOSS * beyond), min(1.0, turned / FULL_SHARE))
    loss = min(MOST_LOSS, PRESSURE_LOSS * pressure)
    return Reading(
        round(max(0.0, sum(parts) / len(parts) - loss), 4),
        n=words,
        summary=(
            f"{percent(you_share)} of the rep's words for either side mean the customer; the "
            f"longest pitch ran to {pitch.words} words; {percent(turned)} of the rep's sentences "
            "ask, reflect or give insight."
        ),
        moments=(_long_pitch(pitch),) if pitch.words >= SHOWN_PITCH else (),
        details={
            "you_share": round(you_share, 3),
            "turned_share": round(turned, 3),
            "longest_pitch_words": float(pitch.words),
            "pitched_share": round(beyond, 3),
            "pressure": float(pressure),
        },
    )


def _you_share(call: AnnotatedCall) -> float:
    """The rep's words for the customer out of those for either side, 0 to 1."""
    said = Counter(
        word for _, turn in call.turns_by(Role.REP) for word in WORD.findall(turn.text.lower())
    )
    yours, ours = (sum(said[word] for word in side) for side in (YOURS, OURS))
    return yours / (yours + ours) if yours + ours else 0.5


def _pitches(call: AnnotatedCall) -> list[Pitch]:
    """The stretches, each at its whole length."""
    done: list[Pitch] = []
    current: Pitch | None = None
    for number, turn in enumerate(call.turns):
        if turn.role is Role.CUSTOMER and turn.words > BACKCHANNEL_WORDS:
            done, current = _ended(done, current), None
        if turn.role is not Role.REP:
            continue
        for place, sentence in enumerate(turn.sentences):
            if ASKING & sentence.labels.keys():
                done, current = _ended(done, current), None
                continue
            words = _words(sentence)
            if current is None or not current.begun:
                before = current.words if current else 0
                current = Pitch(number, place, before + words, words >= TELLING_WORDS)
            else:
                current = replace(current, words=current.words + words)
    return _ended(done, current)


def _ended(done: list[Pitch], current: Pitch | None) -> list[Pitch]:
    return done if current is None else [*done, current]


def _words(sentence: Sentence) -> int:
    return len(sentence.text.split())


def _turned_share(call: AnnotatedCall) -> float:
    """The share of the rep's sentences that ask, reflect or give insight, 0 to 1."""
    said = [
        sentence
        for _, turn in call.turns_by(Role.REP)
        for sentence in turn.sentences
        if _words(sentence) >= SENTENCE_WORDS
    ]
    return sum(bool(TURNED & s.labels.keys()) for s in said) / len(said) if said else 0.0


def _long_pitch(pitch: Pitch) -> Moment:
    return Moment(
        "long_pitch",
        pitch.turn,
        pitch.sentence,
        Severity.MEDIUM if pitch.words >= LONG_PITCH else Severity.LOW,
        f"The rep pitched for {pitch.words} words without asking anything or hearing an answer.",
        'After the first point, ask: "What of this matters to you, and what does not?"',
    )
