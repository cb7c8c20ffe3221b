import json

import pandas as pd
import pytest

from analyser.batch.frames import REPORT_COLUMNS, SPARK_SCHEMA, analyse_frame, done_of, task_row
from analyser.batch.input import Input
from analyser.batch.tasks import AnalysedCall, CallFailure, Task, settled
from analyser.settings import Settings
from tests.spoken import TALK, spoken_bytes

pytestmark = pytest.mark.usefixtures("quick_road")


def test_a_frame_of_calls_gives_a_frame_of_reports() -> None:
    calls = pd.DataFrame({"transcript": [spoken_bytes(*TALK, id="a"), b"{"], "account": "Acme"})
    found = analyse_frame(calls)
    assert list(found.state) == ["analysed", "failed"]
    assert found.dtypes.astype(str).to_dict() == REPORT_COLUMNS
    assert json.loads(found.report[0])["meta"] == {"account": "Acme"}
    assert found.report[1] is pd.NA
    assert found.error[1] == "DamagedInput"


def test_an_empty_frame_gives_the_columns() -> None:
    assert list(analyse_frame(pd.DataFrame({"path": []}))) == list(REPORT_COLUMNS)


def test_tasks_travel_as_rows() -> None:
    """What an engine does to them: there as rows, back as rows."""
    good = Input("a", data=spoken_bytes(*TALK), call_id="x", meta={"n": 1})
    several = Input("c", data=json.dumps([json.loads(spoken_bytes(id=i)) for i in "pq"]).encode())
    tasks = [Task(good), Task(Input("b", path="none.vtt")), Task(several)]
    known = settled(tasks[0], Settings())
    tasks.append(Task(Input("d", data=good.data, call_id="x", meta={"n": 1}), known.mark))
    frame = analyse_frame(pd.DataFrame([task_row(task) for task in tasks]))
    found = list(done_of(frame))
    assert [done.name for done in found] == ["a", "b", "c", "d"]
    assert found[0].outcomes == known.outcomes
    assert [type(o) for done in found[1:3] for o in done.outcomes or ()] == [
        CallFailure,
        AnalysedCall,
        AnalysedCall,
    ]
    assert found[3].outcomes is None


def test_the_schema_for_spark_names_every_column() -> None:
    assert [part.split()[0] for part in SPARK_SCHEMA.split(", ")] == list(REPORT_COLUMNS)
