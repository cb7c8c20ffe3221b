"""/v1/signals: what is measured, how, and its limits."""

from fastapi import APIRouter

from analyser.signals import all_signals
from api.schemas import SignalEntry

router = APIRouter(prefix="/v1/signals", tags=["signals"])


@router.get("")
def get_signals() -> list[SignalEntry]:
    """List what is measured."""
    return [
        SignalEntry(
            name=name,
            principle=signal.principle,
            about=signal.about,
            unit=signal.part("Unit") or signal.unit,
            formula=signal.part("Formula"),
            limits=signal.part("Limits"),
            source=signal.part("Source"),
        )
        for name, signal in all_signals().items()
    ]
