"""A stub of espeak-ng: a tone for each text, with known samples.

Like espeak-ng, it adds silence before the first word and after the last, omits a break before the first word,
and writes a header without a valid length.
"""

from __future__ import annotations

import os
import re
import struct
import sys

RATE = 22_050
LOUD = 5000
OPTIONS = ["-v", "en-us", "-s", "165", "-m", "--stdin", "--stdout"]
PIECE = re.compile(r'([^<>]*)(?:<break time="(\d+)ms"/>)?')
UNKNOWN = 0x7FFFF000
"""Bytes, in the header of a stream."""


def main() -> None:
    """`LETTER` is the seconds per letter; `LOG` is a file that gets every text, one per line."""
    assert sys.argv[1:] == OPTIONS, sys.argv
    said = sys.stdin.read()
    with open(os.environ["LOG"], "a") as log:
        log.write(f"{said}\n")
    sound = [0] * 300
    for text, pause in PIECE.findall(said.removeprefix("<speak>").removesuffix("</speak>")):
        sound += [LOUD] * round(len(text) * float(os.environ["LETTER"]) * RATE)
        sound += [0] * (round(int(pause or 0) * RATE / 1000) if any(sound) else 0)
    sound += [0] * round(0.3 * RATE)
    header = (b"RIFF", UNKNOWN + 36, b"WAVEfmt ", 16, 1, 1, RATE, RATE * 2, 2, 16, b"data", UNKNOWN)
    sys.stdout.buffer.write(struct.pack(f"<4sI8sIHHIIHH4sI{len(sound)}h", *header, *sound))


if __name__ == "__main__":
    main()
