from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.change_in_priority_type_0 import ChangeInPriorityType0
from ..models.change_in_status_type_0 import ChangeInStatusType0
from ..types import UNSET, Unset

T = TypeVar("T", bound="ChangeIn")


@_attrs_define
class ChangeIn:
    """What becomes of each ticket; what is left out stays. `assignee` is `me`, `nobody`, or the id of an agent.

    Attributes:
        assignee (None | str | Unset):
        team (None | str | Unset): The id of a team
        status (ChangeInStatusType0 | None | Unset):
        snooze_until (datetime.datetime | None | Unset): In place of `status`
        priority (ChangeInPriorityType0 | None | Unset):
        add_tags (list[str] | Unset):
        remove_tags (list[str] | Unset):
        is_spam (bool | None | Unset):
        mark_read (bool | Unset):  Default: False.
    """

    assignee: None | str | Unset = UNSET
    team: None | str | Unset = UNSET
    status: ChangeInStatusType0 | None | Unset = UNSET
    snooze_until: datetime.datetime | None | Unset = UNSET
    priority: ChangeInPriorityType0 | None | Unset = UNSET
    add_tags: list[str] | Unset = UNSET
    remove_tags: list[str] | Unset = UNSET
    is_spam: bool | None | Unset = UNSET
    mark_read: bool | Unset = False

    def to_dict(self) -> dict[str, Any]:
        assignee: None | str | Unset
        if isinstance(self.assignee, Unset):
            assignee = UNSET
        else:
            assignee = self.assignee

        team: None | str | Unset
        if isinstance(self.team, Unset):
            team = UNSET
        else:
            team = self.team

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, ChangeInStatusType0):
            status = self.status.value
        else:
            status = self.status

        snooze_until: None | str | Unset
        if isinstance(self.snooze_until, Unset):
            snooze_until = UNSET
        elif isinstance(self.snooze_until, datetime.datetime):
            snooze_until = self.snooze_until.isoformat()
        else:
            snooze_until = self.snooze_until

        priority: None | str | Unset
        if isinstance(self.priority, Unset):
            priority = UNSET
        elif isinstance(self.priority, ChangeInPriorityType0):
            priority = self.priority.value
        else:
            priority = self.priority

        add_tags: list[str] | Unset = UNSET
        if not isinstance(self.add_tags, Unset):
            add_tags = self.add_tags

        remove_tags: list[str] | Unset = UNSET
        if not isinstance(self.remove_tags, Unset):
            remove_tags = self.remove_tags

        is_spam: bool | None | Unset
        if isinstance(self.is_spam, Unset):
            is_spam = UNSET
        else:
            is_spam = self.is_spam

        mark_read = self.mark_read

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if assignee is not UNSET:
            field_dict["assignee"] = assignee
        if team is not UNSET:
            field_dict["team"] = team
        if status is not UNSET:
            field_dict["status"] = status
        if snooze_until is not UNSET:
            field_dict["snooze_until"] = snooze_until
        if priority is not UNSET:
            field_dict["priority"] = priority
        if add_tags is not UNSET:
            field_dict["add_tags"] = add_tags
        if remove_tags is not UNSET:
            field_dict["remove_tags"] = remove_tags
        if is_spam is not UNSET:
            field_dict["is_spam"] = is_spam
        if mark_read is not UNSET:
            field_dict["mark_read"] = mark_read

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_assignee(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        assignee = _parse_assignee(d.pop("assignee", UNSET))

        def _parse_team(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        team = _parse_team(d.pop("team", UNSET))

        def _parse_status(data: object) -> ChangeInStatusType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = ChangeInStatusType0(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChangeInStatusType0 | None | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        def _parse_snooze_until(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                snooze_until_type_0 = datetime.datetime.fromisoformat(data)

                return snooze_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        snooze_until = _parse_snooze_until(d.pop("snooze_until", UNSET))

        def _parse_priority(data: object) -> ChangeInPriorityType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                priority_type_0 = ChangeInPriorityType0(data)

                return priority_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ChangeInPriorityType0 | None | Unset, data)

        priority = _parse_priority(d.pop("priority", UNSET))

        add_tags = cast(list[str], d.pop("add_tags", UNSET))

        remove_tags = cast(list[str], d.pop("remove_tags", UNSET))

        def _parse_is_spam(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_spam = _parse_is_spam(d.pop("is_spam", UNSET))

        mark_read = d.pop("mark_read", UNSET)

        change_in = cls(
            assignee=assignee,
            team=team,
            status=status,
            snooze_until=snooze_until,
            priority=priority,
            add_tags=add_tags,
            remove_tags=remove_tags,
            is_spam=is_spam,
            mark_read=mark_read,
        )

        return change_in
