from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from analyser.conversation import Conversation, Participant, Role, Turn
from analyser.errors import RoleError
from analyser.settings import Settings
from analyser.sides import settle_sides

REP, CUSTOMER = Role.REP, Role.CUSTOMER
UNSURE = Settings(min_role_confidence=0.99)


@dataclass(frozen=True)
class Leaning:
    """A model that takes each voice for a rep by so much (log-odds a turn)."""

    odds: tuple[float, ...]

    def sides(self, texts: Sequence[str], speakers: Sequence[int]) -> NDArray[np.float32]:
        return np.array([(self.odds[s], 0.0, -9.0) for s in speakers], np.float32)

    def side_scores(self, voices: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        return np.array(self.odds[: len(voices)], np.float32)


class Unasked:
    """A model that must not be needed."""

    def sides(self, texts: Sequence[str], speakers: Sequence[int]) -> NDArray[np.float32]:
        raise AssertionError("asked the model for sides that are known")

    def side_scores(self, voices: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        raise AssertionError("asked the model for sides that are known")


def call(*names: str | None, **people: str) -> Conversation:
    known = tuple(Participant(name, None, email) for name, email in people.items())
    return Conversation("c", tuple(Turn(name, "Hello there.") for name in names), {}, known)


def roles(found: Conversation, settings: Settings, odds: Sequence[float] = (9, -9)) -> list[object]:
    return [(s.role, s.role_from) for s in settle_sides(found, settings, Leaning(tuple(odds)))]


def test_a_statement_outweighs_the_domain_and_the_option() -> None:
    turns = (Turn("Ann", "Hi.", CUSTOMER), Turn("Lee", "Hi.", REP))
    people = (Participant("Ann", None, "ann@acme.test"),)
    settings = Settings(reps=("Ann",), own_domains=("acme.test",))
    found = settle_sides(Conversation("c", turns, {}, people), settings, Unasked())
    assert [(s.role, s.role_from) for s in found] == [(CUSTOMER, "stated"), (REP, "stated")]


def test_the_domain_outweighs_the_option() -> None:
    settings = Settings(reps=("Lee", "Ann"), own_domains=("acme.test",))
    found = call("Ann", "Lee", Ann="ann@acme.test", Lee="lee@borel.test")
    assert roles(found, settings) == [(REP, "domain"), (CUSTOMER, "domain")]


def test_the_option_outweighs_the_talk() -> None:
    assert roles(call("Ann", "Lee"), Settings(reps=("Lee",))) == [
        (CUSTOMER, "inferred"),
        (REP, "option"),
    ]


def test_several_reps_in_any_case() -> None:
    found = roles(call("Ann", "Lee", "Di"), Settings(reps=("ann", "DI", "Not There")), (0, -9, 0))
    assert found == [(REP, "option"), (CUSTOMER, "inferred"), (REP, "option")]


@pytest.mark.parametrize(
    ("named", "sells"),
    [
        pytest.param(" ann  Lee ", "Ann Lee", id="blanks"),
        pytest.param("Di Ray", "Di Ray (Acme)", id="without-the-bracket"),
        pytest.param("zoë ng", "Zoë Ng | Acme", id="without-the-bar"),
        pytest.param("Sam (Acme)", "Sam (Acme)", id="with-the-bracket"),
        pytest.param("Sam", None, id="two-are-left-with-that-name"),
        pytest.param("Di", None, id="a-first-name-alone"),
        pytest.param(" ", None, id="nothing"),
    ],
)
def test_who_is_meant_by_a_name(named: str, sells: str | None) -> None:
    names = ("Ann Lee", "Di Ray (Acme)", "Zoë Ng | Acme", "Sam (Acme)", "Sam (Borel)")
    settings = Settings(reps=(named,))
    if sells is None:
        with pytest.raises(RoleError, match="found none"):
            settle_sides(call(*names), settings, Unasked())
    else:
        found = settle_sides(call(*names), settings, Leaning((0,) * 5))
        assert [one.name for one in found if one.role_from == "option" and one.role is REP] == [
            sells
        ]


@pytest.mark.parametrize(
    ("odds", "expected"),
    [
        pytest.param((0, 0.1, -0.1), [(CUSTOMER, "option")] * 2, id="open"),
        pytest.param((0, 0.9, -0.9), [(CUSTOMER, "option"), (CUSTOMER, "inferred")], id="leaning"),
        pytest.param((0, 2, -2), [(REP, "inferred"), (CUSTOMER, "inferred")], id="surely-sells"),
    ],
)
def test_who_is_not_named_beside_the_reps_buys(
    odds: tuple[float, ...], expected: list[object]
) -> None:
    found = roles(call("Ann", "Lee", "Di"), Settings(reps=("Ann",)), odds)
    assert found == [(REP, "option"), *expected]


def test_without_a_named_rep_doubt_stays() -> None:
    found = roles(call("Ann", "Lee", "Di"), Settings(), (0, 0.9, -0.9))
    assert found == [(None, None)] * 3


def test_a_customer_by_being_left_unnamed_is_the_less_sure_the_more_the_talk_sells() -> None:
    settings = Settings(reps=("Ann",))
    found = call("Ann", "Lee", "Di")
    doubts = [settle_sides(found, settings, Leaning((0, odd, -odd)))[1] for odd in (0.1, 0.5, 0.9)]
    assert [one.role for one in doubts] == [CUSTOMER] * 3
    sure = [one.role_confidence for one in doubts]
    assert sure == sorted(sure, reverse=True)
    assert all(0.5 < one <= 1 for one in sure)


def test_a_rep_who_is_not_in_the_call_is_an_error() -> None:
    with pytest.raises(RoleError, match="found none") as raised:
        settle_sides(call("Ann", "Lee"), Settings(reps=("Zoe",)), Unasked())
    assert "Ann" not in str(raised.value)


@pytest.mark.parametrize(
    ("odds", "settings", "expected"),
    [
        pytest.param((9, -9), Settings(), [REP, CUSTOMER], id="clear"),
        pytest.param((-9, 9), Settings(), [CUSTOMER, REP], id="clear-the-other-way"),
        pytest.param((0.2, -0.2), Settings(), [None, None], id="below-the-threshold"),
        pytest.param((0.2, -0.2), Settings(min_role_confidence=0.5), [REP, CUSTOMER], id="low-bar"),
        pytest.param((9, 8), UNSURE, [None, None], id="both-seem-to-sell"),
    ],
)
def test_the_talk_decides_above_the_threshold(
    odds: tuple[float, ...], settings: Settings, expected: list[Role | None]
) -> None:
    assert [role for role, _ in roles(call("Ann", "Lee"), settings, odds)] == expected


def test_where_all_others_buy_somebody_sells() -> None:
    found = Conversation("c", (Turn("Lee", "Hi.", CUSTOMER), Turn("Ann", "Hi.")))
    assert roles(found, Settings(), (0, -3))[1] == (REP, "inferred")


def test_confidence_is_a_probability() -> None:
    for speaker in settle_sides(call("Ann", "Lee"), Settings(), Leaning((2, -1))):
        assert 0.5 <= speaker.role_confidence <= 1


@pytest.mark.parametrize("names", [("Ann",), ("Ann", None), ("Ann", "Ann")], ids=str)
def test_one_voice_alone_tells_nothing(names: tuple[str | None, ...]) -> None:
    (only,) = settle_sides(call(*names), Settings(), Unasked())
    assert (only.role, only.role_from) == (None, None)


def test_nobody_named_gives_nobody() -> None:
    assert settle_sides(call(None, None), Settings(), Unasked()) == ()


def test_a_crowd_is_judged_one_by_one() -> None:
    names = tuple(f"P{n}" for n in range(40))
    found = roles(call(*names), Settings(), (20,) + (-20,) * 39)
    assert found == [(REP, "inferred")] + [(CUSTOMER, "inferred")] * 39


def test_people_of_one_company_sit_on_one_side() -> None:
    found = call("Ann | Acme", "Lee", "Kim (Acme)")
    assert [role for role, _ in roles(found, Settings(), (9, -9, -1))] == [REP, CUSTOMER, REP]


def test_a_guest_mark_is_no_company() -> None:
    found = call("Ann (Guest)", "Lee (Guest)")
    assert [role for role, _ in roles(found, Settings())] == [REP, CUSTOMER]
