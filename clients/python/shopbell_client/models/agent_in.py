from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.agent_in_role import AgentInRole
from ..types import UNSET, Unset

T = TypeVar("T", bound="AgentIn")


@_attrs_define
class AgentIn:
    """A new account. Without a password, its owner gets a link to choose one by mail.

    Attributes:
        name (str):
        email (str):
        role (AgentInRole | Unset):  Default: AgentInRole.AGENT.
        own_role (str | Unset): The id of a role of your own, instead of `role` Default: ''.
        teams (list[str] | Unset): Ids of teams
        language (str | Unset):  Default: 'en'.
        timezone (str | Unset):  Default: 'UTC'.
        password (str | Unset): A first password, never given back Default: ''.
    """

    name: str
    email: str
    role: AgentInRole | Unset = AgentInRole.AGENT
    own_role: str | Unset = ""
    teams: list[str] | Unset = UNSET
    language: str | Unset = "en"
    timezone: str | Unset = "UTC"
    password: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        email = self.email

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role.value

        own_role = self.own_role

        teams: list[str] | Unset = UNSET
        if not isinstance(self.teams, Unset):
            teams = self.teams

        language = self.language

        timezone = self.timezone

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "email": email,
            }
        )
        if role is not UNSET:
            field_dict["role"] = role
        if own_role is not UNSET:
            field_dict["own_role"] = own_role
        if teams is not UNSET:
            field_dict["teams"] = teams
        if language is not UNSET:
            field_dict["language"] = language
        if timezone is not UNSET:
            field_dict["timezone"] = timezone
        if password is not UNSET:
            field_dict["password"] = password

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        email = d.pop("email")

        _role = d.pop("role", UNSET)
        role: AgentInRole | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = AgentInRole(_role)

        own_role = d.pop("own_role", UNSET)

        teams = cast(list[str], d.pop("teams", UNSET))

        language = d.pop("language", UNSET)

        timezone = d.pop("timezone", UNSET)

        password = d.pop("password", UNSET)

        agent_in = cls(
            name=name,
            email=email,
            role=role,
            own_role=own_role,
            teams=teams,
            language=language,
            timezone=timezone,
            password=password,
        )

        return agent_in
