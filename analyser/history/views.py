"""The two ways to look at a history: by account, and by rep."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from analyser.history.contradictions import Contradiction, contradictions
from analyser.history.ledger import Entry, ledger
from analyser.history.past_call import PastCall
from analyser.history.readings import history_consistency, history_follow_through
from analyser.history.spread import Spread, spread
from analyser.reading import Reading
from analyser.signals import all_signals

ACROSS_CALLS = frozenset({"trust", "consistency"})
"""Not signals of a single call: what consistency measures is the spread of the others."""


@dataclass(frozen=True)
class AccountView:
    """An account's calls in order, with its ledger (both sides' promises) and contradictions.

    ``account`` is None for calls that name none. ``spreads`` hold ``trust`` and each signal;
    ``follow_through`` counts the rep's promises, ``customer_follow_through`` the customer's.
    """

    account: str | None
    calls: tuple[PastCall, ...]
    ledger: tuple[Entry, ...]
    contradictions: tuple[Contradiction, ...]
    spreads: dict[str, Spread]
    follow_through: Reading
    customer_follow_through: Reading
    consistency: Reading
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class RepView:
    """A rep's calls over all accounts, with that rep's promises and contradictions."""

    rep: str
    accounts: tuple[str | None, ...]
    calls: tuple[PastCall, ...]
    ledger: tuple[Entry, ...]
    contradictions: tuple[Contradiction, ...]
    spreads: dict[str, Spread]
    follow_through: Reading
    consistency: Reading


def account_view(
    account: str | None, calls: Sequence[PastCall], warnings: Sequence[str] = ()
) -> AccountView:
    """The view of an account's calls, given in order."""
    entries, disagreeing = ledger(calls), contradictions(calls)
    spreads = _spreads(calls)
    own = sum(one.later.said.role == "rep" for one in disagreeing)
    return AccountView(
        account,
        tuple(calls),
        entries,
        disagreeing,
        spreads,
        history_follow_through(e for e in entries if e.promise.by == "rep"),
        history_follow_through(e for e in entries if e.promise.by == "customer"),
        _consistency(spreads, own, calls),
        tuple(warnings),
    )


def rep_views(accounts: Sequence[AccountView]) -> tuple[RepView, ...]:
    """A view of each rep, by name: never in the order of a score."""
    names = sorted({name for view in accounts for call in view.calls for name in call.reps})
    return tuple(_rep_view(name, accounts) for name in names)


def _rep_view(rep: str, accounts: Sequence[AccountView]) -> RepView:
    calls = sorted(
        (call for view in accounts for call in view.calls if rep in call.reps),
        key=lambda call: (call.day is None, str(call.day or ""), call.clock, call.id),
    )
    entries = tuple(
        entry
        for view in accounts
        for entry in view.ledger
        if entry.promise.speaker == rep and entry.promise.by == "rep"
    )
    disagreeing = tuple(
        one
        for view in accounts
        for one in view.contradictions
        if one.later.said.speaker == rep and one.later.said.role == "rep"
    )
    spreads = _spreads(calls)
    return RepView(
        rep,
        tuple(view.account for view in accounts if any(rep in call.reps for call in view.calls)),
        tuple(calls),
        entries,
        disagreeing,
        spreads,
        history_follow_through(entries),
        _consistency(spreads, len(disagreeing), calls),
    )


def _spreads(calls: Sequence[PastCall]) -> dict[str, Spread]:
    names = ["trust", *(name for name in all_signals() if name not in ACROSS_CALLS)]
    return {name: spread([call.scores.get(name) for call in calls]) for name in names}


def _consistency(
    spreads: dict[str, Spread], contradicted: int, calls: Sequence[PastCall]
) -> Reading:
    signals = {name: one for name, one in spreads.items() if name not in ACROSS_CALLS}
    return history_consistency(signals, contradicted, calls)


def reading_dict(reading: Reading, principle: str) -> dict[str, Any]:
    """A reading over several calls in the shape of a report's signals."""
    return {
        "value": reading.value,
        "unit": reading.unit,
        "absent_because": reading.absent_because,
        "summary": reading.summary or f"Cannot tell: {reading.absent_because}.",
        "principle": principle,
        "n": reading.n,
        "details": dict(reading.details),
    }
