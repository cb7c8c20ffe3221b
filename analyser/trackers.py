"""What a team tracks by its profile, as further signals: phrases, and sentences matched by meaning.

A phrase is heard where its words stand together in any of their forms. Examples are heard where a
sentence means the like of them rather than of what the team says is not meant; see
``models/meaning.py`` for how, and docs/profiles.md for how often that is right.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from analyser.annotation import AnnotatedCall
from analyser.conversation import Role
from analyser.profile import Tracker
from analyser.progress import progress
from analyser.reading import Moment, Reading, Severity, Signal, counted, percent

MOST_SHOWN: Final = 3
FEWEST_WORDS: Final = 3
"""A shorter sentence has no meaning by itself."""

UNIT: Final = "sentences"
INSTEAD: Final = "Leave it out, or say it in a way that your team can stand for."
WHO: Final = {Role.REP: "the rep", Role.CUSTOMER: "the customer", None: "either side"}
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class Likeness(Protocol):
    """See ``models.meaning.Likeness``."""

    @property
    def threshold(self) -> float: ...
    @property
    def sure(self) -> float: ...
    def score(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]: ...


class MeaningReader(Hashable, Protocol):
    """See ``models.meaning.Meaning``."""

    def vectors(self, texts: Sequence[str], roles: Sequence[str]) -> NDArray[np.float32]: ...
    def likeness(
        self, examples: Sequence[str], role: str, *, not_these: Sequence[str], false_alarms: float
    ) -> Likeness: ...


class Reader(Protocol):
    """The model; its ``meaning`` is asked for only where a tracker has examples."""

    @property
    def meaning(self) -> MeaningReader: ...


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence that a tracker is about; ``confidence`` 0.5 to 1."""

    turn: int
    sentence: int
    confidence: float


def tracked(
    call: AnnotatedCall, trackers: Sequence[Tracker], reader: Reader
) -> Mapping[str, tuple[Signal, Reading]]:
    """Each tracker as a signal with its reading, by name."""
    vectors = _vectors(call, trackers, reader) if any(t.examples for t in trackers) else {}
    found = {}
    for tracker in trackers:
        signal = tracker_signal(tracker)
        heard = sorted(_heard(call, tracker, reader, vectors), key=lambda h: (h.turn, h.sentence))
        reading = _reading(call, tracker, heard)
        known = call.both_sides_known or tracker.side is None
        found[tracker.name] = (signal, reading if known else signal.measure(call))
    return found


def tracker_signal(tracker: Tracker) -> Signal:
    """The tracker as a signal of the catalogue."""
    wanted = "more is better" if tracker.wanted else "none is best"
    text = (
        f"{tracker.about}\n\nUnit:    sentences of {WHO[tracker.side]}; {wanted}.\n"
        f"Formula: sentences with one of {counted(len(tracker.phrases), 'phrase')} or in meaning "
        f"like {counted(len(tracker.examples), 'example')}{_but_not(tracker)}.\n"
        "Limits:  likeness of meaning is a guess: look at the quotes.\n"
        "Source:  your team's profile."
    )
    return Signal(tracker.name, tracker.about, UNIT, text, lambda _: Reading.absent("not read"))


def _but_not(tracker: Tracker) -> str:
    near = len(tracker.not_these)
    return f" and not like {counted(near, 'near miss', 'near misses')}" if near else ""


def _vectors(
    call: AnnotatedCall, trackers: Sequence[Tracker], reader: Reader
) -> dict[tuple[int, int], NDArray[np.float32]]:
    """The vector of each sentence that a tracker by meaning listens to."""
    sides = {t.side for t in trackers if t.examples}
    places = [
        (number, place)
        for number, turn in enumerate(call.turns)
        if None in sides or turn.role in sides
        for place, sentence in enumerate(turn.sentences)
        if len(sentence.text.split()) >= FEWEST_WORDS
    ]
    roles = [str(call.turns[turn].role or "other") for turn, _ in places]
    found = reader.meaning.vectors([call.quote(*place) for place in places], roles)
    return dict(zip(places, found, strict=True))


def _heard(
    call: AnnotatedCall,
    tracker: Tracker,
    reader: Reader,
    vectors: Mapping[tuple[int, int], NDArray[np.float32]],
) -> Iterator[Heard]:
    said = set(_said(call, tracker))
    for turn, sentence in sorted(said):
        yield Heard(turn, sentence, 1.0)
    if not tracker.examples:
        return
    likeness = _likeness(tracker, reader.meaning)
    places = [
        place
        for place in vectors
        if place not in said and tracker.side in (None, call.turns[place[0]].role)
    ]
    if places:
        scores = likeness.score(np.stack([vectors[place] for place in places]))
        for place, score in zip(places, scores.tolist(), strict=True):
            if score >= likeness.threshold:
                beyond = (score - likeness.threshold) / (likeness.sure - likeness.threshold)
                yield Heard(*place, round(0.5 + 0.5 * min(1.0, beyond), 3))


def _said(call: AnnotatedCall, tracker: Tracker) -> Iterator[tuple[int, int]]:
    phrases = [f" {' '.join(_stems(phrase))} " for phrase in tracker.phrases]
    for number, turn in enumerate(call.turns):
        if phrases and tracker.side in (None, turn.role):
            for place, sentence in enumerate(turn.sentences):
                words = f" {' '.join(_stems(sentence.text))} "
                if any(phrase in words for phrase in phrases):
                    yield number, place


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.lower().replace("’", "'"))]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(_english().stemWord(word))


@lru_cache(maxsize=1)
def _english() -> Any:
    from snowballstemmer import stemmer

    return stemmer("english")


@lru_cache(maxsize=256)
def _likeness(tracker: Tracker, meaning: MeaningReader) -> Likeness:
    role = str(tracker.side or Role.REP)
    return meaning.likeness(
        tracker.examples, role, not_these=tracker.not_these, false_alarms=tracker.false_alarms
    )


def _reading(call: AnnotatedCall, tracker: Tracker, heard: Sequence[Heard]) -> Reading:
    return Reading(
        float(len(heard)),
        n=len(heard),
        summary=_summary(call, tracker, heard),
        moments=tuple(_moment(tracker, one) for one in _shown(heard)),
    )


def _summary(call: AnnotatedCall, tracker: Tracker, heard: Sequence[Heard]) -> str:
    who = WHO[tracker.side]
    if not heard:
        return f"Not heard from {who}."
    first = percent(progress(call, heard[0].turn, heard[0].sentence))
    return f"Heard {counted(len(heard), 'time')} from {who}, first after {first} of the call."


def _shown(heard: Sequence[Heard]) -> list[Heard]:
    surest = sorted(heard, key=lambda h: (-h.confidence, h.turn, h.sentence))[:MOST_SHOWN]
    return sorted(surest, key=lambda h: (h.turn, h.sentence))


def _moment(tracker: Tracker, one: Heard) -> Moment:
    return Moment(
        f"tracked.{tracker.name}",
        one.turn,
        one.sentence,
        Severity.GOOD if tracker.wanted else Severity.LOW,
        f"Your team tracks this: {tracker.about}",
        "" if tracker.wanted else tracker.instead or INSTEAD,
        one.confidence,
    )
