from dataclasses import fields
from typing import Any, get_type_hints

import pytest
from pydantic import BaseModel

from analyser.client import choices, replies
from api import call_query, review_schemas, schemas
from api.routes import jobs, moments


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param(replies.KeptCall, schemas.CallItem, id="call"),
        pytest.param(replies.KeptMoment, review_schemas.ReviewMoment, id="moment"),
        pytest.param(replies.Job, schemas.Job, id="job"),
        pytest.param(replies.JobItem, schemas.JobItem, id="job-item"),
    ],
)
def test_values_hold_all_that_the_service_tells(ours: Any, theirs: type[BaseModel]) -> None:
    assert {one.name for one in fields(ours)} == set(theirs.model_fields)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        pytest.param(choices.CallChoice, call_query.CallChoice, id="calls"),
        pytest.param(choices.AnewChoice, jobs.Reanalysis, id="anew"),
        pytest.param(choices.MomentChoice, moments.MomentChoice, id="moments"),
    ],
)
def test_choices_are_the_filters_of_the_service(ours: Any, theirs: type[BaseModel]) -> None:
    assert set(get_type_hints(ours)) == set(theirs.model_fields)
