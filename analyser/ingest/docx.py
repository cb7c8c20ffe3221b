"""DOCX documents: Teams, Meet, Otter, Fathom and others; the text readers read their lines."""

from analyser.errors import DamagedInput
from analyser.ingest import all_formats
from analyser.transcripts.office import Document, document_of, document_part
from analyser.transcripts.source import Source
from analyser.transcripts.table_rows import calls_of, table_of
from analyser.transcripts.transcript_format import RawCall, TranscriptFormat


def _recognises(source: Source) -> bool:
    return source.is_zip and document_part(source) is not None


def _read(source: Source) -> list[RawCall]:
    document = document_of(source, document_part(source) or "word/document.xml")
    calls = _table_calls(document)
    if calls:
        return calls
    text = "\n".join(document.lines)
    if not text.strip():
        raise DamagedInput(
            f"{source.name}: expected a document with a transcript, found no text in it; "
            "export the transcript again"
        )
    inner = Source(source.name, text.encode("utf-8", "replace"))
    for _, reader in all_formats():
        if reader is not docx and reader.recognises(inner):
            return reader.read(inner)
    raise DamagedInput(
        f"{source.name}: expected a document with a transcript, found text of no known layout; "
        "save it as plain text with a name and a colon before each turn"
    )


def _table_calls(document: Document) -> list[RawCall]:
    """The calls of the tables, where most of the document's words stand in them."""
    words = sum(len(line.split()) for line in document.lines)
    for width in sorted(document.tables, key=lambda n: -len(document.tables[n])):
        rows = document.tables[width]
        inside = sum(len(cell.split()) for row in rows for cell in row)
        found = table_of(rows) if width > 1 and inside >= words / 2 else None
        if found:
            return calls_of(*found)
    return []


docx = TranscriptFormat("a DOCX document", 10, _recognises, _read)
