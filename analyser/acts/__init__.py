"""Shelf of label groups: one group a file. ``analyser.codebook`` gathers them."""
