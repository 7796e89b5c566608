from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.consent_out_purpose import ConsentOutPurpose
from ..models.consent_out_source import ConsentOutSource
from ..types import UNSET, Unset

T = TypeVar("T", bound="ConsentOut")


@_attrs_define
class ConsentOut:
    """One word of a customer on one purpose; the newest of a purpose counts.

    Attributes:
        purpose (ConsentOutPurpose):
        is_given (bool):
        source (ConsentOutSource):
        wording (str):
        said_at (datetime.datetime):
    """

    purpose: ConsentOutPurpose
    is_given: bool
    source: ConsentOutSource
    wording: str
    said_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        purpose = self.purpose.value

        is_given = self.is_given

        source = self.source.value

        wording = self.wording

        said_at = self.said_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "purpose": purpose,
                "is_given": is_given,
                "source": source,
                "wording": wording,
                "said_at": said_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        purpose = ConsentOutPurpose(d.pop("purpose"))

        is_given = d.pop("is_given")

        source = ConsentOutSource(d.pop("source"))

        wording = d.pop("wording")

        said_at = datetime.datetime.fromisoformat(d.pop("said_at"))

        consent_out = cls(
            purpose=purpose,
            is_given=is_given,
            source=source,
            wording=wording,
            said_at=said_at,
        )

        consent_out.additional_properties = d
        return consent_out

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
