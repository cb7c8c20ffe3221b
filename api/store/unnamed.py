"""Calls that were kept before reports named their profile: what scored them, found out once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from analyser.profile import Profile
from analyser.rescoring import scores_alike
from api.store.calls import ANALYSED
from api.store.packing import unpack
from api.store.results import title_of
from api.store.tables import CallRow, ReportRow

UNNAMED: Final = ""
"""In place of a profile's hash: what scored the call had no name yet, and scored otherwise."""
EXAMINED_AT_ONCE: Final = 50


@dataclass(frozen=True, slots=True)
class Examined:
    """A call from before profiles were named: what scored it, and what it is called."""

    number: int
    profile: str
    title: str | None


def examine_some(session: Session, profile: Profile) -> list[Examined]:
    """Some calls that were kept before profiles were named, those first that came first. One that
    the profile gives the scores of counts as scored by it."""
    query = (
        select(CallRow.number, ReportRow.report)
        .join(ReportRow, ReportRow.call_number == CallRow.number)
        .where(CallRow.state == ANALYSED, CallRow.profile.is_(None))
        .order_by(CallRow.number)
        .limit(EXAMINED_AT_ONCE)
    )
    found = [(number, json.loads(unpack(packed))) for number, packed in session.execute(query)]
    return [
        Examined(number, _scored_by(report, profile), title_of(report)) for number, report in found
    ]


def keep_examined(session: Session, found: Sequence[Examined]) -> None:
    """Keep what was found, where no newer report has come meanwhile."""
    for one in found:
        still = update(CallRow).where(CallRow.number == one.number, CallRow.profile.is_(None))
        session.execute(still.values(profile=one.profile, title=one.title))


def _scored_by(report: Mapping[str, Any], profile: Profile) -> str:
    """The hash of what scored a report."""
    named = report.get("profile")
    if named:
        return str(named["hash"])
    return profile.hash if scores_alike(report, profile) else UNNAMED
