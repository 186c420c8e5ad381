"""What buyers write, by the number of stars they gave."""

REVIEWS: dict[int, list[str]] = {
    5: [
        "Even better than in the photos, and packed like an egg.",
        "Arrived a day early. I keep finding reasons to walk past it.",
        "Exactly as described, including the small scratch. That honesty is why I will be back.",
        "A note in the parcel, by hand, with how to look after it. Who still does that?",
        "Bought as a present, ordered a second one the same evening for myself.",
        "Lovely weight, lovely colour. My daughter has already asked to inherit it.",
        "I asked three questions before buying and got three patient answers.",
        "The box survived a courier who clearly did not like it. Inside: perfect.",
        "You can see that somebody made this, and that they took their time.",
        "It makes the rest of the room look as if it should try harder.",
        "Works like new. The list of what was repaired was a nice touch.",
        "Third order from this shop, third time happy.",
        "The photos are true. Not a shade off.",
        "Quick, friendly, wrapped in tissue and newspaper. No plastic at all.",
        "I was nervous about buying this unseen. I need not have been.",
        "Smaller than I imagined, and just right for it.",
    ],
    4: [
        "Very happy with it. The delivery took two days longer than promised.",
        "Beautiful piece. One star off because the instructions were only in one language.",
        "Just as described. I would have liked a photo of the underside.",
        "Good quality, honest price. The colour is a little warmer than on my screen.",
        "Does what it should and looks good doing it.",
        "Well packed, fast answer to my question. Slight smell at first, gone after a week.",
        "Solid and well made. The box was a bit large for what was in it.",
        "Nearly perfect: a small mark I did not see in the pictures, not worth a complaint.",
        "My second choice of colour, and I have grown to prefer it.",
        "Good seller. The parcel went to a neighbour, which was not their fault.",
        "Lovely, though heavier than I had pictured. Read the measurements, people.",
        "Everything fine. I only wish there were a matching one.",
    ],
    3: [
        "It is all right. The finish on the back is rougher than on the front.",
        "Nice thing, slow post. I had to ask twice where it was.",
        "As described, but I expected more for the price.",
        "One part was loose on arrival. The seller told me how to fix it, and it holds.",
        "The colour is not quite the one in the photo. I kept it anyway.",
        "Good idea, average workmanship. Friendly contact.",
        "Came late for the birthday. The thing itself is fine.",
    ],
    2: [
        "Arrived with a chip. I got part of the money back, but I had wanted the whole thing.",
        "Much smaller than it looks. The size is in the text, so that one is on me, partly.",
        "It stopped working after a week. The refund was quick, I will give them that.",
        "Two weeks without a word, then a parcel with hardly any padding.",
        "The description said like new. I would say well used.",
    ],
}

# What shops write of buyers, with the stars.
OF_BUYERS: list[tuple[int, str]] = [
    (5, "Paid at once, wrote a kind word. Gladly again."),
    (5, "Clear questions, quick confirmation. Thank you."),
    (5, ""),
    (5, "A pleasure. The piece has gone to a good home."),
    (4, "All fine; it took a few days until it was fetched from the counter."),
    (5, "Friendly and patient when the post was slow."),
    (3, "Asked for a second parcel and then for the first one again. We got there."),
]
# What shops answer: to praise, and to what was not all praise.
ANSWERS: dict[bool, list[str]] = {
    False: [
        "Thank you! It took three evenings to finish, so this is good to read.",
        "So glad it arrived whole. Enjoy it.",
    ],
    True: [
        "You are right about the padding. We have changed the box since.",
        "Thank you for saying it. The size stands in the text now, in the first line.",
        "I am sorry that it came late; the counter was closed. I should have written to you.",
        "If you send me a photo, I will see what I can do about the finish.",
    ],
}
