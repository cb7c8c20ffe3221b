"""/settings/audit: who did what, without content."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from api.call_query import Cursor
from api.deps import Admin, ServiceDep
from api.routes import people
from api.web.names import Names
from api.web.settings.page import settings_page

router = APIRouter(prefix="/settings/audit", include_in_schema=False)

LINES: Final = 100
DONE: Final = {
    "account.read": "Read an account",
    "call.comment": "Wrote about a call",
    "call.delete": "Deleted a call",
    "call.expire": "Deleted a call whose days were over",
    "call.name_reps": "Said who sells in a call",
    "call.read": "Read a call",
    "call.reanalysis": "Had a call analysed anew",
    "calls.export": "Downloaded calls",
    "calls.reanalysis": "Had calls analysed anew",
    "calls.redaction": "Had facts taken out of kept calls",
    "collection.add": "Made a collection",
    "collection.change": "Changed a collection",
    "collection.delete": "Deleted a collection",
    "collection.read": "Read a collection",
    "comment.delete": "Deleted a comment",
    "commitment.read": "Read a promise",
    "commitment.settle": "Said what became of a promise",
    "commitments.read": "Read promises",
    "key.add": "Made a key",
    "key.revoke": "Revoked a key",
    "moment.assign": "Gave a moment to somebody",
    "moment.collect": "Put a moment into a collection",
    "moment.comment": "Wrote about a moment",
    "moment.judge": "Judged a moment",
    "moment.read": "Read a moment",
    "moment.take_back": "Took a verdict back",
    "moment.uncollect": "Took a moment out of a collection",
    "moments.export": "Downloaded moments",
    "moments.read": "Read moments",
    "person.erase": "Erased a person",
    "person.erase-asked": "Asked to have a person erased",
    "privacy.change": "Changed what is kept",
    "profile.change": "Changed the profile",
    "profile.drop": "Went back to the profile of the service",
    "rep.read": "Read a rep",
    "session.start": "Signed in",
    "user.add": "Added somebody",
    "user.change": "Changed somebody",
    "verdicts.export": "Downloaded verdicts",
    "webhook.add": "Added a webhook",
    "webhook.delete": "Deleted a webhook",
    "webhook.test": "Tried a webhook",
}
"""What was done, by the log's own word for it."""


@router.get("")
def audit_page(
    request: Request, service: ServiceDep, who: Admin, cursor: Annotated[Cursor, Query()] = None
) -> Response:
    """The log, newest first."""
    found = people.get_audit(service, who, LINES, cursor)
    with service.db.reading() as session:
        names = Names(session, who)
    values = {"lines": found.items, "next": found.next_cursor, "names": names, "did": DONE}
    return settings_page(request, who, "audit", values)
