"""The shelves of the demo shop."""

from .entries import Category

WIDE = [
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

PARTS = [
    Category("table-lamps", "Table lamps", "", "lamps", ("column", "mushroom", "globe", "swing")),
    Category("hanging-lamps", "Hanging & floor lamps", "", "lamps", ("pendant", "tripod", "lantern")),
    Category("tableware", "Cups, bowls & plates", "", "ceramics",
             ("mugs", "tea_bowl", "bowl", "plates", "teapot")),
    Category("vases", "Vases & pitchers", "", "ceramics", ("vase", "pitcher", "bottles")),
    Category("blankets", "Blankets & cushions", "", "textiles", ("blanket", "cushion")),
    Category("rugs", "Rugs & hangings", "", "textiles", ("rug", "hanging")),
    Category("towels", "Towels & yarn", "", "textiles", ("towels", "yarn")),
    Category("reading", "Books", "", "books", ("standing", "stack", "row", "open")),
    Category("prints", "Prints & maps", "", "books", ("framed", "atlas")),
    Category("film-cameras", "Cameras", "", "cameras",
             ("slr", "rangefinder", "twin_lens", "instant", "movie")),
    Category("lenses", "Lenses & binoculars", "", "cameras", ("lens", "binoculars")),
    Category("sound", "Radios & sound", "", "electronics",
             ("radio", "speaker", "cassette", "headphones", "turntable")),
    Category("keyboards", "Keyboards & games", "", "electronics", ("keyboard", "synth", "handheld")),
    Category("leafy-plants", "Leafy plants", "", "plants",
             ("monstera", "swords", "trailing", "rubber", "pilea", "tree", "fern")),
    Category("cacti", "Cacti & succulents", "", "plants", ("cactus", "succulents")),
    Category("seats", "Chairs & benches", "", "furniture", ("chair", "stool", "armchair", "bench")),
    Category("tables", "Tables & shelves", "", "furniture", ("table", "shelf", "sideboard", "mirror")),
    Category("wheels", "Cars, trains & boats", "", "toys", ("car", "train", "boat", "duck")),
    Category("playroom", "Blocks & bears", "", "toys", ("blocks", "stacker", "bear", "robot")),
    Category("watches", "Watches", "", "jewellery", ("watch", "pocket_watch")),
    Category("rings", "Rings, chains & earrings", "", "jewellery",
             ("ring", "earrings", "necklace", "bracelet", "brooch")),
    Category("handbags", "Bags & backpacks", "", "bags",
             ("tote", "satchel", "backpack", "crossbody", "duffel")),
    Category("small-leather", "Wallets & belts", "", "bags", ("wallet", "belt")),
    Category("pots", "Pots, pans & kettles", "", "kitchen", ("pan", "casserole", "kettle", "moka")),
    Category("tools", "Knives & boards", "", "kitchen", ("knife", "mill", "boards", "mortar")),
]  # fmt: skip

CATEGORIES = [*WIDE, *PARTS]
_SHELVES = {(part.wide, shape): part.slug for part in PARTS for shape in part.shapes}


def shelf_of(family: str, shape: str) -> str:
    """The part of a wide shelf on which things of that shape stand."""
    return _SHELVES[family, shape]
