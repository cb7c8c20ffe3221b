"""Work: analyse what was accepted, in the request or behind it, each call once."""
