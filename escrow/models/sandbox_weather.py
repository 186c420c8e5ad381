from django.db import models


class SandboxWeather(models.Model):
    """What goes wrong on the imaginary provider's line, as somebody has set it on its page."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    holds_messages = models.BooleanField(default=False)
    calls_to_lose = models.PositiveSmallIntegerField(default=0)
    answers_to_lose = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.calls_to_lose} calls, {self.answers_to_lose} answers"
