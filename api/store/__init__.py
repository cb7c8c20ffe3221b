"""Where everything that the service keeps stands: a database, and functions that ask it."""
