"""Random damaged requests: what Alexa sends, mutated in every way that JSON, Unicode and XML allow."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from skill.content import load
from skill.dialogue.memory import Question
from skill.echo.signing import CHAIN_URL, ThrowawayChain
from skill.skill import INTENTS, REQUESTS
from skill.web.app import BODY_BYTES
from skill.web.request_verifier import CHAIN_URL_HEADER, SIGNATURE_HEADER
from tests.alexa_requests import SKILL_ID, Json, envelope, intent, iso, launch
from tests.envelopes import ENVELOPES

NOW = 1_795_330_800.0
"""When everything is sent, and the time of the receiver."""

ORDER = load().routines["back"].exercises
NAMES = sorted(INTENTS)
KINDS = sorted(REQUESTS)
SLOTS = ("exercise", "count", "length")

TEXTS = (
    '<audio src="https://evil.example/loud.mp3"/>', "</speak><speak>", "<break time='10s'/>", "]]>",
    "<![CDATA[", "&", "&lt;", "&#0;", "&#x1F600;", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<?xml?>", "a < b > c",
    "\"'`{}${}", "{name}", "{0.__class__}", "%s%n", "'; DROP TABLE people; --", "\x00", "\x1b[2J", "\ufffe",
    "\u202e", "\u2028", "e\u0301" * 50, "\U0001f9d8", "../../etc/passwd", "PT" + "9" * 400 + "H",
    "PT1e9S", "PT90S", "P1D", "1" * 5_000, "\u0663", "-1", "0", "7", "1e999", "NaN", "true", "null", "", " ",
    "?", "x" * 20_000, "SIMPLE", "__class__", "version", "person", "exercise", *ORDER, *Question,
)  # fmt: skip
NUMBERS = (
    0, -1, 1, 7, 40, 2**31, 2**53 + 1, -(2**63), 2**64, 10**400, -0.0, 0.5, 5e-324, 1e308, 1e999, -1e999,
    float("nan"), NOW, NOW * 1000,
)  # fmt: skip
CHARACTERS = "az AZ09<>&\"'/\\{}[]()%\x00\x07\x7f\x85\xa0\xe9\u0301\u200d\u2028\u4e2d\ufffd\U0001f9d8"
LATIN = [code for code in range(1, 256) if code not in b"\r\n"]
HALF_A_CHARACTER = "\ud83d"


class Chance(Random):
    """Generates random values and damage."""

    def one_in(self, many: int) -> bool:
        return self.randrange(many) == 0

    def text(self) -> str:
        if self.one_in(3):
            return "".join(self.choices(CHARACTERS, k=self.randrange(12)))
        return str(self.choice(TEXTS))

    def value(self, depth: int = 3) -> Any:
        """Any JSON value, and a few that JSON cannot express."""
        match self.randrange(8 if depth else 5):
            case 0:
                return self.choice((None, True, False, HALF_A_CHARACTER))
            case 1:
                return self.choice(NUMBERS)
            case 2 | 3 | 4:
                return self.text()
            case 5 | 6:
                return {self.text(): self.value(depth - 1) for _ in range(self.randrange(4))}
            case _:
                return [self.value(depth - 1) for _ in range(self.randrange(4))]

    def some(self, **members: Any) -> Json:
        """A random subset of these members."""
        return {name: value for name, value in members.items() if not self.one_in(3)}


def said(chance: Chance, attributes: Json) -> Json:
    """A random request in a session with these attributes, which are empty at first."""
    request = intent(chance.choice(NAMES), _slots(chance))
    if chance.one_in(8):
        request = launch() | {"type": chance.choice((*KINDS, chance.text()))}
    moment = NOW + chance.choice((0, 0, 20, 140, -140))
    return envelope(request, new=not attributes, timestamp=moment, attributes=attributes)


def written(seed: int) -> Json:
    """A plausible envelope for this skill, now, with random contents."""
    chance = Chance(seed)
    if chance.one_in(8):
        return _documented(chance.choice(list(ENVELOPES)))
    return said(chance, _attributes(chance))


def bent(seed: int, bends: int) -> bytes:
    """The same with that many members changed, removed, duplicated or moved."""
    envelope, chance = written(seed), Chance(seed + 1)
    for _ in range(bends):
        places = list(_places(envelope))
        if places:
            _bend(chance, *chance.choice(places))
    return json.dumps(envelope).encode()


def damaged(seed: int) -> bytes:
    """The same, damaged as bytes: wrong encoding, duplicates, nesting, excess length, holes."""
    envelope, chance = written(seed), Chance(seed + 1)
    text = json.dumps(envelope)
    match chance.randrange(6):
        case 0:
            encoding = chance.choice(("utf-16", "utf-32", "utf-8-sig", "utf-7", "utf-8"))
            return json.dumps(envelope, ensure_ascii=False).encode(encoding, "replace")
        case 1:
            name = chance.choice(("request", "session", "context", "version"))
            return f'{{"{name}":{json.dumps(chance.value())},{text[1:]}'.encode()
        case 2:
            return f'{{"session":{_nest(chance)},{text[1:]}'.encode()
        case 3:
            return f"{text[:-1]},{json.dumps(chance.text())}:{_nest(chance)}}}".encode()
        case 4:
            return text.encode().ljust(BODY_BYTES + chance.randrange(-1, 3))
        case _:
            return holed(chance, text.encode())


def http(seed: int, signer: ThrowawayChain) -> bytes:
    """A signed, complete HTTP request with damage in its head."""
    chance, body = Chance(seed), bent(seed, 0)
    lines = {"Host": "here", "Content-Length": str(len(body)), **signer.sign(body)}
    if chance.one_in(3):
        lines |= headers(seed)
    if chance.one_in(4):
        lines["Transfer-Encoding"] = chance.choice(("chunked", "identity", "gzip, chunked", "chunked, x"))
    told = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    method, path = (
        chance.choice(("POST", "post", "GET", "X" * 99)),
        chance.choice(("/alexa", "/", "*", "//x", "")),
    )
    head = f"{method} {path} HTTP/{chance.choice(('1.1', '1.1', '1.0', '2.0', '9.9', ''))}\r\n{told}\r\n"
    return (holed(chance, head.encode()) if chance.one_in(2) else head.encode()) + body


def headers(seed: int) -> dict[str, str]:
    """Headers without a valid signature: of any shape, or signed over something else."""
    chance = Chance(seed)
    signature = base64.b64encode(chance.randbytes(chance.choice((0, 1, 255, 256, 257)))).decode()
    another = chance.choice(("Content-Type", "Host", "Cookie", "Expect", "X-Forwarded-For", "Signature"))
    named = {
        CHAIN_URL_HEADER: chance.choice((CHAIN_URL, url(seed), _latin(chance))),
        SIGNATURE_HEADER: chance.choice((signature, _latin(chance))),
        another: _latin(chance),
    }
    return chance.some(**named)


def url(seed: int) -> str:
    """A chain URL, or an imitation of one."""
    chance = Chance(seed)

    def usually(usual: str, *others: str) -> str:
        return chance.choice(others) if chance.one_in(6) else usual

    path = "/".join(
        usually("a.pem", "..", ".", "", "%2e%2e", "echo.api", "x\\y", "a?b", "a#b", chance.text())
        for _ in range(chance.randrange(5))
    )
    return "".join((
        usually(chance.choice(("https", "HTTPS")), "http", "file", "", "https:https"), "://",
        usually("", "user@", "s3.amazonaws.com@", "user:@"),
        usually(chance.choice(("s3.amazonaws.com", "S3.AmazonAWS.com")), "evil.example", "s3.amazonaws.com."),
        usually("", ":443", ":0443", ":80", ":", ":99999"), "/", usually("echo.api/", "", "ECHO.API/"), path,
    ))  # fmt: skip


def pem(seed: int, ders: Sequence[bytes]) -> bytes:
    """The first two of these certificates, or any in any order, often damaged."""
    chance = Chance(seed)
    chosen = ders[:2] if chance.one_in(2) else chance.choices(ders, k=chance.randrange(6))
    inside = [holed(chance, der) if chance.one_in(4) else der for der in chosen]
    whole = b"".join(_certificate(der) for der in inside)
    return holed(chance, whole) if chance.one_in(3) else whole


def holed(chance: Chance, sound: bytes) -> bytes:
    """These bytes with up to three pieces replaced or removed."""
    for _ in range(chance.randrange(1, 4)):
        where = chance.randrange(len(sound) + 1)
        sound = sound[:where] + chance.randbytes(chance.randrange(4)) + sound[where + chance.randrange(4) :]
    return sound


def _documented(name: str) -> Json:
    """The named envelope as Amazon documents it, but sent now and to this skill."""
    changed: Json = copy.deepcopy(ENVELOPES[name])
    changed["request"]["timestamp"] = iso(NOW)
    for bearer in (changed.get("session"), changed["context"]["System"]):
        if bearer:
            bearer["application"] = {"applicationId": SKILL_ID}
    return changed


def _slots(chance: Chance) -> Json:
    """Slots with random names, values and resolved ids."""
    slots = {}
    for name in chance.sample((*SLOTS, chance.text()), chance.randrange(3)):
        meant = {"value": {"name": chance.text(), "id": chance.text()}}
        authority = {"authority": chance.text(), "status": {"code": "ER_SUCCESS_MATCH"}, "values": [meant]}
        resolutions = {"resolutionsPerAuthority": [authority]}
        slots[name] = chance.some(name=name, value=chance.text(), resolutions=resolutions)
    return slots


def _attributes(chance: Chance) -> Json:
    """Session attributes, not always ones that this skill would write."""
    place = [chance.randrange(4), chance.randrange(4), chance.randrange(3), chance.randrange(60)]
    routine, at = chance.choice(("back", "back", "gone")), chance.randrange(len(ORDER) + 1)
    workout = {"routine": routine, "exercises": ORDER, "place": place, "at": at}
    dose = {"reps": 9, "hold": chance.randrange(130)}
    aside = chance.some(exercise=chance.choice(ORDER), dose=dose, place=place)
    spoken = {"answered": chance.choice((NOW - 30, NOW, NOW + 86_400, 0.0, -1e300)), "lead": 4.5}
    person = chance.some(version=chance.choice(NUMBERS[:9]), workout=workout, aside=aside, spoken=spoken)
    memory = chance.some(asked=chance.choice(list(Question)), about=chance.text(), said=chance.text())
    return chance.some(person=person, memory=memory)


def _bend(chance: Chance, holder: Any, name: Any) -> None:
    match chance.randrange(5):
        case 0:
            del holder[name]
        case 1:
            holder[name] = [holder[name]]
        case 2:
            holder[name] = {chance.text(): holder[name]}
        case 3 if isinstance(holder, dict):
            holder[chance.text()] = copy.deepcopy(holder[name])
        case _:
            holder[name] = chance.value()


def _places(written: Any) -> Iterator[tuple[Any, Any]]:
    """Every position in a JSON value: its container and its key or index."""
    if isinstance(written, dict | list):
        for name, inner in list(written.items() if isinstance(written, dict) else enumerate(written)):
            yield written, name
            yield from _places(inner)


def _nest(chance: Chance) -> str:
    """A value nested too deeply for some parsers."""
    depth = chance.choice((10, 200, 900, 1_100, 30_000))
    opening, closing = chance.choice((("[", "]"), ('{"x":', "}")))
    return f"{opening * depth}1{closing * depth}"


def _latin(chance: Chance) -> str:
    """A header value as a server passes it on: no line breaks, one character per byte."""
    return "".join(map(chr, chance.choices(LATIN, k=chance.randrange(40))))


def _certificate(der: bytes) -> bytes:
    return b"-----BEGIN CERTIFICATE-----\n" + base64.encodebytes(der) + b"-----END CERTIFICATE-----\n"
