"""The road: from a conversation to its report, in one function that everybody calls."""

from analyser.annotate import annotate, unread
from analyser.call_types import CallType, settle_call_type
from analyser.conversation import Conversation
from analyser.english import language_of
from analyser.episodes.commitments import commitments
from analyser.episodes.price_runs import price_runs
from analyser.episodes.requests import request_episodes
from analyser.moments import worth_a_look
from analyser.profile_file import load_profile
from analyser.reading import ROLES_UNKNOWN, Reading
from analyser.report import CallReport, MeasuredSignal
from analyser.scoring import Trust, signal_scores, trust_of
from analyser.settings import Settings
from analyser.signals import all_signals
from analyser.trackers import tracked, tracker_signal
from models import act_model


def ready() -> str:
    """Load what every call needs; the model's version. Raises ModelError."""
    all_signals()
    return act_model().version


def analyse_call(conversation: Conversation, settings: Settings | None = None) -> CallReport:
    """The report of a call. The same call and settings give the same report, byte for byte.

    Talk that is not English is marked and not scored. Raises RoleError where the settings name a
    rep who is not in the call, ProfileError, ModelError.
    """
    settings = settings or Settings()
    profile = load_profile(settings.profile)
    model = act_model()
    language = language_of(turn.text for turn in conversation.turns)
    if language == "en":
        call, why_not = annotate(conversation, settings, model), None
    else:
        call, why_not = (
            unread(conversation),
            f"the talk is not in English (it looks like {language})",
        )
    if why_not:
        kind = CallType()
        shelf = all_signals() | {t.name: tracker_signal(t) for t in profile.trackers}
        measured = {name: (signal, Reading.absent(why_not)) for name, signal in shelf.items()}
    else:
        kind = settle_call_type(call, profile.types, model)
        profile = profile.for_call_type(kind.name)
        measured = {name: (signal, signal.measure(call)) for name, signal in all_signals().items()}
        measured |= tracked(call, profile.trackers, model)
    readings = {name: reading for name, (_, reading) in measured.items()}
    scores = signal_scores(readings, profile)
    found = [(name, m) for name, reading in readings.items() for m in reading.moments]
    shown = worth_a_look(found)
    trust = trust_of(call, scores, [moment for _, moment in shown], profile)
    if why_not:
        trust = Trust(None, {}, why_not)
    return CallReport(
        call=call,
        model=model.version,
        profile=profile,
        call_type=kind,
        language=language,
        signals={
            name: MeasuredSignal(signal, reading, scores[name])
            for name, (signal, reading) in measured.items()
        },
        trust=trust,
        moments=shown,
        requests=request_episodes(call),
        price_cuts=price_runs(call),
        commitments=tuple(commitments(call)),
        warnings=(*conversation.warnings, *_warnings(call.both_sides_known, why_not)),
    )


def _warnings(both_sides_known: bool, why_not: str | None) -> list[str]:
    if why_not:
        return [f"{why_not}: nothing was scored"]
    if not both_sides_known:
        return [f"{ROLES_UNKNOWN}: name the seller's people with --rep NAME"]
    return []
