"""The Python surface: one call, or many, in whatever form they come."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from analyser.batch.input import is_service_url
from analyser.one_call import OneCall, conversation_of
from analyser.pipeline import analyse_call
from analyser.profile import Profile
from analyser.report import CallReport
from analyser.settings import Settings

if TYPE_CHECKING:
    from analyser.batch.many import Reported
    from analyser.batch.mixed_inputs import Inputs
    from analyser.batch.tables import CallTables


def analyse(
    call: OneCall,
    *,
    rep: str | Sequence[str] = (),
    profile: str | Path | Profile | None = None,
    settings: Settings | None = None,
) -> CallReport:
    """The report of one call: a path, the text of a transcript, a dict, or a Conversation.

    ``rep`` names the seller's people, and is added to those of the settings. ``profile`` is a
    name on the shelf, the path of a TOML file or a Profile, in place of the settings'. A string of
    one line is a path; with line breaks or an opening brace it is the transcript itself. Raises
    AnalyserError.
    """
    settings = _with(settings, rep, profile)
    return analyse_call(conversation_of(call, gong_calls=settings.gong_calls), settings)


def analyse_many(
    inputs: "Inputs | Reported",
    *,
    rep: str | Sequence[str] = (),
    profile: str | Path | Profile | None = None,
    settings: Settings | None = None,
    workers: int = 1,
    out: str | Path | None = None,
    resume: bool = False,
    progress: bool | None = None,
    engine: str = "local",
    address: str | None = None,
) -> "CallTables":
    """Tables over many calls: ``.calls`` a row a call, ``.moments`` a row a moment, ...

    ``inputs`` are paths, folders, globs, ZIP archives, JSON Lines, Parquet tables or fsspec URLs
    of these, bytes by file name, or a pandas frame (a row a call or a row a turn; see
    ``inputs_of_rows``), also mixed in one list; or the calls that a service keeps
    (``Client.calls``, or their address, ``https://host/v1/calls?rep=Ann``, with the key in
    TRUST_ANALYSER_KEY): their reports are taken as they are, and
    ``Client.calls(...).transcripts()`` are analysed anew. Bad ones are rows of ``.failures``; so
    is a call whose id was there before.

    ``workers`` are processes that share the model's memory. With ``out``, a folder, each result
    is kept there as soon as it is there, and the tables are written there as Parquet at the end:
    memory stays flat. With ``resume`` inputs that were done there before, and whose content,
    model and settings are the same, are not analysed again; what the folder has of other inputs
    stays. ``progress`` shows a bar; None: on a terminal and in a notebook. ``engine="ray"`` runs
    on the Ray cluster at ``address`` (None: one on this machine), with ``workers`` actors.
    ``rep`` and ``profile``: as in ``analyse``; a call with none of the reps is a failure. Raises
    SettingsError, ProfileError, and of a service Refused, NoAnswer.
    """
    from analyser.batch.many import Run, analyse_all

    run = Run(_with(settings, rep, profile), workers, engine, address, progress)
    folder = None if out is None else Path(out)
    if isinstance(inputs, str) and is_service_url(inputs):
        from analyser.client import calls_at

        with calls_at(inputs) as kept:
            return analyse_all(kept, run, out=folder, resume=resume)
    return analyse_all(inputs, run, out=folder, resume=resume)


def _with(
    settings: Settings | None, rep: str | Sequence[str], profile: str | Path | Profile | None
) -> Settings:
    settings = settings or Settings()
    names = (rep,) if isinstance(rep, str) else tuple(rep)
    if names:
        settings = replace(settings, reps=(*settings.reps, *names))
    return settings if profile is None else replace(settings, profile=profile)
