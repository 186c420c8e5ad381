"""Furniture: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Oak dining chair with forest wool seat",
        seller="oak-and-after",
        price=16900,
        stock=4,
        condition="used",
        grams=5200,
        photos=4,
        picture=PictureSpec("furniture", "chair", "oak", "forest", "blush"),
        attributes={
            "Material": "Oak, wool",
            "Seat": "45 cm high",
            "Restored": "Reglued, re-covered",
        },
        description=(
            "Danish, about 1965, reglued at every joint and covered again in forest wool. Seat "
            "45 cm high. Four of them; they match, with the small differences of a family."
        ),
    ),
    Listing(
        "Ladder-back chair, dark ash",
        seller="oak-and-after",
        price=11900,
        stock=2,
        condition="vintage",
        grams=4400,
        photos=3,
        picture=PictureSpec("furniture", "chair", "espresso", "oat", "sage", seed=1),
        attributes={"Material": "Ash, linen", "Seat": "44 cm high"},
        description=(
            "Light to lift and hard to tip. Ash stained dark, linen seat pad, 44 cm high. Wear "
            "on the front rail where sixty years of heels have rested."
        ),
    ),
    Listing(
        "Three-legged birch stool",
        seller="oak-and-after",
        price=5900,
        stock=9,
        condition="handmade",
        grams=2700,
        photos=3,
        picture=PictureSpec("furniture", "stool", "birch", "red", "sky"),
        attributes={"Material": "Birch", "Height": "45 cm"},
        description=(
            "Three legs never wobble. Turned from birch that fell in the next valley, soap "
            "finish, a red rail for your feet. 45 cm tall, seat 32 cm."
        ),
    ),
    Listing(
        "Round side table, walnut on brass",
        seller="oak-and-after",
        price=18900,
        stock=2,
        condition="new",
        grams=7400,
        photos=3,
        picture=PictureSpec("furniture", "table", "walnut", "brass", "plaster", seed=1),
        attributes={"Material": "Walnut, brass", "Size": "48 × 52 cm"},
        description=(
            "A walnut top of 48 cm on a turned brass column. Takes a lamp, a glass and a book "
            "with room to spare. Screws together in a minute."
        ),
    ),
    Listing(
        "Petrol armchair with mustard cushion",
        seller="oak-and-after",
        price=64900,
        stock=1,
        condition="vintage",
        grams=21000,
        photos=4,
        picture=PictureSpec("furniture", "armchair", "teal", "mustard", "sand"),
        attributes={
            "Material": "Wool, beech",
            "Width": "82 cm",
            "Restored": "New webbing and foam",
        },
        description=(
            "The one everybody ends up in. New webbing, new foam, petrol wool at 100,000 rubs. "
            "82 cm wide, so measure your door; ours was tight."
        ),
    ),
    Listing(
        "Teak sideboard with slatted doors, 1962",
        seller="oak-and-after",
        price=89000,
        stock=1,
        condition="vintage",
        grams=38000,
        photos=4,
        picture=PictureSpec("furniture", "sideboard", "teak", "cream", "sage", "slats"),
        attributes={"Material": "Teak", "Size": "165 × 78 × 44 cm", "Year": "1962"},
        description=(
            "Sliding slatted doors that still whisper. 165 cm long, three drawers, adjustable "
            "shelves. Top sanded and oiled; a faint ring remains near the left edge, in the last "
            "photo."
        ),
    ),
    Listing(
        "Open shelf, oak and black steel",
        seller="oak-and-after",
        price=34900,
        stock=2,
        condition="new",
        grams=17500,
        photos=3,
        picture=PictureSpec("furniture", "shelf", "oak", "iron", "clay"),
        attributes={"Material": "Oak, steel", "Size": "90 × 150 × 32 cm"},
        description=(
            "Four oak boards in a frame that touches the wall at two points. 150 cm tall, "
            "carries 25 kg a board. Comes flat with two good screws for the wall."
        ),
    ),
    Listing(
        "Walnut bench with cognac leather seat",
        seller="oak-and-after",
        price=42900,
        stock=1,
        condition="handmade",
        grams=12500,
        photos=3,
        picture=PictureSpec("furniture", "bench", "walnut", "cognac", "fog"),
        attributes={"Material": "Walnut, leather", "Size": "120 × 44 × 36 cm"},
        description=(
            "For shoes in the morning and guests in the evening. 120 cm, solid walnut, "
            "channelled leather that will darken. One knot on the underside, filled."
        ),
    ),
    Listing(
        "Arched standing mirror, brass frame",
        seller="oak-and-after",
        price=27900,
        stock=3,
        condition="new",
        grams=14000,
        photos=3,
        picture=PictureSpec("furniture", "mirror", "brass", "cream", "lilac"),
        attributes={"Material": "Brass, glass", "Size": "70 × 165 cm"},
        description=(
            "Shows all of you and a little of the window. Brushed brass, 70 by 165 cm, with felt "
            "feet and a wall anchor. Travels in a wooden frame."
        ),
    ),
    Listing(
        "Plum reading chair, blush seat",
        seller="oak-and-after",
        price=52900,
        stock=1,
        condition="used",
        grams=19500,
        photos=3,
        picture=PictureSpec("furniture", "armchair", "plum", "blush", "plaster", seed=1),
        attributes={"Material": "Velvet, beech", "Width": "80 cm"},
        description=(
            "Re-covered in plum velvet by our upholsterer Grethe. Deep enough for legs folded "
            "under. The back right foot is a replacement, oak instead of beech."
        ),
    ),
    Listing(
        "Pine toolmaker's shelf, painted frame",
        seller="oak-and-after",
        price=21900,
        stock=1,
        condition="vintage",
        grams=15200,
        photos=3,
        picture=PictureSpec("furniture", "shelf", "birch", "red", "sea", seed=2),
        attributes={"Material": "Pine, steel", "Size": "85 × 145 × 30 cm"},
        description=(
            "Held chisels in Odense for forty years. Boards planed once, drill marks left where "
            "they were. Red frame repainted; stands straight on a straight floor."
        ),
    ),
    Listing(
        "Little red stool, paint worn off",
        seller="night-market-finds",
        price=2900,
        stock=1,
        condition="used",
        grams=2400,
        photos=3,
        picture=PictureSpec("furniture", "stool", "red", "birch", "oak", seed=1),
        attributes={"Material": "Beech", "Height": "42 cm"},
        description=(
            "Somebody painted it red, somebody sat the red away. Firm, 42 cm high, one leg "
            "reglued. Good for plants, children and changing bulbs."
        ),
    ),
]
