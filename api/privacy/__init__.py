"""What of a call is personal and need not be kept: found and replaced before anything is stored."""
