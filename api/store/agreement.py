"""How far engine and coaches, and coaches among themselves, agree on moments, kind by kind.

Between coaches: kappa, which takes off what chance alone would give (Cohen 1960), with both of a
pair taken as raters of one kind; its interval of 95 % from Cohen's own standard error.
Moments are all that the engine showed, so its side always says yes: there kappa cannot be told,
and the share of moments that coaches confirmed stands with an interval.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

from sqlalchemy import select
from sqlalchemy.orm import Session

from analyser.intervals import Z, share_interval
from api.store.moments import CONFIRMED, UNSURE
from api.store.tables import CallRow, MomentRow, VerdictRow
from api.store.verdicts import newest_verdicts
from api.store.view import View

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Agreement:
    """On one kind of moment. ``judged`` counts verdicts that are not unsure, ``unsure`` the others;
    ``confirmed_share`` is engine with coaches. ``pairs`` counts moments judged by two coaches,
    once a pair; ``agreed`` those on which both said the same. None where it cannot be told."""

    kind: str
    judged: int
    confirmed: int
    unsure: int
    confirmed_share: float | None
    confirmed_interval: Interval | None
    pairs: int
    agreed: int
    kappa: float | None
    kappa_interval: Interval | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The newest verdict of a reviewer on a moment, given at a time (ISO 8601 in UTC). ``current``
    is false where a later analysis no longer finds the moment."""

    moment: str
    kind: str
    reviewer: str
    verdict: str
    at: str
    current: bool


def judgements(session: Session, view: View) -> list[Judgement]:
    """The newest verdict of each reviewer on each moment, in the order in which they came."""
    query = (
        select(
            MomentRow.id,
            MomentRow.kind,
            VerdictRow.reviewer,
            VerdictRow.verdict,
            VerdictRow.created_at,
            MomentRow.current,
        )
        .join(VerdictRow, VerdictRow.moment_number == MomentRow.number)
        .join(CallRow, CallRow.number == MomentRow.call_number)
        .where(view.calls(), VerdictRow.number.in_(newest_verdicts()))
        .order_by(VerdictRow.number)
    )
    return [Judgement(*row) for row in session.execute(query)]


def agreement(session: Session, view: View) -> list[Agreement]:
    """The newest verdict of each reviewer on each moment, compared; kinds by name."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for one in judgements(session, view):
        found[one.kind].append(one)
    return [compared(kind, found[kind]) for kind in sorted(found)]


def compared(name: str, said: Iterable[Judgement]) -> Agreement:
    """How far judgements agree, under a name: that of their kind, or what else they share."""
    words: Counter[str] = Counter()
    sure: dict[str, list[bool]] = defaultdict(list)
    for one in said:
        words[one.verdict] += 1
        if one.verdict != UNSURE:
            sure[one.moment].append(one.verdict == CONFIRMED)
    pairs = [pair for verdicts in sure.values() for pair in combinations(verdicts, 2)]
    judged = words.total() - words[UNSURE]
    found = kappa(pairs)
    return Agreement(
        name,
        judged,
        words[CONFIRMED],
        words[UNSURE],
        round(words[CONFIRMED] / judged, 4) if judged else None,
        _of_share(words[CONFIRMED], judged),
        len(pairs),
        sum(one == other for one, other in pairs),
        found and found[0],
        found and found[1],
    )


def kappa(pairs: list[tuple[bool, bool]]) -> tuple[float, Interval] | None:
    """Cohen's kappa of pairs of judgements and its interval; None where chance alone would give
    full agreement. Who of a pair comes first does not matter: each counts both ways.

    >>> kappa([(True, True)] * 20 + [(False, False)] * 15 + [(True, False)] * 15)
    (0.3939, (0.1373, 0.6505))
    """
    n = len(pairs)
    if not n:
        return None
    yes = sum(one + other for one, other in pairs) / (2 * n)
    seen = sum(one == other for one, other in pairs) / n
    chance = yes**2 + (1 - yes) ** 2
    if chance == 1:
        return None
    value = (seen - chance) / (1 - chance)
    error = Z * sqrt(seen * (1 - seen) / n) / (1 - chance)
    return round(value, 4), (round(max(-1.0, value - error), 4), round(min(1.0, value + error), 4))


def _of_share(hits: int, n: int) -> Interval | None:
    """The interval of 95 % of a share; None of nothing."""
    if not n:
        return None
    low, high = share_interval(hits, n)
    return round(low, 4), round(high, 4)
