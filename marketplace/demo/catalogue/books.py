"""Books & prints: what the demo shop has of them."""

from ..pictures.spec import PictureSpec
from .entries import Listing

LISTINGS = [
    Listing(
        "Field Guide to Small Suns, first edition",
        seller="second-chapter",
        price=3900,
        stock=1,
        condition="vintage",
        grams=620,
        photos=4,
        picture=PictureSpec("books", "standing", "teal", "sun", "blush", "art"),
        attributes={"Format": "Hardback, 17 × 24 cm", "Pages": "212", "Year": "1968"},
        description=(
            "A strange and lovely book about garden flowers, with forty colour plates. Cloth is "
            "bright, corners lightly bumped. A previous owner pressed one marigold at page 88; "
            "it stays with the book."
        ),
    ),
    Listing(
        "The Barley Year, cloth-bound, letterpress",
        seller="second-chapter",
        price=2800,
        stock=6,
        condition="new",
        grams=540,
        photos=3,
        picture=PictureSpec("books", "standing", "wine", "gold", "sage", seed=4),
        attributes={"Format": "Hardback, 14 × 21 cm", "Pages": "164"},
        description=(
            "Twelve essays, one for each month on a farm by the Douro. Printed letterpress on "
            "cotton paper and bound in wine cloth. New, from the printer's own shelf."
        ),
    ),
    Listing(
        "Five design annuals, 1971 to 1975",
        seller="second-chapter",
        price=7600,
        stock=1,
        condition="vintage",
        grams=4300,
        photos=3,
        picture=PictureSpec("books", "stack", "coral", "navy", "sand", "art", seed=2),
        attributes={"Format": "Paperback, 21 × 28 cm", "Volumes": "5"},
        description=(
            "Five years when everybody discovered orange. Spines sunned, pages clean, one cover "
            "creased. Heavy, so they travel in a box of their own."
        ),
    ),
    Listing(
        "Collected sea stories, seven green volumes",
        seller="second-chapter",
        price=11800,
        stock=1,
        condition="vintage",
        grams=5200,
        photos=4,
        picture=PictureSpec("books", "row", "forest", "gold", "walnut", "set"),
        attributes={"Format": "Hardback, 12 × 19 cm", "Volumes": "7", "Year": "1931"},
        description=(
            "Seven volumes in forest cloth with gilt lines, all present and all by the same "
            "binder. Light foxing on the endpapers. They look like a small hedge on a shelf."
        ),
    ),
    Listing(
        "A shelf metre of paperbacks, reader's choice",
        seller="second-chapter",
        price=2400,
        stock=8,
        condition="used",
        grams=3900,
        photos=2,
        picture=PictureSpec("books", "row", "rust", "sky", "fog", "mixed", seed=2),
        attributes={"Format": "Paperback", "Books": "about 40"},
        description=(
            "Tell me three books you loved and I fill a box to match. About forty paperbacks in "
            "reading condition. No crime unless you ask for crime."
        ),
    ),
    Listing(
        "Atlas of Hills, illustrated, open-flat binding",
        seller="second-chapter",
        price=4600,
        stock=5,
        condition="new",
        grams=1350,
        photos=3,
        picture=PictureSpec("books", "open", "navy", "coral", "oak", "art", seed=1),
        attributes={"Format": "Hardback, 24 × 30 cm", "Pages": "140"},
        description=(
            "Every hill within a day's walk of Porto, painted rather than mapped. Opens flat on "
            "a table without a fight. 140 pages, thread-sewn."
        ),
    ),
    Listing(
        "Night-sky atlas with pocket companion",
        seller="second-chapter",
        price=5800,
        stock=2,
        condition="used",
        grams=1900,
        photos=3,
        picture=PictureSpec("books", "atlas", "ink", "mustard", "clay", "art", seed=5),
        attributes={"Format": "Hardback, 28 × 36 cm", "Pages": "188", "Year": "1984"},
        description=(
            "A large atlas for the table and a small one for the coat. Dust jacket missing, "
            "otherwise tight and clean. The star positions are for 1984; most stars have not "
            "noticed."
        ),
    ),
    Listing(
        "Framed print, Blocks and Arc, oak frame",
        seller="second-chapter",
        price=8900,
        stock=7,
        condition="new",
        grams=2100,
        photos=3,
        picture=PictureSpec("books", "framed", "cream", "terracotta", "sage", "oak", seed=3),
        attributes={"Technique": "Screen print", "Size": "40 × 50 cm framed", "Edition": "150"},
        description=(
            "Four colours pulled by hand in Porto, edition of 150, numbered in pencil on the "
            "back. Framed in oak behind glass, 40 by 50 cm, ready to hang."
        ),
    ),
    Listing(
        "Framed print, Eleven Waves, dark frame",
        seller="second-chapter",
        price=9400,
        stock=5,
        condition="new",
        grams=2300,
        photos=3,
        picture=PictureSpec("books", "framed", "ice", "cobalt", "ochre", "dark", seed=2),
        attributes={"Technique": "Risograph", "Size": "50 × 40 cm framed", "Edition": "200"},
        description=(
            "Two blues and a good deal of patience. Risograph on 240 g paper, so your fingers "
            "may find a trace of soy ink at the edge. Dark-stained frame, real glass."
        ),
    ),
    Listing(
        "Linen sketchbooks, stack of five",
        seller="second-chapter",
        price=3200,
        stock=15,
        condition="new",
        grams=1500,
        photos=3,
        picture=PictureSpec("books", "stack", "sage", "mustard", "plaster", seed=5),
        attributes={"Paper": "150 g, cream", "Pages": "96 each"},
        description=(
            "Five sizes, one paper: cream, 150 g, friendly to ink and light washes. Linen covers "
            "that get better with coffee rings."
        ),
    ),
    Listing(
        "Botanical plates, unbound folio",
        seller="second-chapter",
        price=6700,
        stock=2,
        condition="vintage",
        grams=1700,
        photos=3,
        picture=PictureSpec("books", "open", "forest", "leaf", "blush", "art", seed=4),
        attributes={"Format": "Loose folio, 30 × 40 cm", "Plates": "24", "Year": "1956"},
        description=(
            "Twenty-four plates in a board folder, printed in 1956 for a school that never "
            "collected them. Clean margins, faint smell of cupboard. Good enough to frame, "
            "better kept together."
        ),
    ),
    Listing(
        "Moon Calendar, hardback notebook",
        seller="second-chapter",
        price=1450,
        stock=30,
        condition="new",
        grams=410,
        photos=2,
        picture=PictureSpec("books", "standing", "ink", "lilac", "lilac", "art", seed=5),
        attributes={"Pages": "144, dotted", "Format": "15 × 21 cm"},
        description=(
            "A notebook for people who begin on Thursdays. 144 dotted pages, lies flat, a ribbon "
            "and an elastic. New, printed with vegetable inks."
        ),
    ),
]
