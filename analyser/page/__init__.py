"""The HTML report: what it shows, in which words, and the document."""
