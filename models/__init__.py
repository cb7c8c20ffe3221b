"""The models: loaded lazily, once a process, from the files beside this one, or, for acts, from
the folder that TRUST_ANALYSER_MODEL names."""

import os
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from models.trained import ActModel

ACTS: Final = Path(__file__).parent / "acts"
SIDES: Final = Path(__file__).parent / "sides"
TYPES: Final = Path(__file__).parent / "types"
MODEL_VARIABLE: Final = "TRUST_ANALYSER_MODEL"
"""Environment: a folder that ``python -m models.learn`` or ``models.train`` wrote."""
_LOADING: Final = Lock()


def act_model() -> "ActModel":
    """The model behind acts and sides. Raises ModelError where it is missing or altered."""
    with _LOADING:
        return _loaded(Path(os.environ.get(MODEL_VARIABLE) or ACTS))


@lru_cache(maxsize=1)
def _loaded(acts: Path) -> "ActModel":
    # torch takes seconds to import: `import analyser` must not.
    from models.trained import load_act_model

    return load_act_model(acts, SIDES)
