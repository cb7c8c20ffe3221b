"""How the service runs: read once from the environment, passed down."""

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import (
    AliasChoices,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from analyser.errors import SettingsError
from analyser.settings import Settings
from analyser.transcripts.source import MAX_BYTES
from api.privacy.kinds import kinds_of
from api.store.policies import MOST_DAYS, Policy

PREFIX = "TRUST_ANALYSER_"
ALIKE = 0.8
"""Names that are so much alike (difflib) are one name, mistyped."""
MOST_THREADS = 32
"""Uploads that run or wait hold one of the framework's 40 threads each; the rest read."""

Names = Annotated[tuple[str, ...], NoDecode]


def default_database() -> str:
    """The database file in the user's data folder (XDG base directories)."""
    home = os.environ.get("XDG_DATA_HOME", "")
    data = Path(home) if Path(home).is_absolute() else Path.home() / ".local" / "share"
    return str(data / "trust-analyser" / "calls.db")


class ServiceSettings(BaseSettings):
    """The service's settings. Each is an environment variable: ``TRUST_ANALYSER_`` and its name
    in capitals. ``service_settings`` reads them; docs/api.md lists them."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid"
    )

    database: str = Field(
        default_factory=default_database,
        validation_alias=AliasChoices("database", f"{PREFIX}DATABASE", "DATABASE_URL"),
        description="Where calls are kept: a path, or a SQLAlchemy URL. Also read: DATABASE_URL.",
    )
    profile: str = Field(default="default", description="Scoring profile: a name or a TOML file.")
    reps: Names = Field(
        default=(), description="Names of all the seller's people, separated by commas."
    )
    own_domains: Names = Field(
        default=(), description="The seller's e-mail domains, separated by commas."
    )
    session_hours: float = Field(
        default=12, gt=0, le=24 * 30, description="Hours that somebody stays signed in."
    )
    secure_cookies: bool = Field(
        default=False, description="1 where browsers reach the service by https."
    )
    url: str = Field(
        default="", description="The address that people reach the service by; needed for OIDC."
    )
    oidc_issuer: str = Field(
        default="", description="OpenID provider that people may sign in by; none by default."
    )
    oidc_client: str = Field(default="", description="What the provider calls this service.")
    oidc_secret: SecretStr = Field(
        default=SecretStr(""), description="The secret that the provider gave this service."
    )
    oidc_name: str = Field(
        default="your company's account", description="What the sign-in page calls the provider."
    )
    hosts: Names = Field(
        default=(), description="Further host names the service is reached by, separated by commas."
    )
    rate: int = Field(
        default=200,
        ge=0,
        description="Requests a second that one key or user may send; 0: no limit.",
    )
    max_upload_mb: int = Field(
        default=MAX_BYTES // 2**20, ge=1, le=MAX_BYTES // 2**20, description="Largest upload in MB."
    )
    upload_seconds: float = Field(
        default=120, gt=0, description="Seconds that an upload may take to arrive."
    )
    workers: int = Field(
        default_factory=lambda: min(os.cpu_count() or 1, MOST_THREADS // 2),
        ge=1,
        le=MOST_THREADS,
        description="Calls analysed at the same time; by default one a processor.",
    )
    waiting: int = Field(
        default=8,
        ge=0,
        le=MOST_THREADS,
        description="Uploads that may wait; more are answered 503.",
    )

    claim_seconds: float = Field(
        default=30, ge=1, description="Seconds until work that a dead process began is taken up."
    )

    queue: str = Field(
        default="",
        description="Where word of work goes: a path, postgresql://... or redis://...; by default "
        "beside the database, or in it where it is PostgreSQL.",
    )
    job_threads: int = Field(
        default=1,
        ge=0,
        le=MOST_THREADS,
        description="Threads of the server that work at jobs; 0 leaves them to `analyser worker`.",
    )
    max_batch_mb: int = Field(
        default=256, ge=1, le=4096, description="Largest batch in MB, as it is sent."
    )

    redact: Names = Field(
        default=(),
        description="Kinds taken out of calls before they are kept, for teams without a policy: "
        "email, phone, card, bank, national, address, name.",
    )
    retention_days: int | None = Field(
        default=None,
        ge=1,
        le=MOST_DAYS,
        description="Days after which calls are deleted, for teams without a policy.",
    )

    webhooks_private: bool = Field(
        default=False,
        description="1 to let webhooks be on a private network, and plain http.",
    )

    @field_validator("reps", "own_domains", "hosts", "redact", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("redact")
    @classmethod
    def _known_kinds(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        try:
            kinds_of(names)
        except SettingsError as error:
            raise ValueError(str(error)) from error
        return names

    @model_validator(mode="after")
    def _oidc_is_whole(self) -> "ServiceSettings":
        if self.oidc_issuer:
            for name in ("oidc_client", "url"):
                if not getattr(self, name):
                    raise ValueError(f"{PREFIX}{name.upper()}: needed with {PREFIX}OIDC_ISSUER")
            for name in ("oidc_issuer", "url"):
                _check_address(name, getattr(self, name))
        return self

    @model_validator(mode="after")
    def _leaves_threads(self) -> "ServiceSettings":
        if self.workers + self.waiting > MOST_THREADS:
            raise ValueError(
                f"{PREFIX}WORKERS and {PREFIX}WAITING: expected at most {MOST_THREADS} together"
            )
        return self

    @property
    def analysis(self) -> Settings:
        """The part that the analysis reads."""
        return Settings(self.reps, self.own_domains, self.profile)

    @property
    def policy(self) -> Policy:
        """That of teams that have none of their own."""
        return Policy(kinds_of(self.redact), self.retention_days)

    @property
    def max_batch_bytes(self) -> int:
        return self.max_batch_mb * 2**20

    @property
    def max_upload_bytes(self) -> int:
        return self.max_upload_mb * 2**20


def _check_address(name: str, stated: str) -> None:
    """Nothing, where an address is https, or http at this computer. Raises ValueError."""
    parts = urlsplit(stated)
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not (parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and here))):
        raise ValueError(f"{PREFIX}{name.upper()}: expected an https:// address, found another")


def service_settings() -> ServiceSettings:
    """The settings of the environment. Raises SettingsError, which names the variable."""
    _check_names()
    try:
        return ServiceSettings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "".join(str(part) for part in first["loc"][:1]).upper()
        # Rules about several settings name them themselves.
        start = "" if not name else f"{name}: " if name.startswith(PREFIX) else f"{PREFIX}{name}: "
        found = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{start}{found}; see docs/api.md") from error


def _check_names() -> None:
    """Nothing, where no variable looks like a setting whose name was mistyped: it would be passed
    over in silence. Raises SettingsError."""
    known = [name.upper() for name in ServiceSettings.model_fields]
    for variable in os.environ:
        name = variable.removeprefix(PREFIX)
        if name == variable or name in known:
            continue
        if meant := get_close_matches(name, known, n=1, cutoff=ALIKE):
            raise SettingsError(
                f"{variable}: expected the name of a setting, such as {PREFIX}{meant[0]}, found an "
                "unknown one; see docs/api.md"
            )
