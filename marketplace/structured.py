"""What a page tells machines (schema.org): a thing and its offer, a shop, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from escrow.money import Money
from marketplace.abroad import absolute
from marketplace.assurance import Assurance
from marketplace.models import Listing, Variant
from sellers.models import Seller
from sellers.models.seller import ReturnPostage

CONTEXT = "https://schema.org"
CONDITIONS = {
    Listing.Condition.NEW: "NewCondition",
    Listing.Condition.HANDMADE: "NewCondition",
    Listing.Condition.USED: "UsedCondition",
    Listing.Condition.VINTAGE: "UsedCondition",
}
Data = dict[str, Any]


def site() -> Data:
    """The shop as a whole, and how it is searched."""
    search = absolute(reverse("search")) + "?q={words}"
    action = {"@type": "SearchAction", "target": search, "query-input": "required name=words"}
    return _whole("WebSite", name="Holdfast", url=absolute("/"), potentialAction=action)


def crumbs(steps: list[tuple[str, str]], here: str) -> Data:
    """From wide to narrow; `here` is the address of the step that has none."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(address or here)}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return _whole("BreadcrumbList", itemListElement=items)


def product(listing: Listing, assurance: Assurance, seller: Mapping[str, Any]) -> Data:
    """The thing, and the offer of its seller to the reader's country."""
    photos = [absolute(photo.full_url) for photo in listing.photos.all()]
    return _whole(
        "Product",
        name=listing.title,
        description=listing.description[:5000],
        url=absolute(listing.get_absolute_url()),
        sku=str(listing.pk),
        category=listing.category.name,
        image=photos or None,
        offers=_offers(listing, assurance, seller),
    )


def shop(seller: Mapping[str, Any], address: str) -> Data:
    return {"@context": CONTEXT, **_shop(seller, address)}


def _offers(listing: Listing, assurance: Assurance, seller: Mapping[str, Any]) -> Data:
    """The offer; several variants at several prices are offers under one roof."""
    shared = _terms(listing, assurance, seller)
    if not listing.options:
        return {"@type": "Offer", **_priced(listing.price, listing.is_for_sale()), **shared}
    prices = [variant.price for variant in listing.offered]
    return {
        "@type": "AggregateOffer",
        "lowPrice": f"{min(prices).decimal:f}",
        "highPrice": f"{max(prices).decimal:f}",
        "priceCurrency": listing.currency,
        "offerCount": len(prices),
        "offers": [_variant(variant) | shared for variant in listing.offered],
    }


def _variant(variant: Variant) -> Data:
    return {
        "@type": "Offer",
        "name": variant.title,
        "sku": str(variant.pk),
        **_priced(variant.price, variant.is_for_sale()),
    }


def _priced(price: Money, is_there: bool) -> Data:
    return {
        "price": f"{price.decimal:f}",
        "priceCurrency": price.currency,
        "availability": f"{CONTEXT}/{'InStock' if is_there else 'OutOfStock'}",
    }


def _terms(listing: Listing, assurance: Assurance, seller: Mapping[str, Any]) -> Data:
    """What is the same for every variant."""
    return {
        "url": absolute(listing.get_absolute_url()),
        "itemCondition": f"{CONTEXT}/{CONDITIONS[Listing.Condition(listing.condition)]}",
        "seller": _shop(seller, listing.seller.get_absolute_url()),
        "hasMerchantReturnPolicy": _returns(listing, assurance),
        **({"shippingDetails": _shipping(listing, assurance)} if assurance.lane else {}),
    }


def _shop(seller: Mapping[str, Any], address: str) -> Data:
    """What buyers said is said of the seller, not of the thing."""
    made = {"@type": "Organization", "name": seller["name"], "url": absolute(address)}
    if not seller["rating_count"]:
        return made
    rating = {
        "@type": "AggregateRating",
        "ratingValue": f"{seller['rating']:.1f}",
        "bestRating": "5",
        "ratingCount": seller["rating_count"],
    }
    return {**made, "aggregateRating": rating}


def _returns(listing: Listing, assurance: Assurance) -> Data:
    days = listing.seller.return_days
    kind = "MerchantReturnFiniteReturnWindow" if days else "MerchantReturnNotPermitted"
    made = {
        "@type": "MerchantReturnPolicy",
        "applicableCountry": assurance.country,
        "returnPolicyCategory": f"{CONTEXT}/{kind}",
    }
    window = {
        "merchantReturnDays": days,
        "returnFees": f"{CONTEXT}/{_fees(listing.seller)}",
    }
    return {**made, **(window if days else {})}


def _fees(seller: Seller) -> str:
    is_free = seller.return_postage == ReturnPostage.SELLER
    return "FreeReturn" if is_free else "ReturnFeesCustomerResponsibility"


def _shipping(listing: Listing, assurance: Assurance) -> Data:
    lane = assurance.lane
    assert lane is not None
    return {
        "@type": "OfferShippingDetails",
        "shippingRate": {
            "@type": "MonetaryAmount",
            "value": f"{lane.price.decimal:f}",
            "currency": lane.currency,
        },
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": assurance.country},
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "handlingTime": _days(0, listing.seller.handling_days),
            "transitTime": _days(lane.days_min, lane.days_max),
        },
    }


def _days(least: int, most: int) -> Data:
    return {"@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitCode": "DAY"}


def _whole(kind: str, **facts: Any) -> Data:
    said = {name: fact for name, fact in facts.items() if fact is not None}
    return {"@context": CONTEXT, "@type": kind, **said}
