"""/team, /reps/{name}, /accounts, /accounts/{name}: how it goes over many calls."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import RedirectResponse, Response

from analyser.history.comparison import Difference, difference
from analyser.history.page import FATES, TOPICS, TRENDS, by_fate, gathered
from analyser.history.spread import Spread, spread
from analyser.signals import all_signals
from api.deps import Reader, ServiceDep
from api.errors import NobodyFound
from api.facts import MAX_CHARS, folded
from api.pages import page_of, wants_part
from api.store import overviews, past_calls
from api.store.call_list import CallFilter
from api.store.names import Kind
from api.store.overviews import MOST_REPORTS
from api.store.scores import ScoredCall, scored_calls
from api.web.agreement import week_of
from api.web.parts import Part, Skip, part_of

router = APIRouter(include_in_schema=False)

BINS: Final = 10
NAMES_AT_ONCE: Final = 100
FIRST_CALLS: Final = 50
CALLS_AT_ONCE: Final = 200
FIRST_PROMISES: Final = 8
PROMISES_AT_ONCE: Final = 100
Name = Annotated[str, Path(max_length=MAX_CHARS)]


@dataclass(frozen=True, slots=True)
class Row:
    """A rep or an account in a list: its calls, how their trust scores lie, and how those compare
    with everybody else's."""

    name: str
    calls: int
    grave: int
    last_day: str | None
    trust: Spread
    against: Difference | None


@router.get("/team")
def team_page(
    request: Request,
    service: ServiceDep,
    who: Reader,
    part: Literal["reps", "weeks"] | None = None,
    skip: Skip = 0,
    *,
    whole: bool = False,
) -> Response:
    """The reps by name, and how the scores of all calls lie; for a script, a part of it. A rep sees
    the own page."""
    if who.rep is not None:
        return RedirectResponse("/me", 303)
    with service.db.reading() as session:
        calls = scored_calls(session, who.view, CallFilter())
    rows = _rows(calls, lambda call: (call.rep_key, call.rep))
    values = {
        "who": who,
        "rows": part_of(rows, NAMES_AT_ONCE, skip, whole=whole),
        "unnamed": sum(call.rep_key is None for call in calls),
        "weeks": _weeks(calls),
        "trends": TRENDS,
        "whole": whole,
    }
    if part is not None:
        return page_of(request, f"team_{part}.html", values)
    values |= {
        "calls": calls,
        "trust": spread([call.trust_score for call in calls]),
        "bins": _bins(calls),
        "untold": sum(call.trust_score is None for call in calls),
        "grave": sum(call.high_moments for call in calls),
        "grave_calls": sum(call.high_moments > 0 for call in calls),
    }
    return page_of(request, "team.html", values)


@router.get("/team/signals")
def team_signals(request: Request, service: ServiceDep, who: Reader) -> Response:
    """How the signals of the newest calls lie and which of them move, to be put into the page of
    the team; a page of its own for those without script. A rep sees the own page."""
    if who.rep is not None:
        return RedirectResponse("/me", 303)
    with service.db.reading() as session:
        kept, fresh = past_calls.newest(session, who.view, CallFilter(), MOST_REPORTS)
    if fresh:
        with service.db.noting() as session:
            past_calls.keep(session, fresh)
    spreads = {
        name: spread([call.scores.get(name) for call in reversed(kept)]) for name in all_signals()
    }
    values = {
        "who": who,
        "here": "/team",
        "signals": [(name, one) for name, one in moving_first(spreads) if one.n],
        "looked_at": len(kept),
        "trends": TRENDS,
        "part": wants_part(request),
    }
    return page_of(request, "team_signals.html", values)


@router.get("/accounts")
def accounts_page(
    request: Request,
    service: ServiceDep,
    who: Reader,
    like: Annotated[str, Query(max_length=MAX_CHARS)] = "",
    part: Literal["names"] | None = None,
    skip: Skip = 0,
    *,
    whole: bool = False,
) -> Response:
    """The accounts by name, or those whose name has some letters in it; for a script, a part."""
    with service.db.reading() as session:
        calls = scored_calls(session, who.view, CallFilter())
    sought = folded(like) or ""
    rows = _rows(calls, lambda call: (call.account_key, call.account))
    fitting = [row for row in rows if sought in (folded(row.name) or "")]
    values = {
        "who": who,
        "rows": part_of(fitting, NAMES_AT_ONCE, skip, whole=whole),
        "like": like,
        "accounts": len(rows),
        "at_once": NAMES_AT_ONCE,
        "trends": TRENDS,
        "unnamed": sum(call.account_key is None for call in calls),
    }
    return page_of(request, "accounts_part.html" if part else "accounts.html", values)


@dataclass(frozen=True, slots=True)
class PartAsked:
    """Which part of a page over time a script asks for; ``whole`` is all of it on one page."""

    part: Literal["promises", "contradictions", "calls"] | None
    skip: int
    whole: bool


def _part_asked(
    part: Literal["promises", "contradictions", "calls"] | None = None,
    skip: Skip = 0,
    *,
    whole: bool = False,
) -> PartAsked:
    return PartAsked(part, skip, whole)


PartDep = Annotated[PartAsked, Depends(_part_asked)]


@router.get("/me")
def own_page(request: Request, service: ServiceDep, who: Reader, asked: PartDep) -> Response:
    """A rep's own calls over time."""
    if who.rep is None:
        return RedirectResponse("/team", 303)
    try:
        return _over_time(request, service, who, "rep", who.rep, asked)
    except NobodyFound:
        return page_of(request, "no_calls.html", {"who": who})


@router.get("/reps/{name:path}")
def rep_page(
    request: Request, name: Name, service: ServiceDep, who: Reader, asked: PartDep
) -> Response:
    """A rep's calls over time. Raises NobodyFound where there is none."""
    return _over_time(request, service, who, "rep", name, asked)


@router.get("/accounts/{name:path}")
def account_page(
    request: Request, name: Name, service: ServiceDep, who: Reader, asked: PartDep
) -> Response:
    """An account's calls over time, with the ledger of promises. Raises NobodyFound."""
    return _over_time(request, service, who, "account", name, asked)


def _over_time(
    request: Request, service: ServiceDep, who: Reader, kind: Kind, name: str, asked: PartAsked
) -> Response:
    with service.db.reading() as session:
        one = overviews.overview(session, who.view, kind, name)
        chosen = CallFilter(rep=one.key) if kind == "rep" else CallFilter(account=one.key)
        calls = scored_calls(session, who.view, chosen)
    read = overviews.together(service.db, who.view, kind, one.key)
    service.note(who, f"{kind}.read", count=one.calls)
    here = "/team" if kind == "rep" else "/accounts"
    contradictions = gathered(read.view.get("contradictions", []))
    newest_first = sorted(calls, key=lambda call: (call.day or "", call.created_at), reverse=True)
    first = asked.part is None

    def shown(found: Sequence[Any], at_first: int, at_once: int) -> Part[Any]:
        return part_of(found, at_first if first else at_once, asked.skip, whole=asked.whole)

    values: dict[str, Any] = {
        "who": who,
        "here": "/me" if who.rep is not None and kind == "rep" else here,
        "over": here,
        "one": one,
        "is_rep": kind == "rep",
        "place": quote(request.scope["path"]),
        "points": calls,
        "calls": shown(newest_first, FIRST_CALLS, CALLS_AT_ONCE),
        "sources": {call.id: call.title or call.source for call in calls},
        "view": read.view,
        "looked_at": read.looked_at,
        "signals": moving_first(read.view.get("signals", {})),
        "ledger": shown(by_fate(read.ledger), FIRST_PROMISES, PROMISES_AT_ONCE),
        "counts": Counter(entry["fate"] for entry in read.ledger),
        "contradictions": shown(contradictions, FIRST_PROMISES, PROMISES_AT_ONCE),
        "warnings": read.warnings,
        "fates": FATES,
        "topics": TOPICS,
        "trends": TRENDS,
    }
    if asked.part is not None:
        return page_of(request, "over_time_part.html", {**values, "part": asked.part})
    return page_of(request, "over_time.html", values)


def moving_first(signals: dict[str, Any]) -> list[tuple[str, Any]]:
    """Signals that rise or fall before those that do not."""

    def order(item: tuple[str, Any]) -> int:
        trend = item[1]["trend"] if isinstance(item[1], dict) else item[1].trend
        return {"falling": 0, "rising": 1, "none": 2}.get(trend, 3)

    return sorted(((name, one) for name, one in signals.items() if name != "trust"), key=order)


def _rows(
    calls: Iterable[ScoredCall], key: Callable[[ScoredCall], tuple[str | None, str | None]]
) -> list[Row]:
    """One row a name, by name: never in the order of a score."""
    grouped: dict[str, list[ScoredCall]] = {}
    names: dict[str, str] = {}
    for call in calls:
        folded_name, name = key(call)
        if folded_name is not None:
            grouped.setdefault(folded_name, []).append(call)
            names[folded_name] = name or folded_name
    scores = {name: _told(own) for name, own in grouped.items()}
    return [
        Row(
            names[one],
            len(own),
            sum(call.high_moments for call in own),
            max((call.day for call in own if call.day), default=None),
            spread([call.trust_score for call in own]),
            difference(
                scores[one],
                [score for name, told in scores.items() if name != one for score in told],
                len(grouped),
            ),
        )
        for one, own in sorted(grouped.items())
    ]


def _told(calls: Iterable[ScoredCall]) -> list[float]:
    return [call.trust_score for call in calls if call.trust_score is not None]


def _weeks(calls: Iterable[ScoredCall]) -> list[tuple[str, Spread]]:
    """By the Monday of each week in which there were calls, how their scores lie."""
    found: dict[str, list[float | None]] = {}
    for call in calls:
        if call.day is not None:
            found.setdefault(week_of(call.day), []).append(call.trust_score)
    return [(week, spread(found[week])) for week in sorted(found)]


def _bins(calls: Iterable[ScoredCall]) -> list[int]:
    """How many calls have a trust score from 0 to 10, 10 to 20 and so on."""
    counts = [0] * BINS
    for score in _told(calls):
        counts[min(BINS - 1, int(score * BINS / 100))] += 1
    return counts
