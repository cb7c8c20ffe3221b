"""A call as its account's history needs it: read from the call's report, the one JSON form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from analyser.commitments import day_of
from analyser.errors import DamagedInput


class Fate(StrEnum):
    """What became of a promise; see ``ledger.py``."""

    KEPT = "kept"
    RENEGOTIATED = "renegotiated"
    BROKEN = "broken"
    SILENT = "silent"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a past call; ``role`` is its side, None where it is not known."""

    turn: int
    sentence: int
    role: str | None
    speaker: str | None
    text: str
    labels: frozenset[str]


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment of a past call; see ``analyser.commitments.Commitment``. ``fate`` is what
    somebody who knows says became of it, None where nobody did."""

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
    fate: Fate | None = None


@dataclass(frozen=True)
class PastCall:
    """``clock`` is the time of day (ISO 8601, empty where not given); ``scores`` are those of the
    signals and of ``trust``, None where it cannot be told, and ``absent_because`` says why."""

    id: str
    source: str
    day: date | None
    clock: str
    account: str | None
    reps: tuple[str, ...]
    sentences: tuple[Said, ...]
    promises: tuple[Promise, ...]
    scores: Mapping[str, float | None]
    model: str = ""
    absent_because: str | None = None


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
    return PastCall(
        id=str(report["id"]),
        source=str(report["source"]),
        day=day_of(meta.get("date")),
        clock=_clock(meta.get("date")),
        account=account or None,
        reps=tuple(p["name"] for p in report["participants"] if p["role"] == "rep" and p["words"]),
        sentences=tuple(
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
        ),
        promises=tuple(_promise(one) for one in report["commitments"]),
        scores={
            "trust": report["trust_score"],
            **{name: signal["score"] for name, signal in report["signals"].items()},
        },
        model=str(report["model"]),
        absent_because=report["trust"]["absent_because"],
    )


def _clock(text: object) -> str:
    found = re.search(r"T(\d\d:\d\d(?::\d\d)?)", str(text or ""))
    return found[1] if found else ""


def _promise(one: Mapping[str, Any]) -> Promise:
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
        Fate(one["fate"]) if one.get("fate") else None,
    )
