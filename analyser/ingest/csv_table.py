"""CSV, TSV and other delimited tables (Markdown tables too), with or without a header."""

import csv
import io
from typing import Final

from analyser.errors import DamagedInput
from analyser.transcripts.source import Source
from analyser.transcripts.table_columns import Row
from analyser.transcripts.table_rows import calls_of, table_of
from analyser.transcripts.text_call import is_document
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat

DELIMITERS: Final = ",;\t|"
SNIFF_CHARACTERS: Final = 64 * 1024
SNIFF_ROWS: Final = 200


def _recognises(source: Source) -> bool:
    return is_document(source) and _delimiter(source.text) is not None


def _delimiter(text: str) -> str | None:
    """The delimiter that makes the text a transcript table; a header counts for most."""
    sample = text[:SNIFF_CHARACTERS]
    if len(text) > SNIFF_CHARACTERS:
        sample = sample[: sample.rfind("\n") + 1]
    best: tuple[bool, int, str] | None = None
    for delimiter in DELIMITERS:
        if delimiter not in sample:
            continue
        try:
            rows = _rows(sample, delimiter)[:SNIFF_ROWS]
        except csv.Error:
            continue
        found = table_of(rows)
        if found:
            columns, below = found
            headed = len(below) < sum(any(cell.strip() for cell in row) for row in rows)
            best = max(best or (False, 0, ""), (headed, columns.width, delimiter))
    return best[2] if best else None


def _rows(text: str, delimiter: str) -> list[Row]:
    found: list[Row] = []
    stream = io.StringIO(text, newline="")
    for row in csv.reader(stream, delimiter=delimiter, skipinitialspace=True):
        if delimiter == "|" and row and not row[0].strip() and not row[-1].strip():
            row = row[1:-1]
        found.append(row)
    return found


def _read(source: Source) -> list[RawCall]:
    delimiter = _delimiter(source.text) or ","
    try:
        rows = _rows(source.text, delimiter)
    except csv.Error as error:
        raise DamagedInput(
            f"{source.name}: expected a CSV table, found a quotation mark that never closes; "
            "export the table again"
        ) from error
    found = table_of(rows)
    if found is None:
        raise DamagedInput(
            f"{source.name}: expected a CSV table with columns for speaker and text, found other "
            "columns further down; export the table again"
        )
    return calls_of(*found, glue=", " if delimiter == "," else delimiter)


csv_table = TranscriptFormat("a CSV table", 85, _recognises, _read)
