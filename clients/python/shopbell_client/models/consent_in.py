from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.consent_in_purpose import ConsentInPurpose
from ..models.consent_in_source import ConsentInSource
from ..types import UNSET, Unset

T = TypeVar("T", bound="ConsentIn")


@_attrs_define
class ConsentIn:
    """
    Attributes:
        purpose (ConsentInPurpose):
        is_given (bool):
        source (ConsentInSource):
        wording (str | Unset): Which version of the words they agreed to Default: ''.
        said_at (datetime.datetime | None | Unset):
    """

    purpose: ConsentInPurpose
    is_given: bool
    source: ConsentInSource
    wording: str | Unset = ""
    said_at: datetime.datetime | None | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        purpose = self.purpose.value

        is_given = self.is_given

        source = self.source.value

        wording = self.wording

        said_at: None | str | Unset
        if isinstance(self.said_at, Unset):
            said_at = UNSET
        elif isinstance(self.said_at, datetime.datetime):
            said_at = self.said_at.isoformat()
        else:
            said_at = self.said_at

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "purpose": purpose,
                "is_given": is_given,
                "source": source,
            }
        )
        if wording is not UNSET:
            field_dict["wording"] = wording
        if said_at is not UNSET:
            field_dict["said_at"] = said_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        purpose = ConsentInPurpose(d.pop("purpose"))

        is_given = d.pop("is_given")

        source = ConsentInSource(d.pop("source"))

        wording = d.pop("wording", UNSET)

        def _parse_said_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                said_at_type_0 = datetime.datetime.fromisoformat(data)

                return said_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        said_at = _parse_said_at(d.pop("said_at", UNSET))

        consent_in = cls(
            purpose=purpose,
            is_given=is_given,
            source=source,
            wording=wording,
            said_at=said_at,
        )

        return consent_in
