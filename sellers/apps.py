from django.apps import AppConfig


class SellersConfig(AppConfig):
    """Who sells, and how well."""

    name = "sellers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sellers import registered

        registered.stories()
