"""How much of the talk is the rep's.

People who are listened to say what they need. The share is of the talk of both sides, so
silence and third parties do not move it. Time decides where the file measures it, else words;
the unit says which. Long stretches without letting the customer in are shown as moments.

Unit:    share of the talk of rep and customer, 0 to 1, by time where measured, else by words.
Formula: rep's talk / (rep's talk + customer's talk); back-channels of up to three words do not
         end a stretch of talk.
Limits:  a demo rightly has more rep talk than a discovery call; several people under one label
         count as one side; words are no time, since people speak at different pace.
Source:  "Trust vs. Relationship"; vendors' bands differ (43 to 65 %) and are correlational.

>>> from analyser.testing import marked_call
>>> talk_listen.measure(marked_call("R: How is it going?", "C: Slowly, to be honest.")).value
0.5
"""

from analyser.annotation import AnnotatedCall
from analyser.conversation import Role
from analyser.reading import Moment, Reading, Severity, percent, signal
from analyser.talk_time import Stretch, rep_share, stretches, timing_of

LONG_WORDS = 330
"""Some two minutes of talk (published ceilings lie between 76 and 150 seconds)."""
LONG_SECONDS = 120.0
MOST_MOMENTS = 3


@signal(principle="Listen more than you talk.", unit="share of words")
def talk_listen(call: AnnotatedCall) -> Reading:
    """The rep's share of the talk, with the longest stretches of both sides."""
    measured = timing_of(call) == "measured"
    share = rep_share(call.turns, measured=measured)
    if share is None:
        return Reading.absent("nobody on either side said a word")
    found = list(stretches(call))
    longest = {
        role: max((s for s in found if s.role is role), key=_length, default=None)
        for role in (Role.REP, Role.CUSTOMER)
    }
    third = max(1, len(call.turns) // 3)
    parts = [call.turns[:third], call.turns[third : 2 * third], call.turns[2 * third :]]
    thirds = [rep_share(part, measured=measured) for part in parts]
    unit = "time" if measured else "words"
    details = {
        f"rep_share_third_{n}": round(value, 3)
        for n, value in enumerate(thirds, 1)
        if value is not None
    }
    for role, stretch in longest.items():
        if stretch is not None:
            details[f"longest_{role.value}_words"] = float(stretch.words)
            if stretch.seconds is not None:
                details[f"longest_{role.value}_seconds"] = round(stretch.seconds, 1)
    return Reading(
        round(share, 4),
        n=sum(1 for turn in call.turns if turn.role in (Role.REP, Role.CUSTOMER)),
        summary=f"The rep had {percent(share)} of the {unit}{_longest(longest[Role.REP])}.",
        moments=tuple(_monologue(s) for s in _long(found)),
        unit=f"share of {unit}",
        details=details,
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
