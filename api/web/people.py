"""/team, /reps/{name}, /accounts, /accounts/{name}: how it goes over many calls."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from analyser.history import history_of
from analyser.history.page import FATES, TOPICS, TRENDS, by_fate
from analyser.history.spread import Spread, spread
from api.deps import Reader, ServiceDep
from api.errors import CallNotFound
from api.facts import MAX_CHARS, folded
from api.pages import page_of
from api.store.call_list import CallFilter
from api.store.scores import ScoredCall, reports, scored_calls

router = APIRouter(include_in_schema=False)

MOST_REPORTS: Final = 200
"""So many of the newest calls are looked at word by word; older ones count in figures only."""
BINS: Final = 10
Name = Annotated[str, Path(max_length=MAX_CHARS)]


@dataclass(frozen=True, slots=True)
class Row:
    """A rep or an account in a list: its calls, and how their trust scores lie."""

    name: str
    calls: int
    grave: int
    last_day: str | None
    trust: Spread


@router.get("/team")
def team_page(request: Request, service: ServiceDep, who: Reader) -> Response:
    """The reps by name, and how the scores of all calls lie."""
    with service.db.reading() as session:
        calls = scored_calls(session, who.view, CallFilter())
    values = {
        "who": who,
        "calls": calls,
        "rows": _rows(calls, lambda call: (call.rep_key, call.rep)),
        "trust": spread([call.trust_score for call in calls]),
        "bins": _bins(calls),
        "untold": sum(call.trust_score is None for call in calls),
        "trends": TRENDS,
    }
    return page_of(request, "team.html", values)


@router.get("/accounts")
def accounts_page(request: Request, service: ServiceDep, who: Reader) -> Response:
    """The accounts by name."""
    with service.db.reading() as session:
        calls = scored_calls(session, who.view, CallFilter())
    rows = _rows(calls, lambda call: (call.account_key, call.account))
    unnamed = sum(call.account_key is None for call in calls)
    values = {"who": who, "rows": rows, "trends": TRENDS, "unnamed": unnamed}
    return page_of(request, "accounts.html", values)


@router.get("/reps/{name:path}")
def rep_page(request: Request, name: Name, service: ServiceDep, who: Reader) -> Response:
    """A rep's calls over time. Raises CallNotFound where there is none."""
    return _over_time(request, service, who, CallFilter(rep=name), "/team")


@router.get("/accounts/{name:path}")
def account_page(request: Request, name: Name, service: ServiceDep, who: Reader) -> Response:
    """An account's calls over time, with the ledger of promises. Raises CallNotFound."""
    return _over_time(request, service, who, CallFilter(account=name), "/accounts")


def _over_time(
    request: Request, service: ServiceDep, who: Reader, chosen: CallFilter, here: str
) -> Response:
    with service.db.reading() as session:
        calls = scored_calls(session, who.view, chosen)
        kept = reports(session, who.view, chosen, MOST_REPORTS)
    if not calls:
        raise CallNotFound("expected a name that has analysed calls, found none under it")
    name = calls[-1].rep if chosen.rep is not None else calls[-1].account
    # Calls go by the store's ids, so that quotes can link to them.
    history = history_of([{**report, "id": call} for call, report in kept]).to_dict()
    found = history["accounts"]
    if chosen.rep is not None:
        found = [one for one in history["reps"] if folded(one["rep"]) == folded(chosen.rep)]
    ledger = [entry for one in found for entry in one.get("ledger", one.get("broken", []))]
    values = {
        "who": who,
        "here": here,
        "name": name or "",
        "is_rep": chosen.rep is not None,
        "calls": calls,
        "sources": {call.id: call.source for call in calls},
        "looked_at": len(kept),
        "trust": spread([call.trust_score for call in calls]),
        "view": found[0] if found else None,
        "ledger": by_fate(ledger),
        "contradictions": [one for view in found for one in view["contradictions"]],
        "warnings": [*history["warnings"], *(w for v in found for w in v.get("warnings", []))],
        "fates": FATES,
        "topics": TOPICS,
        "trends": TRENDS,
    }
    return page_of(request, "over_time.html", values)


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
    return [
        Row(
            names[one],
            len(own),
            sum(call.high_moments for call in own),
            max((call.day for call in own if call.day), default=None),
            spread([call.trust_score for call in own]),
        )
        for one, own in sorted(grouped.items())
    ]


def _bins(calls: Iterable[ScoredCall]) -> list[int]:
    """How many calls have a trust score from 0 to 10, 10 to 20 and so on."""
    counts = [0] * BINS
    for call in calls:
        if call.trust_score is not None:
            counts[min(BINS - 1, int(call.trust_score * BINS / 100))] += 1
    return counts
