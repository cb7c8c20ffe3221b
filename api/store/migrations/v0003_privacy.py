"""Teams' policies on personal data, persons to be erased, promises that were told as overdue."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "policies",
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("redact", sa.Text(), nullable=False),
        sa.Column("retention_days", sa.Integer()),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_policies_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", name="pk_policies"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "erasures",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text()),
        sa.Column("email", sa.Text()),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("finished_at", sa.String(length=32)),
        sa.Column("last_item", WIDE, nullable=False),
        sa.Column("last_call", WIDE, nullable=False),
        sa.Column("next_number", WIDE, nullable=False),
        sa.Column("calls_deleted", sa.Integer(), nullable=False),
        sa.Column("calls_masked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_erasures_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_erasures"),
        sa.UniqueConstraint("id", name="uq_erasures_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_erasures_state", "erasures", ["state"])
    op.create_index("ix_erasures_team_id", "erasures", ["team_id"])
    op.add_column("commitments", sa.Column("told_overdue_at", sa.String(length=32)))
