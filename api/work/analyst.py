"""Analyse what was accepted, once: what a request waits for, and what was left lying.

A call is on disk before its analysis starts. Whoever is at work holds a claim on it; when the
process dies the claim runs out and another takes the call. Only the first report is kept.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar
from uuid import uuid4

from sqlalchemy.orm import Session

from analyser.conversation import Conversation, Role, named_among
from analyser.errors import AnalyserError, ModelError, ProfileError, RoleError
from analyser.settings import Settings
from api.errors import CallNotFound, NotAnalysedYet, StoreError, problem_type
from api.gate import Gate
from api.privacy.redaction import redact, redacted_words
from api.store import calls, claims, idempotency, policies, profiles, results, spoken
from api.store.calls import CallState, KeptReport, NewCall
from api.store.claims import Claimable, Work
from api.store.database import Database
from api.store.policies import KEEP_ALL, Policy
from api.store.results import Made
from api.store.tables import CallRow
from api.uploads import Upload

MAX_ATTEMPTS: Final = 20
"""A call that so many processes died of is given up."""
WAIT_SECONDS: Final = 60
T = TypeVar("T")
OURS: Final = (ModelError, ProfileError, StoreError)
"""Errors that are neither the call's nor its team's: it stays accepted and is tried again."""


@dataclass(frozen=True, slots=True)
class Road:
    """The analysis as the service needs it: ``load`` makes ready and names the model's version
    (raises ModelError, ProfileError), ``report`` gives a call's report as a dict, ``hear`` makes
    ready for trackers that go by meaning, which takes a while the first time."""

    load: Callable[[Settings], str]
    report: Callable[[Conversation, Settings], Mapping[str, Any]]
    hear: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class _Redacted:
    """A call without its personal facts; ``made`` is its report, where it had one that changes."""

    before: Conversation
    after: Conversation
    words: Callable[[str], str]
    made: Made | None


class Analyst:
    """One process's share of the work. ``claim_seconds`` is how long its claims last when it
    dies; see claims.py. ``policy`` is that of teams that have none of their own."""

    def __init__(
        self,
        db: Database,
        road: Road,
        gate: Gate,
        settings: Settings,
        claim_seconds: float,
        policy: Policy = KEEP_ALL,
    ) -> None:
        self.db = db
        self.gate = gate
        self.claim_seconds = claim_seconds
        self.holder = uuid4().hex
        self._road = road
        self._settings = settings
        self.policy = policy
        self._at_work: list[Work] = []

    def at_work(self) -> list[Work]:
        """What this process has claimed and is at work on now."""
        return list(self._at_work)

    @contextmanager
    def working_on(self, row: Claimable, number: int) -> Iterator[None]:
        """While the block lasts, the claim on something is renewed."""
        # A list, as something whose claim ran out may be in two hands here.
        self._at_work.append((row, number))
        try:
            yield
        finally:
            self._at_work.remove((row, number))

    def take(
        self, upload: Upload, team: str, actor: str, *, again: str | None = None
    ) -> tuple[CallState, bool]:
        """The analysed call of an upload, and whether it is new. Waits for its turn.

        What cannot be analysed is not kept: its error is raised. ``again`` is the request's
        Idempotency-Key. Raises IdempotencyMismatch, and NotAnalysedYet where another process is
        at work on the same call and takes long.
        """
        while True:
            state, is_new = self._accept(upload, team, actor, again)
            if state.state == calls.ANALYSED:
                return state, False
            if is_new or self.claims_again(state):
                with self.working_on(CallRow, state.number):
                    self._analyse_now(state.number, is_new=is_new)
                with self.db.reading() as session:
                    return calls.state_of(session, state.number), is_new
            try:
                return self._waited_for(state.number), False
            except CallNotFound:
                # Somebody sent the same, could not have it analysed, and it was forgotten.
                continue

    def accept(
        self,
        session: Session,
        upload: Upload,
        call: Conversation,
        team: str,
        actor: str,
        *,
        claimed: bool = True,
    ) -> tuple[CallState, bool]:
        """Keep an upload's call to be analysed, and whether it is new: then it is claimed."""
        new = NewCall(
            key=upload.key(self._settings),
            content_hash=hashlib.sha256(upload.data).hexdigest(),
            conversation=call,
            reps=json.dumps(upload.reps),
            created_by=actor,
            rep=upload.facts.rep,
        )
        state, is_new = calls.accept(session, team, new)
        if is_new and claimed:
            self._claim(session, state.number)
        return state, is_new

    def _accept(
        self, upload: Upload, team: str, actor: str, again: str | None
    ) -> tuple[CallState, bool]:
        key = upload.key(self._settings)
        with self.db.reading() as session:
            known = calls.find(session, team, key)
            if again is not None:
                idempotency.recall(session, team, again, key)
        if known is not None and again is None:
            return known, False
        # Read before the store is locked: reading may take a while.
        call = self.redacted(upload.conversation(), upload, team)
        with self.db.writing() as session:
            state, is_new = self.accept(session, upload, call, team, actor)
            if again is not None:
                idempotency.note(session, team, again, key, call=state.number)
        return state, is_new

    def redacted(self, call: Conversation, upload: Upload, team: str) -> Conversation:
        """An upload's call as the team's policy lets it be kept."""
        with self.db.reading() as session:
            kinds = policies.policy_of(session, team, self.policy).redact
        settings = upload.settings(self._settings)
        return redact(call, kinds, settings.reps, settings.own_domains)

    def finish(self, number: int) -> None:
        """Analyse an accepted call that this process has claimed; its error is kept with it."""
        with self.working_on(CallRow, number):
            self._finish(number)

    def _finish(self, number: int) -> None:
        try:
            self._analyse_first(number)
        except OURS:
            self._release(number)
            raise
        except AnalyserError as error:
            self._fail(number, problem_type(type(error)), str(error))
        except Exception as error:
            # Its message may quote the talk.
            self._fail(number, "about:blank", f"something went wrong ({type(error).__name__})")

    def _analyse_first(self, number: int) -> None:
        """Keep a report on an accepted call. Raises what the analysis raises, CallNotFound."""

        def keep(session: Session, made: Made) -> None:
            results.keep_first(session, number, made)

        self._while_unchanged(number, lambda: self.report(number), keep)

    def finish_next(self) -> bool:
        """Analyse the oldest accepted call that nobody is at work on; False where there is none."""
        with self.db.writing() as session:
            number = claims.claim_next(session, CallRow, self.holder, self.claim_seconds)
            if number is None:
                return False
            attempts = claims.attempts_of(session, CallRow, number)
        if attempts > MAX_ATTEMPTS:
            self._fail(number, "about:blank", f"{MAX_ATTEMPTS} processes died of it")
        else:
            self.finish(number)
        return True

    def report(self, number: int) -> tuple[Made, str]:
        """The report of a kept call, to be kept itself, and the mark of what it was made from.
        Raises what the analysis raises, CallNotFound."""
        with self.db.reading() as session:
            mark = calls.mark_of(session, number)
            conversation, reps = calls.conversation_of(session, number)
            base = self._settings_of(session, number)
        settings = replace(base, reps=(*base.reps, *json.loads(reps)))
        return self._made(conversation, settings), mark

    def analyse_again(self, number: int, then: Callable[[Session], None]) -> None:
        """Put a new report in place of an analysed call's, and do something with it in one
        transaction. Raises what the analysis raises, CallNotFound."""

        def keep(session: Session, made: Made) -> None:
            results.keep_again(session, number, made)
            then(session)

        self._while_unchanged(number, lambda: self.report(number), keep)

    def name_reps(self, number: int, names: Sequence[str]) -> None:
        """Say who sells in an analysed call, and keep the report that follows from it.

        Raises RoleError where the call itself puts all of them on another side, and what the
        analysis raises: then all stays as it was.
        """

        def make() -> tuple[Made, str]:
            with self.db.reading() as session:
                ready(session, calls.state_of(session, number))
                mark = calls.mark_of(session, number)
                conversation, _ = calls.conversation_of(session, number)
                base = self._settings_of(session, number)
            made = self._made(conversation, replace(base, reps=tuple(names)))
            _check_named(made.report, names)
            return made, mark

        def keep(session: Session, made: Made) -> None:
            had = calls.name_reps(session, number, names)
            results.keep_again(session, number, made, had)

        self._while_unchanged(number, make, keep)

    def redact_again(self, number: int, team: str, then: Callable[[Session], None]) -> None:
        """Take out of a kept call what the team's policy now says, and put a report on what is left
        in place of its own, where it has one; what people wrote about it is redacted as well. Then
        do something in the same transaction. Raises what the analysis raises, CallNotFound."""

        def make() -> tuple[_Redacted, str]:
            with self.db.reading() as session:
                kinds = policies.policy_of(session, team, self.policy).redact
                mark = calls.mark_with_state(session, number)
                before, reps = calls.conversation_of(session, number)
                is_told = calls.state_of(session, number).state == calls.ANALYSED
                rep = calls.summary_of(session, number).rep
            base = self._settings
            names = (*base.reps, *json.loads(reps))
            # Whose call it is was worked out since it came, and is the seller's.
            sellers = (*names, rep) if rep else names
            after = redact(before, kinds, sellers, base.own_domains)
            words = redacted_words(before, kinds, sellers, base.own_domains)
            made = None
            if is_told and after != before:
                with self.db.reading() as session:
                    own = self._settings_of(session, number)
                made = self._made(after, replace(own, reps=names))
            return _Redacted(before, after, words, made), mark

        def keep(session: Session, found: _Redacted) -> None:
            call = session.get_one(CallRow, number)
            spoken.change_words(session, call, found.words)
            if found.after != found.before:
                spoken.change_transcript(session, call, found.before, found.after)
            if found.made is not None:
                results.keep_again(session, number, found.made)
            then(session)

        self._while_unchanged(number, make, keep, calls.mark_with_state)

    def _while_unchanged(
        self,
        number: int,
        make: Callable[[], tuple[T, str]],
        keep: Callable[[Session, T], None],
        mark_of: Callable[..., str] = calls.mark_of,
    ) -> None:
        """Make something of a kept call, which takes a while, and keep it in one transaction.
        ``make`` also gives the mark of the call it read; where the call changed meanwhile all is
        made anew, so that nothing is kept of what is no longer there."""
        while True:
            made, mark = make()
            with self.db.writing() as session:
                if mark_of(session, number, lock=True) == mark:
                    keep(session, made)
                    return

    def _made(self, call: Conversation, settings: Settings) -> Made:
        with self.gate.work():
            return results.made_of(self._road.report(call, settings))

    def _settings_of(self, session: Session, number: int) -> Settings:
        """The service's settings with the own profile of a call's team. Raises BadProfile."""
        own = profiles.profile_of_team(session, calls.team_of(session, number))
        return replace(self._settings, profile=own) if own else self._settings

    def _analyse_now(self, number: int, *, is_new: bool) -> None:
        try:
            self._analyse_first(number)
        except StoreError:
            # Not forgotten: nobody knows how far it came.
            self._release(number)
            raise
        except BaseException as error:
            if is_new:
                with self.db.writing() as session:
                    calls.forget(session, [number])
            elif isinstance(error, AnalyserError) and not isinstance(error, OURS):
                self._fail(number, problem_type(type(error)), str(error))
            else:
                self._release(number)
            raise

    def claims_again(self, state: CallState) -> bool:
        """Whether a call that is not analysed is now this process's to analyse."""
        with self.db.writing() as session:
            if state.state == calls.FAILED:
                results.try_again(session, state.number)
            return self._claim(session, state.number)

    def _claim(self, session: Session, number: int) -> bool:
        return claims.claim(session, CallRow, number, self.holder, self.claim_seconds)

    def _release(self, number: int) -> None:
        with self.db.writing() as session:
            claims.release(session, CallRow, number, self.holder)

    def _fail(self, number: int, kind: str, detail: str) -> None:
        with self.db.writing() as session:
            results.fail(session, number, kind, detail)

    def _waited_for(self, number: int) -> CallState:
        """A call that another is at work on, once that has ended. Raises NotAnalysedYet where it
        takes long, CallNotFound where the call is gone."""
        until = time.monotonic() + WAIT_SECONDS
        pause = 0.01
        while time.monotonic() < until:
            with self.db.reading() as session:
                state = calls.state_of(session, number)
            if state.state != calls.ACCEPTED:
                return state
            time.sleep(pause)
            pause = min(2 * pause, 0.5)
        raise not_yet()


def _check_named(report: Mapping[str, Any], names: Sequence[str]) -> None:
    sellers = [one["name"] for one in report["participants"] if one["role"] == Role.REP]
    if not named_among(sellers, names):
        raise RoleError(
            "expected the name of somebody who sells, found one whom the transcript itself (a role,"
            " an address) puts on another side, which goes before names given; hand in the call"
            " anew with its roles put right"
        )


def not_yet() -> NotAnalysedYet:
    """The error for reports that are not there yet."""
    return NotAnalysedYet(
        "expected an analysed call, found one that is accepted and waits for its turn; "
        "ask again in a while"
    )


def ready(session: Session, state: CallState) -> KeptReport:
    """The report on a call. Raises NotAnalysedYet, AnalysisFailed."""
    kept = calls.report_of(session, state.number)
    if kept is None:
        raise calls.failed(state) if state.state == calls.FAILED else not_yet()
    return kept
