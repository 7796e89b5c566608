"""From a wish to the database's own query: each term in every language, then all of them together."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from shopbell.core.search.languages import SIMPLE, apart
from shopbell.core.search.syntax import Term

_LOOKED_UP = """
SELECT t.place, array_agg(DISTINCT q.lexemes::text ORDER BY q.lexemes::text)
FROM unnest(%s::int[], %s::text[], %s::bool[]) AS t(place, term, is_beginning)
CROSS JOIN unnest(%s::regconfig[]) AS c(name)
CROSS JOIN LATERAL (SELECT CASE WHEN t.is_beginning AND c.name = %s::regconfig
    THEN to_tsquery(c.name, quote_literal(t.term) || ':*') ELSE phraseto_tsquery(c.name, t.term) END) AS q(lexemes)
WHERE numnode(q.lexemes) > 0
GROUP BY t.place ORDER BY t.place
"""


def to_tsquery(terms: Sequence[Term], configurations: Sequence[str]) -> str:
    """The query as text, to be cast to `tsquery`; empty when nothing in it can be looked for.

    A term matches when any language's form of it does, so an exclusion excludes in all of them.
    """
    if not any(not term.is_excluded for term in terms):
        return ""
    with connection.cursor() as cursor:
        cursor.execute(
            _LOOKED_UP,
            [
                list(range(len(terms))),
                [apart(term.text) for term in terms],
                [term.is_beginning for term in terms],
                list(configurations),
                SIMPLE,
            ],
        )
        found = cursor.fetchall()
    if not any(not terms[place].is_excluded for place, _forms in found):
        return ""
    return " & ".join(
        f"{'!' if terms[place].is_excluded else ''}({' | '.join(f'({form})' for form in forms)})"
        for place, forms in found
    )
