"""Toys: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Wooden racer with driver, signal red",
        seller="little-sawmill",
        price=2900,
        stock=14,
        condition="handmade",
        grams=520,
        photos=3,
        picture=PictureSpec("toys", "car", "red", "espresso", "sky"),
        attributes={"Material": "Beech, birch", "Length": "22 cm", "Age": "From 18 months"},
        description=(
            "Goes straight, goes far, survives stairs. Beech body, 22 cm, painted with saliva- "
            "proof colour. The driver is glued in; several have tried."
        ),
    ),
    Listing(
        "Engine and wagon with three marbles",
        seller="little-sawmill",
        price=4600,
        stock=8,
        condition="handmade",
        grams=980,
        photos=4,
        picture=PictureSpec("toys", "train", "forest", "red", "sand"),
        attributes={"Material": "Beech, birch", "Length": "34 cm", "Age": "From 2 years"},
        description=(
            "A forest-green engine pulling three painted balls. 34 cm together, magnets sealed "
            "inside the wood. Fits the usual wooden tracks."
        ),
    ),
    Listing(
        "Building blocks with arch and roof, 26 pieces",
        seller="little-sawmill",
        price=3900,
        stock=11,
        condition="handmade",
        grams=2100,
        photos=3,
        picture=PictureSpec("toys", "blocks", "cobalt", "red", "ochre"),
        attributes={"Material": "Beech", "Pieces": "26", "Age": "From 1 year"},
        description=(
            "Cut so exactly that they stand eleven high. 26 pieces in a cotton bag, edges "
            "rounded by hand, colours mixed in our kitchen."
        ),
    ),
    Listing(
        "Stacking rings, soft colours",
        seller="little-sawmill",
        price=2400,
        stock=18,
        condition="handmade",
        grams=640,
        photos=3,
        picture=PictureSpec("toys", "stacker", "lilac", "rose", "sage"),
        attributes={"Material": "Birch", "Height": "24 cm", "Age": "From 10 months"},
        description=(
            "Six rings, one ball, a hundred mistakes. 24 cm, peg rounded for small faces. Wipe "
            "with a damp cloth."
        ),
    ),
    Listing(
        "Mohair bear with teal scarf",
        seller="little-sawmill",
        price=5800,
        stock=5,
        condition="handmade",
        grams=430,
        photos=4,
        picture=PictureSpec("toys", "bear", "ochre", "teal", "blush"),
        attributes={"Material": "Mohair, cotton", "Height": "32 cm", "Age": "From 3 years"},
        description=(
            "Jointed arms, embroidered nose, a scarf knitted by Aunt Halina. 32 cm sitting up. "
            "Every one turns out slightly more thoughtful than the last."
        ),
    ),
    Listing(
        "Tin robot, grey and red, 1970s",
        seller="night-market-finds",
        price=6900,
        stock=1,
        condition="vintage",
        grams=610,
        photos=4,
        picture=PictureSpec("toys", "robot", "steel", "red", "sea"),
        attributes={"Material": "Tin", "Height": "24 cm", "State": "Walks, one lamp out"},
        description=(
            "Walks, stops, looks around, walks again. 24 cm, tin, spring motor strong. One of "
            "the three chest lamps is out and the key is a replacement. For grown-up shelves."
        ),
    ),
    Listing(
        "Sailing boat that really sails",
        seller="little-sawmill",
        price=3400,
        stock=7,
        condition="handmade",
        grams=390,
        photos=3,
        picture=PictureSpec("toys", "boat", "navy", "coral", "fog"),
        attributes={"Material": "Pine, cotton", "Length": "28 cm", "Age": "From 4 years"},
        description=(
            "Weighted keel, cotton sails, tested in the Baltic at the end of our road. 28 cm "
            "long. Rinse after salt water and hang to dry."
        ),
    ),
    Listing(
        "Pull-along duck, yellow",
        seller="little-sawmill",
        price=2600,
        stock=16,
        condition="handmade",
        grams=560,
        photos=3,
        picture=PictureSpec("toys", "duck", "sun", "teal", "lilac"),
        attributes={"Material": "Birch", "Length": "19 cm", "Age": "From 1 year"},
        description=(
            "Wobbles exactly as much as it should. 19 cm, rubber on the wheels for quiet "
            "mornings, a cord with no knot a child could swallow."
        ),
    ),
    Listing(
        "Racer, ivory with teal wheels",
        seller="little-sawmill",
        price=2900,
        stock=9,
        condition="handmade",
        grams=520,
        photos=2,
        picture=PictureSpec("toys", "car", "ivory", "teal", "clay", seed=1),
        attributes={"Material": "Beech, birch", "Length": "22 cm", "Age": "From 18 months"},
        description="The red one's calmer cousin. Same beech, same 22 cm, same stubborn driver.",
    ),
    Listing(
        "Night train, navy and sun",
        seller="little-sawmill",
        price=4600,
        stock=6,
        condition="handmade",
        grams=980,
        photos=3,
        picture=PictureSpec("toys", "train", "navy", "sun", "blush", seed=1),
        attributes={"Material": "Beech, birch", "Length": "34 cm", "Age": "From 2 years"},
        description=(
            "Leaves every evening at bedtime. Navy engine with a sun-yellow wagon, 34 cm, three "
            "balls that can be lost and ordered again."
        ),
    ),
    Listing(
        "Small grey bear with rose scarf",
        seller="little-sawmill",
        price=4900,
        stock=4,
        condition="handmade",
        grams=380,
        photos=3,
        picture=PictureSpec("toys", "bear", "stone", "rose", "fog", seed=1),
        attributes={"Material": "Mohair, cotton", "Height": "28 cm", "Age": "From 3 years"},
        description=(
            "For people who prefer grey days. 28 cm, mohair, stuffed with wool so it warms up in "
            "your arms."
        ),
    ),
    Listing(
        "Stacking rings, sea colours",
        seller="little-sawmill",
        price=2400,
        stock=13,
        condition="handmade",
        grams=640,
        photos=2,
        picture=PictureSpec("toys", "stacker", "navy", "mint", "sand", seed=1),
        attributes={"Material": "Birch", "Height": "24 cm", "Age": "From 10 months"},
        description=(
            "Deep water at the bottom, foam on top. Six rings, 24 cm, oiled and painted where it "
            "helps."
        ),
    ),
]
