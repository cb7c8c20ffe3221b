"""Do what lies in the store: accepted calls, files of batches, calls to analyse anew."""

from collections.abc import Callable
from dataclasses import replace

from analyser.errors import AnalyserError
from api.errors import CallNotFound, problem_type
from api.store import calls, claims, jobs, results
from api.store.jobs import Item
from api.store.tables import ItemRow
from api.upload_fields import fields_of
from api.uploads import Upload
from api.work.analyst import MAX_ATTEMPTS, OURS, Analyst

BUSY_SECONDS = 1
"""So long an item rests whose call another process is at work on."""


def drain(analyst: Analyst, stopped: Callable[[], bool]) -> None:
    """Work until nothing is left or somebody says stop."""
    while not stopped() and (analyst.finish_next() or work_off_next(analyst)):
        pass


def work_off_next(analyst: Analyst) -> bool:
    """Work off the oldest item that nobody is at work on; False where there is none."""
    with analyst.db.writing() as session:
        number = claims.claim_next(session, ItemRow, analyst.holder, analyst.claim_seconds)
        if number is None:
            return False
        item = jobs.item(session, number)
    with analyst.working_on(ItemRow, number):
        _work_off(analyst, item)
    return True


def _work_off(analyst: Analyst, item: Item) -> None:
    """Do what an item is about; its error is kept with it."""
    try:
        _do(analyst, item)
    except OURS:
        with analyst.db.writing() as session:
            claims.release(session, ItemRow, item.number, analyst.holder)
        raise
    except AnalyserError as error:
        _fail(analyst, item, problem_type(type(error)), str(error))
    except Exception as error:
        # Its message may quote the talk.
        _fail(analyst, item, "about:blank", f"something went wrong ({type(error).__name__})")


def _do(analyst: Analyst, item: Item) -> None:
    if item.attempts > MAX_ATTEMPTS:
        _fail(analyst, item, "about:blank", f"{MAX_ATTEMPTS} processes died of it")
    elif item.payload is not None:
        _accept_file(analyst, item, item.payload)
    elif item.call_number is None:
        _fail(analyst, item, problem_type(CallNotFound), "the call was deleted")
    elif item.kind == jobs.BATCH:
        _finish_call(analyst, item, item.call_number)
    elif item.kind == jobs.REDACTION:
        analyst.redact_again(
            item.call_number, item.team, lambda session: jobs.finish_item(session, item)
        )
    else:
        analyst.analyse_again(item.call_number, lambda session: jobs.finish_item(session, item))


def _accept_file(analyst: Analyst, item: Item, payload: bytes) -> None:
    """Keep the calls in a file; each becomes an item of its own where there are several."""
    fields = fields_of(item.options)
    upload = Upload(payload, item.name, fields.reps, facts=fields.facts)
    found = [analyst.redacted(call, upload, item.team) for call in upload.conversations()]
    if len(found) == 1:
        with analyst.db.writing() as session:
            state, is_new = analyst.accept(session, upload, found[0], item.team, item.created_by)
            if state.state == calls.FAILED:
                results.try_again(session, state.number)
            jobs.becomes_call(session, item.number, state.number, is_new=is_new)
        _finish_call(analyst, item, state.number, held=is_new)
        return
    with analyst.db.writing() as session:
        for place, call in enumerate(found, start=1):
            one = replace(upload, part=place)
            state, is_new = analyst.accept(
                session, one, call, item.team, item.created_by, claimed=False
            )
            name = f"{item.name} ({place})"
            jobs.add_call(session, item.job, name, state.number, is_new=is_new)
        jobs.remove_item(session, item.number)


def _finish_call(analyst: Analyst, item: Item, number: int, *, held: bool = False) -> None:
    """Analyse the item's call, unless that is done; the item ends as the call does. ``held``
    says that this process has claimed the call already."""
    with analyst.db.reading() as session:
        state = calls.state_of(session, number)
    if state.state == calls.ACCEPTED:
        if not held and not analyst.claims_again(state):
            with analyst.db.writing() as session:
                claims.rest(session, ItemRow, item.number, BUSY_SECONDS)
            return
        analyst.finish(number)
    with analyst.db.writing() as session:
        state = calls.state_of(session, number)
        if state.state == calls.FAILED:
            detail = state.error_detail or ""
            jobs.fail_item(session, item, state.error_type or "about:blank", detail)
        else:
            jobs.finish_item(session, item)


def _fail(analyst: Analyst, item: Item, kind: str, detail: str) -> None:
    with analyst.db.writing() as session:
        jobs.fail_item(session, item, kind, detail)
