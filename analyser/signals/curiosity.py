"""Whether the rep takes up what the customer said, and follows it further.

Curious people give back what they heard, use the other's words and ask on. So for each time
the customer said something of substance: did the rep's next turn reflect it, dig into it or
take up its words, or go on with a script? Digging on over several turns shows depth.

Unit:    worth of the rep's answers to what the customer said, 0 to 1.
Formula: 0.8 x u + 0.2 x d. u: mean over the rep's turns that follow eight words or more of the
         customer; 1 where the turn reflects or probes, 0.5 where it only uses one of the
         customer's own words or asks on in a few ("Which two?"), else 0. d: the longest run of
         such turns that reflect or probe, one after the other, out of three.
Limits:  words in another form ("audit", "auditing") and words of the like meaning are not seen
         as taken up; a rep who repeats words without interest looks curious.
Source:  a text on relationship building in sales meetings. In classroom talk uptake by shared
         words agrees with experts at a rank correlation of 0.44; in counselling the share of
         reflections separates good talk from poor better than the rate of questions does. The
         worths are a rule of thumb, not yet checked.

>>> from analyser.testing import marked_call
>>> said = "C: The hand-over between the two shifts is what takes us so long."
>>> curiosity.measure(marked_call(said, "R: [reflect: So you lose time there.]")).value
0.8667
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from analyser.annotation import AnnotatedCall, AnnotatedTurn
from analyser.content_words import content_words
from analyser.conversation import Role
from analyser.highlights import highlights
from analyser.reading import Reading, counted, signal
from analyser.talk_time import is_backchannel

SUBSTANTIAL_WORDS = 8
RARE_TURNS = 3
RARE_SHARE = 0.1
"""A word is the customer's own, and no mere topic of the call, while so few turns hold it."""

FOLLOWED = 1.0
TAKEN_UP = 0.5
DEEP_TURNS = 3
DEPTH_WEIGHT = 0.2

ASKS_ON = re.compile(
    r"^\W*(?:(?:okay|ok|oh|hm+|right|so|and|sorry|wow|really)\W+)*(?:which|who|what|when|where|how"
    r"|why|since when|like (?:what|who|how)|such as|for example)\b(?: [^\s?]+){0,4}\W*$",
    re.IGNORECASE,
)
"""A question so short that it can only be about what was just said."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A rep's turn after something of substance from the customer: ``followed`` where it
    reflects or probes, ``taken_up`` where it uses one of the customer's own words or asks on."""

    turn: int
    followed: bool
    taken_up: bool

    @property
    def worth(self) -> float:
        return FOLLOWED if self.followed else TAKEN_UP * self.taken_up


@signal(principle="Get curious; seek the truth.", unit="worth of the answers to the customer")
def curiosity(call: AnnotatedCall) -> Reading:
    """How far the rep takes up, reflects and digs into what the customer said."""
    answers = list(_answers(call))
    if not answers:
        return Reading.absent(
            f"the rep never answered {SUBSTANTIAL_WORDS} words or more of the customer"
        )
    followed = sum(answer.followed for answer in answers)
    taken_up = sum(answer.taken_up and not answer.followed for answer in answers)
    depth = max(len(list(run)) if on else 0 for on, run in groupby(a.followed for a in answers))
    uptake = sum(answer.worth for answer in answers) / len(answers)
    deep = min(1.0, depth / DEEP_TURNS)
    return Reading(
        round((1 - DEPTH_WEIGHT) * uptake + DEPTH_WEIGHT * deep, 4),
        n=len(answers),
        summary=(
            f"Of {counted(len(answers), 'answer')} to what the customer said, {followed} "
            f"reflected it or dug into it and {taken_up} more took up its words; at most "
            f"{depth} in a row dug on."
        ),
        moments=tuple(
            highlights(
                "reflection",
                "The rep gave back what the customer had said.",
                call.find("reflect", by=Role.REP),
            )
        ),
        details={"followed": float(followed), "taken_up": float(taken_up), "depth": float(depth)},
    )


def _answers(call: AnnotatedCall) -> Iterator[Answer]:
    """The rep's turns that follow something of substance."""
    turns_with = Counter(word for turn in call.turns for word in content_words(turn.text))
    most = max(RARE_TURNS, RARE_SHARE * len(call.turns))
    heard = ""
    for number, turn in enumerate(call.turns):
        if turn.role is Role.CUSTOMER:
            heard = f"{heard} {turn.text}"
        elif turn.role is Role.REP and not is_backchannel(turn):
            if len(heard.split()) >= SUBSTANTIAL_WORDS:
                shared = content_words(heard) & content_words(turn.text)
                rare = any(turns_with[word] <= most for word in shared)
                yield Answer(number, _follows(call, number), rare or _asks_on(turn))
            heard = ""


def _follows(call: AnnotatedCall, turn: int) -> bool:
    return any(label == "reflect" or label.startswith("probe.") for label in call.labels_of(turn))


def _asks_on(turn: AnnotatedTurn) -> bool:
    """Whether the turn opens with a short question, be it after an "Okay."."""
    opening = (s for s in turn.sentences[:2] if any(n.startswith("question") for n in s.labels))
    return any(ASKS_ON.match(sentence.text) for sentence in opening)
