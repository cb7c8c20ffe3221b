"""Comments, what was done with moments, and all that was said of a commitment's fate."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FATE_COLUMNS = ("fate_comment", "fate_by", "fate_at")


def upgrade() -> None:
    op.create_table(
        "comments",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("call_number", WIDE, nullable=False),
        sa.Column("moment_number", WIDE),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        *_parts("comments", team_id="teams.id", call_number="calls.number"),
        *_parts("comments", moment_number="moments.number"),
        sa.PrimaryKeyConstraint("number", name="pk_comments"),
        sa.UniqueConstraint("id", name="uq_comments_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "moment_events",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("moment_number", WIDE, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("target", sa.String(length=64)),
        *_parts("moment_events", team_id="teams.id", moment_number="moments.number"),
        sa.PrimaryKeyConstraint("number", name="pk_moment_events"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "fates",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("commitment_number", WIDE, nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("fate", sa.String(length=16)),
        sa.Column("comment", sa.Text()),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        *_parts("fates", team_id="teams.id", commitment_number="commitments.number"),
        sa.PrimaryKeyConstraint("number", name="pk_fates"),
        sa.UniqueConstraint("id", name="uq_fates_id"),
        sqlite_autoincrement=True,
    )
    for table, column in (
        *(("comments", name) for name in ("team_id", "call_number", "moment_number")),
        *(("moment_events", name) for name in ("team_id", "moment_number")),
        *(("fates", name) for name in ("team_id", "commitment_number")),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.add_column("examples", sa.Column("added_by", sa.String(length=64)))
    op.add_column("examples", sa.Column("note", sa.Text()))
    _keep_fates()
    for name in FATE_COLUMNS:
        op.drop_column("commitments", name)


def _parts(table: str, **parents: str) -> list[sa.ForeignKeyConstraint]:
    """What goes with its parents when they are deleted."""
    return [
        sa.ForeignKeyConstraint([column], [parent], name=f"fk_{table}_{column}", ondelete="CASCADE")
        for column, parent in parents.items()
    ]


def _keep_fates() -> None:
    """Each fate that stood with its commitment is the first of its history."""
    connection = op.get_bind()
    told = connection.execute(
        sa.text(
            "SELECT number, team_id, fate, fate_comment, fate_by, fate_at FROM commitments "
            "WHERE fate IS NOT NULL ORDER BY number"
        )
    )
    insert = sa.text(
        "INSERT INTO fates (id, team_id, commitment_number, author, fate, comment, created_at) "
        "VALUES (:id, :team_id, :number, :author, :fate, :fate_comment, :created_at)"
    )
    for row in told.mappings().all():
        values = {
            **row,
            "id": str(uuid.uuid4()),
            "author": row["fate_by"] or "local",
            "created_at": row["fate_at"] or "2026-11-22T00:00:00.000Z",
        }
        connection.execute(insert, values)
