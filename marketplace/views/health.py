"""Whether this process can do its work, and whether the shop keeps its promises."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from marketplace import readiness

# What a balancer, who asks every few seconds, is also told.
SHOWN = ("deadlines", "notices", "reports")
NOT_KEPT = {"Cache-Control": "no-store"}


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """For balancers: red only where this process can serve nobody. The figures go along."""
    found = {cause.name: cause for cause in readiness.causes(SHOWN)}
    healthy = all(found[name].ok for name in ("database", "broker", "cache"))
    return JsonResponse(
        {
            "healthy": healthy,
            "database": found["database"].ok,
            "redis": found["broker"].ok and found["cache"].ok,
            "oldest_overdue_seconds": found["deadlines"].figure,
            "oldest_unsent_notice_seconds": found["notices"].figure,
            "report_differences": found["reports"].figure,
        },
        status=200 if healthy else 503,
        headers=NOT_KEPT,
    )


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """For whoever is called at night: red for every cause that a person has to look at."""
    found = list(readiness.causes())
    ready = all(cause.ok for cause in found)
    causes = {
        cause.name: {"ok": cause.ok, "sentence": cause.sentence, "figure": cause.figure}
        for cause in found
    }
    return JsonResponse(
        {"ready": ready, "causes": causes}, status=200 if ready else 503, headers=NOT_KEPT
    )
