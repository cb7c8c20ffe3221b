"""The ledger: what became of every promise of an account, with the words that tell.

A promise meets the sentences of later calls that are about the same matter (``matter.py``) and
tell an outcome (``outcomes.py``). The first that decides settles it:

- **kept**: done, and not said to have come after its day;
- **renegotiated**: moved, or said not to hold, on or before its day, or before any day was named;
- **broken**: not done, moved or done after its day; or, without a day, said not to have been done;
- **silent**: its day has passed, or a later call took place, and nobody spoke of it;
- **open**: its day lies on or after the account's last call.

What somebody who knows says became of a promise stands in place of all that.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from analyser.history.matter import (
    REST,
    SPEAKING,
    Sought,
    emphasis,
    matter,
    modified,
    sought,
    weights,
)
from analyser.history.outcomes import BETWEEN_US, IF, OWED, PRESUMES, Outcome, Told, plain, told_by
from analyser.history.past_call import Fate, PastCall, Promise
from analyser.history.past_days import past_day

OWN_MATTER: Final = 0.45
"""A sentence is about a promise from here on by its own words."""

WITH_CONTEXT: Final = 0.6
"""And from here on together with what it refers back to; an answer counts with its question as
one sentence."""

SAME_PROMISE: Final = 0.85
FEW_WORDS: Final = 2
"""A promise of fewer words ("I'll do it tonight") is about what was said just before."""

BESIDE_THE_BEST: Final = 0.95
"""A sentence may settle several promises only where it is as much about each."""

FIRM: Final = 2
"""So many words in common leave no doubt of the matter; with fewer a sentence must show otherwise
that it is about something between the two sides."""

CONTEXT_SHARE: Final = 0.3
VAGUE_SHARE: Final = 0.5
RENEWED_WITHIN_TURNS: Final = 4
NEXT_WORDS_TURNS: Final = 1
HALF: Final = 0.5

IN_THE_CALL: Final = re.compile(
    r"\b(?:share (?:my|the) screen|show you (?:now|here|in a)|in a (?:second|moment|minute|sec)\b"
    r"|right now|one (?:second|moment)|walk you through|pull (?:it|that|this)? ?up|go first"
    r"|let you go|start with|be (?:honest|frank|quick|brief|clear)"
    r"|(?:i'll|let me)(?: just| now)? (?:type|click|scroll|open|jump|switch|zoom|mute|repeat)\b)"
    r"|^(?:(?:so|okay|ok|and|then|right|well|good|great)[, ]+)*let'?s\b",
    re.IGNORECASE,
)
"""What is done while the call goes on, and what is only proposed, needs no ledger."""

_DELEGATED: Final = re.compile(r"^(?:get|ask) (?:\S+ ){1,4}?to (?=\w)", re.IGNORECASE)
"""In "get our lawyer to write the letter" the letter is what is promised."""

_FINDS: Final = re.compile(
    r"(?:find out|check|ask|look (?:up|into|at)|see (?:whether|what|who)|clarify|confirm)\b",
    re.IGNORECASE,
)
_FOUND: Final = re.compile(
    r"\b(?:i|we)(?:'ve| have)?(?: just| also| went and)? (?:checked|asked|found out|looked|tried"
    r"|spoke|heard back|confirmed)\b"
)
"""What was to be found out, and that its promiser did so."""

_YOURS: Final = re.compile(r"\byour (\w+)")
_GAVE: Final = re.compile(
    r"\b(?:i|we)(?:'ve| have)?(?: just| already| also)? "
    r"(?:sent|mailed|emailed|shipped|forwarded|posted|shared|delivered)\b"
)


_NEVER_SAW: Final = re.compile(
    r"\b(?:i|we)(?:'ve| have)?(?: still)? (?:never|didn't|haven't|don't think (?:i|we)(?:'ve)?)"
    r"(?: ever| even)? (?:saw|seen|see|received?)\b"
)
"""Who gave, and who should have been given."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence of the later call ``call`` that told; ``told`` is what, ``match`` (0 to 1) how
    far it is about the promise."""

    call: str
    day: date | None
    turn: int
    sentence: int
    speaker: str | None
    told: Told
    match: float
    quote: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A promise made in ``call`` on ``day``, its fate, and the evidence: None for silent and open
    ones, and where somebody who knows says something else than the calls (``by_hand``)."""

    call: str
    day: date | None
    promise: Promise
    fate: Fate
    evidence: Evidence | None = None

    @property
    def by_hand(self) -> bool:
        """Whether the fate is what somebody said, not what the calls tell."""
        return self.promise.fate is not None


@dataclass(frozen=True, slots=True)
class Pending:
    """A promise that no call has settled yet; ``about`` is its matter, and ``vague`` one whose own
    words say nothing of it."""

    call: PastCall
    promise: Promise
    about: Sought
    vague: bool = False


def ledger(calls: Sequence[PastCall]) -> tuple[Entry, ...]:
    """The promises of an account's calls, given in order, each with its fate."""
    weight = weights((call.stems for call in calls), sum(call.sentences for call in calls))
    settled: list[Entry] = []
    pending: list[Pending] = []
    for call in calls:
        found = _settled(pending, call) if pending else {}
        settled += found.values()
        pending = [one for n, one in enumerate(pending) if n not in found]
        pending += _promises(call, found.values(), weight)
    settled += [_entry(one, _unheard(one, calls)) for one in pending]
    order = {call.id: number for number, call in enumerate(calls)}
    return tuple(sorted(settled, key=lambda e: (order[e.call], e.promise.turn, e.promise.sentence)))


def _entry(one: Pending, fate: Fate, evidence: Evidence | None = None) -> Entry:
    said = one.promise.fate or fate
    return Entry(one.call.id, one.call.day, one.promise, said, evidence if said is fate else None)


def _promises(
    call: PastCall, settled: Iterable[Entry], weight: Mapping[str, float]
) -> list[Pending]:
    """The call's promises that later calls can settle; said twice in it, they count once.

    A promise of few words ("you'll have it tonight") is about what was said just before it, or
    about the promise that it renews.
    """
    seen: list[Pending] = []
    for promise in call.promises:
        if promise.fate is None and IN_THE_CALL.search(plain(promise.quote)):
            continue
        deed = _DELEGATED.sub("", promise.what)
        about, vague = emphasis(deed) or emphasis(promise.quote), False
        if len(about) < FEW_WORDS:
            share = CONTEXT_SHARE if about else 1.0
            context = dict.fromkeys(sorted(promise.before), share)
            beside = dict.fromkeys(emphasis(promise.quote), REST)
            renewed = _renewed(promise, settled)
            vague = not (about or beside or renewed or promise.before_here)
            about = {**context, **beside, **renewed, **about}
        one = Pending(call, promise, sought(about, weight), vague)
        twin = next((n for n, other in enumerate(seen) if _same(one, other)), None)
        if twin is None:
            seen.append(one)
        elif promise.fate is not None:
            # Which of the two somebody said it of does not matter.
            seen[twin] = replace(seen[twin], promise=replace(seen[twin].promise, fate=promise.fate))
    return seen


def _renewed(promise: Promise, settled: Iterable[Entry]) -> dict[str, float]:
    """What the promise was about that the same side has just owned up to not having kept."""
    near = [
        entry
        for entry in settled
        if entry.evidence
        and entry.promise.by == promise.by
        and entry.fate is not Fate.KEPT
        and 0 <= promise.turn - entry.evidence.turn <= RENEWED_WITHIN_TURNS
    ]
    return emphasis(near[-1].promise.what) if near else {}


def _same(one: Pending, other: Pending) -> bool:
    a, b = one.promise, other.promise
    if a.by != b.by or (a.due is not None and a.due != b.due):
        return False
    there = one.about.overlap(other.about.told.keys())
    back = other.about.overlap(one.about.told.keys())
    return min(there, back) >= SAME_PROMISE


def _settled(pending: Sequence[Pending], call: PastCall) -> dict[int, Entry]:
    """The pending promises, by their number, that a call settles."""
    best: dict[int, tuple[float, Outcome, Fate]] = {}
    # Most promises share no word with a sentence: only those that do are looked at.
    by_stem: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(pending):
        for stem in one.about.told:
            by_stem[stem].append(n)
    for outcome in call.outcomes:
        near = {n for stem in outcome.about | outcome.context for n in by_stem.get(stem, ())}
        meant = {n: said for n in sorted(near) if (said := _meant(pending[n], outcome))}
        matches = {n: match for n, said in meant.items() if (match := _match(pending[n], said))}
        for n, match in matches.items():
            fate = _fate(pending[n], meant[n], call.day)
            is_best = match >= BESIDE_THE_BEST * max(matches.values())
            if fate and is_best and _stands((match, meant[n], fate), best.get(n)):
                best[n] = (match, meant[n], fate)
    return {
        n: _entry(pending[n], fate, _evidence(call, outcome, match))
        for n, (match, outcome, fate) in best.items()
    }


Verdict = tuple[float, Outcome, Fate]


def _stands(found: Verdict, held: Verdict | None) -> bool:
    """Whether a verdict takes the place of the one held: told of more surely, or where the next
    words say of what was done that it came too late."""
    if held is None or found[0] > held[0]:
        return True
    turns = found[1].said.turn - held[1].said.turn
    late = found[2] is Fate.BROKEN and found[1].told in (Told.DONE, Told.LATE)
    return late and held[2] is Fate.KEPT and turns <= NEXT_WORDS_TURNS


def _meant(pending: Pending, outcome: Outcome) -> Outcome | None:
    """What an outcome tells of a promise: where the deed itself is to move something, words of
    moving may say that it was done; None where they then tell nothing."""
    if outcome.told is not Told.MOVED:
        return outcome
    told = told_by(plain(outcome.said.text), pending.promise.what)
    return replace(outcome, told=told) if told else None


def _evidence(call: PastCall, outcome: Outcome, match: float) -> Evidence:
    said = outcome.said
    return Evidence(
        call.id,
        call.day,
        said.turn,
        said.sentence,
        said.speaker,
        outcome.told,
        round(match, 3),
        said.text,
    )


def _match(pending: Pending, outcome: Outcome) -> float:
    """How far an outcome is about a promise, 0 to 1; 0 where it is about something else."""
    about = pending.about
    own_words = outcome.said.role == pending.promise.by
    text = plain(outcome.said.text)
    if outcome.told is Told.DONE and not own_words and _GAVE.search(text):
        return 0.0
    if outcome.unused and not own_words:
        return 0.0
    if outcome.told is Told.NOT_DONE and own_words and _NEVER_SAW.search(text):
        return 0.0
    if _by_chance(pending, outcome) or not _plainly(pending, outcome):
        return 0.0
    own = about.overlap(outcome.about) * (VAGUE_SHARE if pending.vague else 1.0)
    if own >= (WITH_CONTEXT if outcome.weak else OWN_MATTER):
        return own
    if pending.vague:
        return 0.0
    wider = about.overlap(outcome.about | outcome.context)
    return 0.9 * wider if wider >= (OWN_MATTER if outcome.answers else WITH_CONTEXT) else 0.0


def _is_firm(pending: Pending, outcome: Outcome) -> bool:
    return len(pending.about.own & (outcome.about | outcome.context)) >= FIRM


def _by_chance(pending: Pending, outcome: Outcome) -> bool:
    """Whether the one word in common says nothing: it is not the promise's own, or of any call,
    or stands in the name of another thing ("security audit" for "security pack"), or in a question
    that is about more."""
    said = outcome.about | outcome.context
    shared = pending.about.told.keys() & said
    if len(shared) != 1:
        return False
    (stem,) = shared
    if pending.about.own and stem not in pending.about.own:
        return True
    if stem == SPEAKING and len(pending.about.own) > 1:
        return True
    thing = modified(pending.promise.what).get(stem)
    other = modified(outcome.said.text).get(stem)
    if thing and other and thing != other:
        return True
    asked = outcome.direct and stem not in outcome.about
    return asked and HALF * len(outcome.context) > len(shared)


def _plainly(pending: Pending, outcome: Outcome) -> bool:
    """Whether it is told of what was promised, most likely, not of a thing with a word alike."""
    if outcome.direct or _is_firm(pending, outcome):
        return True
    text = plain(outcome.said.text)
    if outcome.told is Told.DONE:
        yours = matter(" ".join(_YOURS.findall(text)))
        near = yours & pending.about.told.keys()
        finds = outcome.said.role == pending.promise.by and _FINDS.match(pending.promise.what)
        found_out = finds and _FOUND.search(text)
        return bool(near or found_out or BETWEEN_US.search(text) or PRESUMES.search(text))
    if outcome.told is Told.NOT_DONE:
        return bool(OWED.search(text))
    return not IF.search(text)


def _fate(pending: Pending, outcome: Outcome, day: date | None) -> Fate | None:
    """What an outcome told on ``day`` makes of a promise, None where it decides nothing yet."""
    promise = pending.promise
    passed = bool(promise.due and day and day > promise.due)
    if outcome.told is Told.MOVED:
        return Fate.BROKEN if passed else Fate.RENEGOTIATED
    if outcome.told is Told.NOT_DONE:
        return Fate.BROKEN if passed or promise.due is None else None
    if outcome.told is Told.LATE:
        return Fate.BROKEN
    text = plain(outcome.said.text)
    done_on = past_day(text, day, promise.due, pending.call.day) if day else None
    if promise.due and done_on and done_on > promise.due:
        return Fate.BROKEN if _is_firm(pending, outcome) else None
    return Fate.KEPT


def _unheard(one: Pending, calls: Sequence[PastCall]) -> Fate:
    last, due = calls[-1], one.promise.due
    if one.call is last or (due and last.day and last.day <= due):
        return Fate.OPEN
    return Fate.SILENT
