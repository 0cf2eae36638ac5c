"""The console's own tables, in a schema of their own"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("disabled", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('business', 'agronomist', 'operator', 'admin')", name=op.f("ck_accounts_role")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_accounts_email_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("email", name=op.f("uq_accounts_email")),
        schema="dashboard",
    )
    op.create_table(
        "demo_loads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("farmers", sa.Integer(), nullable=False),
        sa.Column("hectares", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demo_loads")),
        schema="dashboard",
    )
    op.create_table(
        "jobs",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("next_run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_run_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_ok_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seconds", sa.Float(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("runs", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_jobs")),
        schema="dashboard",
    )
    op.create_index(op.f("ix_jobs_next_run_at"), "jobs", ["next_run_at"], unique=False, schema="dashboard")
    op.create_table(
        "service_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_tokens")),
        sa.UniqueConstraint("name", name=op.f("uq_service_tokens_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_service_tokens_token_hash")),
        schema="dashboard",
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempts")),
        schema="dashboard",
    )
    op.create_index(
        op.f("ix_sign_in_attempts_at"), "sign_in_attempts", ["at"], unique=False, schema="dashboard"
    )
    op.create_index(
        "ix_sign_in_attempts_subject_at",
        "sign_in_attempts",
        ["subject", "at"],
        unique=False,
        schema="dashboard",
    )
    op.create_table(
        "snapshots",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("payload", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
        schema="dashboard",
    )
    op.create_index(
        "ix_snapshots_kind_taken_at",
        "snapshots",
        ["kind", sa.literal_column("taken_at DESC")],
        unique=False,
        schema="dashboard",
    )
    op.create_table(
        "account_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["dashboard.accounts.id"],
            name=op.f("fk_account_sessions_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_sessions")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_sessions_token_hash")),
        schema="dashboard",
    )
    op.create_index(
        op.f("ix_account_sessions_account_id"),
        "account_sessions",
        ["account_id"],
        unique=False,
        schema="dashboard",
    )
    op.create_index(
        op.f("ix_account_sessions_expires_at"),
        "account_sessions",
        ["expires_at"],
        unique=False,
        schema="dashboard",
    )
    op.create_table(
        "draft_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("account_name", sa.String(length=100), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("draft_text", sa.Text(), nullable=False),
        sa.Column("sent_text", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(decision = 'rejected') = (sent_text IS NULL)", name=op.f("ck_draft_decisions_sent_text")
        ),
        sa.CheckConstraint(
            "decision <> 'rejected' OR reason IS NOT NULL", name=op.f("ck_draft_decisions_reason")
        ),
        sa.CheckConstraint(
            "decision IN ('approved', 'edited', 'rejected')", name=op.f("ck_draft_decisions_decision")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["dashboard.accounts.id"],
            name=op.f("fk_draft_decisions_account_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_decisions")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_draft_decisions_draft_id")),
        schema="dashboard",
    )
    op.create_index(
        op.f("ix_draft_decisions_decided_at"),
        "draft_decisions",
        ["decided_at"],
        unique=False,
        schema="dashboard",
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_draft_decisions_decided_at"), table_name="draft_decisions", schema="dashboard")
    op.drop_table("draft_decisions", schema="dashboard")
    op.drop_index(op.f("ix_account_sessions_expires_at"), table_name="account_sessions", schema="dashboard")
    op.drop_index(op.f("ix_account_sessions_account_id"), table_name="account_sessions", schema="dashboard")
    op.drop_table("account_sessions", schema="dashboard")
    op.drop_index("ix_snapshots_kind_taken_at", table_name="snapshots", schema="dashboard")
    op.drop_table("snapshots", schema="dashboard")
    op.drop_index("ix_sign_in_attempts_subject_at", table_name="sign_in_attempts", schema="dashboard")
    op.drop_index(op.f("ix_sign_in_attempts_at"), table_name="sign_in_attempts", schema="dashboard")
    op.drop_table("sign_in_attempts", schema="dashboard")
    op.drop_table("service_tokens", schema="dashboard")
    op.drop_index(op.f("ix_jobs_next_run_at"), table_name="jobs", schema="dashboard")
    op.drop_table("jobs", schema="dashboard")
    op.drop_table("demo_loads", schema="dashboard")
    op.drop_table("accounts", schema="dashboard")
