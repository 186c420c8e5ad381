"""Named colours of the demo pictures, and how light changes them."""

Colour = tuple[int, int, int]

WHITE: Colour = (255, 252, 246)
SHADOW: Colour = (38, 30, 44)

COLOURS: dict[str, Colour] = {
    "cream": (240, 229, 208),
    "ivory": (246, 240, 228),
    "chalk": (233, 231, 226),
    "sand": (216, 196, 166),
    "oat": (222, 208, 184),
    "stone": (168, 160, 150),
    "ash": (121, 120, 122),
    "charcoal": (62, 62, 68),
    "ink": (40, 47, 62),
    "black": (44, 42, 44),
    "navy": (44, 62, 98),
    "denim": (76, 105, 145),
    "sky": (150, 187, 208),
    "ice": (203, 220, 225),
    "teal": (38, 110, 112),
    "celadon": (160, 190, 168),
    "mint": (181, 213, 193),
    "sage": (143, 160, 130),
    "moss": (101, 118, 70),
    "forest": (48, 84, 64),
    "leaf": (72, 128, 78),
    "olive": (118, 114, 62),
    "mustard": (214, 164, 60),
    "sun": (238, 190, 76),
    "ochre": (196, 140, 66),
    "amber": (205, 120, 44),
    "orange": (226, 120, 60),
    "coral": (230, 120, 98),
    "terracotta": (190, 98, 68),
    "rust": (156, 74, 48),
    "brick": (150, 66, 56),
    "red": (198, 60, 52),
    "wine": (112, 42, 58),
    "rose": (218, 154, 150),
    "blush": (234, 196, 184),
    "plum": (100, 66, 96),
    "lilac": (180, 164, 200),
    "cobalt": (44, 84, 166),
    "brass": (202, 160, 82),
    "gold": (222, 180, 92),
    "copper": (196, 116, 78),
    "silver": (196, 200, 204),
    "steel": (152, 160, 168),
    "iron": (76, 78, 84),
    "walnut": (110, 72, 48),
    "oak": (196, 156, 108),
    "birch": (226, 200, 160),
    "teak": (158, 102, 60),
    "cognac": (166, 92, 48),
    "tan": (198, 142, 92),
    "chestnut": (118, 64, 42),
    "espresso": (70, 48, 40),
}

# Wall above, wall at the horizon, table at the horizon, table in front.
BACKDROPS: dict[str, tuple[Colour, Colour, Colour, Colour]] = {
    "sand": ((226, 211, 188), (240, 229, 210), (221, 201, 172), (206, 182, 148)),
    "plaster": ((219, 214, 206), (237, 234, 228), (216, 209, 199), (197, 188, 176)),
    "sage": ((163, 177, 154), (192, 203, 181), (213, 205, 184), (194, 183, 158)),
    "clay": ((201, 139, 112), (219, 166, 140), (190, 124, 97), (166, 100, 76)),
    "blush": ((232, 198, 187), (243, 218, 208), (224, 186, 173), (206, 162, 148)),
    "fog": ((186, 196, 203), (212, 219, 223), (193, 198, 200), (170, 175, 178)),
    "sea": ((98, 146, 146), (138, 180, 175), (196, 199, 184), (172, 174, 158)),
    "ochre": ((219, 171, 92), (234, 195, 126), (211, 158, 82), (188, 132, 60)),
    "night": ((45, 52, 66), (70, 79, 95), (54, 56, 66), (38, 39, 48)),
    "moss": ((78, 92, 74), (108, 121, 98), (90, 84, 66), (66, 60, 48)),
    "wine": ((112, 58, 66), (142, 82, 86), (100, 54, 56), (76, 38, 42)),
    "lilac": ((190, 180, 204), (214, 206, 222), (196, 184, 196), (172, 158, 174)),
    "sky": ((158, 190, 208), (192, 214, 224), (220, 210, 192), (200, 186, 164)),
    "oak": ((225, 217, 204), (239, 233, 223), (204, 168, 122), (178, 138, 94)),
    "walnut": ((204, 198, 186), (224, 219, 208), (132, 92, 66), (100, 66, 46)),
    "ink": ((36, 58, 80), (60, 86, 108), (180, 168, 150), (152, 138, 120)),
}
SECOND_SET = {
    "sand": "fog",
    "plaster": "sage",
    "sage": "plaster",
    "clay": "sand",
    "blush": "plaster",
    "fog": "oak",
    "sea": "sand",
    "ochre": "plaster",
    "night": "walnut",
    "moss": "oak",
    "wine": "blush",
    "lilac": "fog",
    "sky": "sand",
    "oak": "sage",
    "walnut": "sand",
    "ink": "fog",
}


def colour(name: str) -> Colour:
    """The colour of that name."""
    return COLOURS[name]


def mix(first: Colour, second: Colour, part: float) -> Colour:
    """`part` of the second colour in the first (0 … 1)."""
    return tuple(round(a + (b - a) * part) for a, b in zip(first, second, strict=True))  # type: ignore[return-value]


def lit(base: Colour, tone: float) -> Colour:
    """The colour under that much light: 1 as it is, below 1 in shade, above 1 shining."""
    if tone <= 1:
        return mix(SHADOW, base, max(tone, 0.0) ** 0.85)
    return mix(base, WHITE, min(1.0, tone - 1))
