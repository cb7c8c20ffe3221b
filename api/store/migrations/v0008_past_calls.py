"""What each call tells to histories, so that it is worked out once."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "past_calls",
        sa.Column(
            "call_number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("etag", sa.String(length=64), nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_number"], ["calls.number"], name="fk_past_calls_call_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_number", name="pk_past_calls"),
    )
    # What reps and accounts tell was kept without saying by which rules.
    op.add_column("names", sa.Column("rules", sa.Integer()))
