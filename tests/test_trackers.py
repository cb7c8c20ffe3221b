from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from analyser.annotation import AnnotatedCall
from analyser.conversation import Role
from analyser.profile import Tracker
from analyser.reading import ROLES_UNKNOWN, Moment, Reading, Severity
from analyser.testing import marked_call
from analyser.trackers import INSTEAD, tracked, tracker_signal

WHO = Tracker("who_decides", "Asks who decides.", Role.REP, True, examples=("a", "b", "c"))
FREE = Tracker("says_free", "Says that it is free.", Role.REP, False, phrases=("for free",))


@dataclass
class Alike:
    threshold: float = 0.5
    sure: float = 0.9

    def score(self, vectors: np.ndarray) -> np.ndarray:
        return vectors[:, 0]


class Meaning:
    """Sentences with "decide" mean the like of the examples, the more often the more."""

    def vectors(self, texts: Sequence[str], roles: Sequence[str]) -> np.ndarray:
        assert len(texts) == len(roles)
        return np.array([[0.35 * text.count("decide")] for text in texts], np.float32)

    def likeness(
        self, examples: Sequence[str], role: str, *, not_these: Sequence[str], false_alarms: float
    ) -> Alike:
        assert (tuple(examples), role, false_alarms) == (WHO.examples, "rep", WHO.false_alarms)
        return Alike(0.5 + 0.4 * len(not_these))


class Reader:
    meaning = Meaning()


class NoReader:
    @property
    def meaning(self) -> Meaning:
        raise AssertionError("phrases need no model")


def read(call: AnnotatedCall, tracker: Tracker, reader: object = None) -> Reading:
    return tracked(call, [tracker], reader or Reader())[tracker.name][1]


def places(reading: Reading) -> list[tuple[int, int]]:
    return [(moment.turn, moment.sentence) for moment in reading.moments]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        pytest.param("R: You get it for free.", 1, id="said"),
        pytest.param("R: It comes FOR FREE, honest.", 1, id="capitals-and-marks"),
        pytest.param("R: That is free for you.", 0, id="other-order"),
        pytest.param("R: Freed for freezing.", 0, id="parts-of-words"),
        pytest.param("C: Do I get it for free?", 0, id="other-side"),
        pytest.param("R: For free. And for free.", 2, id="each-sentence"),
    ],
)
def test_counts_sentences_with_a_phrase(line: str, count: int) -> None:
    call = marked_call("C: Hello.", line, "R: Well.")
    assert read(call, FREE, NoReader()).value == count


def test_a_phrase_counts_in_any_form_of_its_words() -> None:
    tracker = Tracker("sign_off", "Asks for sign-off.", None, True, phrases=("sign off",))
    call = marked_call("R: Who signed off?", "C: He is signing off on it.")
    assert places(read(call, tracker, NoReader())) == [(0, 0), (1, 0)]


def test_hears_what_means_the_like() -> None:
    call = marked_call("R: Who will decide and decide it?", "C: We decide and decide and decide.")
    (moment,) = read(call, WHO).moments
    assert (moment.turn, moment.severity, moment.kind) == (0, Severity.GOOD, "tracked.who_decides")
    assert 0.5 < moment.confidence < 1


def test_what_is_not_meant_is_told_to_who_reads_the_meaning() -> None:
    call = marked_call("R: Who will decide and decide it?", "C: Hm.")
    assert read(call, WHO).value == 1
    assert read(call, replace(WHO, not_these=("a", "b"))).value == 0


def test_the_catalogue_says_how_many_are_not_meant() -> None:
    assert "near miss" not in tracker_signal(WHO).help
    assert "and not like 1 near miss." in tracker_signal(replace(WHO, not_these=("a",))).help


def test_a_sentence_of_two_words_means_nothing_alone() -> None:
    assert read(marked_call("R: decide decide", "C: Hm."), WHO).value == 0


def test_what_is_not_wanted_comes_with_what_to_say_instead() -> None:
    moment: Moment = read(marked_call("R: It is for free.", "C: Oh."), FREE).moments[0]
    assert (moment.severity, moment.instead) == (Severity.LOW, INSTEAD)


def test_not_heard_is_a_count_of_none() -> None:
    reading = read(marked_call("R: Hello.", "C: Hi."), FREE)
    assert (reading.value, reading.moments, reading.summary) == (0, (), "Not heard from the rep.")


def test_shows_the_surest_three() -> None:
    lines = ["R: That is for free."] * 5
    assert len(read(marked_call("C: Go.", *lines), FREE).moments) == 3


def test_without_sides_it_cannot_tell_what_one_side_said() -> None:
    call = marked_call("?: It is for free.", "?: Hm.")
    assert read(call, FREE).absent_because == ROLES_UNKNOWN
    anybody = Tracker("says_free", "Says so.", None, False, phrases=("for free",))
    assert read(call, anybody).value == 1
