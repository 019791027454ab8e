"""Runs a turn: reads the person's state, calls the handler, sends the answer and saves the state."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.response_helper import ResponseFactory
from ask_sdk_model import RequestEnvelope, Response, SessionEndedRequest
from msgspec import Struct
from msgspec.structs import replace

from skill import log
from skill.coaching.person import Person
from skill.coaching.plan import fitting
from skill.content import Library
from skill.dialogue import connections, failures, identity, logbook, remarks, screens, slots
from skill.dialogue.answer import Answer, close
from skill.dialogue.errand import Errands, Services
from skill.dialogue.growing import progressed
from skill.dialogue.memory import Memory, remembered
from skill.dialogue.phrases import say
from skill.dialogue.progress_estimate import estimated, spared
from skill.dialogue.records import Records, Store, attributes_of, spoken_by_another
from skill.dialogue.recovery import recovered
from skill.dialogue.repeated import answer_again, stay_silent
from skill.dialogue.request_kinds import ends_another_session, hearing, takes_answer
from skill.dialogue.request_time import sent
from skill.dialogue.response import Delivered, respond
from skill.dialogue.safeguards import guarded
from skill.dialogue.turn import Turn
from skill.dialogue.unfinished_rest import resting_on
from skill.dialogue.workout import closed_today, without_what_is_over
from skill.envelope import intent_of, request_of
from skill.settings import Timing
from skill.storage import (
    WHO,
    NobodyError,
    StoreConflictError,
    StoreUnavailableError,
    person_of,
    without_voice,
)

ATTEMPTS = 10
"""Attempts at a turn when another device of the person keeps writing first. Two that write without a pause
were seen to meet six times in a row (`tests/test_replicas.py`)."""


class _Taken(Struct, frozen=True):
    """What a request is answered by."""

    function: Callable[[Turn], Answer]
    reads_log: bool = False
    alike: bool = False
    """A request that comes twice is answered by it both times."""


class Dialogue:
    """What all turns share: the content, the store and the clock."""

    def __init__(
        self,
        library: Library,
        store: Store,
        clock: Callable[[], float],
        timing: Timing,
        services: Services,
        pictures: str = "",
    ) -> None:
        self.library, self.store, self.clock, self.timing = library, store, clock, timing
        self.services, self.pictures = services, pictures
        self.records = Records(store)

    def answering(
        self, function: Callable[[Turn], Answer], *, reads_log: bool = False, alike: bool = False
    ) -> Callable[[HandlerInput], Response]:
        """`function` as an SDK handler: the person is read before it and saved after it."""
        taken = _Taken(function, reads_log, alike)

        def answer(handler_input: HandlerInput) -> Response:
            envelope = handler_input.request_envelope
            if spoken_by_another(envelope):
                self._settle(envelope)
            carried = self.records.carried(envelope)
            if failures.logged(envelope):
                carried = self.records.newest(envelope, carried)
            errands = Errands(self.services, envelope)
            for _ in range(ATTEMPTS - 1):
                try:
                    return self._answer(handler_input, taken, carried, errands)
                except StoreConflictError:
                    # Another device of this person wrote first: retry from what it wrote.
                    carried = None
            return self._answer(handler_input, taken, None, errands)

        return answer

    def _settle(self, envelope: RequestEnvelope) -> None:
        """Somebody else interrupts: what was counted for the person before is credited as far as heard."""
        before = without_voice(envelope)
        with suppress(StoreConflictError):
            errands = Errands(self.services, before)
            self._take(before, _Taken(stay_silent), self.records.carried(before), errands)

    def skill_disabled(self, handler_input: HandlerInput) -> Response:
        """The skill was switched off: where Alexa says that the person's data must go, it goes.

        Raises:
            StoreUnavailableError: it cannot be deleted now.
        """
        # The SDK's model of the event lacks its body; what a model lacks is kept as it came.
        body = getattr(handler_input.request_envelope.request, "body", None)
        if isinstance(body, dict) and body.get("userInformationPersistenceStatus") == "NOT_PERSISTED":
            self.forget(handler_input)
        return no_answer(handler_input)

    def forget(self, handler_input: HandlerInput) -> None:
        """Delete everything about the person.

        Raises:
            StoreUnavailableError: it cannot be deleted now.
        """
        with suppress(NobodyError):
            self.store.delete_attributes(handler_input.request_envelope)

    def recover(self, handler_input: HandlerInput, error: Exception) -> Response:
        """Log an error and keep the place; ask to go on, or after an emergency whether help is coming."""
        log.fault(error)
        envelope = handler_input.request_envelope
        return recovered(self.library, envelope) if takes_answer(envelope) else no_answer(handler_input)

    def _answer(
        self, handler_input: HandlerInput, taken: _Taken, carried: Person | None, errands: Errands
    ) -> Response:
        envelope = handler_input.request_envelope
        delivered = self._take(envelope, taken, carried, errands)
        if delivered is None:
            return no_answer(handler_input)
        if envelope.session is not None:
            handler_input.attributes_manager.session_attributes = {
                "person": delivered.person,
                "memory": delivered.memory,
                WHO: person_of(envelope),
            }
        return delivered.response

    def _take(
        self, envelope: RequestEnvelope, taken: _Taken, carried: Person | None, errands: Errands
    ) -> Delivered | None:
        """The turn of a request, with its effects saved; None if it ends a session that changes nothing."""
        function = taken.function
        before = self.records.stored(envelope) if carried is None else carried
        person = fitting(before, self.library.routines, self.library.exercises_for)
        turn = failures.noticed(envelope, self._turn(envelope, person))
        if carried is None and before.version and before == Person(version=before.version):
            # Another device has had them forgotten: what this session remembers of them goes, too.
            turn = turn.but(memory=turn.memory.of_another())
        if ends_another_session(envelope, turn, carried):
            return None
        repeated = carried is None and identity.request_of(envelope) in before.requests
        if repeated and not (taken.alike or turn.memory.emergency):
            function = answer_again if takes_answer(envelope) else stay_silent
        elif not turn.lost and not failures.nobody_spoke(envelope):
            turn = logbook.with_heard(person, estimated(turn, hearing(envelope)))
        # What a bystander finds over stays so: only what their turn itself changes is kept.
        opened = turn.new_session and not (repeated or turn.bystander or failures.nobody_spoke(envelope))
        turn = without_what_is_over(turn) if opened else turn
        unprogressed = turn.person
        if opened:
            turn = progressed(turn.with_memory(again_today=closed_today(turn)))
        if taken.reads_log or (remarks.wanted(turn) and takes_answer(envelope)):
            turn = logbook.with_log(self.records, envelope, turn)
        answer = resting_on(turn, guarded(turn, errands.settled(turn, function(turn))))
        if answer.forgets:
            return self._forget(envelope, turn, before, answer)
        delivered = respond(turn, answer)
        after = spared(person, turn, delivered.person) if turn.bystander else delivered.person
        over = delivered.response.should_end_session or isinstance(envelope.request, SessionEndedRequest)
        after = logbook.kept(self.records, envelope, turn, after, over=bool(over))
        if after == turn.person and unprogressed == before:
            return replace(delivered, person=after)  # only steps that were due: they are due until they count
        return replace(delivered, person=self.records.save(envelope, before, after, turn.now))

    def _forget(
        self, envelope: RequestEnvelope, turn: Turn, before: Person, answer: Answer
    ) -> Delivered | None:
        """Delete what is kept of the person, and say so; where that cannot be done now, say that."""
        try:
            left = self.records.forget(envelope, before, answer.person, turn.now)
        except StoreUnavailableError as error:
            log.loss(error)
            return respond(turn, close(turn, say("forget.not_now")))
        return replace(respond(turn, answer), person=left)

    def _turn(self, envelope: RequestEnvelope, person: Person) -> Turn:
        session, request, now = envelope.session, request_of(envelope), self.clock()
        opened = session is None or bool(session.new)
        memory = Memory() if opened else remembered(attributes_of(envelope).get("memory"))
        if not _fits(memory, self.library):
            memory = memory.of_another()
        another = spoken_by_another(envelope)
        if another:
            memory = memory.of_another(str(attributes_of(envelope).get(WHO)), person_of(envelope))
        language = self.library.language(request.locale)
        turn = Turn(
            library=self.library,
            language=language,
            person=person,
            memory=memory,
            sent=sent(request.timestamp.timestamp() if request.timestamp else None, now),
            now=now,
            new_session=opened or another,
            slots=slots.read(intent_of(envelope), language),
            device=identity.device_of(envelope),
            session=identity.session_of(envelope),
            skill=identity.skill_of(envelope),
            locale=request.locale or "",
            timing=self.timing,
            screen=screens.arrangements(envelope),
            pictures=self.pictures,
            resumed=connections.resumed(envelope),
            task=connections.task(envelope),
        )
        if not turn.new_session:
            return turn
        return turn.with_memory(long_away=turn.long_away, task=turn.task is not None)


def no_answer(handler_input: HandlerInput) -> Response:  # noqa: ARG001 - the SDK's signature
    """To a request that wants none."""
    return ResponseFactory().response


def _fits(memory: Memory, library: Library) -> bool:
    return memory.fits(library.exercises, library.routines, library.positions)
