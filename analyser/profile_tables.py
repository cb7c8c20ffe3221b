"""What may stand in a profile's TOML file, and what is wrong with one that differs."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

MANY: Final = ((0.0, 40.0), (2.0, 100.0))
NONE: Final = ((0.0, 75.0), (1.0, 40.0), (4.0, 0.0))
"""What a tracker's count is worth where the team says nothing else: wanted, and unwanted."""

MOST_TRACKERS: Final = 50
FEWEST_EXAMPLES: Final = 3
_TYPE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")

Number = Annotated[float, Field(allow_inf_nan=False, strict=False)]
Score = Annotated[float, Field(ge=0, le=100)]
Weight = Annotated[float, Field(ge=0, le=10)]
Text = Annotated[str, Field(min_length=1, max_length=500)]
Curve = Annotated[tuple[tuple[Number, Score], ...], Field(min_length=2, max_length=50)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleTable(_Table):
    curve: Curve
    weight: Weight

    @field_validator("curve")
    @classmethod
    def _rises(cls, curve: Curve) -> Curve:
        return _rising(curve)


class OwnRule(_Table):
    """What a type of call changes: curve, weight or both."""

    curve: Curve | None = None
    weight: Weight | None = None

    @field_validator("curve")
    @classmethod
    def _rises(cls, curve: Curve | None) -> Curve | None:
        return curve and _rising(curve)


class TrustTable(_Table):
    base: Score
    lowest: Score
    highest: Score
    interval: Annotated[float, Field(gt=0, le=100)]
    widest: Annotated[float, Field(gt=0, le=100)]
    min_words: Annotated[int, Field(ge=0)]
    breach_cap: Score
    breach_moments: Annotated[int, Field(ge=1)]
    breach_kinds: list[Text]

    @model_validator(mode="after")
    def _in_order(self) -> "TrustTable":
        if not self.lowest <= self.base <= self.highest:
            raise ValueError("lowest, base and highest must follow each other")
        return self


class TrackerTable(_Table):
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    about: Annotated[str, Field(min_length=1, max_length=300)]
    side: Literal["rep", "customer", "both"]
    good: Literal["many", "none"]
    phrases: Annotated[list[Text], Field(max_length=100)] = []
    examples: Annotated[list[Text], Field(max_length=100)] = []
    not_these: Annotated[list[Text], Field(max_length=100)] = []
    instead: Annotated[str, Field(max_length=500)] = ""
    weight: Weight = 0.0
    curve: Curve = ()
    false_alarms: Annotated[float, Field(ge=0.5, le=50)] = 5.0

    @model_validator(mode="before")
    @classmethod
    def _curve_of_its_kind(cls, data: Any) -> Any:
        if isinstance(data, Mapping) and "curve" not in data:
            return {**data, "curve": MANY if data.get("good") == "many" else NONE}
        return data

    @field_validator("curve")
    @classmethod
    def _rises(cls, curve: Curve) -> Curve:
        return _rising(curve)

    @field_validator("phrases", "not_these")
    @classmethod
    def _has_words(cls, texts: list[str]) -> list[str]:
        if any(not re.search(r"\w", text) for text in texts):
            raise ValueError("each of them needs a word")
        return texts

    @model_validator(mode="after")
    def _can_be_heard(self) -> "TrackerTable":
        if not self.phrases and not self.examples:
            raise ValueError("phrases, examples or both are needed")
        if 0 < len(self.examples) < FEWEST_EXAMPLES:
            raise ValueError(f"{FEWEST_EXAMPLES} examples or more are needed to tell the meaning")
        if self.not_these and not self.examples:
            raise ValueError("not_these tells near misses from examples, and there are none")
        if {_plainly(text) for text in self.not_these} & {_plainly(text) for text in self.examples}:
            raise ValueError("a sentence of not_these stands among the examples too")
        return self


class ProfileTable(_Table):
    name: Text
    trust: TrustTable
    signals: dict[str, RuleTable]
    types: dict[str, dict[str, OwnRule]] = {}
    tracker: Annotated[list[TrackerTable], Field(max_length=MOST_TRACKERS)] = []

    @field_validator("types")
    @classmethod
    def _named_plainly(cls, types: dict[str, Any]) -> dict[str, Any]:
        if bad := [name for name in types if not _TYPE.fullmatch(name)]:
            raise ValueError(f"types are named in small letters, unlike {bad[0][:40]!r}")
        return types


def checked(data: Mapping[str, Any]) -> ProfileTable:
    """The tables of a profile. Raises ValueError, which names the first place that is wrong."""
    try:
        return ProfileTable.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        kind = {"extra_forbidden": "a key that is not known", "missing": "nothing, it is missing"}
        message = kind.get(first["type"], first["msg"].removeprefix("Value error, "))
        raise ValueError(f"in {place}: {message}") from error


def _plainly(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _rising(curve: Curve) -> Curve:
    if any(a >= b for (a, _), (b, _) in pairwise(curve)):
        raise ValueError("the first numbers of the points must rise")
    return curve
