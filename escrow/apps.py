from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EscrowConfig(AppConfig):
    """Other people's money, and the time it is held."""

    name = "escrow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from escrow import policy, registered, roles

        registered.stories()
        post_migrate.connect(policy.write_default, sender=self)
        post_migrate.connect(roles.grant_after_migrate, sender=self)
