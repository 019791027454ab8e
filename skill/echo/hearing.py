"""What an Echo makes of an utterance: a launch, an intent with its slots, or the end of the session."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import Literal, TypeAlias

from hassil import recognize_all
from hassil.models import MatchEntity

from skill.echo import samples, slots
from skill.echo.clauses import EASED, FELT, Clauses, Words, first_words
from skill.echo.evidence import Evidence
from skill.echo.framing import Framing, alternatives
from skill.echo.grammar import Grammar, Json, Understood, best
from skill.echo.intent_groups import ALARMS, HEALTH
from skill.echo.near_misses import Near, NearMisses
from skill.echo.samples import Samples
from skill.echo.told import Told
from skill.echo.trouble import Trouble

FALLBACK = Understood("AMAZON.FallbackIntent")
CONDITION = "ConditionIntent"
"""The intent that an illness nobody knows is, and whatever happened to somebody long ago."""

OTHER_IN_DANGER = "OtherInDangerIntent"
"""The intent of whoever calls for help for somebody else."""

EXERCISE = "EXERCISE"
"""The slot type of the exercises."""

ALMOST = 0.8
"""Likeness up to which other evidence comes before a near sample."""

LONGEST_NAME = 3
"""Words in the longest name of a condition that nobody knows."""

Wordings: TypeAlias = list[str]
"""The same utterance in other words, the fullest first."""

_NOT_IN_A_WORD = re.compile(r"[^\w\s'-]+")
_AGAIN_AND_AGAIN = re.compile(r"\b(\w+(?: \w+)?)(?: \1\b)+")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the Echo does about an utterance: open the skill, send it an intent, or end its session."""

    kind: Literal["launch", "intent", "exit"]
    intent: str = ""
    slots: dict[str, Json] = field(default_factory=dict)
    """All slots of the intent by name, as Alexa's JSON has them; an unfilled one is there without a value."""


class Hearing:
    """An ear for one skill, made once from its interaction model (the document that ask-cli uploads)."""

    def __init__(self, model: Json) -> None:
        language = language_file("builtin_utterances.toml") | language_file("likeness.toml")
        language_model = model["interactionModel"]["languageModel"]
        intents = language_model["intents"]
        grammar = Grammar(language_model.get("types", []), language, language_model["invocationName"])
        said = samples.of_model(intents, language["intents"])
        types = {
            intent["name"]: {slot["name"]: slot["type"] for slot in intent.get("slots", [])}
            for intent in intents
        }
        self._slot_types = types
        self._samples = Samples(said, types, grammar, language["small_words"], language["vague_numbers"])
        self._said, self._grammar, self._language = said, grammar, language
        self._told = Told(language)
        self._trouble = Trouble(grammar, language)
        self._having = re.compile(rf"(?:{alternatives(language['having'])}) ((?:\S+ ?){{1,{LONGEST_NAME}}})")
        self._launch = grammar.compile({"launch": language["launch"]})
        self._one_shot = grammar.compile({"one shot": language["one_shot"]})
        self._exit = frozenset(language["exit"])
        self._fillers = _any_of(language["fillers"])
        self._hedges = _any_of(language["hedges"])
        self._padding = _any_of(language["padding"])
        self._around = _around(language["openers"], language["tags"])
        self._corrections = _any_of(language["corrections"])
        self._framing = Framing(language)
        self._spellings = {_any_of([said]): written for said, written in language["spellings"].items()}

    @cached_property
    def _near_misses(self) -> NearMisses:
        """Made when first needed: it takes a second, and most of what is said is a sample to the letter."""
        return NearMisses(self._said, self._slot_types, self._grammar, self._language)

    @cached_property
    def _clauses(self) -> Clauses:
        language = self._language
        return Clauses(
            words=Words.of(language),
            lean=lambda part: self._wordings(part)[-1],
            exactly=self._sample_in,
            first=first_words(self._said).difference(language["adverbial"], language["inside"]),
            nearest=self._near_misses.nearest,
            telling=self._near_misses.telling,
            is_painful=self._near_misses.is_painful,
        )

    @cached_property
    def _evidence(self) -> Evidence:
        return Evidence(self._near_misses, self._slot_types)

    def prepared(self) -> Hearing:
        """With all that is else made when first needed, so that nobody waits for it in mid-count."""
        _ = self._clauses, self._evidence
        return self

    def understand(self, utterance: str, *, in_session: bool) -> Heard:
        """What is sent to the skill.

        In a session the skill's own samples come before what an Echo understands by itself, so "start my back
        routine" is an intent there and a launch elsewhere. Out of a session whatever is no launch is taken as
        said to the skill, with or without "ask my back routine to": to a stand-in Echo one only talks about
        this one skill, where a real one would try all the others.
        """
        wordings = self._wordings(utterance)
        if not self._exit.isdisjoint([wordings[0], self._fluent(wordings[0])]):
            return Heard("exit")
        sample = _first(self._samples.exactly, wordings) if in_session else None
        if sample is None and any(best(wording, self._launch) for wording in wordings):
            return Heard("launch")
        return self._heard(sample or self._asked_at_once(wordings) or self._meant(wordings) or FALLBACK)

    def _wordings(self, utterance: str) -> Wordings:
        """The utterance as an Echo writes it, and with less and less of what it does not mind."""
        text = " ".join(_NOT_IN_A_WORD.sub(" ", utterance.casefold().replace("’", "'")).split())
        for said, written in self._spellings.items():
            text = said.sub(written, text)
        fluent = self._fluent(text)
        plain = " ".join(self._hedges.sub(" ", fluent).split()) or fluent
        bare = self._around.sub("", plain) or plain
        lean = " ".join(self._padding.sub(" ", bare).split()) or bare
        once = _AGAIN_AND_AGAIN.sub(r"\1", lean)
        return list(dict.fromkeys([text, fluent, bare, once] if fluent else [text, *text.split()]))

    def _fluent(self, text: str) -> str:
        return " ".join(self._fillers.sub(" ", text).split())

    def _cut(self, text: str) -> str:
        """The utterance with a comma in place of what an Echo does not mind."""
        return " ".join(self._fillers.sub(" , ", self._hedges.sub(" , ", text)).split())

    def _asked_at_once(self, wordings: Wordings) -> Understood | None:
        """The intent inside "ask my back routine to count ten reps"."""
        frames = (result for wording in wordings for result in recognize_all(wording, self._one_shot))
        requests = (frame.entities["request"].text for frame in frames)
        return next(filter(None, (self._meant(self._wordings(request)) for request in requests)), None)

    def _meant(self, wordings: Wordings) -> Understood | None:
        """A sample to the letter, else a guess; an alarm only of what happens now."""
        if exact := _first(self._samples.exactly, wordings):
            return exact
        behind = map(self._sample_in, self._framing.behind_opening(wordings[0]))
        if wish := next(filter(None, behind), None):
            return wish
        *_, corrected = self._corrections.split(wordings[0])
        if corrected != wordings[0] and (instead := self._meant(self._wordings(corrected))):
            return instead
        beside = self._framing.beside_call(wordings[0])
        if beside and (other := self._meant(self._wordings(beside))) and other.intent == OTHER_IN_DANGER:
            return other
        told = self._framing.before_doubt(wordings[0])
        if told and (felt := self._meant(self._wordings(told))) and felt.intent in HEALTH:
            return felt
        meant = self._guessed(wordings) or self._unknown_condition(wordings)
        now = self._told.now(wordings[0])
        if meant is None or meant.intent not in ALARMS | {CONDITION} or now == wordings[0]:
            return meant
        of_now = self._meant(self._wordings(now)) if now else None
        if of_now and of_now.intent in EASED:  # "I had a stroke last year, but I'm fine now"
            of_now = None
        if meant.intent == CONDITION:  # "I fainted last week, and now I feel faint"
            return of_now if of_now and of_now.intent in FELT else meant
        return of_now or (Understood(CONDITION) if self._told.of_oneself(wordings[0]) else None)

    def _unknown_condition(self, wordings: Wordings) -> Understood | None:
        """ "I have a lipoma": a name that no sample knows may be a condition's."""
        said = next(filter(None, map(self._having.fullmatch, wordings)), None)
        if said is None or not self._near_misses.is_new(said[1]):
            return None
        return Understood(CONDITION, (MatchEntity("condition", said[1], said[1], is_wildcard=True),))

    def _guessed(self, wordings: Wordings) -> Understood | None:
        """What is meant by what is no sample to the letter."""
        if stroke := self._trouble.stroke(wordings[0]):
            return stroke
        stranger = _first(self._samples.about_a_stranger, wordings)
        if stranger and stranger.intent not in HEALTH and self._near_misses.is_painful(wordings[0]):
            stranger = None  # "do my aching shin" is no exercise, "my aura hurts" is a pain
        near = self._near(wordings)
        if near and stranger and not self._explains(near, stranger):
            near = None
        if near and (near.likeness > ALMOST or near.understood.intent in HEALTH):
            return near.understood
        if stranger and not near:
            return stranger
        clause = self._clauses.wish(self._cut(wordings[0]))
        weighed = self._evidence.weigh(wordings[-1], near, clause)
        return weighed or self._trouble.said(wordings[0])

    def _near(self, wordings: Wordings) -> Near | None:
        fluent = [wording for wording in wordings if wording == self._fluent(wording)]
        nears = filter(None, map(self._near_misses.nearest, fluent))
        return max(nears, key=lambda near: near.likeness, default=None)

    def _sample_in(self, part: str) -> Understood | None:
        return _first(self._samples.exactly, self._wordings(part))

    def _explains(self, near: Near, stranger: Understood) -> bool:
        """Whether what is near leaves nothing of the name that nobody knows: "give me | forty seconds"."""
        types = self._slot_types.get(stranger.intent, {})
        same = near.understood.intent == stranger.intent
        return near.likeness == 1 or all(
            self._near_misses.explains(near, value.text, in_full=same and types.get(value.name) == EXERCISE)
            for value in stranger.found
        )

    def _heard(self, understood: Understood) -> Heard:
        types = self._slot_types.get(understood.intent, {})
        filled = {name: slots.read(name, type_name, understood.found) for name, type_name in types.items()}
        return Heard("intent", understood.intent, filled)


def language_file(name: str) -> Json:
    """One of the files that tell how English is heard."""
    return tomllib.loads(files("skill.echo").joinpath(name).read_text("utf-8"))


def _first(understand: Callable[[str], Understood | None], wordings: Wordings) -> Understood | None:
    return next(filter(None, map(understand, wordings)), None)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{alternatives(phrases)})(?![\w'-])")


def _around(openers: Iterable[str], tags: Iterable[str]) -> re.Pattern[str]:
    """What a sentence may begin with, and end with, and be the same."""
    first, last = ("|".join(map(re.escape, phrases)) for phrases in (openers, tags))
    return re.compile(rf"^(?:(?:{first}) )+(?=\S)|(?<=\S)(?: (?:{last}))+$")
