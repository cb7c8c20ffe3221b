"""Events for webhooks, written with the change that they tell of: none is lost, none made up."""

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.store.clock import new_id, stamp
from api.store.tables import DeliveryRow, WebhookRow

CALL_ANALYSED: Final = "call.analysed"
HIGH_MOMENT: Final = "moment.high"
PROMISE_OVERDUE: Final = "promise.overdue"


def call_analysed(session: Session, team: str, call_id: str, report: Mapping[str, Any]) -> None:
    """Tell that a call was analysed and what grave moments it has: facts, no talk."""
    told = {"call": call_id, "trust_score": report["trust_score"], "model": report.get("model")}
    emit(session, team, CALL_ANALYSED, told)
    for moment in report["moments"]:
        if moment["severity"] == "high":
            names = ("kind", "signal", "turn", "sentence")
            place = {name: moment[name] for name in names}
            emit(session, team, HIGH_MOMENT, {"call": call_id, **place})


def emit(session: Session, team: str, event: str, told: Mapping[str, Any]) -> None:
    """Note a delivery of an event for each webhook of the team that asked for it."""
    hooks = session.execute(
        select(WebhookRow.number, WebhookRow.events).where(
            WebhookRow.team_id == team, WebhookRow.disabled_at.is_(None)
        )
    )
    for number, events in hooks:
        if event in events.split():
            now = stamp()
            payload = json.dumps({"type": event, "timestamp": now, "data": told})
            session.add(
                DeliveryRow(
                    id=new_id(),
                    webhook_number=number,
                    event=event,
                    payload=payload,
                    state="waiting",
                    created_at=now,
                    next_at=now,
                )
            )
