"""The service's client; see docs/client.md."""

from analyser.client.address import calls_at
from analyser.client.client import Client
from analyser.client.kept import KeptCalls
from analyser.client.replies import (
    Job,
    JobItem,
    KeptCall,
    KeptMoment,
    KeptReport,
    Session,
    Uploaded,
    Verdict,
)
from analyser.client.uploads import Uploads
from analyser.client.verdicts import Judged

__all__ = [
    "Client",
    "Job",
    "JobItem",
    "Judged",
    "KeptCall",
    "KeptCalls",
    "KeptMoment",
    "KeptReport",
    "Session",
    "Uploaded",
    "Uploads",
    "Verdict",
    "calls_at",
]
