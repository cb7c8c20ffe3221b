"""Settings of an analysis: read once at the edge, passed down."""

from dataclasses import dataclass
from pathlib import Path

from analyser.errors import SettingsError
from analyser.profile import Profile


@dataclass(frozen=True, slots=True)
class Settings:
    """How to analyse.

    ``reps``: names of all speakers on the seller's side, as the file writes them (case does not
    matter, nor what stands behind a name, as in "Lee (Acme)", where that leaves one person); who is
    not among them is a customer unless the talk says surely otherwise.
    ``own_domains``: e-mail domains of the seller. ``profile``: a name on the shelf
    ``profiles/``, a path to a TOML file, or a Profile. ``min_role_confidence``: 0.5 to 1; a role
    inferred with less stays unknown. ``gong_calls``: the answer of Gong's calls API, which names
    the people of transcripts that Gong gives without names.
    """

    reps: tuple[str, ...] = ()
    own_domains: tuple[str, ...] = ()
    profile: str | Path | Profile = "default"
    min_role_confidence: float = 0.9
    gong_calls: Path | None = None

    def __post_init__(self) -> None:
        if not 0.5 <= self.min_role_confidence <= 1.0:
            raise SettingsError(
                "min_role_confidence: expected a number from 0.5 to 1, "
                f"found {self.min_role_confidence}"
            )
