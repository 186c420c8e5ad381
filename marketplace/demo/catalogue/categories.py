"""The shelves of the demo shop."""

from .entries import Category

CATEGORIES = [
    Category(
        "lamps",
        "Lamps & light",
        "Reading light, mood light, and the light you leave on for somebody.",
    ),
    Category(
        "ceramics",
        "Ceramics",
        "Thrown, glazed and fired by people whose hands you can still see in it.",
    ),
    Category(
        "textiles",
        "Blankets & textiles",
        "Wool, linen and cotton for beds, floors, windows and shoulders.",
    ),
    Category("books", "Books & prints", "Old and new paper, bound, boxed or framed."),
    Category("cameras", "Cameras & optics", "Serviced, tested and honest about every scratch."),
    Category(
        "electronics",
        "Keys, sound & play",
        "Keyboards, radios and players, repaired rather than replaced.",
    ),
    Category("plants", "Plants", "Rooted, potted and packed so that they arrive upright."),
    Category(
        "furniture", "Furniture", "Chairs, shelves and tables that have a second life in them."
    ),
    Category("toys", "Toys", "Wood, tin and mohair, for children and former children."),
    Category(
        "jewellery", "Watches & jewellery", "Small things that tick, catch the light or both."
    ),
    Category("bags", "Bags & leather", "Cut, stitched and waxed to be carried for years."),
    Category("kitchen", "Kitchen", "Blades, pans and pots that earn their place on the hook."),
]
