"""A fake Microsoft Entra ID, with managed-identity hosts and Azure services, for tests in Python.

    import azmock

    with azmock.serve("--scenario", "throttled-then-success") as fakes:
        ...                                  # your program, with fakes.environment
        fakes.verify({"match": {"method": "POST", "path": "*/token"}, "times": 2})

With pytest the fixture `azmock` does that for each test, and has the environment in place.
"""

from azmock.server import AzmockError, Fakes, binary, serve

__all__ = ["AzmockError", "Fakes", "binary", "serve"]
