"""Orders and overviews that stay quick with a hundred thousand calls."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
RANK = (
    "2 * CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 WHEN 'low' THEN 2 "
    "WHEN 'good' THEN 3 ELSE 4 END - confidence"
)
WAITS = sa.text("state = 'accepted'")


def upgrade() -> None:
    op.add_column(
        "moments", sa.Column("rank", sa.Double(), nullable=False, server_default=sa.text("0"))
    )
    op.execute(f"UPDATE moments SET rank = {RANK}")  # noqa: S608  a constant
    for name in ("ix_moments_kind", "ix_moments_queue"):
        op.drop_index(name, "moments")
    op.create_index("ix_moments_rank", "moments", ["team_id", "rank", "number"])
    op.create_index("ix_moments_queue", "moments", ["team_id", "verdict", "rank", "number"])
    op.create_index("ix_moments_kind", "moments", ["team_id", "kind", "rank", "number"])
    op.create_index("ix_moments_has", "moments", ["team_id", "kind", "call_number", "current"])
    for name in ("ix_calls_team_id_number", "ix_calls_day", "ix_calls_state"):
        op.drop_index(name, "calls")
    filters = ("day", "trust_score", "type", "outcome", "state")
    op.create_index("ix_calls_filters", "calls", ["team_id", "number", *filters])
    op.create_index("ix_calls_opportunity", "calls", ["team_id", "opportunity", "number"])
    op.create_index(
        "ix_calls_waiting",
        "calls",
        ["attempts", "number"],
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_index("ix_commitments_team_id_number", "commitments", ["team_id", "number"])
    op.create_table(
        "forgotten_words",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("forgotten_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_forgotten_words"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "names",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("overview", sa.Text()),
        sa.Column("together", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_names_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_names"),
        sa.UniqueConstraint("team_id", "kind", "key", name="uq_names_team_id_kind_key"),
        sqlite_autoincrement=True,
    )
    for kind in ("rep", "account"):
        op.execute(
            "INSERT INTO names (team_id, kind, key, version) "  # noqa: S608  constants
            f"SELECT DISTINCT team_id, '{kind}', {kind}_key, 1 FROM calls "
            f"WHERE state = 'analysed' AND {kind}_key IS NOT NULL"
        )
