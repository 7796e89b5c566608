"""The house of Alder & Flax: who works there, in which team, and in which languages."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "alder-and-flax"
CARE, RETURNS, DELIVERY, REVIEWS = "Care", "Returns team", "Delivery", "Reviews"
TEAMS = (CARE, RETURNS, DELIVERY, REVIEWS)


@dataclass(frozen=True, slots=True)
class Member:
    """One of the house; `speaks` are the languages in which customers get answers from them."""

    key: str
    name: str
    role: str
    teams: tuple[str, ...]
    speaks: tuple[str, ...]
    availability: str = "available"

    @property
    def first(self) -> str:
        return self.name.split()[0]

    @property
    def email(self) -> str:
        return f"{self.key}@alderandflax.example"


MEMBERS = (
    Member("fionn", "Fionn Ahearne", "owner", (), ("en",), "away"),
    Member("mara", "Mara Lindqvist", "admin", (CARE, DELIVERY, REVIEWS), ("en", "de", "ar")),
    Member("jonas", "Jonas Weber", "lead", (CARE, RETURNS), ("de", "en")),
    Member("ruth", "Ruth Adeyemi", "agent", (CARE, DELIVERY), ("en", "fr", "de")),
    Member("theo", "Théo Marchand", "agent", (CARE, REVIEWS), ("fr", "en", "es")),
    Member("ines", "Inês Duarte", "agent", (RETURNS, CARE), ("es", "en", "fr"), "busy"),
    Member("paul", "Paul Brandl", "agent", (RETURNS, DELIVERY, CARE), ("de", "en")),
    Member("lucia", "Lucía Ferrer", "agent", (DELIVERY, REVIEWS), ("es", "en", "de")),
    Member("henrik", "Henrik Dahl", "observer", (CARE,), (), "away"),
)
HOUSE = {member.key: member for member in MEMBERS}
SIGN_IN = HOUSE["mara"]


def who_answers(team: str, language: str) -> list[Member]:
    """The members of a team who answer in a language; the whole team when nobody speaks it."""
    members = [one for one in MEMBERS if team in one.teams and one.role != "observer"]
    return [one for one in members if language in one.speaks] or members
