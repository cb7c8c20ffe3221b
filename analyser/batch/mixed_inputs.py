"""What people give to a batch: paths, frames and contents, also in one list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analyser.batch.frames import inputs_of_frame
from analyser.batch.input import Input, is_transcript, is_url
from analyser.batch.inputs import inputs_of
from analyser.batch.row_inputs import is_by_turn
from analyser.errors import SettingsError

Given = str | Path | Input | Mapping[str, bytes] | pd.DataFrame
Inputs = Given | Iterable[Given]


def inputs_in(inputs: Inputs) -> Iterator[Input]:
    """The pieces to analyse, each with a name of its own. Raises SettingsError, at once for a
    list."""
    given = _listed(inputs)
    if isinstance(given, list):
        for one in given:
            _check(one)
    return _named_apart(_pieces(given))


def count_of(inputs: Inputs) -> int | None:
    """How many inputs there are, where that can be told without fetching them."""
    given = _listed(inputs)
    if not isinstance(given, list):
        return None
    paths = [one for one in given if isinstance(one, str | Path)]
    if any(is_url(str(path)) for path in paths):
        return None
    others = (one for one in given if not isinstance(one, str | Path))
    return sum(map(_size, others)) + sum(1 for _ in inputs_of(paths))


def _listed(inputs: Inputs) -> Iterable[Given]:
    if isinstance(inputs, str | Path | Input | Mapping | pd.DataFrame):
        return [inputs]
    if isinstance(inputs, bytes) or not isinstance(inputs, Iterable):
        raise _unknown(inputs)
    return list(inputs) if isinstance(inputs, list | tuple) else inputs


def _size(one: Given) -> int:
    if isinstance(one, pd.DataFrame):
        return one["call_id"].nunique() if is_by_turn(one.columns) else len(one)
    return len(one) if isinstance(one, Mapping) else 1


def _pieces(given: Iterable[Given]) -> Iterator[Input]:
    """Pieces as they come; then paths, together, so that files of one name are told apart."""
    paths: list[str | Path] = []
    for one in given:
        _check(one)
        if isinstance(one, str | Path):
            paths.append(one)
        elif isinstance(one, Input):
            yield one
        elif isinstance(one, pd.DataFrame):
            yield from inputs_of_frame(one)
        else:
            yield from (Input(str(name), data=data) for name, data in one.items())
    yield from inputs_of(paths)


def _check(one: object) -> None:
    """Raise SettingsError for what is no input; its words may be those of a call."""
    if isinstance(one, Mapping):
        if not all(isinstance(data, bytes) for data in one.values()):
            raise SettingsError(
                "inputs: expected the bytes of a file by its name, found something else under "
                "a name; for one call as a dict use analyse"
            )
    elif not isinstance(one, str | Path | Input | pd.DataFrame):
        raise _unknown(one)
    elif isinstance(one, str) and is_transcript(one):
        raise SettingsError(
            "inputs: expected paths, found the text of a transcript; for one call use analyse, "
            "for several give their bytes by name, or a frame"
        )


def _unknown(one: object) -> SettingsError:
    return SettingsError(
        "inputs: expected paths, folders, globs, URLs, frames or bytes by name, found "
        f"{type(one).__name__}"
    )


def _named_apart(found: Iterator[Input]) -> Iterator[Input]:
    """The same inputs; one of a name that was there before, as rows of a frame may be, gets its
    number after it."""
    times: Counter[str] = Counter()
    for one in found:
        times[one.name] += 1
        count = times[one.name]
        yield one if count == 1 else replace(one, name=f"{one.name} ({count})")
