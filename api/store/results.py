"""What comes out of an analysis: the report, its moments and commitments, or an error."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import Session

from analyser.errors import DamagedInput
from analyser.transcripts.role_words import names_nobody
from api.facts import folded
from api.store import names, outbox, past_calls
from api.store.calls import ACCEPTED, ANALYSED, FAILED
from api.store.clock import new_id, stamp
from api.store.moments import rank_of
from api.store.names import Name
from api.store.packing import pack, report_text
from api.store.past_calls import Told
from api.store.tables import (
    CallRow,
    CommentRow,
    CommitmentRow,
    ExampleRow,
    FateRow,
    MomentEventRow,
    MomentRow,
    PastCallRow,
    ReportRow,
    VerdictRow,
)

MOST_TITLE_CHARS: Final = 200
ABOUT_MOMENTS: Final = (VerdictRow, CommentRow, ExampleRow, MomentEventRow)


@dataclass(frozen=True, slots=True)
class Made:
    """A report as it is kept, made ready before the store is locked. ``told`` is what it tells to
    histories, None where it lacks what they need: they say so when they are asked."""

    report: Mapping[str, Any]
    packed: bytes
    etag: str
    told: bytes | None


def made_of(report: Mapping[str, Any]) -> Made:
    """A report to be kept. Raises DamagedInput for one nested beyond reading."""
    text = report_text(report)
    try:
        told = past_calls.told_by(text)
    except DamagedInput:
        told = None
    etag = hashlib.sha256(text.encode()).hexdigest()[:32]
    return Made(report, pack(text), etag, told)


def keep_first(session: Session, number: int, made: Made) -> bool:
    """Keep the report of an accepted call; False, and nothing kept, where it has one already."""
    return _keep(session, number, made, ACCEPTED)


def keep_again(session: Session, number: int, made: Made, had: Collection[Name] = ()) -> bool:
    """Put a newer report in place of a call's; False where the call is gone. What people said
    about its moments and commitments stays with those that are found again. ``had`` are names
    that were the call's until now."""
    return _keep(session, number, made, ANALYSED, had)


def fail(session: Session, number: int, kind: str, detail: str) -> None:
    """Note why an accepted call cannot be analysed."""
    waiting = update(CallRow).where(CallRow.number == number, CallRow.state == ACCEPTED)
    session.execute(
        waiting.values(
            state=FAILED,
            error_type=kind,
            error_detail=detail,
            claimed_by=None,
            claimed_until=None,
        )
    )


def try_again(session: Session, number: int) -> None:
    """Make a failed call an accepted one again."""
    given_up = update(CallRow).where(CallRow.number == number, CallRow.state == FAILED)
    session.execute(given_up.values(state=ACCEPTED, error_type=None, error_detail=None, attempts=0))


def _keep(
    session: Session,
    number: int,
    made: Made,
    state: str,
    had: Collection[Name] = (),
) -> bool:
    report = made.report
    done = (
        update(CallRow)
        .where(CallRow.number == number, CallRow.state == state)
        .values(**_told(report))
        .returning(CallRow.team_id, CallRow.id, CallRow.rep)
    )
    row = session.execute(done).first()
    if row is None:
        return False
    if row.rep is None and (rep := _rep(report)):
        session.execute(
            update(CallRow).where(CallRow.number == number).values(rep=rep, rep_key=folded(rep))
        )
    names.changed(session, {*had, *names.of_calls(session, [number])})
    names.let_go(session, had)
    revision = session.scalar(select(ReportRow.revision).filter_by(call_number=number)) or 0
    session.merge(
        ReportRow(
            call_number=number,
            revision=revision + 1,
            etag=made.etag,
            report=made.packed,
        )
    )
    session.flush()
    if made.told is not None:
        past_calls.keep_one(session, Told(number, made.etag, made.told))
    else:
        session.execute(delete(PastCallRow).where(PastCallRow.call_number == number))
    _keep_rows(session, MomentRow, row.team_id, number, dict(found_moments(report)))
    _keep_rows(session, CommitmentRow, row.team_id, number, dict(found_commitments(report)))
    outbox.call_analysed(session, row.team_id, row.id, report)
    return True


def _told(report: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "state": ANALYSED,
        "analysed_at": stamp(),
        "claimed_by": None,
        "claimed_until": None,
        "model": report.get("model"),
        "profile": (report.get("profile") or {}).get("hash"),
        "title": title_of(report),
        "trust_score": report["trust_score"],
        "high_moments": sum(moment["severity"] == "high" for moment in report["moments"]),
    }


def title_of(report: Mapping[str, Any]) -> str | None:
    """What the call is called beside its file's name, where it says."""
    title = (report.get("meta") or {}).get("title")
    if not isinstance(title, str) or not title.strip():
        return None
    return str(_clean({"title": title.strip()[:MOST_TITLE_CHARS]})["title"])


def _rep(report: Mapping[str, Any]) -> str | None:
    """Who of the seller's people spoke most, None where the file names nobody."""
    sellers = [p for p in report["participants"] if p["role"] == "rep" and p["name"]]
    people = [p for p in sellers if not names_nobody(p["name"])]
    return max(people, key=lambda p: p["words"])["name"] if people else None


def found_moments(report: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A report's moments: key and columns."""
    told = ("kind", "signal", "turn", "sentence", "start_s", "severity", "confidence")
    for moment in report["moments"]:
        values = {name: moment[name] for name in (*told, "quote", "because", "instead")}
        rank = rank_of(moment["severity"], moment["confidence"])
        role = report["turns"][moment["turn"]]["role"]
        yield moment["id"], {**_clean(values), "role": role, "rank": rank}


def found_commitments(report: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A report's commitments: key and columns."""
    told = ("turn", "sentence", "by", "speaker", "what", "due", "due_text", "quote")
    for one in report["commitments"]:
        yield commitment_key(one), _clean({name: one[name] for name in told})


def commitment_key(one: Mapping[str, Any]) -> str:
    """What names a report's commitment in its call, in this analysis and in later ones."""
    key = f"{one['turn']}\0{one['sentence']}\0{one['what']}"
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    """Text that every database takes: no lone surrogates, no NUL."""
    return {
        name: value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
        if isinstance(value, str)
        else value
        for name, value in values.items()
    }


def _keep_rows(
    session: Session,
    row: type[MomentRow] | type[CommitmentRow],
    team: str,
    call: int,
    found: Mapping[str, Mapping[str, Any]],
) -> None:
    """Make the rows of a call those that were found; judged ones that were not stay aside."""
    known = dict(session.execute(select(row.key, row.number).filter_by(call_number=call)).all())
    gone = [number for key, number in known.items() if key not in found]
    session.execute(update(row).where(row.number.in_(gone)).values(current=False))
    session.execute(delete(row).where(row.number.in_(gone), ~_is_judged(row)))
    for key, values in found.items():
        if key in known:
            session.execute(
                update(row).where(row.number == known[key]).values(**values, current=True)
            )
        else:
            own = {"id": new_id(), "team_id": team, "call_number": call, "key": key}
            session.add(row(**own, **values, current=True))


def _is_judged(row: type[MomentRow] | type[CommitmentRow]) -> Any:
    """Whether somebody said or did something with a moment or commitment."""
    if row is CommitmentRow:
        return exists().where(FateRow.commitment_number == CommitmentRow.number)
    said = [exists().where(one.moment_number == MomentRow.number) for one in ABOUT_MOMENTS]
    return or_(MomentRow.assignee_number.is_not(None), *said)
