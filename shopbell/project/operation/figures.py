"""Figures of the house in the text format of Prometheus: requests of this process, and what the database knows.

Labels are few on purpose: address templates, queues, kinds of channel. No customer, ticket or address is among them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST

CONTENT_TYPE = CONTENT_TYPE_LATEST
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_registry = CollectorRegistry()
_seconds = Histogram(
    "shopbell_request_seconds", "How long requests took", ["name"], registry=_registry, buckets=_BUCKETS
)
_answers = Counter("shopbell_answers", "Answers by status", ["name", "status"], registry=_registry)


class FiguresMiddleware:
    """Counts requests by the name of their address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        name = (match.view_name if match else "") or "none"
        _seconds.labels(name).observe(time.perf_counter() - start)
        _answers.labels(name, response.status_code).inc()
        return response


def text() -> bytes:
    """All figures as they are now."""
    return generate_latest(_registry)


class _Database:
    """What every process would tell alike, read when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        yield _gauge("shopbell_jobs", "Jobs by queue and state", ("queue", "state"), _JOBS)
        yield _gauge(
            "shopbell_oldest_job_seconds", "How long the oldest due job of a queue has waited", ("queue",), _AGES
        )
        yield _gauge("shopbell_workers", "Workers whose heart beats", (), _WORKERS)
        yield _gauge("shopbell_channel_accounts", "Channel accounts by kind and state", ("kind", "state"), _ACCOUNTS)
        yield _gauge("shopbell_channel_lag_seconds", "The longest delay of incoming messages by kind", ("kind",), _LAGS)
        yield _gauge("shopbell_messages_half_hour", "Messages of the last full half hour", ("way",), _MESSAGES)
        yield _gauge("shopbell_open_tickets", "Tickets by status, closed ones aside", ("status",), _TICKETS)
        yield _gauge("shopbell_database_bytes", "Size of the database", (), _SIZE)


_registry.register(_Database())

_JOBS = "SELECT queue_name, status::text, count(*) FROM procrastinate_jobs WHERE status <> 'succeeded' GROUP BY 1, 2"
_AGES = """SELECT queue_name, extract(epoch FROM now() - min(scheduled_at)) FROM procrastinate_jobs
    WHERE status = 'todo' AND scheduled_at <= now() GROUP BY 1"""
_WORKERS = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
_ACCOUNTS = "SELECT kind, state, count(*) FROM channels_channelaccount WHERE is_active GROUP BY 1, 2"
_LAGS = "SELECT kind, max(lag_seconds) FROM channels_channelaccount WHERE is_active GROUP BY 1"
_MESSAGES = """SELECT way, coalesce(sum(number), 0) FROM channels_healthslice,
    LATERAL (VALUES ('in', received), ('out', sent)) AS both_ways(way, number)
    WHERE at = date_bin('30 minutes', now() - interval '30 minutes', 'epoch') GROUP BY 1"""
_TICKETS = """SELECT status, sum(delta) FROM tickets_tally WHERE status NOT IN ('closed', 'spam') GROUP BY 1"""
_SIZE = "SELECT pg_database_size(current_database())"


def _gauge(name: str, words: str, labels: tuple[str, ...], sql: str) -> GaugeMetricFamily:
    found = GaugeMetricFamily(name, words, labels=labels)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for *values, number in cursor.fetchall():
            found.add_metric([str(value) for value in values], float(number or 0))
    return found
