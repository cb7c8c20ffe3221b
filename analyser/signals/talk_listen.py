"""How much of the talk is the rep's.

People who are listened to say what they need. The share is of the talk of both sides, so
silence and third parties do not move it. Time decides where the file measures it, else words;
the unit says which. Long stretches without letting the customer in are shown as moments, and so
are interruptions, where the file measures when each turn starts and ends.

Unit:    share of the talk of rep and customer, 0 to 1, by time where measured, else by words.
         Absent where people whose side is not known have more than a tenth of the talk.
Formula: rep's talk / (rep's talk + customer's talk); back-channels of up to three words do not
         end a stretch of talk, and are no interruption. An interruption starts half a second or
         more before the customer's end; patience is the median pause before the rep speaks.
         Interactivity is how often the word passes between the sides, a minute where times are
         measured, else a hundred words.
Limits:  a demo rightly has more rep talk than a discovery call: the profile holds bands by type of
         call. Several people under one label count as one side; words are no time, since people
         speak at different pace. Pauses and overlaps depend on how the recorder cuts turns, so
         they are shown and do not count; where each turn starts as the last one ends they are not.
Source:  "Trust vs. Relationship"; vendors' bands differ (43 to 65 %) and are correlational.

>>> from analyser.testing import marked_call
>>> talk_listen.measure(marked_call("R: How is it going?", "C: Slowly, to be honest.")).value
0.5
"""

from analyser.annotation import AnnotatedCall
from analyser.conversation import Role
from analyser.reading import Moment, Reading, Severity, counted, percent, signal
from analyser.talk_time import Stretch, amount, rep_share, stretches, timing_of, unsided_share
from analyser.turn_taking import Handover, handovers, interruptions, patience_seconds, switches

LONG_WORDS = 330
"""Some two minutes of talk (published ceilings lie between 76 and 150 seconds)."""
LONG_SECONDS = 120.0
MOST_MOMENTS = 3
MOST_UNSIDED = 0.1
"""With more talk by people of whom nobody knows whether they sell, the share could be anything."""

WORDS_UNIT = 100
THIRDS = (1, 2, 3)


@signal(principle="Listen more than you talk.", unit="share of words")
def talk_listen(call: AnnotatedCall) -> Reading:
    """The rep's share of the talk, with the longest stretches of both sides."""
    timing = timing_of(call)
    measured = timing == "measured"
    share = rep_share(call.turns, measured=measured)
    if share is None:
        return Reading.absent("nobody on either side said a word")
    unsided = unsided_share(call.turns, measured=measured)
    if unsided > MOST_UNSIDED:
        return Reading.absent(
            f"people whose side is not known had {percent(unsided)} of the talk: name the seller's"
        )
    found = list(stretches(call))
    longest = {
        role: max((s for s in found if s.role is role), key=_length, default=None)
        for role in (Role.REP, Role.CUSTOMER)
    }
    unit = "time" if measured else "words"
    given = handovers(call)
    cut_in = interruptions(given)
    estimated = " (times are only estimated, so words count)" if timing == "estimated" else ""
    return Reading(
        round(share, 4),
        n=sum(1 for turn in call.turns if turn.role in (Role.REP, Role.CUSTOMER)),
        summary=(
            f"The rep had {percent(share)} of the {unit}{estimated}{_longest(longest[Role.REP])}"
            f"{_story(longest[Role.CUSTOMER])}{_manners(given, cut_in)}."
        ),
        moments=(*(_monologue(s) for s in _long(found)), *(_cut_in(one) for one in _worst(cut_in))),
        unit=f"share of {unit}",
        details={
            **_thirds(call, measured=measured),
            **_lengths(longest),
            **_interactivity(call, measured=measured),
            **_patience(call, given, cut_in),
        },
    )


def _thirds(call: AnnotatedCall, *, measured: bool) -> dict[str, float]:
    """The rep's share in each third of the call's words; absent where nobody spoke in it."""
    total = call.words_before[-1] or 1
    parts: dict[int, list[int]] = {third: [] for third in THIRDS}
    for number, turn in enumerate(call.turns):
        middle = call.words_before[number] + turn.words / 2
        parts[min(len(THIRDS), int(len(THIRDS) * middle / total) + 1)].append(number)
    shares = {
        third: rep_share(tuple(call.turns[n] for n in numbers), measured=measured)
        for third, numbers in parts.items()
    }
    return {f"rep_share_third_{n}": round(s, 3) for n, s in shares.items() if s is not None}


def _lengths(longest: dict[Role, Stretch | None]) -> dict[str, float]:
    details: dict[str, float] = {}
    for role, stretch in longest.items():
        if stretch is not None:
            details[f"longest_{role.value}_words"] = float(stretch.words)
            if stretch.seconds is not None:
                details[f"longest_{role.value}_seconds"] = round(stretch.seconds, 1)
    return details


def _interactivity(call: AnnotatedCall, *, measured: bool) -> dict[str, float]:
    sides = [turn for turn in call.turns if turn.role in (Role.REP, Role.CUSTOMER)]
    talk = sum(amount(turn, measured=measured) for turn in sides)
    if not talk:
        return {}
    if measured:
        return {"switches_per_minute": round(60 * switches(call) / talk, 2)}
    return {"switches_per_100_words": round(WORDS_UNIT * switches(call) / talk, 2)}


def _patience(
    call: AnnotatedCall, given: list[Handover], cut_in: list[Handover]
) -> dict[str, float]:
    pause = patience_seconds(given)
    if pause is None:
        return {}
    doubts = {"objection", "price.objection"}
    after = patience_seconds([one for one in given if doubts & call.labels_of(one.before)])
    return {
        "patience_seconds": round(pause, 2),
        **({} if after is None else {"patience_after_doubt_seconds": round(after, 2)}),
        "interruptions": float(len(cut_in)),
        "interruption_share": round(len(cut_in) / len(given), 3),
    }


def _story(stretch: Stretch | None) -> str:
    return "" if stretch is None else f", the customer's longest {_length_text(stretch)}"


def _manners(given: list[Handover], cut_in: list[Handover]) -> str:
    pause = patience_seconds(given)
    if pause is None:
        return ""
    return f"; {pause:.1f} s before answering, {counted(len(cut_in), 'interruption')}"


def _worst(cut_in: list[Handover]) -> list[Handover]:
    worst = sorted(cut_in, key=lambda one: (one.gap, one.after))[:MOST_MOMENTS]
    return sorted(worst, key=lambda one: one.after)


def _cut_in(one: Handover) -> Moment:
    return Moment(
        "interruption",
        one.after,
        0,
        Severity.LOW,
        f"The rep began {-one.gap:.1f} s before the customer had finished.",
        "Wait for the end, count to one, and take up the customer's last words first.",
    )


def _length(stretch: Stretch) -> float:
    return stretch.words if stretch.seconds is None else stretch.seconds


def _length_text(stretch: Stretch) -> str:
    if stretch.seconds is None:
        return f"{stretch.words} words"
    minutes, seconds = divmod(round(stretch.seconds), 60)
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


def _longest(stretch: Stretch | None) -> str:
    return "" if stretch is None else f"; the longest stretch was {_length_text(stretch)}"


def _long(found: list[Stretch]) -> list[Stretch]:
    over = [
        s
        for s in found
        if s.role is Role.REP
        and (s.words >= LONG_WORDS if s.seconds is None else s.seconds >= LONG_SECONDS)
    ]
    return sorted(sorted(over, key=_length, reverse=True)[:MOST_MOMENTS], key=lambda s: s.turn)


def _monologue(stretch: Stretch) -> Moment:
    return Moment(
        "monologue",
        stretch.turn,
        0,
        Severity.MEDIUM if stretch.words < 2 * LONG_WORDS else Severity.HIGH,
        f"The rep talked for {_length_text(stretch)} before the customer came in.",
        "Stop after the first point and ask how it compares with what they do today.",
    )
