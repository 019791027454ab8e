"""Draw the skill's two icons for the store: a spine of seven parts, one for each exercise, on a disc."""

import math
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "interaction_model" / "assets" / "images"
SIZES = {"smallIcon": 108, "largeIcon": 512}
"""As the store wants them (Alexa Skills Kit, "Define skill store details"); it shows them as discs."""
LOCALES = ["en-US", "en-GB", "en-AU", "en-CA", "en-IN"]
"""Each has files of its own, named as ask-cli names them; the picture is the same."""

Colour = tuple[int, int, int]

NIGHT, SAND, SUN = (17, 66, 82), (250, 240, 221), (243, 156, 78)
PARTS = 7
BRIGHT = 4
"""The part, from above, where most backs ache."""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, size in SIZES.items():
        picture = png(size, b"".join(row(size, number) for number in range(size)))
        for locale in LOCALES:
            (FOLDER / f"{locale}_{name}.png").write_bytes(picture)


def row(size: int, number: int) -> bytes:
    """One row of pixels, four bytes each: red, green, blue, opacity."""
    return b"".join(
        bytes(pixel((column + 0.5) / size, (number + 0.5) / size, size)) for column in range(size)
    )


def pixel(x: float, y: float, size: int) -> tuple[int, int, int, int]:
    """The colour and opacity at a place in the unit square."""
    colour = NIGHT
    for part, away in enumerate(distances(x, y)):
        colour = mixed(colour, SUN if part == BRIGHT else SAND, covered(away, size))
    return (*colour, round(255 * covered(math.hypot(x - 0.5, y - 0.5) - 0.5, size)))


def distances(x: float, y: float) -> Iterator[float]:
    """How far each part's edge is from a place; less than nothing inside it.

    A part is a line with round ends, across a spine that sways to one side and then to the other.
    """
    for part in range(PARTS):
        down = part / (PARTS - 1)
        sway, slope = math.sin(2 * math.pi * down), math.cos(2 * math.pi * down)
        middle_x, middle_y = 0.5 + 0.04 * sway, 0.19 + 0.62 * down
        reach, tilt = 0.08 + 0.07 * down, 0.13 * slope
        along = (x - middle_x) * math.cos(tilt) - (y - middle_y) * math.sin(tilt)
        across = (x - middle_x) * math.sin(tilt) + (y - middle_y) * math.cos(tilt)
        yield math.hypot(max(abs(along) - reach, 0.0), across) - 0.034


def covered(away: float, size: int) -> float:
    """How much of a pixel lies within an edge that is so far from its middle."""
    return min(max(0.5 - away * size, 0.0), 1.0)


def mixed(under: Colour, over: Colour, share: float) -> Colour:
    red, green, blue = (round(low + (high - low) * share) for low, high in zip(under, over, strict=True))
    return red, green, blue


def png(size: int, pixels: bytes) -> bytes:
    """The picture as a file (W3C, Portable Network Graphics)."""
    lines = b"".join(b"\0" + pixels[at : at + 4 * size] for at in range(0, len(pixels), 4 * size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, content) for kind, content in chunks)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    main()
