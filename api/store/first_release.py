"""Calls of the first release in the tables of revision 0002.

It knows those tables by name alone, so that later tables do not change what it does.
"""

import hashlib
import json
import os
import time
import uuid
import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, text

from api.store.words import index_words, words_of

DEFAULT_TEAM: Final = "00000000-0000-7000-8000-000000000000"
CHUNK: Final = 200


def copy_calls(connection: Connection) -> None:
    """Copy every row of first_calls, with its moments, commitments and words."""
    connection.execute(
        text("INSERT INTO teams (id, name, created_at) VALUES (:id, 'default', :at)"),
        {"id": DEFAULT_TEAM, "at": "2026-11-22T00:00:00.000Z"},
    )
    for row in _rows(connection):
        report = json.loads(row["report"])
        _insert(connection, "calls", [_call(row, report)])
        number = row["number"]
        packed = zlib.compress(row["report"].encode())
        etag = hashlib.sha256(row["report"].encode()).hexdigest()[:32]
        kept = {"call_number": number, "revision": 1, "etag": etag, "report": packed}
        _insert(connection, "reports", [kept])
        talk = zlib.compress(json.dumps(_conversation(report)).encode())
        _insert(
            connection,
            "transcripts",
            [{"call_number": number, "reps": json.dumps(_named(report)), "conversation": talk}],
        )
        index_words(connection, number, words_of(_talk(report)))
        _insert(connection, "moments", list(_moments(number, report)))
        _insert(connection, "commitments", list(_commitments(number, report)))
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "SELECT setval(pg_get_serial_sequence('calls', 'number'), "
                "coalesce((SELECT max(number) FROM calls), 0) + 1, false)"
            )
        )


def _rows(connection: Connection) -> Iterator[RowMapping]:
    """The first calls, a few in memory at a time."""
    last = 0
    query = text(f"SELECT * FROM first_calls WHERE number > :last ORDER BY number LIMIT {CHUNK}")  # noqa: S608  a constant
    while rows := connection.execute(query, {"last": last}).mappings().all():
        yield from rows
        last = rows[-1]["number"]


def _insert(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        names = ", ".join(f'"{name}"' for name in rows[0])
        marks = ", ".join(f":{name}" for name in rows[0])
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), rows)  # noqa: S608  our own names


def _call(row: RowMapping, report: Mapping[str, Any]) -> dict[str, Any]:
    rep = next(iter(_named(report) or _reps(report)), None)
    return {
        **{name: row[name] for name in ("number", "id", "key", "created_at", "source", "date")},
        **{name: row[name] for name in ("account", "trust_score", "high_moments")},
        "team_id": DEFAULT_TEAM,
        "content_hash": row["key"],
        "state": "analysed",
        "created_by": "local",
        "analysed_at": row["created_at"],
        "attempts": 1,
        "rep": rep,
        "rep_key": _folded(rep),
        "account_key": _folded(row["account"]),
        "day": _day(row["date"]),
        "model": report.get("model"),
    }


def _reps(report: Mapping[str, Any]) -> list[str]:
    people = [p for p in report.get("participants") or [] if p.get("role") == "rep"]
    return [p["name"] for p in sorted(people, key=lambda p: -(p.get("words") or 0)) if p["name"]]


def _named(report: Mapping[str, Any]) -> list[str]:
    """The people who were named as the seller's when the call was handed in."""
    people = report.get("participants") or []
    return [p["name"] for p in people if p.get("role_from") == "option" and p["role"] == "rep"]


def _conversation(report: Mapping[str, Any]) -> dict[str, Any]:
    """The call as it was read; sides that the analysis worked out are left out again."""
    people = report.get("participants") or []
    stated = {p["name"]: p["role"] for p in people if p.get("role_from") in ("stated", "domain")}
    turns = [
        {
            "speaker": turn.get("speaker"),
            "text": turn["text"],
            "role": stated.get(turn.get("speaker")),
            "start": turn.get("start"),
            "end": turn.get("end"),
        }
        for turn in report.get("turns") or []
    ]
    return {
        "id": report.get("id") or "",
        "turns": turns,
        "meta": report.get("meta") or {},
        "participants": [],
        "source": report.get("source") or "call",
        "format": "analyser_json",
        "warnings": [],
    }


def _talk(report: Mapping[str, Any]) -> Iterator[str]:
    for turn in report.get("turns") or []:
        yield turn["text"]
        yield turn.get("speaker") or ""


def _moments(number: int, report: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    turns = report.get("turns") or []
    seen = set()
    for moment in report.get("moments") or []:
        if "id" not in moment or moment["id"] in seen:
            continue
        seen.add(moment["id"])
        names = ("kind", "signal", "turn", "sentence", "start_s", "severity", "confidence")
        yield {
            "id": _new_id(),
            "team_id": DEFAULT_TEAM,
            "call_number": number,
            "key": moment["id"],
            "current": True,
            **{name: moment[name] for name in (*names, "quote", "because", "instead")},
            "role": turns[moment["turn"]].get("role"),
        }


def _commitments(number: int, report: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    seen = set()
    for one in report.get("commitments") or []:
        key = hashlib.sha256(f"{one['turn']}\0{one['sentence']}\0{one['what']}".encode())
        if key.digest() in seen:
            continue
        seen.add(key.digest())
        names = ("turn", "sentence", "by", "speaker", "what", "due", "due_text", "quote")
        yield {
            "id": _new_id(),
            "team_id": DEFAULT_TEAM,
            "call_number": number,
            "key": key.hexdigest()[:16],
            "current": True,
            **{name: one[name] for name in names},
        }


def _folded(name: str | None) -> str | None:
    return " ".join(name.casefold().split()) if name else None


def _day(stated: str | None) -> str | None:
    try:
        return date.fromisoformat((stated or "")[:10]).isoformat()
    except ValueError:
        return None


def _new_id() -> str:
    value = bytearray(int(time.time() * 1000).to_bytes(6) + os.urandom(10))
    value[6] = value[6] & 0x0F | 0x70
    value[8] = value[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(value)))
