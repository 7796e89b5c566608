import asyncio

import psycopg
import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params

from shopbell.core import jobs


def _backend(is_ended: bool) -> list[int]:
    """The backend a worker's pool of one connection uses, before and after the server has ended it."""

    async def ask() -> list[int]:
        connector = jobs._WorkerConnector(app.connector)
        connector._pool_args |= {"min_size": 1, "max_size": 1}
        await connector.open_async()
        try:
            before = await connector.execute_query_one_async("SELECT pg_backend_pid() AS pid")
            if is_ended:
                with psycopg.connect(**connector_params("default"), autocommit=True) as other:
                    other.execute("SELECT pg_terminate_backend(%s, 5000)", [before["pid"]])
            after = await connector.execute_query_one_async("SELECT pg_backend_pid() AS pid")
        finally:
            await connector.close_async()
        return [before["pid"], after["pid"]]

    return asyncio.run(ask())


@pytest.mark.django_db(transaction=True)
def test_a_worker_replaces_a_connection_that_the_server_has_closed() -> None:
    before, after = _backend(is_ended=True)
    assert before != after


@pytest.mark.django_db(transaction=True)
def test_a_worker_keeps_a_connection_that_works() -> None:
    before, after = _backend(is_ended=False)
    assert before == after
