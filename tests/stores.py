"""Stores for tests of the conversation: one that stores nothing, one that is down, and one in memory."""

from __future__ import annotations

import copy
from typing import Any

from ask_sdk_model import RequestEnvelope

from skill.storage import StoreConflictError, StoreUnavailableError

Attributes = dict[str, Any]


class ForgetfulStore:
    """Stores nothing and never fails."""

    def get_attributes(self, request_envelope: RequestEnvelope) -> Attributes:
        return {}

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        pass

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        pass

    def forget_beside(self, request_envelope: RequestEnvelope, number: int) -> None:
        pass

    def set_aside(
        self, request_envelope: RequestEnvelope, attributes: Attributes, log: int | None = None
    ) -> None:
        pass

    def get_log(self, request_envelope: RequestEnvelope, number: int) -> Attributes:
        return {}

    def save_log(self, request_envelope: RequestEnvelope, number: int, attributes: Attributes) -> None:
        pass


class BrokenStore(ForgetfulStore):
    """Is always unavailable."""

    def get_attributes(self, request_envelope: RequestEnvelope) -> Attributes:
        raise StoreUnavailableError("the disk is gone")

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        raise StoreUnavailableError("the disk is gone")

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        raise StoreUnavailableError("the disk is gone")

    def get_log(self, request_envelope: RequestEnvelope, number: int) -> Attributes:
        raise StoreUnavailableError("the disk is gone")


class OneStore(ForgetfulStore):
    """Stores one person with version checks; writes and set-aside states can be inspected."""

    def __init__(self, attributes: Attributes | None = None) -> None:
        self.kept: Attributes = attributes or {}
        self.aside: list[Attributes] = []
        self.writes = 0
        self.logs: dict[int, Attributes] = {}
        self.log_writes = 0

    def get_attributes(self, request_envelope: RequestEnvelope) -> Attributes:
        return copy.deepcopy(self.kept)

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        if self.kept and self.kept["version"] != attributes["version"] - 1:
            raise StoreConflictError("too late")
        self.kept, self.writes = copy.deepcopy(attributes), self.writes + 1

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        self.kept = {}

    def set_aside(
        self, request_envelope: RequestEnvelope, attributes: Attributes, log: int | None = None
    ) -> None:
        self.aside.append(attributes)
        if log is None:
            self.kept = {}
        else:
            self.logs.pop(log)

    def get_log(self, request_envelope: RequestEnvelope, number: int) -> Attributes:
        return copy.deepcopy(self.logs.get(number, {}))

    def save_log(self, request_envelope: RequestEnvelope, number: int, attributes: Attributes) -> None:
        if number in self.logs and self.logs[number]["version"] != attributes["version"] - 1:
            raise StoreConflictError("too late")
        self.logs[number], self.log_writes = copy.deepcopy(attributes), self.log_writes + 1


class FlakyStore(OneStore):
    """Is unavailable now and then."""

    down = False

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        if self.down:
            raise StoreUnavailableError("gone for a moment")
        super().save_attributes(request_envelope, attributes)


class ContestedStore(OneStore):
    """Another device of the same person writes first, that many times."""

    def __init__(self, attributes: Attributes, others: int) -> None:
        super().__init__(attributes)
        self.others = others

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: Attributes) -> None:
        if self.others:
            self.others -= 1
            self.kept = {**self.kept, "version": self.kept["version"] + 1}
        super().save_attributes(request_envelope, attributes)
