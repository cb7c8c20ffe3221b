"""The act model as it is used: classifier, thresholds and version in one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analyser.codebook import LABELS
from models import TYPES
from models.act_classifier import ActClassifier, ReadTurn
from models.meaning import Meaning, ordinary_sentences
from models.side_words import SideWords, load_side_words
from models.type_words import TypeWords, load_type_words
from models.weights import load_network, read_card

_MAKING: Final = Lock()


@dataclass(frozen=True)
class ActModel:
    """``version`` is what reports name; ``thresholds`` by label, 0 to 1."""

    classifier: ActClassifier
    side_words: SideWords
    type_words: TypeWords
    thresholds: dict[str, float]
    version: str
    _meanings: list[Meaning] = field(default_factory=list, init=False, repr=False, compare=False)

    def read(self, texts: Sequence[str], roles: Sequence[str | None]) -> list[ReadTurn]:
        """See ActClassifier.read."""
        return self.classifier.read(texts, roles)

    def sides(self, texts: Sequence[str], speakers: Sequence[int]) -> NDArray[np.float32]:
        """See ActClassifier.sides."""
        return self.classifier.sides(texts, speakers)

    def side_scores(self, voices: Sequence[Sequence[str]]) -> NDArray[np.float32]:
        """See SideWords.scores."""
        return self.side_words.scores(voices)

    def call_types(
        self, turns: Sequence[tuple[str, str]], acts: Sequence[str], n_sentences: int
    ) -> Mapping[str, float]:
        """See TypeWords.probabilities."""
        return self.type_words.probabilities(turns, acts, n_sentences)

    @property
    def call_type_threshold(self) -> float:
        """A type as sure as this may be named, 0 to 1."""
        return self.type_words.threshold

    @property
    def meaning(self) -> Meaning:
        """What tells how alike sentences are; made when first asked for, which takes a second or
        two: who asks meanwhile waits for the same one."""
        with _MAKING:
            if not self._meanings:
                self._meanings.append(Meaning(self.classifier.network, ordinary_sentences()))
        return self._meanings[0]


def load_act_model(folder: Path, sides: Path, types: Path = TYPES) -> ActModel:
    """The model of the three folders. Raises ModelError where it is missing or altered."""
    card = read_card(folder)
    network = load_network(folder, card.sha256)
    classifier = ActClassifier(network, *card.calibration())
    limits = {label: card.thresholds.get(label, 1.0) for label in LABELS}
    return ActModel(
        classifier, load_side_words(sides), load_type_words(types), limits, f"acts {card.version}"
    )
