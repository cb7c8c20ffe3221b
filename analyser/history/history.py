"""The history of accounts and reps, and its one JSON form."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from analyser.batch.tasks import CallFailure
from analyser.history.contradictions import Contradiction
from analyser.history.ledger import Entry
from analyser.history.past_call import Fate, PastCall, past_call
from analyser.history.views import AccountView, RepView, account_view, reading_dict, rep_views
from analyser.signals import all_signals

if TYPE_CHECKING:
    from analyser.history.tables import HistoryTables

SCHEMA_VERSION: Final = "1"


@dataclass(frozen=True)
class History:
    """Accounts by name and reps by name; ``failures`` are inputs that could not be analysed."""

    accounts: tuple[AccountView, ...]
    reps: tuple[RepView, ...]
    warnings: tuple[str, ...] = ()
    failures: tuple[CallFailure, ...] = ()

    @property
    def tables(self) -> "HistoryTables":
        """The history as pandas frames: accounts, reps, calls, ledger, contradictions."""
        from analyser.history.tables import history_tables

        return history_tables(self.to_dict())

    def to_dict(self) -> dict[str, Any]:
        """The history in the shape of schema version 1; see docs/history.md."""
        return {
            "schema_version": SCHEMA_VERSION,
            "kind": "history",
            "warnings": list(self.warnings),
            "failures": [
                {"source": one.source, "error": one.error, "message": one.message}
                for one in self.failures
            ],
            "accounts": [account_dict(view) for view in self.accounts],
            "reps": [rep_dict(view) for view in self.reps],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The JSON text; the same calls give the same bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def _repr_html_(self) -> str:
        """The history for people, in a frame, as notebooks show it."""
        from analyser.history.page import framed_history

        return framed_history(self.to_dict())


def history_of(
    reports: Iterable[Mapping[str, Any]], failures: Sequence[CallFailure] = ()
) -> History:
    """The history of calls from their reports, in any order. Raises DamagedInput."""
    return history_of_calls([past_call(report) for report in reports], failures)


def history_of_calls(given: Sequence[PastCall], failures: Sequence[CallFailure] = ()) -> History:
    """The history of past calls, in any order."""
    warnings: list[str] = []
    calls = _told_apart(given, warnings)
    models = sorted({call.model for call in calls})
    if len(models) > 1:
        warnings.append(
            f"the reports come from different models ({', '.join(models)}): their scores do not "
            "compare; analyse the calls anew"
        )
    grouped: dict[str, list[PastCall]] = {}
    for call in calls:
        grouped.setdefault((call.account or "").casefold(), []).append(call)
    if "" in grouped and len(calls) > 1:
        warnings.append(
            f"{len(grouped[''])} of {len(calls)} calls name no account and are taken for one; "
            "state meta.account in each call"
        )
    views = tuple(_view(grouped[key]) for key in sorted(grouped))
    return History(views, rep_views(views), tuple(warnings), tuple(failures))


def _told_apart(calls: Sequence[PastCall], warnings: list[str]) -> list[PastCall]:
    """Each call once, with an id of its own."""
    out: list[PastCall] = []
    used: set[str] = set()
    for call in calls:
        if call in out:
            warnings.append(f"{call.id}: the same call was given twice and counts once")
            continue
        name, number = call.id, 2
        while name in used:
            name, number = f"{call.id}-{number}", number + 1
        used.add(name)
        out.append(call if name == call.id else call.named(name))
    return out


def _view(calls: Sequence[PastCall]) -> AccountView:
    """An account's view; calls without a date cannot be put in order beside dated ones."""
    dated = [call for call in calls if call.day]
    undated = [call.id for call in calls if not call.day]
    if not dated:
        warning = (
            "no call has a date: they are taken in the order given, and no promise can be held to "
            "its day; state meta.date in each call"
        )
        return account_view(calls[0].account, calls, [warning] if len(calls) > 1 else [])
    ordered = sorted(dated, key=lambda call: (str(call.day), call.clock))
    warning = (
        f"left out for want of a date: {', '.join(undated)}; state meta.date in each call"
        if undated
        else ""
    )
    return account_view(calls[0].account, ordered, [warning] if warning else [])


def _call(call: PastCall) -> dict[str, Any]:
    return {
        "id": call.id,
        "source": call.source,
        "date": call.day and call.day.isoformat(),
        "reps": list(call.reps),
        "trust_score": call.scores["trust"],
        "absent_because": call.absent_because,
        "scores": {name: score for name, score in call.scores.items() if name != "trust"},
    }


def account_dict(view: AccountView) -> dict[str, Any]:
    """An account in the JSON form."""
    principle = all_signals()["follow_through"].principle
    return {
        "account": view.account,
        "warnings": list(view.warnings),
        "calls": [_call(call) for call in view.calls],
        **_common(view),
        "customer_follow_through": reading_dict(view.customer_follow_through, principle),
        "ledger": [entry_dict(entry) for entry in view.ledger],
        "contradictions": [_contradiction(one) for one in view.contradictions],
    }


def rep_dict(view: RepView) -> dict[str, Any]:
    """A rep in the JSON form."""
    return {
        "rep": view.rep,
        "accounts": list(view.accounts),
        "calls": [call.id for call in view.calls],
        **_common(view),
        "broken": [entry_dict(entry) for entry in view.ledger if entry.fate is Fate.BROKEN],
        "contradictions": [_contradiction(one) for one in view.contradictions],
    }


def _common(view: AccountView | RepView) -> dict[str, Any]:
    shelf = all_signals()
    return {
        "trust": view.spreads["trust"].to_dict(),
        "signals": {n: one.to_dict() for n, one in view.spreads.items() if n != "trust"},
        "follow_through": reading_dict(view.follow_through, shelf["follow_through"].principle),
        "consistency": reading_dict(view.consistency, shelf["consistency"].principle),
    }


def entry_dict(entry: Entry) -> dict[str, Any]:
    """A promise of the ledger in the JSON form."""
    promise, evidence = entry.promise, entry.evidence
    return {
        "call": entry.call,
        "date": entry.day and entry.day.isoformat(),
        "turn": promise.turn,
        "sentence": promise.sentence,
        "by": promise.by,
        "speaker": promise.speaker,
        "to": promise.to,
        "what": promise.what,
        "due": promise.due and promise.due.isoformat(),
        "due_text": promise.due_text,
        "certainty": promise.certainty,
        "quote": promise.quote,
        "fate": entry.fate.value,
        "by_hand": entry.by_hand,
        "evidence": evidence
        and {
            "call": evidence.call,
            "date": evidence.day and evidence.day.isoformat(),
            "turn": evidence.turn,
            "sentence": evidence.sentence,
            "speaker": evidence.speaker,
            "told": evidence.told.value,
            "match": evidence.match,
            "quote": evidence.quote,
        },
    }


def _contradiction(one: Contradiction) -> dict[str, Any]:
    return {
        "topic": one.topic,
        "by": one.later.said.role,
        **{
            name: {
                "call": claim.call,
                "turn": claim.said.turn,
                "sentence": claim.said.sentence,
                "speaker": claim.said.speaker,
                "quote": claim.said.text,
            }
            for name, claim in (("earlier", one.earlier), ("later", one.later))
        },
    }
