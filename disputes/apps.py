from django.apps import AppConfig


class DisputesConfig(AppConfig):
    """When the two do not agree."""

    name = "disputes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from disputes import registered

        registered.stories()
