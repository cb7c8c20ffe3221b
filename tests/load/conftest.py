"""The load script's traffic needs locust (extra ``bench``), which the tests do without."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("locust") else ["traffic.py"]
