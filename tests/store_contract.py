"""What every store promises, whatever it keeps people's state in."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from typing import Protocol

import pytest
from ask_sdk_model import Context, Person, RequestEnvelope, Session, User
from ask_sdk_model.interfaces.system import SystemState

from skill.dialogue.records import Store
from skill.storage import WHO, Attributes, StoreConflictError, StoreUnavailableError, person_of
from skill.store_url import KEEP_DAYS

NOON = 1_800_000_000.0
"""The time on the clock of every store opened here."""
EACH = 20
"""How many each of two devices counts."""


def asked_by(user_id: str | None, voice: str = "", session: Session | None = None) -> RequestEnvelope:
    """A request of an account; `voice` is the id of the person, if Alexa recognizes them."""
    person = Person(person_id=voice) if voice else None
    system = SystemState(user=User(user_id=user_id), person=person)
    return RequestEnvelope(context=Context(system=system), session=session)


def in_session_of(*, voice: str, who: RequestEnvelope | None) -> RequestEnvelope:
    """A later turn of somebody's session that began with `who`; None: its attributes were lost."""
    attributes: Attributes = {} if who is None else {"memory": {}, WHO: person_of(who)}
    return asked_by("somebody", voice, Session(new=False, attributes=attributes))


SOMEBODY, ANOTHER = asked_by("somebody"), asked_by("another")
ANNA, BEN = asked_by("somebody", "amzn1.ask.person.ANNA"), asked_by("somebody", "amzn1.ask.person.BEN")


class CheckedStore(Store, Protocol):
    """All that a store can do."""

    def check(self) -> None: ...
    def tidy(self) -> None: ...


class Shelf(Protocol):
    """What a store keeps, as one sees it who does not go through the store."""

    def open(self, days: float = 0.0) -> AbstractContextManager[CheckedStore]:
        """One more store over it, as another device or a restart would have, so many days later."""

    def replace(self, text: str) -> None:
        """Make this the text of somebody's state, and leave its version alone."""

    def people(self) -> list[str]:
        """Whose state is kept."""

    def aside(self) -> list[tuple[str, str]]:
        """Whose state was set aside, and its text."""


class StoreContract:
    """A store's tests derive from this, and bring the fixtures `shelf` and `store`, one open over it."""

    def test_somebody_new_has_no_state(self, store: CheckedStore) -> None:
        assert store.get_attributes(SOMEBODY) == {}

    def test_what_was_saved_is_there_after_a_restart(self, store: CheckedStore, shelf: Shelf) -> None:
        attributes: Attributes = {
            "version": 1,
            "place": {"rep": 3, "second": 7.5},
            "met": ["plank"],
            "name": "Zoë",
        }
        store.save_attributes(SOMEBODY, attributes)
        with shelf.open() as again:
            assert again.get_attributes(SOMEBODY) == attributes
            assert again.get_attributes(ANOTHER) == {}

    def test_events_outside_a_session_and_sessions_without_a_context_name_the_same_person(
        self, store: CheckedStore
    ) -> None:
        in_session = RequestEnvelope(session=Session(user=User(user_id="somebody")))
        store.save_attributes(in_session, {"version": 1})
        assert store.get_attributes(SOMEBODY) == {"version": 1}

    @pytest.mark.parametrize("envelope", [RequestEnvelope(), asked_by(None), asked_by("")])
    def test_for_nobody_nothing_is_kept(self, store: CheckedStore, envelope: RequestEnvelope) -> None:
        with pytest.raises(StoreUnavailableError):
            store.get_attributes(envelope)
        with pytest.raises(StoreUnavailableError):
            store.save_attributes(envelope, {"version": 1})

    def test_a_write_holds_only_over_the_version_that_was_read(self, store: CheckedStore) -> None:
        for version in (1, 2):
            store.save_attributes(SOMEBODY, {"version": version, "by": "the first"})
        for late_or_early in (1, 2, 4):
            with pytest.raises(StoreConflictError):
                store.save_attributes(SOMEBODY, {"version": late_or_early, "by": "the second"})
        assert store.get_attributes(SOMEBODY) == {"version": 2, "by": "the first"}

    def test_where_nothing_is_kept_any_version_is_the_first(self, store: CheckedStore) -> None:
        store.save_attributes(SOMEBODY, {"version": 7})
        assert store.get_attributes(SOMEBODY) == {"version": 7}

    @pytest.mark.parametrize("attributes", [{}, {"version": 0}, {"version": "1"}, {"version": None}])
    def test_attributes_without_a_version_are_a_mistake(
        self, store: CheckedStore, attributes: Attributes
    ) -> None:
        with pytest.raises(ValueError, match="version"):
            store.save_attributes(SOMEBODY, attributes)

    def test_what_cannot_be_written_is_not_kept_and_does_not_crash(self, store: CheckedStore) -> None:
        half_a_letter = "\ud800"
        with pytest.raises(StoreUnavailableError):
            store.save_attributes(SOMEBODY, {"version": 1, "text": half_a_letter})
        assert store.get_attributes(SOMEBODY) == {}

    def test_of_two_at_once_one_wins_and_the_other_is_told(self, shelf: Shelf) -> None:
        """Two devices count on from what they read; no count is lost, though each loses many a race."""

        def count() -> None:
            with shelf.open() as store:
                counted = 0
                begun.wait()
                while counted < EACH:
                    attributes = store.get_attributes(SOMEBODY)
                    version, total = attributes.get("version", 0), attributes.get("total", 0)
                    try:
                        store.save_attributes(SOMEBODY, {"version": version + 1, "total": total + 1})
                    except StoreConflictError:
                        continue
                    counted += 1

        begun = threading.Barrier(2)
        devices = [threading.Thread(target=count) for _ in range(2)]
        for device in devices:
            device.start()
        for device in devices:
            device.join()
        with shelf.open() as store:
            assert store.get_attributes(SOMEBODY) == {"version": 2 * EACH, "total": 2 * EACH}

    @pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"version": 1', "[" * 10_000])
    def test_a_damaged_state_is_kept_aside_and_one_begins_anew(
        self, store: CheckedStore, shelf: Shelf, text: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        store.save_attributes(SOMEBODY, {"version": 4})
        store.save_attributes(ANOTHER, {"version": 1})
        shelf.replace(text)
        assert store.get_attributes(SOMEBODY) == {}
        assert shelf.aside() == [("somebody", text)]
        assert [record.message for record in caplog.records] == ["set_aside"], "so the turn counts as that"
        store.save_attributes(SOMEBODY, {"version": 1})
        assert store.get_attributes(ANOTHER) == {"version": 1}

    def test_the_version_kept_beside_the_state_is_the_one_that_counts(
        self, store: CheckedStore, shelf: Shelf
    ) -> None:
        store.save_attributes(SOMEBODY, {"version": 4})
        shelf.replace("{}")
        assert store.get_attributes(SOMEBODY) == {"version": 4}

    def test_a_state_that_nobody_understands_is_kept_aside(self, store: CheckedStore, shelf: Shelf) -> None:
        for _ in range(2):
            store.save_attributes(SOMEBODY, {"version": 3, "shape": "of last year"})
            store.set_aside(SOMEBODY, store.get_attributes(SOMEBODY))
            assert store.get_attributes(SOMEBODY) == {}
        assert shelf.aside() == [("somebody", '{"version":3,"shape":"of last year"}')] * 2

    def test_setting_aside_does_not_take_what_was_written_since(self, store: CheckedStore) -> None:
        store.save_attributes(SOMEBODY, {"version": 3, "shape": "of last year"})
        store.save_attributes(SOMEBODY, {"version": 4})
        store.set_aside(SOMEBODY, {"version": 3, "shape": "of last year"})
        assert store.get_attributes(SOMEBODY) == {"version": 4}

    def test_to_forget_is_to_forget_all(self, store: CheckedStore, shelf: Shelf) -> None:
        for envelope in (SOMEBODY, ANOTHER):
            store.save_attributes(envelope, {"version": 1})
            store.set_aside(envelope, {"version": 1})
            store.save_attributes(envelope, {"version": 1})
        store.delete_attributes(SOMEBODY)
        assert shelf.people() == ["another"]
        assert shelf.aside() == [("another", '{"version":1}')]

    def test_each_person_of_an_account_has_a_state_of_their_own(self, store: CheckedStore) -> None:
        for envelope, name in ((SOMEBODY, "somebody"), (ANNA, "Anna"), (BEN, "Ben")):
            assert store.get_attributes(envelope) == {}
            store.save_attributes(envelope, {"version": 1, "name": name})
        store.set_aside(ANNA, {"version": 1, "name": "Anna"})
        assert store.get_attributes(ANNA) == {}
        assert store.get_attributes(BEN) == {"version": 1, "name": "Ben"}
        assert store.get_attributes(SOMEBODY) == {"version": 1, "name": "somebody"}

    def test_a_log_is_kept_beside_the_state_and_by_number(self, store: CheckedStore, shelf: Shelf) -> None:
        store.save_attributes(SOMEBODY, {"version": 5})
        for envelope, number in ((SOMEBODY, 0), (SOMEBODY, 2), (ANNA, 0)):
            assert store.get_log(envelope, number) == {}
            store.save_log(envelope, number, {"version": 1, "days": [[number, []]]})
        store.save_log(SOMEBODY, 0, {"version": 2, "days": []})
        with pytest.raises(StoreConflictError):
            store.save_log(SOMEBODY, 0, {"version": 2, "days": [[9, []]]})
        assert store.get_log(SOMEBODY, 0) == {"version": 2, "days": []}
        assert store.get_log(SOMEBODY, 2) == {"version": 1, "days": [[2, []]]}
        assert store.get_attributes(SOMEBODY) == {"version": 5}
        assert shelf.people() == ["somebody"]
        store.set_aside(SOMEBODY, store.get_log(SOMEBODY, 0), 0)
        assert store.get_log(SOMEBODY, 0) == {}
        assert store.get_attributes(SOMEBODY) == {"version": 5}

    def test_a_log_is_forgotten_with_its_person(self, store: CheckedStore) -> None:
        for envelope, number in ((SOMEBODY, 0), (SOMEBODY, 2), (ANNA, 0), (ANOTHER, 0)):
            store.save_log(envelope, number, {"version": 1, "days": []})
        store.forget_beside(SOMEBODY, 2)
        assert store.get_log(SOMEBODY, 2) == {}
        assert store.get_log(SOMEBODY, 0) == store.get_log(ANNA, 0) != {}
        store.delete_attributes(SOMEBODY)
        assert store.get_log(SOMEBODY, 0) == store.get_log(ANNA, 0) == {}
        assert store.get_log(ANOTHER, 0) != {}

    def test_to_forget_an_account_is_to_forget_its_persons(self, store: CheckedStore, shelf: Shelf) -> None:
        neighbour = asked_by("somebody!")
        for envelope in (SOMEBODY, ANNA, BEN, ANOTHER, neighbour, asked_by("some")):
            store.save_attributes(envelope, {"version": 1})
            store.set_aside(envelope, {"version": 1})
            store.save_attributes(envelope, {"version": 1})
        store.delete_attributes(SOMEBODY)
        assert store.get_attributes(ANNA) == store.get_attributes(BEN) == {}
        assert sorted(shelf.people()) == ["another", "some", "somebody!"]
        assert len(shelf.aside()) == 3

    def test_who_is_not_seen_for_long_is_forgotten(self, store: CheckedStore, shelf: Shelf) -> None:
        for envelope in (SOMEBODY, ANNA, ANOTHER):
            store.save_attributes(envelope, {"version": 1, "shape": "of last year"})
            store.set_aside(envelope, {"version": 1, "shape": "of last year"})
            store.save_attributes(envelope, {"version": 1, "met": "long ago"})
        with shelf.open(days=KEEP_DAYS - 1) as later:
            later.tidy()
            assert later.get_attributes(SOMEBODY) == {"version": 1, "met": "long ago"}
            later.save_attributes(ANOTHER, {"version": 2, "met": "again"})
        with shelf.open(days=KEEP_DAYS + 1) as too_late:
            assert too_late.get_attributes(SOMEBODY) == too_late.get_attributes(ANNA) == {}
            assert too_late.get_attributes(ANOTHER) == {"version": 2, "met": "again"}
            too_late.tidy()
            assert shelf.people() == ["another"]
            assert shelf.aside() == []
            too_late.save_attributes(SOMEBODY, {"version": 1, "met": "anew"})
            assert too_late.get_attributes(SOMEBODY) == {"version": 1, "met": "anew"}

    def test_a_state_without_anything_in_it_keeps_late_writes_out_for_a_day(
        self, store: CheckedStore, shelf: Shelf
    ) -> None:
        store.save_attributes(SOMEBODY, {"version": 1, "met": "plank"})
        store.save_attributes(SOMEBODY, {"version": 2})
        for late in (1, 2):
            with pytest.raises(StoreConflictError):
                store.save_attributes(SOMEBODY, {"version": late, "met": "plank"})
        assert store.get_attributes(SOMEBODY) == {"version": 2}
        with shelf.open(days=1.1) as later:
            assert later.get_attributes(SOMEBODY) == {}
            later.tidy()
            assert shelf.people() == []

    def test_what_is_kept_beside_a_state_and_copies_of_it_can_be_forgotten(
        self, store: CheckedStore, shelf: Shelf
    ) -> None:
        copies = [{"met": "plank"}, {"number": 2, "met": "bridge"}]
        for envelope in (SOMEBODY, ANNA, ANOTHER):
            store.save_attributes(envelope, {"version": 1})
            store.set_aside(envelope, {"version": 1})
            store.save_attributes(envelope, {"version": 1, "others": copies})
        store.forget_beside(ANNA, 0)
        assert sorted(whose for whose, _ in shelf.aside()) == ["another", "somebody"]
        assert store.get_attributes(SOMEBODY)["others"] == copies
        store.forget_beside(SOMEBODY, 0)
        assert [whose for whose, _ in shelf.aside()] == ["another"]
        assert store.get_attributes(ANNA) == {"version": 2, "others": copies[1:]}
        store.forget_beside(SOMEBODY, 2)
        assert store.get_attributes(ANNA) == {"version": 3}
        assert store.get_attributes(SOMEBODY) == store.get_attributes(ANOTHER)

    @pytest.mark.parametrize(
        ("began_with", "recognized", "whose"),
        [
            (ANNA, "amzn1.ask.person.ANNA", ANNA),
            (ANNA, "", ANNA),
            (ANNA, "amzn1.ask.person.BEN", BEN),
            (SOMEBODY, "amzn1.ask.person.ANNA", SOMEBODY),
            (SOMEBODY, "", SOMEBODY),
            (None, "amzn1.ask.person.ANNA", ANNA),
            (None, "", SOMEBODY),
        ],
    )
    def test_within_a_session_the_person_stays_until_another_is_recognized(
        self,
        store: CheckedStore,
        began_with: RequestEnvelope | None,
        recognized: str,
        whose: RequestEnvelope,
    ) -> None:
        store.save_attributes(whose, {"version": 1, "it": "is theirs"})
        envelope = in_session_of(voice=recognized, who=began_with)
        assert store.get_attributes(envelope) == {"version": 1, "it": "is theirs"}

    def test_a_check_passes_and_counts_as_nobody(self, store: CheckedStore, shelf: Shelf) -> None:
        for _ in range(2):
            store.check()
        assert shelf.people() == []
