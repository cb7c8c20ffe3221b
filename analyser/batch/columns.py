"""The columns of a batch's tables: name, pandas dtype, and what stands in it.

Absent is a missing value, never 0 or empty text. Places are ``turn`` and ``sentence``, counted
from 0 as in the report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from analyser.signals import all_signals

KEY: Final = "call_id"


@dataclass(frozen=True, slots=True)
class Column:
    """``dtype`` is a nullable one of pandas: string, Float64, Int64 or boolean."""

    name: str
    dtype: str
    meaning: str


_CALLS: Final = """
call_id          string   the call's id, once in the table
source           string   the file, below the folder that was given
title            string   as the file says
date             string   ISO 8601, as the file says
month            string   of the date, as in 2026-03; the partition in Parquet
account          string   as the file says
call_type        string   as the file says
call_type_used   string   the type whose bands were used, where one was stated or inferred
call_type_from   string   stated or inferred
rep              string   who of the seller's side spoke most
customer         string   who of the customer's side spoke most
model            string   the model's name and version
profile          string   name of the scoring profile
profile_hash     string   stands for all that the profile says
language         string   code of the talk's language
timing           string   measured, estimated or none
duration_s       Float64  seconds
words            Int64    words spoken by all
trust_score      Float64  0 to 100
trust_low        Float64  lower end of the trust score's interval
trust_high       Float64  upper end of it
evidence_share   Float64  share, 0 to 1, of the profile's weight that had evidence
trust_absent     string   why there is no trust score
serious_moments  Int64    moments of severity high
warnings         string   what the user should know, joined with a semicolon
meta             string   JSON: all that is known about the call
"""
_MOMENTS: Final = """
call_id     string   the call
id          string   the moment's id
kind        string   what happened
signal      string   the signal that it counts for
turn        Int64    place
sentence    Int64    place
start_s     Float64  seconds from the start of the call
severity    string   high, medium, low or good
quote       string   the words
because     string   why it matters
instead     string   what would have served better; empty for good ones
confidence  Float64  0 to 1
"""
_REQUESTS: Final = """
call_id        string  the call
turn           Int64   place
sentence       Int64   place
response       string  probed, jumped, deferred, declined or ignored
response_turn  Int64   where the rep responded
quote          string  the words
"""
_PRICE_CUTS: Final = """
call_id    string   the call
turn       Int64    place
sentence   Int64    place
premature  boolean  before digging or getting something
probed     boolean  after digging
traded     boolean  for something in return
prompted   boolean  after the customer had pressed on price
size_share Float64  size of the cut, share of the price, where it was said
turns_to_cut Int64  turns from the customer's pressing to the cut
cuts       Int64    cuts in this run
quote      string   the words
"""
_COMMITMENTS: Final = """
call_id   string  the call
turn      Int64   place
sentence  Int64   place
by        string  rep or customer
speaker   string  who
what      string  the deed
due       string  the day, ISO 8601
due_text  string  the words of the date
to        string  to whom, where the words say so
certainty string  how firmly it was said
quote     string  the words
"""
_TRACKERS: Final = """
call_id  string   the call
name     string   the tracker, as the profile names it
about    string   what it listens for
count    Int64    sentences heard
score    Float64  0 to 100
absent   string   why there is no count
summary  string   in words
"""
_PARTICIPANTS: Final = """
call_id          string   the call
name             string   as the file writes it
role             string   rep, customer or other
role_from        string   stated, domain, option or inferred
role_confidence  Float64  0 to 1
words            Int64    words spoken
talk_share       Float64  share of all words, 0 to 1
"""
_FAILURES: Final = """
source   string  the input that was not analysed
error    string  the kind of error
message  string  what was expected, what was found, what to do
"""

LISTS: Final = ("moments", "requests", "price_cuts", "commitments", "participants")
"""Tables that are lists of the report, a row each."""


@lru_cache(maxsize=1)
def tables() -> dict[str, tuple[Column, ...]]:
    """The columns of each table, in order."""
    return {
        "calls": (*_read(_CALLS), *_signals()),
        "moments": tuple(_read(_MOMENTS)),
        "requests": tuple(_read(_REQUESTS)),
        "price_cuts": tuple(_read(_PRICE_CUTS)),
        "commitments": tuple(_read(_COMMITMENTS)),
        "participants": tuple(_read(_PARTICIPANTS)),
        "trackers": tuple(_read(_TRACKERS)),
        "failures": tuple(_read(_FAILURES)),
    }


def _read(text: str) -> Iterator[Column]:
    for line in text.strip().splitlines():
        yield Column(*line.split(maxsplit=2))


def _signals() -> Iterator[Column]:
    for name, signal in all_signals().items():
        yield Column(name, "Float64", signal.unit)
        yield Column(f"{name}_score", "Float64", "0 to 100")
        yield Column(f"{name}_absent", "string", "why there is no value")


def as_markdown() -> str:
    """The tables for people: docs/batch.md holds them."""
    parts = []
    for name, columns in tables().items():
        rows = [f"| `{c.name}` | {c.dtype} | {c.meaning} |" for c in columns]
        parts.append(
            "\n".join([f"### {name}", "", "| column | dtype | what |", "|---|---|---|", *rows])
        )
    return "\n\n".join(parts) + "\n"


def rows_of(report: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The rows that a report (as of ``CallReport.to_dict``) adds to each table but failures."""
    rows = {name: [{KEY: report["id"], **row} for row in report[name]] for name in LISTS}
    return {"calls": [_call_row(report)], **rows, "trackers": list(_tracker_rows(report))}


def _tracker_rows(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The signals of the report that are the profile's and not the shelf's."""
    for name, signal in report["signals"].items():
        if name not in all_signals():
            yield {
                KEY: report["id"],
                "name": name,
                "about": signal["principle"],
                "count": None if signal["value"] is None else int(signal["value"]),
                "score": signal["score"],
                "absent": signal["absent_because"],
                "summary": signal["summary"],
            }


def month_of(date: object) -> str | None:
    """The month of an ISO date, None where it is none.

    >>> month_of("2026-03-04T10:00:00Z"), month_of("soon")
    ('2026-03', None)
    """
    text = str(date or "")
    year, month = text[:4], text[5:7]
    right = text[4:5] == "-" and year.isdecimal() and month.isdecimal() and text.isascii()
    return text[:7] if right and 1 <= int(month) <= 12 and text[7:8] in ("", "-") else None


def _call_row(report: dict[str, Any]) -> dict[str, Any]:
    from analyser.batch.row_inputs import as_json

    meta, people = report["meta"], report["participants"]
    low, high = report["trust"]["interval"] or (None, None)
    row = {
        KEY: report["id"],
        "source": report["source"],
        **{key: _text(meta.get(key)) for key in ("title", "date", "account", "call_type")},
        "month": month_of(meta.get("date")),
        "rep": _foremost(people, "rep"),
        "customer": _foremost(people, "customer"),
        "call_type_used": (report.get("call_type") or {}).get("name"),
        "call_type_from": (report.get("call_type") or {}).get("from"),
        "profile": (report.get("profile") or {}).get("name"),
        "profile_hash": (report.get("profile") or {}).get("hash"),
        **{key: report[key] for key in ("model", "language", "timing", "duration_s")},
        "words": sum(len(turn["text"].split()) for turn in report["turns"]),
        "trust_score": report["trust_score"],
        "trust_low": low,
        "trust_high": high,
        "evidence_share": report["trust"]["evidence_share"],
        "trust_absent": report["trust"]["absent_because"],
        "serious_moments": sum(m["severity"] == "high" for m in report["moments"]),
        "warnings": "; ".join(report["warnings"]),
        "meta": as_json(meta),
    }
    for name in all_signals().keys() & report["signals"].keys():
        signal = report["signals"][name]
        row[name] = signal["value"]
        row[f"{name}_score"] = signal["score"]
        row[f"{name}_absent"] = signal["absent_because"]
    return row


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _foremost(people: list[dict[str, Any]], role: str) -> str | None:
    of_role = [person for person in people if person["role"] == role]
    return max(of_role, key=lambda person: person["words"])["name"] if of_role else None
