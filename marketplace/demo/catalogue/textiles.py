"""Blankets & textiles: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Heavy wool blanket, rust with cream stripes",
        seller="loom-north",
        price=13900,
        stock=5,
        condition="new",
        grams=1900,
        photos=4,
        picture=PictureSpec("textiles", "blanket", "rust", "cream", "sage", "stripes"),
        attributes={"Material": "100 % lambswool", "Size": "140 × 200 cm"},
        description=(
            "Woven in Jutland from lambswool that was never bleached. 140 by 200 cm and heavy in "
            "the right way. Softens over the first winter."
        ),
    ),
    Listing(
        "Navy check blanket, undyed wool",
        seller="loom-north",
        price=12600,
        stock=4,
        condition="new",
        grams=1800,
        photos=3,
        picture=PictureSpec("textiles", "blanket", "navy", "oat", "plaster", "check"),
        attributes={"Material": "100 % wool", "Size": "135 × 190 cm"},
        description=(
            "Two undyed greys and one navy, crossed. 135 by 190 cm, fringed by hand. Airing is "
            "enough; it rarely needs washing."
        ),
    ),
    Listing(
        "Linen hand towels, celadon, set of five",
        seller="loom-north",
        price=4800,
        stock=14,
        condition="new",
        grams=900,
        photos=3,
        picture=PictureSpec("textiles", "towels", "celadon", "ivory", "sand", "border"),
        attributes={"Material": "Linen", "Size": "50 × 70 cm"},
        description=(
            "Washed linen that dries a dish on the first day. Five towels of 50 by 70 cm, with a "
            "loop in the corner."
        ),
    ),
    Listing(
        "Mustard dot cushion with feather filling",
        seller="loom-north",
        price=5400,
        stock=8,
        condition="new",
        grams=1100,
        photos=3,
        picture=PictureSpec("textiles", "cushion", "mustard", "ink", "fog", "dots"),
        attributes={"Material": "Cotton, feather", "Size": "50 × 50 cm"},
        description=(
            "Block-printed by hand, so the dots wander a little. 50 by 50 cm, cotton canvas, "
            "with a filling of washed feathers and a hidden zip."
        ),
    ),
    Listing(
        "Patchwork cushion from old shirts",
        seller="loom-north",
        price=6200,
        stock=1,
        condition="handmade",
        grams=1000,
        photos=3,
        picture=PictureSpec("textiles", "cushion", "cream", "terracotta", "sea", "patchwork"),
        attributes={"Material": "Reclaimed cotton", "Size": "45 × 45 cm"},
        description=(
            "Seventy-two triangles that used to be shirts. 45 by 45 cm, backed in plain linen. "
            "One seam is mended by hand and stronger than the rest."
        ),
    ),
    Listing(
        "Kilim runner, brick and navy",
        seller="loom-north",
        price=24900,
        stock=1,
        condition="vintage",
        grams=4200,
        photos=4,
        picture=PictureSpec("textiles", "rug", "brick", "navy", "plaster", "kilim"),
        attributes={"Material": "Wool on cotton", "Size": "80 × 190 cm", "Age": "About 1975"},
        description=(
            "Flat-woven in the 1970s and walked on ever since. 80 by 190 cm, washed and moth- "
            "free. Two old repairs at one end, neatly done, shown in the last photo."
        ),
    ),
    Listing(
        "Herringbone wool rug, moss on cream",
        seller="loom-north",
        price=21900,
        stock=2,
        condition="new",
        grams=5200,
        photos=3,
        picture=PictureSpec("textiles", "rug", "cream", "moss", "sage", "herringbone"),
        attributes={"Material": "Wool, jute", "Size": "120 × 180 cm"},
        description=(
            "Quiet underfoot and louder up close. 120 by 180 cm, wool on a jute base, "
            "reversible. Lies flat after one night."
        ),
    ),
    Listing(
        "Forest check throw with fringe",
        seller="loom-north",
        price=7900,
        stock=6,
        condition="new",
        grams=950,
        photos=3,
        picture=PictureSpec("textiles", "hanging", "forest", "cream", "blush", "check"),
        attributes={"Material": "Merino, cotton", "Size": "130 × 170 cm"},
        description=(
            "For the arm of a sofa and the end of an evening. Merino with a little cotton, 130 "
            "by 170 cm, machine wash at thirty."
        ),
    ),
    Listing(
        "Striped silk-wool scarf, lilac and plum",
        seller="loom-north",
        price=5900,
        stock=7,
        condition="new",
        grams=160,
        photos=3,
        picture=PictureSpec("textiles", "hanging", "lilac", "plum", "sand", "stripes", seed=1),
        attributes={"Material": "70 % wool, 30 % silk", "Size": "60 × 190 cm"},
        description=(
            "Warm without weight. 60 by 190 cm, woven narrow on a loom older than my mother. The "
            "fringe is twisted by hand."
        ),
    ),
    Listing(
        "Plant-dyed wool, three balls, rose to teal",
        seller="loom-north",
        price=3600,
        stock=10,
        condition="handmade",
        grams=320,
        photos=3,
        picture=PictureSpec("textiles", "yarn", "rose", "teal", "oak"),
        attributes={"Material": "Wool", "Weight": "3 × 100 g", "Needles": "4 mm"},
        description=(
            "Madder, woad, and the pot in between. Three balls of 100 g, sport weight, one dye "
            "lot. Rinse once before knitting something white."
        ),
    ),
    Listing(
        "Summer towels, coral and cream, set of five",
        seller="loom-north",
        price=4400,
        stock=9,
        condition="new",
        grams=850,
        photos=2,
        picture=PictureSpec("textiles", "towels", "coral", "cream", "sky", "stripes"),
        attributes={"Material": "Cotton", "Size": "50 × 100 cm"},
        description=(
            "Thin, quick and cheerful. Five cotton towels of 50 by 100 cm, striped along the "
            "long side. They fade kindly."
        ),
    ),
    Listing(
        "Wedding-ring patchwork throw, 1950s",
        seller="night-market-finds",
        price=9800,
        stock=1,
        condition="vintage",
        grams=1500,
        photos=4,
        picture=PictureSpec("textiles", "hanging", "rose", "sage", "plaster", "patchwork"),
        attributes={"Material": "Cotton", "Size": "150 × 180 cm"},
        description=(
            "Somebody's evenings, about 1955. 150 by 180 cm, soft as a handkerchief. Faded along "
            "one fold and a tea stain the size of a coin, both photographed."
        ),
    ),
]
