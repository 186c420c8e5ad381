"""Opening an account and signing in: what the visitor had in the cart comes along."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse

from marketplace import carts, countries, currency_choice, demo_post
from marketplace.middleware import told_zone
from marketplace.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def post_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse:
        """Somebody has signed in, or up."""
        carts.take_over(request, user)
        answer: HttpResponse = super().post_login(request, user, **how)
        return answer

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A new person: their name, and the hour and language of their browser."""
        user.name = form.cleaned_data.get("name", "")
        user.time_zone = told_zone(request) or user.time_zone
        user.language = getattr(request, "LANGUAGE_CODE", user.language)
        user.country = countries.of(request)
        user.currency = currency_choice.of(request)
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def render_mail(self, *about: Any, **how: Any) -> EmailMessage:
        message: EmailMessage = super().render_mail(*about, **how)
        demo_post.keep(message)
        return message
