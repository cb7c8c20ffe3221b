"""Reps and accounts: how many calls they have, how the trust scores lie, and what the reports say
when they are read together."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql import Select

from analyser.history.history import account_dict, entry_dict, history_of_calls, rep_dict
from analyser.history.keeping import RULES
from analyser.history.spread import MIN_CALLS, TREND_CALLS, Spread, spread_of, too_few
from api.errors import NobodyFound
from api.facts import folded
from api.store import past_calls
from api.store.call_list import CallFilter
from api.store.calls import ANALYSED
from api.store.database import Database
from api.store.names import Kind
from api.store.packing import pack, report_text, unpack
from api.store.tables import CallRow, CommitmentRow, NameRow
from api.store.view import View

NAMES_AT_ONCE: Final = 50
MOST_REPORTS: Final = 200
"""So many of the newest calls are read word by word; older ones count in figures only."""
COLUMNS: Final[Mapping[Kind, tuple[Any, Any]]] = {
    "rep": (CallRow.rep_key, CallRow.rep),
    "account": (CallRow.account_key, CallRow.account),
}


@dataclass(frozen=True, slots=True)
class Overview:
    """A rep's or an account's analysed calls. ``key`` is the folded name; ``high_moments`` are
    their moments of severity high; the days are the first and last that are known."""

    key: str
    name: str
    calls: int
    high_moments: int
    first_day: str | None
    last_day: str | None
    trust: Spread


@dataclass(frozen=True, slots=True)
class Point:
    """A call in a trend; ``day`` is None where the call has none."""

    call: str
    source: str
    day: str | None
    trust_score: float | None


def page(
    session: Session, view: View, kind: Kind, limit: int, after: str | None = None
) -> tuple[list[Overview], str | None]:
    """Overviews by name, those whose key comes after another's, and the key that leads on."""
    if view.rep is not None:
        return _own_page(session, view, kind, limit, after)
    query = select(NameRow.key, NameRow.overview).where(
        NameRow.team_id == view.team, NameRow.kind == kind, NameRow.key > (after or "")
    )
    rows = session.execute(query.order_by(NameRow.key).limit(limit + 1)).all()
    found = [
        _read(kept) if kept is not None else _now(session, view, kind, key)
        for key, kept in rows[:limit]
    ]
    following = rows[limit - 1].key if len(rows) > limit else None
    return [one for one in found if one is not None], following


def overview(session: Session, view: View, kind: Kind, name: str) -> Overview:
    """The overview of a name, whatever its case. Raises NobodyFound."""
    key = folded(name) or ""
    row = _row(session, view, kind, key) if _is_whole(view, kind, key) else None
    kept = _read(row.overview) if row and row.overview else _now(session, view, kind, key)
    if kept is None:
        raise NobodyFound(
            f"expected the name of a{'n' if kind == 'account' else ''} {kind} with analysed calls, "
            f"found none under it; GET /v1/{kind}s lists"
        )
    return kept


def refresh_some(session: Session) -> list[tuple[NameRow, Overview | None]]:
    """Some names of which nothing is known as yet, with what their calls tell now."""
    query = select(NameRow).where(NameRow.overview.is_(None)).limit(NAMES_AT_ONCE)
    rows = session.scalars(query).all()
    return [(row, _now(session, View(row.team_id), cast(Kind, row.kind), row.key)) for row in rows]


def keep_overview(session: Session, row: NameRow, found: Overview | None) -> None:
    """Keep what the calls of a name told, or that none is left, unless they changed meanwhile."""
    same = (NameRow.number == row.number, NameRow.version == row.version)
    if found is None:
        session.execute(delete(NameRow).where(*same))
    else:
        session.execute(update(NameRow).where(*same).values(overview=json.dumps(asdict(found))))


def _read(kept: str) -> Overview:
    found = json.loads(kept)
    return Overview(**{**found, "trust": Spread(**found["trust"])})


def _row(session: Session, view: View, kind: Kind, key: str) -> NameRow | None:
    return session.scalar(select(NameRow).filter_by(team_id=view.team, kind=kind, key=key))


def _is_whole(view: View, kind: Kind, key: str) -> bool:
    """Whether a view holds all calls of a name."""
    return view.rep is None or (kind == "rep" and key == view.rep)


def _now(session: Session, view: View, kind: Kind, key: str) -> Overview | None:
    """What the calls of a name tell; None where it has no analysed ones."""
    column, _ = COLUMNS[kind]
    row = session.execute(_figures(view, kind, column == key).group_by(column)).first()
    return None if row is None else _overview(session, view, kind, row)


def _own_page(
    session: Session, view: View, kind: Kind, limit: int, after: str | None
) -> tuple[list[Overview], str | None]:
    """A page of what a rep sees: of the own calls alone."""
    key, _ = COLUMNS[kind]
    query = _figures(view, kind, key > (after or "")).group_by(key).order_by(key)
    rows = session.execute(query.limit(limit + 1)).all()
    found = [_overview(session, view, kind, row) for row in rows[:limit]]
    return found, found[-1].key if len(rows) > limit else None


def points(
    session: Session, view: View, kind: Kind, key: str, limit: int = MOST_REPORTS
) -> list[Point]:
    """The newest calls of a key, oldest of them first; those without a day come before."""
    names = ("id", "source", "day", "trust_score")
    query = select(*(getattr(CallRow, name) for name in names))
    rows = session.execute(_newest(query, view, kind, key).limit(limit)).all()
    return [Point(*row) for row in reversed(rows)]


PARTS: Final = (
    *("signals", "follow_through", "customer_follow_through", "consistency", "contradictions"),
)


@dataclass(frozen=True, slots=True)
class Together:
    """What the newest reports of a rep or an account say when they are read together. ``view`` has
    PARTS in the shapes of `History.to_dict`; calls go by the store's ids, fates that somebody said
    stand in place of those that the calls tell, and each entry of the ledger has its
    ``commitment``, the store's id of it. A rep's ledger holds the own promises, an account's those
    of both sides."""

    looked_at: int
    view: Mapping[str, Any]
    ledger: Sequence[Mapping[str, Any]]
    warnings: Sequence[str]


def together(db: Database, view: View, kind: Kind, key: str) -> Together:
    """The newest reports of a key, read together."""
    found = json.loads(together_text(db, view, kind, key))
    told = {name: found[name] for name in PARTS if name in found}
    return Together(found["looked_at"], told, found["ledger"], found["warnings"])


def together_text(db: Database, view: View, kind: Kind, key: str) -> str:
    """What Together holds as the text of one JSON object, with the ``points``. To work it out takes
    a while, so it is kept with the name until its calls change."""
    with db.reading() as session:
        row = _row(session, view, kind, key) if _is_whole(view, kind, key) else None
        if row is not None and row.together is not None and row.rules == RULES:
            return unpack(row.together)
        found, fresh = _together(session, view, kind, key)
        points_shown = [asdict(one) for one in points(session, view, kind, key)]
    told = asdict(found)
    text = report_text({**told.pop("view"), **told, "points": points_shown})
    with db.noting() as session:
        past_calls.keep(session, fresh)
        if row is not None:
            same = (NameRow.number == row.number, NameRow.version == row.version)
            kept = {"together": pack(text), "rules": RULES}
            session.execute(update(NameRow).where(*same).values(**kept))
    return text


def _together(
    session: Session, view: View, kind: Kind, key: str
) -> tuple[Together, list[past_calls.Told]]:
    chosen = CallFilter(rep=key) if kind == "rep" else CallFilter(account=key)
    calls, fresh = past_calls.newest(session, view, chosen, MOST_REPORTS)
    found = history_of_calls(calls)
    ledger = [entry_dict(entry) for one in found.accounts for entry in one.ledger]
    # Of the others nothing is worked out that nobody asked for.
    if kind == "rep":
        views = [rep_dict(one) for one in found.reps if folded(one.rep) == key]
        ledger = [e for e in ledger if e["by"] == "rep" and folded(e["speaker"]) == key]
    else:
        views = [account_dict(one) for one in found.accounts]
    ids = _commitments(session, [call.id for call in calls])
    for entry in ledger:
        deed = entry["what"].replace("\0", "\ufffd")
        entry["commitment"] = ids.get((entry["call"], entry["turn"], entry["sentence"], deed))
    told = views[0] if views else {}
    warnings = [*found.warnings, *(w for one in views for w in one.get("warnings", ()))]
    view_parts: dict[str, Any] = {name: told[name] for name in PARTS if name in told}
    return Together(len(calls), view_parts, ledger, warnings), fresh


def _commitments(session: Session, calls: Sequence[str]) -> dict[tuple[str, int, int, str], str]:
    """The commitments' ids by call, turn, sentence and deed."""
    columns = (CommitmentRow.turn, CommitmentRow.sentence, CommitmentRow.what, CommitmentRow.id)
    query = (
        select(CallRow.id, *columns)
        .join(CallRow, CallRow.number == CommitmentRow.call_number)
        .where(CallRow.id.in_(calls), CommitmentRow.current.is_(True))
    )
    return {(row[0], row[1], row[2], row[3]): row[4] for row in session.execute(query)}


def _figures(view: View, kind: Kind, *conditions: ColumnElement[bool]) -> Select[Any]:
    score = CallRow.trust_score
    return select(
        COLUMNS[kind][0],
        func.count(),
        func.sum(CallRow.high_moments),
        func.min(CallRow.day),
        func.max(CallRow.day),
        func.count(score),
        func.sum(score),
        func.sum(score * score),
    ).where(view.calls(), CallRow.state == ANALYSED, *conditions)


def _overview(session: Session, view: View, kind: Kind, row: Any) -> Overview:
    key, calls, high, first, last, n, total, squares = row
    query = _newest(select(COLUMNS[kind][1], CallRow.trust_score), view, kind, key)
    newest = session.execute(query.limit(TREND_CALLS)).all()
    scores = [score for _, score in reversed(newest) if score is not None]
    trust = too_few(n)
    if n >= MIN_CALLS:
        mean = total / n
        sd = sqrt(max(0.0, (squares - n * mean**2) / (n - 1)))
        trust = spread_of(n, mean, sd, scores) if len(scores) > 1 else too_few(n)
    return Overview(key, newest[0][0], calls, int(high), first, last, trust)


def _newest(query: Select[Any], view: View, kind: Kind, key: str) -> Select[Any]:
    """By day, those without one last; with one day, as they came."""
    return query.where(view.calls(), CallRow.state == ANALYSED, COLUMNS[kind][0] == key).order_by(
        func.coalesce(CallRow.day, "").desc(), CallRow.number.desc()
    )
