"""The admin's page of people: kept by superusers, looked at by other staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from escrow.browsing import LooksUp, Rows
from marketplace import locked_out
from marketplace.models import SavedAddress, User
from marketplace.staff_roles import roles_of
from marketplace.views.answers import told

if TYPE_CHECKING:
    CreationForm = AdminUserCreationForm[User]
    ChangeForm = UserChangeForm[User]
    PeopleAdmin = UserAdmin[User]
else:
    CreationForm, ChangeForm, PeopleAdmin = AdminUserCreationForm, UserChangeForm, UserAdmin


WHEN = ["last_login", "date_joined", "leaving_at", "left_at"]
GUEST = ["guest_email", "kept_by"]


class NewPerson(CreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class Person(ChangeForm):
    class Meta:
        model = User
        fields = "__all__"


class ReasonForm(ActionForm):
    """The reason stands beside the button."""

    reason = forms.CharField(label=_("Why"), required=False, max_length=300)


class AddressRows(Rows):
    model = SavedAddress
    fields = ["name", "street", "postcode", "city", "country", "is_usual"]
    show_change_link = False


@admin.register(User)
class PersonAdmin(LooksUp, PeopleAdmin):
    """Only superusers change people; nobody deletes them: their orders remain."""

    form, add_form = Person, NewPerson
    list_display = ["email", "name", "country", "is_staff", "is_active", "date_joined"]
    list_filter = ["is_staff"]
    search_fields = ["email__lower", "guest_email__lower", "name__lower__startswith"]
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        (_("Where they are"), {"fields": ["language", "time_zone", "country", "currency"]}),
        (
            _("What they may do"),
            {"fields": ["is_active", "is_staff", "is_superuser", "roles", "suspension"]},
        ),
        (_("When"), {"fields": [*WHEN]}),
        (_("Bought as a guest"), {"fields": [*GUEST]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})
    ]
    readonly_fields = ["is_staff", "roles", "suspension", *WHEN, *GUEST]
    action_form = ReasonForm
    actions = ["take_off_second_step"]

    @admin.action(
        description=_("Take off the second step, with the reason"), permissions=["change"]
    )
    def take_off_second_step(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        """Whoever lost phone and recovery codes, after we have made sure who writes."""
        reason = request.POST.get("reason", "").strip()
        for person in chosen:
            with told(request, _("Taken off, and %(name)s is told.") % {"name": person}):
                locked_out.take_off_second_step(person, by=cast(User, request.user), reason=reason)

    @admin.display(description=_("roles"))
    def roles(self, person: User) -> SafeString:
        """A role is given on a page of its own, with the reason."""
        where = reverse("admin:staff_member_roles", args=[person.pk])
        named = ", ".join(str(role.title) for role in roles_of(person)) or _("None")
        return format_html('{} · <a href="{}">{}</a>', named, where, _("Roles"))

    @admin.display(description=_("suspended"))
    def suspension(self, person: User) -> SafeString:
        where = reverse("admin:sellers_sanction_suspension", args=[person.pk])
        return format_html('<a href="{}">{}</a>', where, _("See, suspend or take back"))

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Somebody new has no addresses yet."""
        return [AddressRows] if obj else []

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
