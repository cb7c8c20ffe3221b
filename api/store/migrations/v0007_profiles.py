"""A team's own profile; what a call is called and what it was scored by."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("calls", sa.Column("title", sa.Text()))
    op.add_column("calls", sa.Column("profile", sa.String(length=64)))
    op.create_table(
        "profiles",
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("tables", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_profiles_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", name="pk_profiles"),
    )
