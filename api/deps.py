"""What a route may ask for."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any

from fastapi import Depends, Request

from analyser.analysis import conversation_of
from analyser.conversation import Conversation
from analyser.pipeline import analyse_call
from analyser.scoring import load_profile
from analyser.settings import Settings
from api.gate import Gate
from api.settings import ServiceSettings
from api.store import CallStore, KeptCall
from api.uploads import Upload, read_upload
from models import act_model


@dataclass(frozen=True, slots=True)
class Road:
    """The analysis as the service needs it: ``load`` makes ready and names the model's version
    (raises ModelError, ProfileError), ``report`` gives a call's report as a dict."""

    load: Callable[[Settings], str]
    report: Callable[[Conversation, Settings], Mapping[str, Any]]


def _load(settings: Settings) -> str:
    load_profile(settings.profile)
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


ROAD = Road(_load, lambda call, settings: analyse_call(call, settings).to_dict())


@dataclass(frozen=True, slots=True)
class Service:
    """What the routes share."""

    settings: ServiceSettings
    store: CallStore
    road: Road
    gate: Gate

    def take(self, upload: Upload) -> tuple[KeptCall, bool]:
        """The kept report of an upload, and whether the call is new. Waits for its turn."""
        base = self.settings.analysis
        key = upload.key(base)
        kept = self.store.find(key)
        if kept is not None:
            return kept, False
        with self.gate.work():
            report = self.road.report(upload.conversation(), upload.settings(base))
        return self.store.keep(key, report)


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(service_of)]


async def upload_of(request: Request, service: ServiceDep) -> AsyncIterator[Upload]:
    """The request's upload; its place is free again when the answer stands."""
    settings = service.settings
    with service.gate.place():
        yield await read_upload(request, settings.max_upload_bytes, settings.upload_seconds)


UploadDep = Annotated[Upload, Depends(upload_of, scope="function")]
