"""Take a batch in: every file of it is in the store, or none."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import IO, Final

from api.access import Who
from api.errors import BadUpload, problem_type
from api.store import audit, idempotency, jobs
from api.store.call_list import CallFilter
from api.store.database import Database
from api.store.jobs import Progress
from api.store.tables import JobRow
from api.work.unpack import unpack

CHUNK: Final = 2**20
Files = Sequence[tuple[str, IO[bytes]]]


def take_batch(
    db: Database,
    who: Who,
    files: Files,
    options: Mapping[str, list[str]],
    again: str | None = None,
) -> tuple[Progress, bool]:
    """The job of a batch, and whether it is new. ``options`` are fields for every call,
    ``again`` is the request's Idempotency-Key. Raises DamagedInput, InputTooLarge, BadUpload,
    IdempotencyMismatch."""
    content = _hash(files, options) if again is not None else ""
    with db.writing() as session:
        if again is not None:
            known = idempotency.recall(session, who.team, again, content)
            if known is not None:
                return jobs.progress(session, JobRow.number == known.job_number), False
        job = jobs.create(session, who.team, jobs.BATCH, who.actor, options)
        found = 0
        for name, stream in files:
            for one in unpack(name, stream):
                found += 1
                if one.error is None:
                    jobs.add_file(session, job.number, one.name, one.data)
                else:
                    kind = problem_type(type(one.error))
                    jobs.add_failure(session, job.number, one.name, kind, str(one.error))
        if not found:
            raise BadUpload("expected files with calls, found none in the upload")
        if again is not None:
            idempotency.note(session, who.team, again, content, job=job.number)
        jobs.close_if_done(session, job.number)
        return jobs.progress(session, JobRow.number == job.number), True


def analyse_anew(db: Database, who: Who, chosen: CallFilter) -> Progress:
    """The job that analyses every chosen call anew."""
    return _job_on_calls(db, who, jobs.REANALYSIS, chosen)


def redact_kept(db: Database, who: Who) -> Progress:
    """The job that takes out of every kept call what the team's policy says, analysed or not."""
    return _job_on_calls(db, who, jobs.REDACTION, CallFilter())


def _job_on_calls(db: Database, who: Who, kind: str, chosen: CallFilter) -> Progress:
    with db.writing() as session:
        job = jobs.create(session, who.team, kind, who.actor, {})
        jobs.add_calls(session, job.number, who.view, chosen, analysed=kind != jobs.REDACTION)
        jobs.close_if_done(session, job.number)
        audit.note(session, who, f"calls.{kind}", job.id)
        return jobs.progress(session, JobRow.number == job.number)


def _hash(files: Files, options: Mapping[str, list[str]]) -> str:
    found = hashlib.sha256(json.dumps(options, sort_keys=True).encode() + b"\0")
    for name, stream in files:
        found.update(name.encode() + b"\0")
        while part := stream.read(CHUNK):
            found.update(part)
        stream.seek(0)
    return found.hexdigest()
