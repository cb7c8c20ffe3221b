"""A service whose reports are whole ones of annotated calls, so that pages have all to show."""

from typing import Any

from analyser.conversation import Conversation
from analyser.settings import Settings
from analyser.testing import marked_call
from api.work.analyst import Road
from tests.test_page import HOSTILE, TALK, reported, with_text_everywhere

HTML = {"Accept": "text/html"}


def page_report(call: Conversation, settings: Settings) -> dict[str, Any]:
    """The report of an annotated call under the name of the one that came in. A call that is
    named hostile is full of what must not run; one named unsure has nobody on a side."""
    name = call.source or "call"
    talk = list(TALK * 334 if "long" in name else TALK)
    report = reported(marked_call(*talk, seconds=True, date="2026-03-04"))
    if "unsure" in name and not settings.reps:
        for person in report["participants"]:
            person |= {"role": None, "role_from": None, "role_confidence": 0.6}
    if "hostile" in name:
        report = with_text_everywhere(report, HOSTILE)
    meta = {"account": "Acme", **report["meta"], **call.meta}
    return report | {"source": call.source, "meta": meta}


WHOLE = Road(lambda _settings: "acts 1", page_report)
