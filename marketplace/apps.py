from django.apps import AppConfig


class MarketplaceConfig(AppConfig):
    """Listings, carts, orders, parcels: what is bought and how it gets there."""

    name = "marketplace"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.core.cache import caches
        from django.utils.connection import ConnectionProxy
        from rest_framework.throttling import SimpleRateThrottle

        from marketplace import (  # noqa: F401
            celery,
            checks,
            checks_bank_transfer,
            checks_operation,
            checks_paypal,
            checks_search,
            checks_stripe,
            registered,
            reporting_faults,
        )

        registered.stories()
        reporting_faults.begin()
        # A throttle that cannot count lets people in.
        SimpleRateThrottle.cache = ConnectionProxy(caches, "forgiving")  # type: ignore[assignment]
