"""The two ways to look at a history: by account, and by rep."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analyser.history.contradictions import Contradiction, contradictions
from analyser.history.ledger import Entry, ledger
from analyser.history.past_call import PastCall
from analyser.history.readings import history_consistency, history_follow_through
from analyser.history.spread import Spread, spread
from analyser.page.words import cannot_tell
from analyser.reading import Reading
from analyser.signals import all_signals
from analyser.transcripts.role_words import names_nobody

ACROSS_CALLS = frozenset({"trust", "consistency"})
"""Not signals of a single call: what consistency measures is the spread of the others."""


@dataclass(frozen=True)
class AccountView:
    """An account's calls in order, with its ledger (both sides' promises) and contradictions.

    ``account`` is None for calls that name none. ``spreads`` hold ``trust`` and each signal;
    ``follow_through`` counts the rep's promises, ``customer_follow_through`` the customer's. They
    are worked out when somebody asks.
    """

    account: str | None
    calls: tuple[PastCall, ...]
    ledger: tuple[Entry, ...]
    contradictions: tuple[Contradiction, ...]
    warnings: tuple[str, ...] = ()

    @cached_property
    def spreads(self) -> dict[str, Spread]:
        return _spreads(self.calls)

    @cached_property
    def follow_through(self) -> Reading:
        return history_follow_through(e for e in self.ledger if e.promise.by == "rep")

    @cached_property
    def customer_follow_through(self) -> Reading:
        return history_follow_through(e for e in self.ledger if e.promise.by == "customer")

    @cached_property
    def consistency(self) -> Reading:
        own = sum(one.later.said.role == "rep" for one in self.contradictions)
        return _consistency(self.spreads, own, self.calls)


@dataclass(frozen=True)
class RepView:
    """A rep's calls over all accounts, with that rep's promises and contradictions; the rest as in
    AccountView."""

    rep: str
    accounts: tuple[str | None, ...]
    calls: tuple[PastCall, ...]
    ledger: tuple[Entry, ...]
    contradictions: tuple[Contradiction, ...]

    @cached_property
    def spreads(self) -> dict[str, Spread]:
        return _spreads(self.calls)

    @cached_property
    def follow_through(self) -> Reading:
        return history_follow_through(self.ledger)

    @cached_property
    def consistency(self) -> Reading:
        return _consistency(self.spreads, len(self.contradictions), self.calls)


def account_view(
    account: str | None, calls: Sequence[PastCall], warnings: Sequence[str] = ()
) -> AccountView:
    """The view of an account's calls, given in order."""
    return AccountView(account, tuple(calls), ledger(calls), contradictions(calls), tuple(warnings))


def rep_views(accounts: Sequence[AccountView]) -> tuple[RepView, ...]:
    """A view of each rep, by name: never in the order of a score. "Agent" is nobody's name."""
    found = {name for view in accounts for call in view.calls for name in call.reps}
    names = sorted(name for name in found if not names_nobody(name))
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
    of = tuple(view.account for view in accounts if any(rep in call.reps for call in view.calls))
    return RepView(rep, of, tuple(calls), entries, disagreeing)


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
        "summary": reading.summary or cannot_tell(reading.absent_because),
        "principle": principle,
        "n": reading.n,
        "details": dict(reading.details),
    }
