"""Whether the rep's commitments can be held to: what will be done, and by when.

Doing what one says, when one says it, starts with saying when. A deed without a day cannot be
kept or broken, and the customer cannot rely on it. Within one call only the naming is heard.

Unit:    share of the rep's commitments that name a deed and a date, 0 to 1.
Formula: rep's commitments with an action (a word that says what, or the request just before) and
         a date beside it or in that request (for an invitation: the day agreed) / all of the rep's
         commitments but those for the call itself ("I'll show you") and what is done at once.
Limits:  whether they were kept only later calls can tell: `analyser history` counts kept ones,
         and half of those renegotiated in time, against those and nine times the broken ones (a
         rule of thumb, not yet checked); a bold date counts here and against promises.
Source:  "Trust: a Primer", "Trust vs. Relationship". The share is a rule of thumb, not yet
         checked.

>>> from analyser.testing import marked_call
>>> call = marked_call("R: [promise.commitment: I'll send the pack by Friday.]", "C: Good.")
>>> follow_through.measure(call).value
1.0
"""

import re

from analyser.annotation import Act, AnnotatedCall
from analyser.content_words import content_words
from analyser.conversation import Role
from analyser.episodes.commitments import Commitment, commitments
from analyser.episodes.deeds import DEED_VERBS, Certainty, without_farewell
from analyser.highlights import highlights
from analyser.reading import Moment, Reading, Severity, counted, signal

MOST_UNDATED = 3
ASKS_OTHERS = re.compile(
    r"\b(?:check|ask|find out|confirm|look into|see if|see whether|(?:talk|speak) (?:to|with)"
    r"|(?:get|come|circle) back)\b",
    re.IGNORECASE,
)
MEETS = re.compile(
    r"\b(?:invite|calendar|call|meet|meeting|session|demo|introduce|intro)\b", re.IGNORECASE
)


IN_CALL = re.compile(
    r"\b(?:in a (?:sec|second|minute|moment)|(?<!for )(?<!by )(?<!from )now|(?:right|straight) away"
    r"|immediately|(?:write|note|jot) (?:\w+ )?down|make a note"
    r"|show you|(?:pull|bring) (?:it|that|this) up|share (?:my|the) screen"
    r"|(?:walk|take) you through|(?:come|get) (?:back )?to (?:it|that|this)"
    r"|(?:tell|ask) you (?:now|why|what|how|something|this|straight)|explain"
    r"|be (?:quick|brief|honest|straight))\b",
    re.IGNORECASE,
)
"""What is done in the call itself needs no day."""

TELLING_VERB = re.compile(
    rf"\b(?!(?:get|have|let you have|give you)\b)(?:{DEED_VERBS})\b", re.IGNORECASE
)
"""A verb that names a deed by itself: what "I'll get it" leaves open, "I'll call" tells."""

FEWEST_LETTERS = 3
FEWEST_WORDS = 3
LOOSE = frozenset({Certainty.CONDITIONAL, Certainty.OFFER})


@signal(principle="Do what you say, when you say it.", unit="share of commitments")
def follow_through(call: AnnotatedCall) -> Reading:
    """The share of the rep's commitments that name what and when."""
    made = [one for one in commitments(call) if one.by is Role.REP and _needs_a_day(call, one)]
    if not made:
        return Reading.absent("the rep made no commitment")
    named = [one for one in made if one.due_text and _names_deed(call, one)]
    undated = [one for one in made if not one.due_text and one.certainty not in LOOSE]
    return Reading(
        round(len(named) / len(made), 4),
        n=len(made),
        summary=(
            f"{len(named)} of {counted(len(made), 'commitment')} of the rep named what and by "
            "when; whether they were kept cannot be told without later calls."
        ),
        moments=(*(_undated(one) for one in undated[:MOST_UNDATED]), *_dated(call, named)),
        details={
            "commitments": float(len(made)),
            "dated": float(sum(one.due_text is not None for one in made)),
        },
    )


def _needs_a_day(call: AnnotatedCall, one: Commitment) -> bool:
    """Whether it is a deed for later: no word about the talk itself, no mere "will do"."""
    words = without_farewell(call.quote(one.turn, one.sentence))
    if one.due_text:
        return True
    return len(words.split()) >= FEWEST_WORDS and not IN_CALL.search(words)


def _names_deed(call: AnnotatedCall, one: Commitment) -> bool:
    """Whether a word says what will be done, or the customer has just asked for it."""
    said = TELLING_VERB.search(one.what) or content_words(one.what, FEWEST_LETTERS)
    return bool(said) or "request" in call.labels_of(max(0, one.turn - 1))


def _act(one: Commitment) -> Act:
    return Act(one.turn, one.sentence, "promise.commitment", one.probability)


def _undated(one: Commitment) -> Moment:
    act = _act(one)
    if ASKS_OTHERS.search(one.what):
        better = 'Agree when the answer comes: "By when do you need to hear back from me?"'
    elif MEETS.search(one.what):
        better = 'Agree the day at once: "Which day suits you for that?"'
    else:
        better = 'Name a day that can surely be kept, or ask for one: "By when do you need that?"'
    return Moment(
        "commitment_without_date",
        *act.place,
        Severity.LOW,
        "The rep said what will be done, but not by when.",
        better,
        act.probability,
    )


def _dated(call: AnnotatedCall, named: list[Commitment]) -> list[Moment]:
    """Praise for commitments that name what and when, less those that promise too much."""
    sure = [_act(one) for one in named]
    over = {act.place for act in call.find("promise.over", by=Role.REP)}
    return highlights(
        "commitment_with_date",
        "The rep said what will be done and by when.",
        (act for act in sure if act.place not in over),
    )
