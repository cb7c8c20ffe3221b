"""Teams, people, keys, review, jobs, webhooks and the audit log; calls get a state.

Calls of the first release become the default team's. Their reports are kept as they are; what
was handed in is made again from them.
"""

import sqlalchemy as sa
from alembic import op

from api.store.first_release import copy_calls

revision = "0002"
down_revision = "0001"

WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.rename_table("calls", "first_calls")
    _make_tables()
    _make_word_index()
    copy_calls(op.get_bind())
    op.drop_table("first_calls")


def _make_word_index() -> None:
    """The words of each call, without their order: for search, and soon forgotten."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE call_words USING fts5"
            "(words, content='', columnsize=0, detail=none, tokenize='ascii')"
        )
        return
    op.create_table(
        "call_words",
        sa.Column("call_number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("words", sa.dialects.postgresql.TSVECTOR, nullable=False),
        sa.ForeignKeyConstraint(["call_number"], ["calls.number"], ondelete="CASCADE"),
    )
    op.create_index("ix_call_words", "call_words", ["words"], postgresql_using="gin")


def _make_tables() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
        sa.UniqueConstraint("name", name="uq_teams_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "api_keys",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("rep", sa.Text()),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.String(length=32)),
        sa.Column("revoked_at", sa.String(length=32)),
        sa.Column("last_used_on", sa.String(length=10)),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_api_keys_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_api_keys"),
        sa.UniqueConstraint("id", name="uq_api_keys_id"),
        sa.UniqueConstraint("secret_hash", name="uq_api_keys_secret_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_api_keys_team_id", "api_keys", ["team_id"])
    op.create_table(
        "audit_log",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("request", sa.String(length=64)),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_audit_log_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_audit_log"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_log_team", "audit_log", ["team_id", "number"])
    op.create_table(
        "calls",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("analysed_at", sa.String(length=32)),
        sa.Column("claimed_by", sa.String(length=64)),
        sa.Column("claimed_until", sa.String(length=32)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error_type", sa.String(length=64)),
        sa.Column("error_detail", sa.Text()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text()),
        sa.Column("rep", sa.Text()),
        sa.Column("rep_key", sa.Text()),
        sa.Column("account", sa.Text()),
        sa.Column("account_key", sa.Text()),
        sa.Column("opportunity", sa.Text()),
        sa.Column("type", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("date", sa.Text()),
        sa.Column("day", sa.String(length=10)),
        sa.Column("model", sa.Text()),
        sa.Column("trust_score", sa.Double()),
        sa.Column("high_moments", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_calls_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_calls"),
        sa.UniqueConstraint("id", name="uq_calls_id"),
        sa.UniqueConstraint("team_id", "key", name="uq_calls_team_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_calls_account", "calls", ["team_id", "account_key", "number"])
    op.create_index("ix_calls_day", "calls", ["team_id", "day"])
    op.create_index("ix_calls_rep", "calls", ["team_id", "rep_key", "number"])
    op.create_index("ix_calls_state", "calls", ["state", "attempts", "number"])
    op.create_index("ix_calls_team_id_number", "calls", ["team_id", "number"])
    op.create_table(
        "collections",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.Text()),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_collections_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_collections"),
        sa.UniqueConstraint("id", name="uq_collections_id"),
        sa.UniqueConstraint("team_id", "name", name="uq_collections_team_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_collections_team_id", "collections", ["team_id"])
    op.create_table(
        "jobs",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("finished_at", sa.String(length=32)),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_jobs_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_jobs"),
        sa.UniqueConstraint("id", name="uq_jobs_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_team_id", "jobs", ["team_id"])
    op.create_table(
        "users",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("rep", sa.Text()),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("disabled_at", sa.String(length=32)),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.String(length=32)),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_users_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
        sa.UniqueConstraint("id", name="uq_users_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_users_team_id", "users", ["team_id"])
    op.create_table(
        "webhooks",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("disabled_at", sa.String(length=32)),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_webhooks_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_webhooks"),
        sa.UniqueConstraint("id", name="uq_webhooks_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_webhooks_team_id", "webhooks", ["team_id"])
    op.create_table(
        "commitments",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("call_number", WIDE, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("speaker", sa.Text()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due", sa.String(length=10)),
        sa.Column("due_text", sa.Text()),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("fate", sa.String(length=16)),
        sa.Column("fate_comment", sa.Text()),
        sa.Column("fate_by", sa.String(length=64)),
        sa.Column("fate_at", sa.String(length=32)),
        sa.ForeignKeyConstraint(
            ["call_number"], ["calls.number"], name="fk_commitments_call_number", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_commitments_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_commitments"),
        sa.UniqueConstraint("call_number", "key", name="uq_commitments_call_number_key"),
        sa.UniqueConstraint("id", name="uq_commitments_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_commitments_due", "commitments", ["team_id", "due"])
    op.create_table(
        "deliveries",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("webhook_number", WIDE, nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("next_at", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("error", sa.Text()),
        sa.ForeignKeyConstraint(
            ["webhook_number"],
            ["webhooks.number"],
            name="fk_deliveries_webhook_number",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name="pk_deliveries"),
        sa.UniqueConstraint("id", name="uq_deliveries_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deliveries_waiting", "deliveries", ["state", "next_at"])
    op.create_index("ix_deliveries_webhook_number", "deliveries", ["webhook_number"])
    op.create_table(
        "idempotency_keys",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("call_number", WIDE),
        sa.Column("job_number", WIDE),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_number"],
            ["calls.number"],
            name="fk_idempotency_keys_call_number",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["job_number"],
            ["jobs.number"],
            name="fk_idempotency_keys_job_number",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_idempotency_keys_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_idempotency_keys"),
        sa.UniqueConstraint("team_id", "name", name="uq_idempotency_keys_team_id_name"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_idempotency_keys_call_number", "idempotency_keys", ["call_number"])
    op.create_index("ix_idempotency_keys_job_number", "idempotency_keys", ["job_number"])
    op.create_index("ix_idempotency_keys_team_id", "idempotency_keys", ["team_id"])
    op.create_table(
        "items",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("job_number", WIDE, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("call_number", WIDE),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.Column("claimed_by", sa.String(length=64)),
        sa.Column("claimed_until", sa.String(length=32)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error_type", sa.String(length=64)),
        sa.Column("error_detail", sa.Text()),
        sa.Column("payload", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["call_number"], ["calls.number"], name="fk_items_call_number", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["job_number"], ["jobs.number"], name="fk_items_job_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_items"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_items_call_number", "items", ["call_number"])
    op.create_index("ix_items_job", "items", ["job_number", "number"])
    op.create_index("ix_items_state", "items", ["state", "attempts", "number"])
    op.create_table(
        "moments",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("call_number", WIDE, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("signal", sa.String(length=64), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("start_s", sa.Double()),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("role", sa.String(length=64)),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("instead", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=16)),
        sa.Column("assignee_number", WIDE),
        sa.ForeignKeyConstraint(
            ["assignee_number"],
            ["users.number"],
            name="fk_moments_assignee_number",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["call_number"], ["calls.number"], name="fk_moments_call_number", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_moments_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_moments"),
        sa.UniqueConstraint("call_number", "key", name="uq_moments_call_number_key"),
        sa.UniqueConstraint("id", name="uq_moments_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_moments_assignee_number", "moments", ["assignee_number"])
    op.create_index("ix_moments_kind", "moments", ["team_id", "kind", "number"])
    op.create_index("ix_moments_queue", "moments", ["team_id", "verdict", "number"])
    op.create_table(
        "reports",
        sa.Column("call_number", WIDE, autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(length=64), nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_number"], ["calls.number"], name="fk_reports_call_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_number", name="pk_reports"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("user_number", WIDE, nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_number"], ["users.number"], name="fk_sessions_user_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sessions_user_number", "sessions", ["user_number"])
    op.create_table(
        "transcripts",
        sa.Column("call_number", WIDE, autoincrement=False, nullable=False),
        sa.Column("reps", sa.Text(), nullable=False),
        sa.Column("conversation", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_number"], ["calls.number"], name="fk_transcripts_call_number", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_number", name="pk_transcripts"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "examples",
        sa.Column("collection_number", WIDE, nullable=False),
        sa.Column("moment_number", WIDE, nullable=False),
        sa.Column("added_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_number"],
            ["collections.number"],
            name="fk_examples_collection_number",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["moment_number"],
            ["moments.number"],
            name="fk_examples_moment_number",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("collection_number", "moment_number", name="pk_examples"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_examples_moment_number", "examples", ["moment_number"])
    op.create_table(
        "verdicts",
        sa.Column("number", WIDE, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("team_id", sa.String(length=36), nullable=False),
        sa.Column("moment_number", WIDE, nullable=False),
        sa.Column("reviewer", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("corrected", sa.String(length=64)),
        sa.Column("comment", sa.Text()),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["moment_number"],
            ["moments.number"],
            name="fk_verdicts_moment_number",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name="fk_verdicts_team_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name="pk_verdicts"),
        sa.UniqueConstraint("id", name="uq_verdicts_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_verdicts_moment_number", "verdicts", ["moment_number"])
    op.create_index("ix_verdicts_team_id", "verdicts", ["team_id"])
