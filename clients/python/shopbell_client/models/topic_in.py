from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TopicIn")


@_attrs_define
class TopicIn:
    """The id of a topic; null takes it away.

    Attributes:
        topic (None | str):
    """

    topic: None | str

    def to_dict(self) -> dict[str, Any]:
        topic: None | str
        topic = self.topic

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "topic": topic,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_topic(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        topic = _parse_topic(d.pop("topic"))

        topic_in = cls(
            topic=topic,
        )

        return topic_in
