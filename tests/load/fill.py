"""Many stored calls, made quickly: analysed ones, copied under other names and days."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from analyser.history.keeping import RULES
from analyser.one_call import conversation_of
from analyser.pipeline import analyse_call
from analyser.settings import Settings
from api.facts import folded
from api.store.calls import words_in
from api.store.clock import new_id, stamp
from api.store.database import Database
from api.store.packing import pack_conversation
from api.store.results import found_commitments, found_moments, made_of
from api.store.tables import (
    CallRow,
    CommitmentRow,
    MomentRow,
    PastCallRow,
    ReportRow,
    TranscriptRow,
)
from api.store.view import DEFAULT_TEAM
from api.store.words import index_words
from models.quarter import make_quarter

REPS: Final = 60
ACCOUNTS: Final = 2_000
DAYS: Final = 1_000
FIRST_DAY: Final = date(2024, 1, 1)
CALLS_AT_ONCE: Final = 500
TYPES: Final = ("discovery", "demo", "pricing", "renewal")
OUTCOMES: Final = ("won", "lost", "open")
NAMES: Final = (
    "INSERT INTO names (team_id, kind, key, version) "
    "SELECT DISTINCT team_id, '{kind}', {kind}_key, 1 FROM calls WHERE true "
    "ON CONFLICT DO NOTHING"
)


@dataclass(frozen=True)
class Base:
    """An analysed call as it is kept, to be copied."""

    report: bytes
    told: bytes | None
    transcript: bytes
    words: list[str]
    moments: list[dict[str, Any]]
    commitments: list[dict[str, Any]]
    trust_score: float | None
    high_moments: int
    model: str
    profile: str


def bases(number: int) -> list[Base]:
    """So many different calls of an invented quarter, analysed."""
    return [_base(call) for call in make_quarter(number, accounts=max(2, number // 7)).calls]


def _base(call: dict[str, Any]) -> Base:
    conversation = conversation_of(call)
    report = analyse_call(conversation, Settings()).to_dict()
    made = made_of(report)
    return Base(
        made.packed,
        made.told,
        pack_conversation(conversation),
        words_in(conversation),
        [{"key": key, **values} for key, values in found_moments(report)],
        [{"key": key, **values} for key, values in found_commitments(report)],
        report["trust_score"],
        sum(moment["severity"] == "high" for moment in report["moments"]),
        report["model"],
        report["profile"]["hash"],
    )


def fill(db: Database, calls: int, of: list[Base]) -> None:
    """Store so many calls: copies of some, each with a rep, account, day and words of its own."""
    chance = random.Random(7)
    if db.dialect == "postgresql":
        # Made anew at the end: that is much quicker than row by row.
        with db.writing() as session:
            session.execute(text("DROP INDEX ix_call_words"))
    for start in range(0, calls, CALLS_AT_ONCE):
        chosen = [chance.choice(of) for _ in range(start, min(calls, start + CALLS_AT_ONCE))]
        with db.writing() as session:
            _store(session, start, calls, chosen, chance)
    with db.writing() as session:
        for kind in ("rep", "account"):
            session.execute(text(NAMES.format(kind=kind)))
        if db.dialect == "postgresql":
            session.execute(text("CREATE INDEX ix_call_words ON call_words USING gin (words)"))
    if db.dialect == "postgresql":
        # What its own servant would do soon.
        with db._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                text("VACUUM ANALYZE")
            )


def _store(
    session: Session, start: int, calls: int, chosen: list[Base], chance: random.Random
) -> None:
    rows = [_call(start + n, calls, base, chance) for n, base in enumerate(chosen)]
    made = insert(CallRow).returning(CallRow.number, sort_by_parameter_order=True)
    numbers = session.scalars(made, rows).all()
    parts = list(zip(numbers, chosen, strict=True))
    transcripts = [
        {"call_number": number, "reps": "[]", "conversation": base.transcript}
        for number, base in parts
    ]
    reports = [
        {"call_number": number, "revision": 1, "etag": new_id(), "report": base.report}
        for number, base in parts
    ]
    session.execute(insert(TranscriptRow), transcripts)
    told = [
        {"call_number": number, "etag": row["etag"], "rules": RULES, "told": base.told}
        for (number, base), row in zip(parts, reports, strict=True)
    ]
    session.execute(insert(ReportRow), reports)
    session.execute(insert(PastCallRow), told)
    for table, name in ((MomentRow, "moments"), (CommitmentRow, "commitments")):
        found = list(_of_calls(parts, name))
        if found:
            session.execute(insert(table), found)
    for place, (number, base) in enumerate(parts, start=start):
        own = [f"deal{place}", f"week{place // 700}"]
        index_words(session.connection(), number, sorted({*base.words, *own}))


def _of_calls(parts: list[tuple[int, Base]], name: str) -> Iterator[dict[str, Any]]:
    for number, base in parts:
        for values in getattr(base, name):
            own = {"id": new_id(), "team_id": DEFAULT_TEAM, "call_number": number}
            yield {**own, "current": True, **values}


def _call(place: int, calls: int, base: Base, chance: random.Random) -> dict[str, Any]:
    rep, account = f"Rep {place % REPS:02d}", f"Account {chance.randrange(ACCOUNTS):04d}"
    day = FIRST_DAY + timedelta(days=place * DAYS // calls + chance.randint(-10, 10))
    told = base.trust_score
    score = None if told is None else round(min(100.0, max(0.0, told + chance.gauss(0, 8))), 1)
    return {
        "id": new_id(),
        "team_id": DEFAULT_TEAM,
        "key": f"load-{place}",
        "content_hash": f"load-{place}",
        "state": "analysed",
        "created_at": stamp(),
        "created_by": "local",
        "analysed_at": stamp(),
        "attempts": 1,
        "source": f"call-{place}.vtt",
        "rep": rep,
        "rep_key": folded(rep),
        "account": account,
        "account_key": folded(account),
        "type": chance.choice(TYPES),
        "outcome": chance.choice(OUTCOMES),
        "date": day.isoformat(),
        "day": day.isoformat(),
        "model": base.model,
        "profile": base.profile,
        "trust_score": score,
        "high_moments": base.high_moments,
    }
