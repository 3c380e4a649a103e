# SPDX-License-Identifier: GPL-2.0-or-later
"""How well two colours can be told apart, by everybody.

Contrast is that of the Web Content Accessibility Guidelines 2.1. Distance is the Euclidean one in CIE L*a*b* (1976), where
2.3 is what a careful observer just notices. Colour blindness is simulated with the matrices of Machado, Oliveira and
Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009), severity 1.0.
"""

from __future__ import annotations

import math

# Red, green and blue from 0 to 1, as a screen takes them (sRGB).
Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

EYES: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
SRGB_TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE_POINT: Colour = (0.95047, 1.0, 1.08883)


def linear(colour: Colour) -> Colour:
    """Amounts of light."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return red, green, blue


def multiplied(matrix: Matrix, vector: Colour) -> Colour:
    first, second, third = (sum(a * b for a, b in zip(row, vector)) for row in matrix)
    return first, second, third


def contrast(one: Colour, other: Colour) -> float:
    """From 1, the same, to 21, black and white."""
    lightness = sorted(multiplied(SRGB_TO_XYZ, linear(colour))[1] for colour in (one, other))
    return (lightness[1] + 0.05) / (lightness[0] + 0.05)


def lab(light: Colour) -> Colour:
    def scaled(part: float) -> float:
        return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116

    x, y, z = (scaled(part / white) for part, white in zip(multiplied(SRGB_TO_XYZ, light), WHITE_POINT))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Colour, other: Colour, eyes: str) -> float:
    """How different they look to these eyes."""

    def seen(colour: Colour) -> Colour:
        red, green, blue = (min(1.0, max(0.0, part)) for part in multiplied(EYES[eyes], linear(colour)))
        return lab((red, green, blue))

    return math.dist(seen(one), seen(other))
