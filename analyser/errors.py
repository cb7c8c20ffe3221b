"""Every error that the analyser raises, as one tree.

    AnalyserError
    ├── TranscriptError      the input is no transcript that can be read
    │   ├── UnknownFormat    nothing we know has this shape
    │   ├── DamagedInput     the format is known, but the file is broken
    │   └── InputTooLarge    over a stated limit
    ├── RoleError            a role option that does not fit the call
    ├── ModelError           a model is missing, or its bytes are not the published ones
    ├── ProfileError         a scoring profile that cannot be used
    ├── SettingsError        a setting that cannot be used
    └── RemoteError          a service elsewhere did not do what was asked
        ├── Refused          it says no, and why
        └── NoAnswer         it does not answer

A message says what was expected, what was found, where, and what to do. It never quotes the talk.
"""


class AnalyserError(Exception):
    """Anything that the analyser refuses, with a message fit for the user."""


class TranscriptError(AnalyserError):
    """The input is no transcript that can be read."""


class UnknownFormat(TranscriptError):
    """Nothing we know has this shape."""


class DamagedInput(TranscriptError):
    """The format is known, but the file is broken."""


class InputTooLarge(TranscriptError):
    """The input is over a stated limit."""


class RoleError(AnalyserError):
    """A role option does not fit the call."""


class ModelError(AnalyserError):
    """A model is missing, or its bytes are not the published ones."""


class ProfileError(AnalyserError):
    """A scoring profile cannot be used."""


class SettingsError(AnalyserError):
    """A setting cannot be used."""


class RemoteError(AnalyserError):
    """A service elsewhere did not do what was asked."""


class Refused(RemoteError):
    """The service says no. ``status`` is HTTP's, ``kind`` the problem's name (``unknown-format``;
    empty where it gives none), ``request`` its correlation id."""

    def __init__(self, message: str, *, status: int, kind: str = "", request: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.request = request


class NoAnswer(RemoteError):
    """The service does not answer. ``reached``: the connection was there, and broke."""

    def __init__(self, message: str, *, reached: bool) -> None:
        super().__init__(message)
        self.reached = reached
