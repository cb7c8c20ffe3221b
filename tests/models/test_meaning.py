from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import sleep

import numpy as np
import pytest

from models import act_model
from models.evaluate_trackers import PAIRS, read_cases
from models.meaning import Meaning, ordinary_sentences

DECIDE = (
    "Who else would need to sign off on this?",
    "How does a decision like this get made?",
    "Who has the final say on the budget?",
    "What steps does a purchase go through?",
)


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return Meaning(act_model().classifier.network, ordinary_sentences()[:400])


def test_whoever_asks_at_the_same_time_gets_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []

    def slow(*_: object) -> object:
        sleep(0.05)
        made.append(object())
        return made[-1]

    monkeypatch.setattr("models.trained.Meaning", slow)
    model = replace(act_model())
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: model.meaning, range(4)))
    assert len(made) == 1
    assert found == made * 4


def test_vectors_are_of_length_1_and_the_same_again(meaning: Meaning) -> None:
    roles = ["rep", "customer", "rep"]
    once = meaning.vectors(["Who decides?", "We do.", ""], roles)
    assert np.allclose(np.linalg.norm(once[:, :-1], axis=1), 1, atol=1e-4)
    assert once.tobytes() == meaning.vectors(["Who decides?", "We do.", ""], roles).tobytes()


def test_nothing_has_no_vectors(meaning: Meaning) -> None:
    assert len(meaning.vectors([], [])) == 0


def test_what_means_the_like_stands_above_what_does_not(meaning: Meaning) -> None:
    likeness = meaning.likeness(DECIDE, "rep")
    said = ["Besides you, who has to agree to it?", "The van is parked behind the hall."]
    alike, other = likeness.score(meaning.vectors(said, ["rep", "rep"]))
    assert alike > other


def test_what_is_near_to_ordinary_talk_loses_that_closeness(meaning: Meaning) -> None:
    plain, rare = meaning.vectors(
        ["Okay, thank you.", "Lorraine keeps chillers alive."], ["rep"] * 2
    )
    assert plain[-1] > rare[-1]
    likeness = meaning.likeness(DECIDE, "rep")
    lifted = plain.copy()
    lifted[-1] = 0
    assert likeness.score(lifted[None]) - likeness.score(plain[None]) == pytest.approx(
        plain[-1] / 2
    )


def test_what_is_not_meant_is_not_heard_and_its_like_less(meaning: Meaning) -> None:
    wrong = ["Who signs for the parcels when they arrive?", "Who signs for the letters?"]
    right = ["And who else has to sign off on the budget?"]
    vectors = meaning.vectors([*wrong, *right], ["rep"] * 3)
    before = meaning.likeness(DECIDE, "rep")
    after = meaning.likeness(DECIDE, "rep", not_these=wrong[:1])
    drop = (before.score(vectors) - before.threshold) - (after.score(vectors) - after.threshold)
    assert after.score(vectors)[0] < after.threshold
    assert drop[0] > drop[1] > drop[2]
    assert after.score(vectors)[2] >= after.threshold


def test_examples_unlike_each_other_make_nothing_sure(meaning: Meaning) -> None:
    unlike = (
        "Who signs?",
        "My dog barks at the post.",
        "Nine pounds a month.",
        "It syncs by night.",
    )
    likeness = meaning.likeness(unlike, "rep", false_alarms=50.0)
    said = [words for _, words in ordinary_sentences()[:400]]
    heard = likeness.score(meaning.vectors(said, [role for role, _ in ordinary_sentences()[:400]]))
    assert (heard > likeness.threshold).sum() > 5
    assert (heard >= likeness.sure).sum() <= 1


def test_fewer_false_alarms_ask_for_more_likeness(meaning: Meaning) -> None:
    strict, easy = (meaning.likeness(DECIDE, "rep", false_alarms=n) for n in (3.0, 50.0))
    assert strict.threshold > easy.threshold


def test_the_set_to_measure_by_is_large_enough() -> None:
    ordinary, *cases = read_cases(PAIRS)
    assert len(cases) >= 10
    for case in cases:
        assert len(case.alike) >= 10
        assert len(case.near) + len(ordinary.near) >= 30
        said = [*case.examples, *case.alike, *case.near]
        assert len(set(said)) == len(said)
