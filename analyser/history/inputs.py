"""What a history is made from: calls in any form, and reports made before."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from analyser.batch.inputs import pieces_of, places
from analyser.batch.tasks import AnalysedCall, CallFailure, Task, analyse_tasks
from analyser.conversation import Conversation
from analyser.history.history import History, history_of
from analyser.one_call import conversation_of
from analyser.pipeline import analyse_call
from analyser.report import CallReport
from analyser.settings import Settings

Call = str | Path | Mapping[str, Any] | Conversation | CallReport
REPORT_KEYS: Final = frozenset({"schema_version", "signals", "commitments", "turns"})


def analyse_history(
    calls: Call | Iterable[Call],
    *,
    rep: str | Iterable[str] = (),
    settings: Settings | None = None,
    workers: int = 1,
) -> History:
    """The history of accounts and reps: what became of promises, contradictions, trends.

    ``calls`` are paths (files, folders, globs, ``.jsonl`` of calls or of reports), dicts (calls or
    reports), Conversations or CallReports, in any order; calls tell their account and date in
    ``meta``. ``rep`` names the seller's people. Files that cannot be read stand in ``.failures``;
    anything else that cannot be used raises AnalyserError.
    """
    settings = settings or Settings()
    names = (rep,) if isinstance(rep, str) else tuple(rep)
    if names:
        settings = replace(settings, reps=(*settings.reps, *names))
    given: Iterable[Call]
    if isinstance(calls, str | Path | Mapping | Conversation | CallReport):
        given = [calls]
    else:
        given = calls
    reports: list[Mapping[str, Any]] = []
    failures: list[CallFailure] = []
    for one in given:
        if not isinstance(one, str | Path):
            reports.append(_report(one, settings))
            continue
        for outcome in _of_path(one, settings, workers):
            if isinstance(outcome, CallFailure):
                failures.append(outcome)
            else:
                reports.append(outcome)
    return history_of(reports, failures)


def _report(
    one: Mapping[str, Any] | Conversation | CallReport, settings: Settings
) -> Mapping[str, Any]:
    if isinstance(one, CallReport):
        return one.to_dict()
    if isinstance(one, Mapping) and _is_report(one):
        return one
    return analyse_call(conversation_of(one), settings).to_dict()


def _of_path(
    one: str | Path, settings: Settings, workers: int
) -> Iterator[Mapping[str, Any] | CallFailure]:
    found = places([one])
    made = {place: reports for place in found if (reports := _reports_in(Path(place.path)))}
    for place in found:
        yield from made.get(place, [])
    pieces = (piece for place in found if place not in made for piece in pieces_of(place))
    for done in analyse_tasks(map(Task, pieces), settings, workers=workers):
        for outcome in done.outcomes or ():
            yield json.loads(outcome.json) if isinstance(outcome, AnalysedCall) else outcome


def _reports_in(path: Path) -> list[Mapping[str, Any]]:
    """The reports that a file of ``analyser analyse`` holds, none where it is something else."""
    if path.suffix.lower() not in (".json", ".jsonl", ".ndjson") or not path.is_file():
        return []
    try:
        with path.open("rb") as stream:
            if b'"schema_version"' not in stream.read(4096):
                return []
        text = path.read_text(encoding="utf-8")
        if path.suffix.lower() == ".json":
            whole = json.loads(text)
            rows = whole if isinstance(whole, list) else [whole]
        else:
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (OSError, ValueError, RecursionError):
        return []
    return rows if all(_is_report(row) for row in rows) else []


def _is_report(one: object) -> bool:
    return isinstance(one, Mapping) and one.keys() >= REPORT_KEYS
