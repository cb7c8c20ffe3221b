"""What becomes of a promise: pairs of the promise and what a later call says about it."""

import pytest

from analyser.history.ledger import ledger
from analyser.history.past_call import Fate, PastCall, past_call
from tests.history.past import past

WEDNESDAY = "2026-03-04"
LATER = "2026-03-18"
SOONER = "2026-03-05"
APRIL = "2026-04-08"
PACK = "R: [promise.commitment: I'll send you the security pack by Friday.]"
DESK = "R: [promise.commitment: I'll ask the help desk about the backup hours.]"
THEIRS = "C: [promise.commitment: We'll let you have our user list by Monday.]"
WRITE_OFFS = "C: [promise.commitment: I'll dig out the write-offs by Friday.]"
RING = "R: [promise.commitment: I'll write up our talk for the inbox.]"
LOTUS = "R: [promise.commitment: I'll find out whether it opens Lotus files.]"
COLLEAGUE = "R: [promise.commitment: I'll bring Raj a sandwich.]"
POINTS = "C: [promise.commitment: I need your security form filled out, I'll shoot that over.]"
SERVER = "R: [promise.commitment: I'll move your records to the new server by Friday.]"
TRIAL = "R: [promise.commitment: I'll extend your trial to the end of April.]"
PROPOSAL = "R: [promise.commitment: I'll send you the proposal by Friday.]"
READ = "C: [promise.commitment: We'll read the security pack by Friday.]"
VISIT = "R: [promise.commitment: I'll arrange a site visit for your team by next Tuesday.]"


def fate_of(promise: str, *later: str, on: str = LATER) -> Fate:
    calls = [past("one", promise, date=WEDNESDAY), past("two", *later, date=on)]
    (entry,) = ledger(calls)
    return entry.fate


@pytest.mark.parametrize(
    ("promise", "later"),
    [
        pytest.param(PACK, ["R: I sent the pack on the fifth."], id="the-giver-says-so"),
        pytest.param(PACK, ["C: Thanks for the security pack."], id="thanks"),
        pytest.param(PACK, ["C: We got your security pack, all clear."], id="received"),
        pytest.param(PACK, ["R: Did the security pack arrive?", "C: It did."], id="asked"),
        pytest.param(PACK, ["R: Have you had the pack?", "C: Yes, thanks."], id="yes"),
        pytest.param(PACK, ["C: The pack is in my inbox, I read it."], id="inbox"),
        pytest.param(PACK, ["R: Was the pack any use?", "C: We liked page two."], id="presumed"),
        pytest.param(DESK, ["R: I spoke to the help desk, it's nine to five."], id="asked-others"),
        pytest.param(DESK, ["R: The help desk confirmed the backup hours."], id="confirmed"),
        pytest.param(THEIRS, ["R: Your user list came through, thanks."], id="theirs"),
        pytest.param(THEIRS, ["C: You've had our user list, haven't you?", "R: Yes."], id="tag"),
        pytest.param(VISIT, ["C: The site visit was on Monday and my team loved it."], id="visit"),
        pytest.param(VISIT, ["C: we did the site visit last week"], id="raw"),
        pytest.param(
            PACK, ["R: And the pack?", "C: Came the next day, thanks."], id="asked-in-two-words"
        ),
        pytest.param(LOTUS, ["R: On Lotus, I asked, and it can."], id="the-finder-found-out"),
        pytest.param(
            THEIRS, ["R: I had the list off you that same night."], id="had-it-off-somebody"
        ),
        pytest.param(PACK, ["R: Did the pack help?", "C: Pretty much."], id="pretty-much"),
        pytest.param(
            SERVER, ["R: We moved your records to the new server on Thursday."], id="moved"
        ),
        pytest.param(TRIAL, ["R: We extended your trial to the end of April."], id="extended"),
        pytest.param(
            PACK, ["C: The security pack came two days after our call, thanks."], id="in-time"
        ),
    ],
)
def test_kept(promise: str, later: list[str]) -> None:
    assert fate_of(promise, *later) is Fate.KEPT


@pytest.mark.parametrize(
    ("promise", "later"),
    [
        pytest.param(PACK, ["C: We still don't have the security pack."], id="still"),
        pytest.param(PACK, ["C: I never got the security pack."], id="never"),
        pytest.param(PACK, ["R: Did the pack arrive?", "C: No, nothing came."], id="no"),
        pytest.param(PACK, ["C: You said you'd send a security pack, where is it?"], id="where"),
        pytest.param(PACK, ["R: I never got round to the security pack, sorry."], id="round"),
        pytest.param(PACK, ["R: The security pack slipped my mind."], id="slipped"),
        pytest.param(PACK, ["C: The security pack came a week late."], id="late"),
        pytest.param(
            PACK, ["R: Can we push the security pack to the twentieth?"], id="moved-after"
        ),
        pytest.param(PACK, ["R: The security pack only went out yesterday."], id="yesterday"),
        pytest.param(PACK, ["R: I sent you the security pack on the tenth."], id="after-its-day"),
        pytest.param(DESK, ["R: I haven't asked the help desk yet, I'm afraid."], id="not-asked"),
        pytest.param(THEIRS, ["R: We're still waiting for your user list."], id="waiting"),
        pytest.param(THEIRS, ["C: I owe you an apology, the user list isn't done."], id="owe"),
        pytest.param(VISIT, ["C: the site visit never happened"], id="raw"),
        pytest.param(
            DESK, ["R: The help desk I've not caught yet, they're off sick."], id="i-have-not"
        ),
        pytest.param(PACK, ["C: I don't think I ever saw the security pack?"], id="do-not-think"),
        pytest.param(PACK, ["C: I never saw a pack from you."], id="never-saw"),
        pytest.param(VISIT, ["R: The site visit, well, they pulled out."], id="pulled-out"),
        pytest.param(WRITE_OFFS, ["R: And the write-offs?", "C: Still not done."], id="asked"),
        pytest.param(
            PACK,
            ["C: I've read the security pack. It reached us on the tenth."],
            id="and-then-when-it-came",
        ),
        pytest.param(
            POINTS, ["R: I don't think I got the security form."], id="what-the-deed-points-to"
        ),
        pytest.param(VISIT, ["R: How did you like the site visit?", "C: What visit?"], id="what"),
        pytest.param(
            PACK, ["C: We didn't read the security pack, it never came."], id="unread-and-not-there"
        ),
        pytest.param(
            PACK, ["R: Did you read the security pack?", "C: No, nothing came."], id="nothing-came"
        ),
        pytest.param(READ, ["C: We haven't read the security pack yet."], id="who-was-to-read"),
        pytest.param(READ, ["R: Did you read the security pack?", "C: Not yet."], id="not-read"),
        pytest.param(READ, ["R: You haven't read the security pack yet."], id="you-have-not-read"),
        pytest.param(
            SERVER, ["R: We have to push the new server to April."], id="moved-in-other-words"
        ),
        pytest.param(
            PACK, ["C: The security pack came a week after our call."], id="a-week-after-the-call"
        ),
        pytest.param(
            PACK, ["C: The security pack came two days after Friday."], id="after-its-weekday"
        ),
        pytest.param(
            PACK, ["C: The security pack came two days after you'd said."], id="after-you-said"
        ),
    ],
)
def test_broken(promise: str, later: list[str]) -> None:
    assert fate_of(promise, *later) is Fate.BROKEN


@pytest.mark.parametrize(
    ("promise", "later"),
    [
        pytest.param(PACK, ["R: I won't have the security pack by Friday."], id="will-not"),
        pytest.param(PACK, ["R: Can we move the security pack to the tenth?"], id="moved"),
        pytest.param(PACK, ["R: The security pack needs another week."], id="needs"),
        pytest.param(
            PACK, ["R: They asked me for more time for the security pack."], id="asked-for-more"
        ),
        pytest.param(PACK, ["R: Bad news, the security pack is going to slip."], id="slips"),
        pytest.param(THEIRS, ["C: The user list is running late on our side."], id="running-late"),
        pytest.param(VISIT, ["R: I'd like to push the site visit back to April."], id="pushed"),
    ],
)
def test_bad_news_before_the_day_renegotiates(promise: str, later: list[str]) -> None:
    assert fate_of(promise, *later, on=SOONER) is Fate.RENEGOTIATED


@pytest.mark.parametrize(
    ("promise", "later"),
    [
        pytest.param(PACK, ["C: How was your holiday?"], id="nothing-said"),
        pytest.param(PACK, ["C: We sent a parcel to Leeds."], id="another-thing"),
        pytest.param(PACK, ["C: I sent you the security pack of our own."], id="the-other-side"),
        pytest.param(PACK, ["C: Is the security pack in English?"], id="a-question"),
        pytest.param(PACK, ["R: We would send a security pack to anybody."], id="hypothetical"),
        pytest.param(VISIT, ["C: Our web site was down."], id="another-site"),
        pytest.param(DESK, ["C: The front desk was painted blue."], id="one-word-alike"),
        pytest.param(DESK, ["R: Do you sit at a desk?", "C: No."], id="no-to-something-else"),
        pytest.param(DESK, ["C: If you moved my desk to the hall I'd come."], id="only-thought-of"),
        pytest.param(DESK, ["C: He couldn't find room for a desk."], id="another-desk"),
        pytest.param(PACK, ["C: Thanks for the security audit."], id="a-thing-named-alike"),
        pytest.param(
            PACK,
            ["R: Did my note about the security door reach you?", "C: Yes."],
            id="a-question-about-more",
        ),
        pytest.param(
            RING, ["C: Thanks, you called me back about the fee."], id="a-word-of-any-call"
        ),
        pytest.param(
            THEIRS, ["C: I never saw the user list of yours."], id="who-never-saw-promised-another"
        ),
        pytest.param(
            COLLEAGUE, ["R: Raj, thank you, that arrived.", "C: Good."], id="somebody-spoken-to"
        ),
        pytest.param(PACK, ["C: I haven't looked at the security pack yet."], id="not-looked-at"),
        pytest.param(
            PACK,
            ["R: Did you get a chance to look at the security pack?", "C: Not yet."],
            id="no-chance-to-look",
        ),
        pytest.param(
            PROPOSAL, ["C: We still need to review the proposal you sent."], id="to-be-reviewed"
        ),
        pytest.param(PACK, ["C: We've not shared the security pack yet."], id="not-shared"),
        pytest.param(
            PACK, ["C: Our IT needs more detail on the security pack."], id="more-but-not-of-time"
        ),
    ],
)
def test_unspoken_is_silent(promise: str, later: list[str]) -> None:
    assert fate_of(promise, *later) is Fate.SILENT


def test_a_weekday_may_be_the_one_that_it_was_due_on() -> None:
    came = "C: The security pack came on Friday, thanks."
    assert fate_of(PACK, came, on="2026-03-20") is Fate.KEPT


def test_a_numbered_day_keeps_its_month() -> None:
    sent = "R: I sent the security pack on the 5th of {}."
    assert fate_of(PACK, sent.format("March"), on=APRIL) is Fate.KEPT
    assert fate_of(PACK, sent.format("April"), on=APRIL) is Fate.BROKEN


def test_what_was_said_before_in_the_same_turn_is_what_it_is_about() -> None:
    theirs = "C: We talked to Kieran about the money."
    mine = "R: On the audit. [promise.commitment: I'll do it by Friday.]"
    calls = [
        past("one", theirs, mine, date=WEDNESDAY),
        past("two", "C: Kieran I still haven't caught.", date=LATER),
    ]
    assert [entry.fate for entry in ledger(calls)] == [Fate.SILENT]


def test_not_done_before_its_day_is_still_open() -> None:
    assert fate_of(PACK, "R: I haven't sent the security pack yet.", on=SOONER) is Fate.OPEN


def test_what_happens_in_the_call_needs_no_ledger() -> None:
    call = past("one", "R: [promise.commitment: I'll share my screen.]", date=WEDNESDAY)
    assert ledger([call, past("two", "C: Fine.", date=LATER)]) == ()


def test_a_promise_said_twice_counts_once() -> None:
    again = "R: [promise.commitment: So I'll send that security pack by Friday.]"
    assert len(ledger([past("one", PACK, again, date=WEDNESDAY)])) == 1


def test_a_renewed_promise_is_about_the_one_before() -> None:
    owned = "R: I forgot the security pack, sorry."
    renewed = "R: [promise.commitment: You'll have it by Friday.]"
    calls = [
        past("one", PACK, date=WEDNESDAY),
        past("two", owned, renewed, date="2026-03-11"),
        past("three", "C: The security pack came on Thursday.", date=LATER),
    ]
    assert [entry.fate for entry in ledger(calls)] == [Fate.BROKEN, Fate.KEPT]


def test_evidence_quotes_the_later_call() -> None:
    calls = [
        past("one", PACK, date=WEDNESDAY),
        past("two", "C: Hello.", "C: We got the security pack.", date=LATER),
    ]
    (entry,) = ledger(calls)
    assert entry.evidence is not None
    assert (entry.evidence.call, entry.evidence.turn) == ("two", 1)
    assert entry.evidence.quote == "We got the security pack."


def test_the_same_calls_give_the_same_ledger() -> None:
    calls: list[PastCall] = [past("one", PACK, THEIRS, date=WEDNESDAY), past("two", "C: Hm.")]
    assert ledger(calls) == ledger(calls)


def test_a_report_without_a_part_is_refused() -> None:
    from analyser.errors import DamagedInput

    with pytest.raises(DamagedInput, match="expected a report"):
        past_call({"id": "x", "meta": {}})
