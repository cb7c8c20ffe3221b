"""Reviewers' verdicts as lines to learn from, in the form of docs/learning.md."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from analyser.codebook import CUSTOMER_LABELS, REP_LABELS
from analyser.moment_labels import BY_COURSE, BY_LABEL, judged_label
from api.store.calls import report_of
from api.store.database import Database
from api.store.moments import CONFIRMED, DISMISSED
from api.store.tables import CallRow, MomentRow, VerdictRow
from api.store.view import View

BEFORE: Final = 4
CALLS_AT_ONCE: Final = 50
BEARS: Final = {"rep": REP_LABELS, "customer": CUSTOMER_LABELS}


def newest_verdicts() -> Any:
    """The number of each reviewer's newest verdict on each moment, as a query."""
    return select(func.max(VerdictRow.number)).group_by(
        VerdictRow.moment_number, VerdictRow.reviewer
    )


def lessons(db: Database, view: View) -> Iterator[dict[str, Any]]:
    """The newest verdict of each reviewer on each moment, as lines to learn from, call by call.

    What teaches nothing is left out: moments that rest on no label, and dismissals without a
    corrected label where the course of the talk may be meant and not the label.
    """
    last = 0
    while True:
        with db.reading() as session:
            numbers = _judged_calls(session, view, last)
            found = [line for number in numbers for line in _of_call(session, number)]
        yield from found
        if not numbers:
            return
        last = numbers[-1]


def _judged_calls(session: Session, view: View, after: int) -> list[int]:
    judged = select(MomentRow.call_number).where(MomentRow.verdict.is_not(None))
    query = select(CallRow.number).where(
        view.calls(), CallRow.number > after, CallRow.number.in_(judged)
    )
    return list(session.scalars(query.order_by(CallRow.number).limit(CALLS_AT_ONCE)))


def _of_call(session: Session, number: int) -> Iterator[dict[str, Any]]:
    kept = report_of(session, number)
    if kept is None:
        return
    report = json.loads(kept.report)
    query = (
        select(MomentRow, VerdictRow)
        .join(VerdictRow, VerdictRow.moment_number == MomentRow.number)
        .where(MomentRow.call_number == number, VerdictRow.number.in_(newest_verdicts()))
        .order_by(MomentRow.number, VerdictRow.number)
    )
    for moment, verdict in session.execute(query):
        line = lesson(moment, verdict, report)
        if line is not None:
            yield line | {"call": kept.id, "reviewer": verdict.reviewer}


def lesson(
    moment: MomentRow, verdict: VerdictRow, report: Mapping[str, Any]
) -> dict[str, Any] | None:
    """A verdict as a line to learn from; None where it teaches nothing."""
    turns = report["turns"]
    label = judged_label(moment.kind, _borne(moment, turns))
    if label is None or label not in BEARS.get(moment.role or "", ()) or not moment.quote.strip():
        return None
    said = _said(moment.kind, label, verdict)
    if said is None:
        return None
    return {
        "text": moment.quote,
        "role": moment.role,
        "label": label,
        **said,
        "turn": moment.turn,
        "sentence": moment.sentence,
        "before": [
            {"role": turn["role"], "text": turn["text"]}
            for turn in turns[max(0, moment.turn - BEFORE) : moment.turn]
            if turn["text"].strip()
        ],
    }


def _borne(moment: MomentRow, turns: list[Mapping[str, Any]]) -> set[str]:
    """What the sentence bears by the report; all that the kind may rest on, where the newest
    report no longer holds the moment."""
    sentences = turns[moment.turn].get("sentences", ()) if moment.turn < len(turns) else ()
    if moment.current and moment.sentence < len(sentences):
        return set(sentences[moment.sentence]["labels"])
    return {*BY_LABEL.get(moment.kind, ()), *BY_COURSE.get(moment.kind, ())}


def _said(kind: str, label: str, verdict: VerdictRow) -> dict[str, Any] | None:
    corrected = verdict.corrected
    if verdict.verdict != DISMISSED:
        return {"verdict": verdict.verdict, "corrected": None}
    if corrected == label:
        # The moment is none, and yet the sentence is what it was taken for.
        return {"verdict": CONFIRMED, "corrected": None}
    if corrected is None and kind not in BY_LABEL:
        return None
    return {"verdict": DISMISSED, "corrected": corrected}
