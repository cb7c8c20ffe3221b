"""The first released tables: calls with their reports."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.String(36), unique=True, nullable=False),
        sa.Column("key", sa.String(64), unique=True, nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("date", sa.Text),
        sa.Column("account", sa.Text),
        sa.Column("trust_score", sa.Float),
        sa.Column("high_moments", sa.Integer, nullable=False),
        sa.Column("report", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
