import io
import zipfile

import pytest

from analyser.errors import DamagedInput
from api.work.unpack import unpack


def zipped(method: int) -> bytes:
    """An archive whose first entry is broken."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("a.txt", "talk" * 1000)
        archive.writestr("b.txt", "talk")
    whole = out.getvalue()
    return whole[:35] + b"\xff" * 9 + whole[44:]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_broken_entry_fails_alone(method: int) -> None:
    broken, sound = unpack("calls.zip", io.BytesIO(zipped(method)))
    assert isinstance(broken.error, DamagedInput)
    assert (sound.name, sound.data, sound.error) == ("b.txt", b"talk", None)
