"""Indexes that hold what lists are chosen by, and one for days."""

from alembic import op

revision = "0006"
down_revision = "0005"

FILTERS = ("trust_score", "type", "outcome", "state")
MOMENTS = ("severity", "call_number", "current")


def upgrade() -> None:
    for name in ("rep", "account"):
        op.drop_index(f"ix_calls_{name}", "calls")
        sought = ["team_id", f"{name}_key", "number"]
        op.create_index(f"ix_calls_{name}", "calls", [*sought, "day", *FILTERS])
    op.create_index("ix_calls_day", "calls", ["team_id", "day", "number", *FILTERS])
    for name in ("rank", "queue", "kind"):
        op.drop_index(f"ix_moments_{name}", "moments")
    order = ["rank", "number", *MOMENTS]
    op.create_index("ix_moments_rank", "moments", ["team_id", *order, "verdict"])
    op.create_index("ix_moments_queue", "moments", ["team_id", "verdict", *order])
    op.create_index("ix_moments_kind", "moments", ["team_id", "kind", *order, "verdict"])
