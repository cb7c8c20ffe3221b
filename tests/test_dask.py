"""The frames' function under an engine that maps pandas frames: Dask, in this process."""

import dask
import dask.dataframe as dd
import pandas as pd
import pytest

from analyser.batch.frames import REPORT_COLUMNS, analyse_frame
from tests.spoken import TALK, spoken_bytes


@pytest.mark.usefixtures("quick_road")
@pytest.mark.filterwarnings("default")
def test_dask_maps_it() -> None:
    calls = pd.DataFrame(
        {"transcript": [spoken_bytes(*TALK[n:]) for n in range(3)], "call_id": [*"abc"]}
    )
    meta = pd.DataFrame({n: pd.Series(dtype=d) for n, d in REPORT_COLUMNS.items()})
    with dask.config.set({"dataframe.convert-string": False}):
        mapped = dd.from_pandas(calls, npartitions=2).map_partitions(analyse_frame, meta=meta)
        found = mapped.compute(scheduler="synchronous").reset_index(drop=True)
    pd.testing.assert_frame_equal(found, analyse_frame(calls))
