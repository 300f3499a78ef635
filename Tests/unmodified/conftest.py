"""Vendors' own clients and common clients of HTTP as they are, calling the vendors' real hosts."""

import asyncio
import inspect
import os

import fal_client
import pytest

HOW = "fauxto run --config Tests/unmodified/fauxto.json -- python -m pytest Tests/unmodified"


def pytest_sessionstart(session):
    if "FAUXTO_URL" not in os.environ:
        pytest.exit(f"these tests call the vendors' real hosts, so they run under Fauxto alone: {HOW}", returncode=2)


class Blocking:
    """An asynchronous client, or a handle of its, whose calls return when they are over."""

    def __init__(self, wrapped, runner):
        self._wrapped, self._runner = wrapped, runner

    def __getattr__(self, name):
        member = getattr(self._wrapped, name)
        if not callable(member):
            return member
        return lambda *arguments, **named: self._outcome(member(*arguments, **named))

    def _outcome(self, outcome):
        if inspect.isasyncgen(outcome):
            return self._each(outcome)
        if inspect.isawaitable(outcome):
            outcome = self._runner.run(self._awaited(outcome))
        return Blocking(outcome, self._runner) if isinstance(outcome, fal_client.AsyncRequestHandle) else outcome

    def _each(self, generator):
        while True:
            try:
                yield self._runner.run(anext(generator))
            except StopAsyncIteration:
                return

    @staticmethod
    async def _awaited(awaitable):
        return await awaitable


@pytest.fixture(params=["sync", "async"])
def fal(request, caplog):
    """Each of fal's two Python clients, for an account of the test's own, whose queue is empty."""
    key = f"{request.node.name}:secret"
    if request.param == "sync":
        yield fal_client.SyncClient(key=key)
    else:
        with asyncio.Runner() as runner:
            yield Blocking(fal_client.AsyncClient(key=key), runner)
    # It warns where it falls back to another storage or another host: what was to be tested did not work then.
    assert [record.message for record in caplog.get_records("call") if record.name.startswith("fal_client")] == []
