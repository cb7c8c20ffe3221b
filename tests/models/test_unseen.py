from analyser.analysis import analyse
from models.episode_quality import Agreement, as_labelled, cut_agreement, request_agreement
from models.evaluate_unseen import UNSEEN, trust_line
from models.fit_trust import written
from models.marked_calls import read_folder, read_lines
from models.train import TRAINING, gather


def test_nothing_is_trained_or_chosen_with_the_calls_of_unseen_authors() -> None:
    material = gather(None)
    used = {call.id for call in (*material.train, *material.held, *material.unplanned)}
    unseen = read_folder(UNSEEN)
    assert len(unseen) > 180
    assert not used & {call.id for call in unseen}


def test_calls_kept_aside_can_be_read() -> None:
    assert len(read_folder(TRAINING / "aside")) > 300


def test_the_trust_line_counts_rated_calls_alone() -> None:
    unseen = read_folder(UNSEEN)[:6]
    reports = [analyse(written(call)) for call in unseen]
    assert "on 6 of 6 calls" in trust_line(unseen, reports)


def test_episodes_are_set_beside_the_readers() -> None:
    calls = list(
        read_lines(
            [
                "# a | form=punctuated",
                "C Raj: [request: Could you start in May?] {request:declined}",
                "R Ann: Yes, we can.",
                "C Raj: [price.objection: It is dear.]",
                "R Ann: [price.cut: Eighty, then.] {cut:premature}",
                "C Raj: [request: Could you send it?]",
                "R Ann: [promise.commitment: I'll send it.]",
            ]
        )
    )
    pairs = [(call, as_labelled(call)) for call in calls]
    assert request_agreement(pairs) == Agreement(both=1, alike=0, found=2, marked=1)
    assert cut_agreement(pairs) == Agreement(both=1, alike=1, found=1, marked=1)
    assert request_agreement(pairs).line("requests") == (
        "requests F1 0.667, 0 of 1 judged alike (0.000)"
    )
