"""A service whose reports are whole ones of annotated calls, so that pages have all to show."""

from typing import Any

from analyser.conversation import Conversation
from analyser.settings import Settings
from analyser.testing import marked_call
from api.work.analyst import Road
from tests.reports import HOSTILE, TALK, reported, with_text_everywhere

HTML = {"Accept": "text/html"}
STRANGE = {
    "hostile": HOSTILE,
    "endless": "Donaudampfschiff" * 625,
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 \U0001f1fa\U0001f1f3 \U0001f9a9" * 30,
    "leftward": "\u202e\u05e9\u05dc\u05d5\u05dd (\u0645\u0631\u062d\u0628) 100% \u2067!\u2069 "
    * 20,
}
"""Words that pages have to bear, by the name of a call that is full of them."""


def page_report(call: Conversation, settings: Settings) -> dict[str, Any]:
    """The report of an annotated call under the name of the one that came in. A call that is
    named after one of STRANGE is full of that; in one named crowd 500 people speak; one named
    unsure has nobody on a side."""
    name = call.source or "call"
    talk = list(TALK * 334 if "long" in name else TALK)
    report = reported(marked_call(*talk, seconds=True, date="2026-03-04"))
    if "unsure" in name and not settings.reps:
        for person in report["participants"]:
            person |= {"role": None, "role_from": None, "role_confidence": 0.6}
    for strange, text in STRANGE.items():
        if strange in name:
            report = with_text_everywhere(report, text)
    if "crowd" in name:
        report = crowded(report)
    meta = {"account": "Acme", **report["meta"], **call.meta}
    return report | {"source": call.source, "meta": meta}


def crowded(report: dict[str, Any]) -> dict[str, Any]:
    """The report with 500 people in it, each with a turn and on no side."""
    turn, person = report["turns"][0], report["participants"][0]
    names = [f'P{n} "<b>O\'Neil</b>" &amp; \U0001f9a9' for n in range(500)]
    nobody = {"role": None, "role_from": None, "role_confidence": 0.6}
    people = [{**person, **nobody, "name": name, "words": n} for n, name in enumerate(names)]
    turns = [*report["turns"], *({**turn, "speaker": name, "role": None} for name in names)]
    return report | {"participants": people, "turns": turns}


WHOLE = Road(lambda _settings: "acts 1", page_report)
