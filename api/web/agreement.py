"""/agreement: how far coaches confirm what was found, and agree among themselves."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from pydantic import Field
from sqlalchemy.orm import Session

from analyser.page import words as page_words
from api.access import Scope, Who
from api.call_query import LARGEST, Text
from api.deps import ServiceDep, allowed
from api.pages import page_of
from api.store import moments
from api.store.agreement import Agreement, Judgement, compared, judgements
from api.store.moments import CONFIRMED, DISMISSED, QueuedMoment
from api.store.tables import VerdictRow
from api.web.asked import Asked
from api.web.names import Names
from api.web.parts import part_of

router = APIRouter(prefix="/agreement", include_in_schema=False)

FEWEST: Final = 10
"""Of fewer judgements, or moments judged twice, nothing is told."""
AT_ONCE: Final = 10
WEEKS: Final = 12

ReviewerOfAll = Annotated[Who, Depends(allowed(Scope.REVIEWS_WRITE, all_reps=True))]
Between = Literal["coaches", "engine"]


class AgreementAsked(Asked):
    """Which disagreements: of a kind, between whom, and how many; for a script, a part alone;
    ``whole`` is all weeks on one page."""

    kind: Text = None
    between: Between = "coaches"
    shown: Annotated[int, Field(ge=AT_ONCE, le=1000)] = AT_ONCE
    part: Literal["weeks"] | None = None
    skip: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Disputed:
    """A moment with the verdicts on it, the newest of each reviewer."""

    moment: QueuedMoment
    said: Sequence[VerdictRow]


@router.get("")
def agreement_page(
    request: Request,
    service: ServiceDep,
    who: ReviewerOfAll,
    asked: Annotated[AgreementAsked, Query()],
) -> Response:
    """Counts and intervals by kind and by week, and moments on which people differ."""
    with service.db.reading() as session:
        said = judgements(session, who.view)
        weeks = _grouped(said, lambda one: week_of(one.at))
        size = WEEKS if asked.part is None else 100
        shown = part_of(weeks[::-1], size, asked.skip, whole=asked.whole)
        if asked.part is not None:
            values = {"who": who, "weeks": shown, "fewest": FEWEST}
            return page_of(request, "agreement_weeks.html", values)
        chosen = [one for one in said if asked.kind in (None, one.kind)]
        disputed = _disputed(chosen, asked.between)
        values = {
            "who": who,
            "asked": asked,
            "fewest": FEWEST,
            "overall": compared("", said),
            "kinds": _grouped(said, lambda one: one.kind),
            "weeks": shown,
            "points": weeks,
            "disputed": _looked_up(session, who, disputed[: asked.shown]),
            "differ": len(disputed),
            "more": f"/agreement?{asked.query(shown=asked.shown + AT_ONCE)}#differ",
            "choices": [
                (kind, page_words.kind_words(kind)) for kind in sorted({j.kind for j in said})
            ],
            "names": Names(session, who),
        }
    return page_of(request, "agreement.html", values)


def _grouped(said: Iterable[Judgement], key: Callable[[Judgement], str]) -> list[Agreement]:
    groups: dict[str, list[Judgement]] = defaultdict(list)
    for one in said:
        groups[key(one)].append(one)
    return [compared(name, groups[name]) for name in sorted(groups)]


def week_of(at: str) -> str:
    """The Monday of the week of a time.

    >>> week_of("2026-03-04T10:00:00.000Z")
    '2026-03-02'
    """
    day = date.fromisoformat(at[:10])
    return (day - timedelta(days=day.weekday())).isoformat()


def _disputed(said: Iterable[Judgement], between: Between) -> list[str]:
    """The ids of moments on which coaches differ, or which no coach confirms and one dismisses;
    those that were judged last come first. Those that a later analysis no longer finds are left
    out."""
    words: dict[str, set[str]] = {}
    for one in said:
        if not one.current:
            continue
        verdicts = words.pop(one.moment, set())
        words[one.moment] = verdicts | {one.verdict}
    found = [
        moment
        for moment, verdicts in words.items()
        if DISMISSED in verdicts and (CONFIRMED in verdicts) is (between == "coaches")
    ]
    return found[::-1]


def _looked_up(session: Session, who: Who, ids: Iterable[str]) -> list[Disputed]:
    """The moments of these ids, with what was said about them."""
    found = []
    for moment_id in ids:
        moment = moments.moment(session, who.view, moment_id)
        newest: dict[str, VerdictRow] = {}
        for row in moments.verdicts(session, moment.number):
            newest.setdefault(row.reviewer, row)
        found.append(Disputed(moment, list(newest.values())))
    return found
