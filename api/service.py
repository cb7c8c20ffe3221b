"""What server and worker share: the store, the analyst, the queue."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from analyser.conversation import Conversation
from analyser.errors import ProfileError
from analyser.one_call import conversation_of
from analyser.pipeline import analyse_call
from analyser.profile import Profile
from analyser.profile_file import load_profile
from analyser.settings import Settings
from api.access import Who
from api.gate import Gate
from api.limits import Limits
from api.settings import PREFIX, ServiceSettings
from api.store import audit, profiles
from api.store.database import Database
from api.store.profiles import Standing
from api.work.analyst import Analyst, Road
from api.work.chores import Chores
from api.work.housekeeping import housekeeping
from api.work.keeper import ClaimKeeper
from api.work.queue import Queue, open_queue
from api.work.webhooks import telling
from models import act_model

if TYPE_CHECKING:
    from api.oidc import Provider


@lru_cache(maxsize=8)
def _read_once(name: str | Path) -> Profile:
    return load_profile(name)


def profile_in_use(profile: str | Path | Profile) -> Profile:
    """Read once, when the service starts: a file edited later waits for the next start."""
    if isinstance(profile, Profile):
        return profile
    try:
        return _read_once(profile)
    except ProfileError as error:
        raise ProfileError(f"{PREFIX}PROFILE: {error}") from error


def _load(settings: Settings) -> str:
    profile_in_use(settings.profile)
    model = act_model()
    _first_call()
    return model.version


@lru_cache(maxsize=1)
def _first_call() -> None:
    """Read and analyse a call once, so that nobody waits for what is loaded on first use."""
    turns = [
        {"speaker": "Ann", "text": "Why is it important to you that all of this is live by March?"},
        {"speaker": "Lee", "text": "Because our contract with the other firm ends on that day."},
    ]
    analyse_call(conversation_of({"turns": turns}))


def _report(call: Conversation, settings: Settings) -> Mapping[str, Any]:
    pinned = replace(settings, profile=profile_in_use(settings.profile))
    return analyse_call(call, pinned).to_dict()


def _hear() -> None:
    # Reads the sentences that examples are compared with.
    _ = act_model().meaning


ROAD = Road(_load, _report, _hear)


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of one process of the service. ``stopping`` is set once it was told to stop."""

    settings: ServiceSettings
    db: Database
    road: Road
    gate: Gate
    analyst: Analyst
    queue: Queue
    chores: Chores
    telling: Chores
    limits: Limits
    provider: "Provider | None" = None
    stopping: Event = field(default_factory=Event)

    def note(self, who: Who, action: str, target: str = "", count: int = 1) -> None:
        """Write a line of the audit log by itself, for what was read."""
        with self.db.noting() as session:
            audit.note(session, who, action, target, count)

    def profile(self, session: Session, team: str) -> Profile:
        """What a team's calls are scored by: its own profile, else the service's. Raises
        BadProfile, ProfileError."""
        own = profiles.profile_of_team(session, team)
        return own or profile_in_use(self.settings.profile)

    def standing(self, session: Session, team: str) -> Standing:
        """What a team's calls are scored by now. Raises ModelError, BadProfile, ProfileError."""
        model = self.road.load(self.settings.analysis)
        return Standing(model, self.profile(session, team).hash)

    @contextmanager
    def working(self, threads: int) -> Iterator[None]:
        """Keep claims alive and work at jobs in so many threads; at the end, let go of all."""
        with ExitStack() as stack:
            stack.callback(self.db.close)
            stack.enter_context(ClaimKeeper(self.analyst, self.queue))
            stack.enter_context(self.chores)
            stack.enter_context(self.telling)
            if threads:
                stack.enter_context(self.queue.running(threads))
            yield


def open_service(settings: ServiceSettings, road: Road = ROAD) -> Service:
    """The parts as the settings say. Raises SettingsError, StoreError."""
    db = Database(settings.database)
    gate = Gate(settings.workers, settings.waiting)
    analyst = Analyst(db, road, gate, settings.analysis, settings.claim_seconds, settings.policy)
    queue = open_queue(settings.queue, settings.database, analyst)
    return Service(
        settings,
        db,
        road,
        gate,
        analyst,
        queue,
        housekeeping(db, settings.policy, lambda: profile_in_use(settings.profile), road.hear),
        telling(db, private=settings.webhooks_private),
        Limits(settings.rate),
        _provider(settings),
    )


def _provider(settings: ServiceSettings) -> "Provider | None":
    if not settings.oidc_issuer:
        return None
    from api.oidc import Provider

    return Provider(
        settings.oidc_issuer,
        settings.oidc_client,
        settings.oidc_secret.get_secret_value(),
        f"{settings.url.rstrip('/')}/sign-in/oidc/back",
    )
