"""Many calls: inputs taken apart, work shared out, outcomes kept as tables."""
