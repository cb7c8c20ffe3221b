import pytest

from analyser.codebook import LABELS
from analyser.conversation import Role
from analyser.settled_acts import LEAN, RIVALS, SETTLED_PROBABILITY, settled
from analyser.wording import Wording, plain
from analyser.wordings import all_wordings
from models.evaluate import raw_text

OVER = {"promise.over": 0.8}


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        pytest.param("I can't guarantee that it works.", False, id="cannot"),
        pytest.param("Nobody can assure you that it passes.", False, id="nobody-can"),
        pytest.param("I can\u2019t tell you that we won't be bought.", False, id="cannot-tell"),
        pytest.param("I can't tell you there'll never be another one.", False, id="there-will"),
        pytest.param("I won't pretend it'll be quick.", False, id="will-not-pretend"),
        pytest.param("No guarantees on that one.", False, id="none"),
        pytest.param("It can't fail, I guarantee it.", True, id="assured"),
        pytest.param("I can't tell you how happy you will be.", True, id="figure-of-speech"),
    ],
)
def test_a_refusal_to_promise_is_no_overpromise(words: str, *, stays: bool) -> None:
    assert ("promise.over" in settled(OVER, {}, words, Role.REP)) is stays


def test_a_refusal_to_promise_sets_an_expectation() -> None:
    words = "I can't guarantee that it works."
    assert settled(OVER, {}, words, Role.REP) == {"promise.bounded": 0.8}
    limit = {**OVER, "candour.limit": 0.7}
    assert settled(limit, {}, words, Role.REP) == {"candour.limit": 0.7}


def test_an_assurance_after_a_limit_is_an_overpromise() -> None:
    words = "It depends, but I can guarantee you will save half."
    assert settled({"promise.bounded": 0.8}, {}, words, Role.REP) == {"promise.over": 0.8}


@pytest.mark.parametrize(
    ("label", "words", "stays"),
    [
        ("price.trade", "If I talk to my manager I can get you eight fifty.", False),
        ("price.trade", "If you sign for two years I can get you eight fifty.", True),
        ("price.cut", "The contract gives you a credit if we go under 99.9.", False),
        ("price.cut", "So say three hundred dollars a month of her time.", False),
        ("price.cut", "Never mind the contract, I credit you two percent.", True),
    ],
)
def test_a_few_words_take_a_label_back(label: str, words: str, *, stays: bool) -> None:
    assert (label in settled({label: 0.9}, {}, words, Role.REP)) is stays


@pytest.mark.parametrize("rival", ["question.leading", "price.cut"])
def test_bold_words_in_a_leading_question_or_a_cut_assure_nothing(rival: str) -> None:
    words = "You'd never want to be without it, guaranteed."
    assert "promise.over" in settled({}, {}, words, Role.REP)
    assert settled({rival: 0.9}, {}, words, Role.REP) == {rival: 0.9}


@pytest.mark.parametrize(
    ("words", "pressing"),
    [
        pytest.param("You would be crazy not to take it.", True, id="crazy"),
        pytest.param("If you don't sign today this offer is gone.", True, id="or-else"),
        pytest.param("You'll kick yourself if you let it go.", True, id="regret"),
        pytest.param("There are only three spots left.", False, id="scarce-but-maybe-true"),
        pytest.param("If you sign today, we start on Monday.", False, id="plain-plan"),
        pytest.param("The offer stands until Friday.", False, id="plain-date"),
        pytest.param("It is not your last chance.", False, id="denied"),
        pytest.param("They told you to act now, and that was wrong.", False, id="told-of-others"),
    ],
)
def test_blunt_wordings_are_pressure(words: str, *, pressing: bool) -> None:
    assert ("pressure" in settled({}, {}, words, Role.REP)) is pressing


def test_a_customer_does_not_press() -> None:
    assert settled({}, {}, "You'd be crazy not to ask.", Role.CUSTOMER) == {}


def test_what_the_model_is_sure_of_stays() -> None:
    words = "You'd be mad not to."
    assert settled({"pressure": 0.9}, {}, words, Role.REP) == {"pressure": 0.9}
    assert settled({}, {}, words, Role.REP) == {"pressure": SETTLED_PROBABILITY}


WORDINGS = [pytest.param(one, id=f"{one.label}-{one.name}") for one in all_wordings()]


@pytest.mark.parametrize("one", WORDINGS)
def test_a_wording_is_told_from_what_only_looks_like_it(one: Wording) -> None:
    assert one.said_in(plain(one.like))
    assert not one.said_in(plain(one.unlike))


@pytest.mark.parametrize("one", WORDINGS)
def test_a_wording_needs_no_marks_and_capitals(one: Wording) -> None:
    assert one.said_in(raw_text(one.like))
    assert not one.said_in(raw_text(one.unlike))


def test_wordings_have_names_of_their_own_and_known_labels() -> None:
    assert len({one.name for one in all_wordings()}) == len(all_wordings())
    assert {one.label for one in all_wordings()} == RIVALS.keys() <= set(LABELS)


def test_words_that_only_tip_need_a_model_that_leans() -> None:
    words = "Your board will ask why you wasted a month."
    assert settled({}, {"pressure": LEAN - 0.01}, words, Role.REP) == {}
    assert settled({}, {"pressure": LEAN}, words, Role.REP) == {"pressure": SETTLED_PROBABILITY}


@pytest.mark.parametrize(("label", "rival"), [(a, b) for a in RIVALS for b in sorted(RIVALS[a])])
def test_words_do_not_outvote_a_label_that_stands_in_its_place(label: str, rival: str) -> None:
    words = next(one.like for one in all_wordings() if one.label == label and one.settles)
    assert label not in settled({rival: 0.9}, {}, words, Role.REP)
    assert label in settled({}, {}, words, Role.REP)
