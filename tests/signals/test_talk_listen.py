import pytest

from analyser.annotation import AnnotatedCall, AnnotatedTurn, Sentence
from analyser.conversation import Conversation, Role
from analyser.signals.talk_listen import LONG_WORDS, talk_listen
from analyser.testing import marked_call


def test_share_is_by_words_without_times() -> None:
    reading = talk_listen.measure(marked_call("R: one two three", "C: one"))
    assert (reading.value, reading.unit) == (0.75, "share of words")


def test_share_is_by_time_where_measured() -> None:
    reading = talk_listen.measure(marked_call("R: one two three", "C: one", seconds=True))
    assert (reading.value, reading.unit) == (0.75, "share of time")


def test_third_parties_do_not_move_it() -> None:
    lines = ["R: one two three", "C: one"]
    with_other = talk_listen.measure(marked_call(*lines, "O: " + "word " * 50))
    assert with_other.value == talk_listen.measure(marked_call(*lines)).value


def test_who_may_sell_or_buy_leaves_the_share_open() -> None:
    lines = ["R: " + "word " * 60, "C: " + "word " * 40]
    much = talk_listen.measure(marked_call(*lines, "?: " + "word " * 20))
    assert much.absent_because == (
        "people whose side is not known had 17 % of the talk: name the seller's"
    )
    assert talk_listen.measure(marked_call(*lines, "?: " + "word " * 10)).value == 0.6


@pytest.mark.parametrize(
    ("between", "found"),
    [("C: mm", 1), ("C: but that is not how we see it", 0)],
    ids=["back-channel-does-not-break-it", "a-real-turn-does"],
)
def test_a_long_stretch_is_a_moment(between: str, found: int) -> None:
    half = "R: " + "word " * (LONG_WORDS // 2 + 1)
    moments = talk_listen.measure(marked_call("C: Go on.", half, between, half)).moments
    assert [m.kind for m in moments] == ["monologue"] * found


def timed(*turns: tuple[Role, str, float, float]) -> AnnotatedCall:
    spoken = tuple(
        AnnotatedTurn(role.value, role, text, (Sentence(0, len(text), text),), start, end)
        for role, text, start, end in turns
    )
    return AnnotatedCall(Conversation("timed", ()), (), spoken)


SAYS = "and that is how it is done"


@pytest.mark.parametrize(
    ("said", "starts", "interruptions"),
    [
        pytest.param(SAYS, 10.6, 0, id="waits"),
        pytest.param(SAYS, 9.8, 0, id="ordinary-overlap"),
        pytest.param(SAYS, 9.0, 1, id="cuts-in"),
        pytest.param("mm right", 9.0, 0, id="back-channel"),
    ],
)
def test_interruptions_need_measured_times(said: str, starts: float, interruptions: int) -> None:
    call = timed(
        (Role.CUSTOMER, SAYS, 0.0, 10.0),
        (Role.REP, said, starts, starts + 4),
        (Role.CUSTOMER, SAYS, 20.0, 30.0),
        (Role.REP, SAYS, 31.0, 40.0),
    )
    reading = talk_listen.measure(call)
    assert reading.details["interruptions"] == interruptions
    assert [m.kind for m in reading.moments] == ["interruption"] * interruptions


def test_patience_is_the_median_pause() -> None:
    call = timed((Role.CUSTOMER, SAYS, 0.0, 10.0), (Role.REP, SAYS, 10.8, 15.0))
    assert talk_listen.measure(call).details["patience_seconds"] == 0.8


def test_turns_without_any_gap_tell_nothing_of_patience() -> None:
    call = timed((Role.CUSTOMER, SAYS, 0.0, 10.0), (Role.REP, SAYS, 10.0, 15.0))
    reading = talk_listen.measure(call)
    assert "patience_seconds" not in reading.details
    assert "interruption" not in reading.summary


def test_without_measured_times_there_is_no_patience() -> None:
    details = talk_listen.measure(marked_call(f"C: {SAYS}", f"R: {SAYS}")).details
    assert "patience_seconds" not in details
    assert details["switches_per_100_words"] == pytest.approx(100 / 14, abs=0.01)


def test_thirds_are_of_the_words() -> None:
    call = marked_call("R: " + "word " * 30, "C: " + "word " * 30, "R: " + "word " * 30)
    details = talk_listen.measure(call).details
    assert [details[f"rep_share_third_{n}"] for n in (1, 2, 3)] == [1.0, 0.0, 1.0]
