from django.db import models


class Heartbeat(models.Model):
    """When somebody who works by the clock was last heard of: the clock itself, each kind of worker."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
