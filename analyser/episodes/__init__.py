"""Episodes: what belongs together in a call, such as a request and what the rep did about it."""
