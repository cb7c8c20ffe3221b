from datetime import date

import pytest

from analyser.episodes.commitments import commitments
from analyser.episodes.deeds import Certainty, certainty
from analyser.testing import marked_call


def test_a_commitment_has_who_what_and_when() -> None:
    call = marked_call(
        "R: [promise.commitment: I'll send the security pack by Friday.]", date="2026-03-04"
    )
    (found,) = commitments(call)
    assert (found.by, found.speaker, found.what) == ("rep", "Ann", "send the security pack")
    assert (found.due, found.due_text) == (date(2026, 3, 6), "by Friday")


def test_without_the_calls_date_a_due_date_stays_words() -> None:
    (found,) = commitments(marked_call("C: [promise.commitment: We will sign on Monday.]"))
    assert (found.by, found.due, found.due_text) == ("customer", None, "on Monday")


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("I'll send it by Friday.", Certainty.FIRM),
        ("I can send you the deck.", Certainty.OFFER),
        ("I'll try to get it to you.", Certainty.TENTATIVE),
        ("I'll send it if legal agrees.", Certainty.CONDITIONAL),
        ("I'll ask the drivers if they'd try it.", Certainty.FIRM),
        ("I can't sign that off, but I'll ask for it today.", Certainty.FIRM),
        ("I'll send it tonight so you can see it.", Certainty.FIRM),
        ("I'll go and see what I can do.", Certainty.FIRM),
    ],
)
def test_certainty_is_told_by_the_words(said: str, how: Certainty) -> None:
    assert certainty(said) is how


def test_a_commitment_is_made_to_the_only_other_person() -> None:
    call = marked_call("R: [promise.commitment: I'll send it.]", "C: Good.")
    (found,) = commitments(call)
    assert found.to == "Raj"


def test_a_date_may_follow_in_a_sentence_of_its_own() -> None:
    call = marked_call(
        "R: [promise.commitment: I'll send the pack.] By Friday at the latest.", date="2026-03-04"
    )
    (found,) = commitments(call)
    assert (found.due, found.due_text) == (date(2026, 3, 6), "By Friday")


@pytest.mark.parametrize(
    ("before", "said", "due"),
    [
        pytest.param("The twentieth.", "I'll make sure of it.", "The twentieth", id="points-back"),
        pytest.param("Friday.", "I'll send the contract.", None, id="another-deed"),
    ],
)
def test_a_date_may_come_before_where_the_deed_points_back(
    before: str, said: str, due: str | None
) -> None:
    (found,) = commitments(marked_call(f"R: {before} [promise.commitment: {said}]"))
    assert found.due_text == due


@pytest.mark.parametrize(
    ("said", "due"),
    [
        pytest.param("I'll send it today and you tell me by Monday.", "today", id="two-parts"),
        pytest.param("I'll have it by Friday if you write by Monday.", "by Friday", id="if-you"),
        pytest.param("If you write today, I'll answer by noon.", "by noon", id="theirs-first"),
        pytest.param("I'll read it once you sent it on Monday.", "on Monday", id="theirs-alone"),
    ],
)
def test_of_two_dates_the_speakers_own_counts(said: str, due: str) -> None:
    (found,) = commitments(marked_call(f"R: [promise.commitment: {said}]"))
    assert found.due_text == due


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        pytest.param(["C: [request: Can I see it tomorrow?]"], "tomorrow", id="asked-for"),
        pytest.param(["C: The move is tomorrow."], None, id="only-told"),
        pytest.param(["C: [request: Could it be Friday?]", "R: Hm.", "C: So?"], None, id="earlier"),
        pytest.param(["R: Hm."], None, id="no-customer"),
    ],
)
def test_a_deed_that_is_asked_for_takes_the_date_of_the_request(
    lines: list[str], due: str | None
) -> None:
    found = commitments(marked_call(*lines, "R: [promise.commitment: Sure, I'll leave the key.]"))
    assert [one.due_text for one in found] == [due]


@pytest.mark.parametrize("said", ["I'll send the guide now to you.", "I'll send three questions."])
def test_another_deed_takes_no_date_of_a_request(said: str) -> None:
    asks = "C: [request: Could you ring on the twentieth?]"
    (found,) = commitments(marked_call(asks, f"R: [promise.commitment: {said}]"))
    assert found.due_text is None


@pytest.mark.parametrize(
    ("said", "what"),
    [
        pytest.param(
            "I'll have an answer by Friday, and if it's no I'll say so.", "have an answer"
        ),
        pytest.param("I'll start today and tell you each Friday, also when it is late.", None),
        pytest.param("I'll have it once it ships, which should be around Friday.", None),
        pytest.param("I'll put it in.", "put it in"),
    ],
    ids=["and", "also", "which-should-be-around", "part-of-the-deed"],
)
def test_a_deed_ends_with_a_word_of_its_own(said: str, what: str | None) -> None:
    (found,) = commitments(marked_call(f"R: [promise.commitment: {said}]"))
    assert found.what.split()[-1] in ("answer", "late", "Friday", "ships", "in")
    assert what in (None, found.what)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        pytest.param("I'll send you the pack by Friday.", 1, id="deed-and-date"),
        pytest.param("I'll send you the pack.", 0, id="no-date-no-label"),
        pytest.param("Will I send the pack by Friday?", 0, id="question"),
        pytest.param("I'll send it by Friday if legal agrees.", 0, id="condition"),
        pytest.param("I'll be away until Friday.", 0, id="no-deed"),
    ],
)
def test_a_dated_deed_counts_where_the_model_passed_over_it(said: str, number: int) -> None:
    assert len(list(commitments(marked_call(f"R: {said}", date="2026-03-04")))) == number


@pytest.mark.parametrize(
    ("said", "what"),
    [
        pytest.param(
            "I'll pull last year's figures for you, give me a week.",
            "pull last year's figures for you",
            id="another-sentence-after-a-comma",
        ),
        pytest.param(
            "i'll talk to my partner about the money he's back off holiday soon",
            "talk to my partner about the money",
            id="another-sentence-without-a-mark",
        ),
        pytest.param(
            "I'm gonna need a form filled out, I'll shoot the form over.",
            "shoot the form over",
            id="a-wish-before-it",
        ),
        pytest.param(
            "I'll check if we can lend you a van.",
            "check whether we can lend you a van",
            id="what-is-to-be-found-out",
        ),
        pytest.param(
            "I'll send you the video so you can see it.", "send you the video", id="what-it-is-for"
        ),
    ],
)
def test_the_deed_is_what_will_be_done(said: str, what: str) -> None:
    (found,) = commitments(marked_call(f"R: [promise.commitment: {said}]", "C: Good."))
    assert found.what == what


@pytest.mark.parametrize(
    ("said", "what", "how"),
    [
        pytest.param(
            "I'll send an invite and you can confirm once you asked.",
            "send an invite",
            Certainty.FIRM,
            id="what-they-do-then",
        ),
        pytest.param(
            "I'll add the notes so he can read them.", "add the notes", Certainty.FIRM, id="so-that"
        ),
        pytest.param(
            "I'll write a page that you can change.", "write a page", Certainty.FIRM, id="which-is"
        ),
        pytest.param(
            "I'll cut the quote — that should bring it closer.",
            "cut the quote",
            Certainty.FIRM,
            id="what-it-is-good-for",
        ),
        pytest.param(
            "I'll write to you and your aunt.",
            "write to you and your aunt",
            Certainty.FIRM,
            id="to-two",
        ),
        pytest.param(
            "I'll make sure that you will be live.",
            "make sure that you will be live",
            Certainty.FIRM,
            id="the-deed-itself",
        ),
        pytest.param(
            "I'll send it — if legal agrees.", "send it", Certainty.CONDITIONAL, id="condition"
        ),
        pytest.param(
            "I'll write as soon as I can.", "write as soon as I can", Certainty.FIRM, id="as-i-can"
        ),
        pytest.param("Let's ask him.", "ask him", Certainty.FIRM, id="lets"),
        pytest.param(
            "The next step is for me to read the draft.",
            "read the draft",
            Certainty.FIRM,
            id="step",
        ),
    ],
)
def test_a_deed_is_the_speakers_own_part(said: str, what: str, how: Certainty) -> None:
    (found,) = commitments(marked_call(f"R: [promise.commitment: {said}]"))
    assert (found.what, found.certainty) == (what, how)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        pytest.param("Absolutely.", "send you the case studies", id="yes"),
        pytest.param("Sure, I'll do that.", "send you the case studies", id="that"),
        pytest.param("Sure, I'll ask Kim.", "ask Kim", id="another-deed"),
    ],
)
def test_who_only_says_yes_will_do_what_was_asked(said: str, what: str) -> None:
    asks = "C: [request: Could you please send me the case studies?]"
    (found,) = commitments(marked_call(asks, f"R: [promise.commitment: {said}]"))
    assert found.what == what


@pytest.mark.parametrize(
    ("said", "due"),
    [
        pytest.param("I'll ask him, he's back on Monday.", None, id="when-somebody-is-back"),
        pytest.param(
            "I'll find out whether they can start in January.", None, id="when-a-thing-would-be"
        ),
        pytest.param(
            "I'll find out whether they can start in January and tell you by Friday.",
            "by Friday",
            id="but-a-limit-counts",
        ),
    ],
)
def test_a_date_of_something_else_is_not_the_deeds(said: str, due: str | None) -> None:
    (found,) = commitments(marked_call(f"R: [promise.commitment: {said}]", "C: Good."))
    assert found.due_text == due


def test_a_date_that_the_other_side_promised_is_not_asked_for() -> None:
    call = marked_call(
        "C: [promise.commitment+request: I'll send the figures, give me until Friday.]",
        "R: [promise.commitment: And I'll find you a firm that moved.]",
    )
    assert [one.due_text for one in commitments(call)] == ["until Friday", None]


@pytest.mark.parametrize(
    ("before", "said", "due"),
    [
        pytest.param("R: [mutual.step: Does Thursday suit?]", "I'll send an invite.", 5, id="day"),
        pytest.param("R: [mutual.step: Shall we meet?]", "I'll send an invite.", None, id="no-day"),
        pytest.param("R: The audit is on Thursday.", "I'll send an invite.", None, id="no-step"),
        pytest.param(
            "R: [mutual.step: Does Thursday suit?]", "I'll send the deck.", None, id="deed"
        ),
    ],
)
def test_an_invitation_is_for_the_day_agreed(before: str, said: str, due: int | None) -> None:
    call = marked_call(
        before, "C: Perfectly.", f"R: [promise.commitment: {said}]", date="2026-03-04"
    )
    (found,) = commitments(call)
    assert found.due == (due and date(2026, 3, due))


def test_the_day_that_a_deed_is_for_stays_with_it() -> None:
    said = "R: [promise.commitment: I'll send an invite for Tuesday at ten.]"
    (found,) = commitments(marked_call(said))
    assert (found.what, found.due_text) == ("send an invite for Tuesday at ten", "for Tuesday")


def test_a_date_in_what_others_do_with_it_comes_last() -> None:
    asks = "C: [request: Could I have it by Monday?]"
    said = "R: [promise.commitment: I'll send it so you can read it beforehand.]"
    (found,) = commitments(marked_call(asks, said))
    (alone,) = commitments(marked_call(said))
    assert (found.due_text, alone.due_text) == ("by Monday", "beforehand")


@pytest.mark.parametrize(
    ("said", "deeds"),
    [
        pytest.param(
            "I'll send the deck today and I'll book the room by Friday.",
            [("send the deck", "today"), ("book the room", "by Friday")],
            id="said-twice",
        ),
        pytest.param(
            "I'll send the deck today and call Dana on Thursday.",
            [("send the deck", "today"), ("call Dana", "on Thursday")],
            id="a-date-each",
        ),
        pytest.param(
            "I'll check with Sam and get back to you tomorrow.",
            [("check with Sam and get back to you", "tomorrow")],
            id="one-date",
        ),
        pytest.param(
            "The price stands until October, I'll put that in an email today.",
            [("put that in an email", "today")],
            id="the-date-of-the-deed",
        ),
        pytest.param(
            "I'll mark the steps and I'll get it back to you by Thursday.",
            [("mark the steps and I'll get it back to you", "by Thursday")],
            id="the-same-thing",
        ),
        pytest.param(
            "I'll read it tomorrow and ring you before ten.",
            [("read it and ring you before ten", "tomorrow")],
            id="an-hour-of-the-same-day",
        ),
        pytest.param(
            "I'll send the deck by Friday and I'll be honest, it is long.",
            [("send the deck", "by Friday")],
            id="no-deed",
        ),
    ],
)
def test_a_sentence_may_hold_several_deeds(said: str, deeds: list[tuple[str, str]]) -> None:
    call = marked_call(f"R: [promise.commitment: {said}]", date="2026-03-04")
    assert [(one.what, one.due_text) for one in commitments(call)] == deeds


def test_a_condition_before_both_deeds_holds_for_both() -> None:
    call = marked_call(
        "R: [promise.commitment: If you sign today, I'll hold the slot and I'll waive the setup.]"
    )
    assert [one.certainty for one in commitments(call)] == [Certainty.CONDITIONAL] * 2


def test_a_date_told_when_asked_belongs_to_the_offer_before() -> None:
    call = marked_call(
        "R: [promise.commitment: I can send you the change record.]",
        "C: Please do. When?",
        "R: [promise.commitment: By tomorrow noon.]",
        date="2026-03-04",
    )
    (found,) = commitments(call)
    assert (found.what, found.due_text) == ("send you the change record", "By tomorrow noon")
    assert (found.turn, found.certainty) == (0, Certainty.FIRM)


@pytest.mark.parametrize("said", ["Will do, have a great day.", "will do thanks lou"])
def test_a_farewell_is_no_part_of_the_deed(said: str) -> None:
    call = marked_call(
        "C: [request: Could you call Dana first?]", f"R: [promise.commitment: {said}]"
    )
    (found,) = commitments(call)
    assert found.what == "call Dana first"


def test_a_deed_may_be_asked_for_without_a_question() -> None:
    call = marked_call(
        "C: [request: Please call me before your visit.]", "R: [promise.commitment: Will do.]"
    )
    (found,) = commitments(call)
    assert found.what == "call you before my visit"


def test_what_will_be_known_is_what_is_found_out_before() -> None:
    call = marked_call(
        "R: I could ask whether we can patch the old ones. It is not up to me. "
        "[promise.commitment: I'll know by Friday.]"
    )
    (found,) = commitments(call)
    assert found.what == "ask whether we can patch the old ones"


@pytest.mark.parametrize("part", ["and send it today ", "have a ", "I'll send it, ", ",! "])
def test_endless_sentences_are_read_in_time(part: str) -> None:
    words = f"I'll send the deck {part * 20_000}."
    (found,) = commitments(marked_call(f"R: [promise.commitment: {words}]"))
    assert found.what.startswith("send the deck")
