from __future__ import annotations

import datetime
from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.erasure_out_state import ErasureOutState
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.erasure_out_certificate import ErasureOutCertificate


T = TypeVar("T", bound="ErasureOut")


@_attrs_define
class ErasureOut:
    """An erasure. When it is done, `certificate` says what was erased and kept, and `sha256` is its digest.

    Attributes:
        id (str):
        state (ErasureOutState):
        basis (str):
        requested_at (datetime.datetime):
        due_at (datetime.datetime):
        confirmed_at (datetime.datetime | None):
        ended_at (datetime.datetime | None):
        certificate (ErasureOutCertificate):
        sha256 (str):
    """

    id: str
    state: ErasureOutState
    basis: str
    requested_at: datetime.datetime
    due_at: datetime.datetime
    confirmed_at: datetime.datetime | None
    ended_at: datetime.datetime | None
    certificate: ErasureOutCertificate
    sha256: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.erasure_out_certificate import ErasureOutCertificate  # noqa: PLC0415

        id = self.id

        state = self.state.value

        basis = self.basis

        requested_at = self.requested_at.isoformat()

        due_at = self.due_at.isoformat()

        confirmed_at: None | str
        if isinstance(self.confirmed_at, datetime.datetime):
            confirmed_at = self.confirmed_at.isoformat()
        else:
            confirmed_at = self.confirmed_at

        ended_at: None | str
        if isinstance(self.ended_at, datetime.datetime):
            ended_at = self.ended_at.isoformat()
        else:
            ended_at = self.ended_at

        certificate = self.certificate.to_dict()

        sha256 = self.sha256

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "basis": basis,
                "requested_at": requested_at,
                "due_at": due_at,
                "confirmed_at": confirmed_at,
                "ended_at": ended_at,
                "certificate": certificate,
                "sha256": sha256,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.erasure_out_certificate import ErasureOutCertificate  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        state = ErasureOutState(d.pop("state"))

        basis = d.pop("basis")

        requested_at = datetime.datetime.fromisoformat(d.pop("requested_at"))

        due_at = datetime.datetime.fromisoformat(d.pop("due_at"))

        def _parse_confirmed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                confirmed_at_type_0 = datetime.datetime.fromisoformat(data)

                return confirmed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        confirmed_at = _parse_confirmed_at(d.pop("confirmed_at"))

        def _parse_ended_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                ended_at_type_0 = datetime.datetime.fromisoformat(data)

                return ended_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        ended_at = _parse_ended_at(d.pop("ended_at"))

        certificate = ErasureOutCertificate.from_dict(d.pop("certificate"))

        sha256 = d.pop("sha256")

        erasure_out = cls(
            id=id,
            state=state,
            basis=basis,
            requested_at=requested_at,
            due_at=due_at,
            confirmed_at=confirmed_at,
            ended_at=ended_at,
            certificate=certificate,
            sha256=sha256,
        )

        erasure_out.additional_properties = d
        return erasure_out

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
