"""The tables, as the newest migration leaves them; `tests/api/test_migrations.py` compares."""

from api.store.tables.base import Table
from api.store.tables.calls import (
    CallRow,
    ForgottenRow,
    IdempotencyRow,
    NameRow,
    PastCallRow,
    ReportRow,
    TranscriptRow,
)
from api.store.tables.operations import AuditRow, DeliveryRow, WebhookRow
from api.store.tables.people import KeyRow, SessionRow, TeamRow, UserRow
from api.store.tables.privacy import ErasureRow, PolicyRow, ProfileRow
from api.store.tables.review import (
    CollectionRow,
    CommentRow,
    CommitmentRow,
    ExampleRow,
    FateRow,
    MomentEventRow,
    MomentRow,
    VerdictRow,
)
from api.store.tables.work import ItemRow, JobRow

__all__ = [
    "AuditRow",
    "CallRow",
    "CollectionRow",
    "CommentRow",
    "CommitmentRow",
    "DeliveryRow",
    "ErasureRow",
    "ExampleRow",
    "FateRow",
    "ForgottenRow",
    "IdempotencyRow",
    "ItemRow",
    "JobRow",
    "KeyRow",
    "MomentEventRow",
    "MomentRow",
    "NameRow",
    "PastCallRow",
    "PolicyRow",
    "ProfileRow",
    "ReportRow",
    "SessionRow",
    "Table",
    "TeamRow",
    "TranscriptRow",
    "UserRow",
    "VerdictRow",
    "WebhookRow",
]
