"""What the readers on the shelf `ingest/` share: sources, segments, labels, times, tables."""
