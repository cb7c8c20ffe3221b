"""What a client hands in: one call, as a file or as the project's own JSON, with facts about it."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import ValidationError

from analyser.conversation import Conversation
from analyser.ingest import read_bytes
from analyser.one_call import conversation_of
from analyser.settings import Settings
from api.errors import BadRequest, BadUpload, SeveralCalls
from api.facts import NO_FACTS, Facts
from api.schemas import CallIn

MAX_NAME_CHARS: Final = 120


@dataclass(frozen=True, slots=True)
class Upload:
    """The bytes of one call. ``name`` is the file's, for messages and as the report's source;
    None for JSON handed in as the body. ``reps`` and ``call_id`` are the options, ``facts`` what
    is known beside the talk, ``part`` which call of a file of several."""

    data: bytes
    name: str | None = None
    reps: tuple[str, ...] = ()
    call_id: str | None = None
    facts: Facts = NO_FACTS
    part: int | None = None

    def settings(self, base: Settings) -> Settings:
        """The service's settings with the upload's options."""
        return replace(base, reps=(*base.reps, *self.reps))

    def key(self, base: Settings) -> str:
        """What makes two uploads the same: content and options, not the file's name or facts."""
        settings = self.settings(base)
        options = [
            sorted({rep.casefold() for rep in settings.reps}),
            sorted(settings.own_domains),
            str(settings.profile),
            settings.min_role_confidence,
            self.call_id,
            *([] if self.part is None else [self.part]),
        ]
        content = hashlib.sha256(self.data).hexdigest()
        return hashlib.sha256(json.dumps([content, options]).encode()).hexdigest()

    def conversation(self) -> Conversation:
        """The call in it. Raises TranscriptError, SeveralCalls, BadRequest, BadUpload."""
        found = self.conversations()
        if len(found) > 1:
            raise SeveralCalls(
                f"{self.name}: expected one call, found {len(found)}; hand in each on its own, or "
                "the file as a batch"
            )
        return replace(found[0], id=self.call_id) if self.call_id else found[0]

    def conversations(self) -> list[Conversation]:
        """The calls in it, with the facts. Raises TranscriptError, BadRequest, BadUpload."""
        if self.name is None:
            calls = [conversation_of(_own_json(self.data))]
        else:
            calls = read_bytes(self.data, self.name)
        return [self.facts.onto(call) for call in calls]


def file_name(stated: str) -> str:
    """The last part of a stated file name, fit to be shown. It never names a file of ours.

    >>> file_name("../../etc/pass\\x00wd.vtt"), file_name("C:\\\\calls\\\\Zoë.srt"), file_name("/")
    ('passwd.vtt', 'Zoë.srt', 'upload')
    """
    base = stated.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in base if unicodedata.category(c)[0] != "C")
    shown = " ".join(shown.split())
    if len(shown) > MAX_NAME_CHARS:
        shown = shown[: MAX_NAME_CHARS - 20] + "…" + shown[-19:]
    return shown if shown.strip(". ") else "upload"


def _own_json(data: bytes) -> Mapping[str, Any]:
    try:
        call = CallIn.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        if first["type"] == "json_invalid":
            raise BadRequest(f"expected a call as JSON, found {first['msg']}") from error
        place = ".".join(str(part) for part in first["loc"]) or "the call"
        raise BadUpload(
            f'expected a call as {{"turns": [{{"speaker", "text"}}]}}; {place}: {first["msg"]}; '
            "hand in JSON of another make as a file in a form"
        ) from error
    return call.model_dump(mode="json", exclude_unset=True)
