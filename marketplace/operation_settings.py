"""How the shop is run and looked after, from the environment: docs/operating.md."""

from __future__ import annotations

from marketplace.environment import env

# -- When /readyz turns red ------------------------------------------------------------

HOLDFAST_PROBE_SECONDS = env.float("HOLDFAST_PROBE_SECONDS", default=3.0)
HOLDFAST_READY_OVERDUE_SECONDS = env.int("HOLDFAST_READY_OVERDUE_SECONDS", default=300)
HOLDFAST_READY_UNSENT_SECONDS = env.int("HOLDFAST_READY_UNSENT_SECONDS", default=900)
HOLDFAST_READY_HEARTBEAT_SECONDS = env.int("HOLDFAST_READY_HEARTBEAT_SECONDS", default=120)
HOLDFAST_READY_DIFFERENCES = env.int("HOLDFAST_READY_DIFFERENCES", default=0)
HOLDFAST_BOOKS_EVERY_SECONDS = env.int("HOLDFAST_BOOKS_EVERY_SECONDS", default=21_600)
HOLDFAST_READY_BOOKS_SECONDS = env.int("HOLDFAST_READY_BOOKS_SECONDS", default=50_400)

# -- Who may read /metrics ---------------------------------------------------------------

HOLDFAST_METRICS_TOKEN = env.str("HOLDFAST_METRICS_TOKEN", default="")
HOLDFAST_METRICS_NETWORKS = env.list(
    "HOLDFAST_METRICS_NETWORKS", default=["127.0.0.0/8", "::1/128"]
)
HOLDFAST_METRICS_SECONDS = 10.0

# -- How private files are sent ------------------------------------------------------------

# The proxy is deploy/nginx.conf, or reads X-Accel-Redirect in the same way.
HOLDFAST_ACCEL = env.bool("HOLDFAST_ACCEL", default=False)

# -- Who is told of faults -----------------------------------------------------------------

SENTRY_DSN = env.str("SENTRY_DSN", default="")
SENTRY_ENVIRONMENT = env.str("SENTRY_ENVIRONMENT", default="production")
OTEL_EXPORTER_OTLP_ENDPOINT = env.str("OTEL_EXPORTER_OTLP_ENDPOINT", default="")

# -- A copy of the database that only reads ------------------------------------------------

HOLDFAST_REPLICA_BEHIND_SECONDS = env.int("HOLDFAST_REPLICA_BEHIND_SECONDS", default=10)
HOLDFAST_REPLICA_STICKY_SECONDS = env.int("HOLDFAST_REPLICA_STICKY_SECONDS", default=15)
