from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate


class DisputesConfig(AppConfig):
    """When the two do not agree."""

    name = "disputes"
    default = True
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from disputes import registered
        from marketplace import staff_roles

        registered.stories()
        # The last of our apps: every permission is there.
        post_migrate.connect(staff_roles.write_roles, sender=self)


class StaffSiteConfig(admin_apps.AdminConfig):
    """Django's admin, with our own first page and door."""

    default = False
    default_site = "disputes.staff_site.StaffSite"
