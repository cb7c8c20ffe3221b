"""A call as its account's history needs it: read from the call's report, the one JSON form.

All that one call tells by itself is worked out here, once: a history of many calls then only holds
them against each other. ``keeping.py`` writes a past call down and reads it back.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from analyser.episodes.commitments import day_of
from analyser.errors import DamagedInput
from analyser.history.claims import Claim, claims
from analyser.history.matter import matter
from analyser.history.outcomes import Outcome, outcomes
from analyser.history.said import Said


class Fate(StrEnum):
    """What became of a promise; see ``ledger.py``."""

    KEPT = "kept"
    RENEGOTIATED = "renegotiated"
    BROKEN = "broken"
    SILENT = "silent"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment of a past call; see ``analyser.episodes.commitments.Commitment``. ``before``
    are the stems of what was said just before it: in its own turn (``before_here``) where that
    says some, else in the turn before. ``fate`` is what somebody who knows says became of it, None
    where nobody did."""

    turn: int
    sentence: int
    by: str
    speaker: str | None
    to: str | None
    what: str
    due: date | None
    due_text: str | None
    certainty: str
    quote: str
    before: frozenset[str]
    before_here: bool
    fate: Fate | None = None


@dataclass(frozen=True)
class PastCall:
    """``clock`` is the time of day (ISO 8601, empty where not given); ``scores`` are those of the
    signals and of ``trust``, None where it cannot be told, and ``absent_because`` says why. Of the
    talk it holds what later and earlier calls are held against: ``outcomes``, ``claims``, in how
    many of its ``sentences`` each stem stands (``stems``), and a hash of all of it (``talk``)."""

    id: str
    source: str
    day: date | None
    clock: str
    account: str | None
    reps: tuple[str, ...]
    promises: tuple[Promise, ...]
    outcomes: tuple[Outcome, ...]
    claims: tuple[Claim, ...]
    stems: Mapping[str, int]
    sentences: int
    talk: str
    scores: Mapping[str, float | None]
    model: str = ""
    absent_because: str | None = None

    def named(self, name: str) -> "PastCall":
        """The call under another id."""
        return replace(
            self, id=name, claims=tuple(replace(claim, call=name) for claim in self.claims)
        )


def past_call(report: Mapping[str, Any]) -> PastCall:
    """The call of a report (schema version 1, as ``CallReport.to_dict`` gives it).

    Raises DamagedInput where the report lacks what a history needs.
    """
    try:
        return _read(report)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        name = str(report.get("source") or report.get("id") or "report")[:80]
        raise DamagedInput(
            f"{name}: expected a report as `analyser analyse` writes it, found one without or with "
            f"a bad {error}; analyse the call anew"
        ) from error


def _read(report: Mapping[str, Any]) -> PastCall:
    meta = report["meta"]
    account = " ".join(str(meta.get("account") or "").split())
    name, said = str(report["id"]), _sentences(report)
    names = _names(said)
    abouts = [matter(names.sub(" ", one.text) if names else one.text) for one in said]
    return PastCall(
        id=name,
        source=str(report["source"]),
        day=day_of(meta.get("date")),
        clock=_clock(meta.get("date")),
        account=account or None,
        reps=tuple(p["name"] for p in report["participants"] if p["role"] == "rep" and p["words"]),
        promises=_promises(report, said, abouts),
        outcomes=tuple(outcomes(said, abouts)),
        claims=tuple(claims(name, said)),
        stems=dict(Counter(stem for about in abouts for stem in about)),
        sentences=len(said),
        talk=_hash(said),
        scores={
            "trust": report["trust_score"],
            **{name: signal["score"] for name, signal in report["signals"].items()},
        },
        model=str(report["model"]),
        absent_because=report["trust"]["absent_because"],
    )


def _sentences(report: Mapping[str, Any]) -> list[Said]:
    return [
        Said(
            number,
            place,
            turn["role"],
            turn["speaker"],
            sentence["text"],
            frozenset(sentence["labels"]),
        )
        for number, turn in enumerate(report["turns"])
        for place, sentence in enumerate(turn["sentences"])
    ]


def _names(said: Sequence[Said]) -> re.Pattern[str] | None:
    """The names of those who speak where somebody is called by one ("Ruth, thank you"): whom a
    sentence speaks to is not what it is about."""
    names = {word for one in said for word in (one.speaker or "").split() if word.isalpha()}
    if not names:
        return None
    called = "|".join(sorted(map(re.escape, names)))
    greeting = r"(?:hi|hello|hiya|hey|morning|afternoon|thanks|thank you|cheers|sorry|welcome)"
    return re.compile(
        rf"(?:^|(?<=, )|(?<=,))(?:{called})(?=\s*[,.?!]|$)|\b{greeting},? (?:{called})\b",
        re.IGNORECASE,
    )


def _hash(said: Sequence[Said]) -> str:
    told = [(*astuple(one)[:-1], sorted(one.labels)) for one in said]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _clock(text: object) -> str:
    found = re.search(r"T(\d\d:\d\d(?::\d\d)?)", str(text or ""))
    return found[1] if found else ""


def _promises(
    report: Mapping[str, Any], said: Sequence[Said], abouts: Sequence[frozenset[str]]
) -> tuple[Promise, ...]:
    places = {(one.turn, one.sentence): n for n, one in enumerate(said)}
    made = []
    for one in report["commitments"]:
        place = places[one["turn"], one["sentence"]]
        before = [n for n in (place - 2, place - 1) if n >= 0]
        here = [n for n in before if said[n].turn == one["turn"] and abouts[n]]
        stems = frozenset[str]().union(*(abouts[n] for n in here or before))
        made.append(_promise(one, stems, before_here=bool(here)))
    return tuple(made)


def _promise(one: Mapping[str, Any], before: frozenset[str], *, before_here: bool) -> Promise:
    return Promise(
        one["turn"],
        one["sentence"],
        one["by"],
        one["speaker"],
        one.get("to"),
        one["what"],
        day_of(one["due"]),
        one["due_text"],
        one.get("certainty", "firm"),
        one["quote"],
        before,
        before_here,
        Fate(one["fate"]) if one.get("fate") else None,
    )
