# The shop: web, workers, beat and migrations are commands of one image. docs/deploying.md
# Images are not built by our tests; `make compose-test` runs every command with the real programs.
FROM python:3.11-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements/production.txt /tmp/production.txt
RUN /venv/bin/pip install --require-hashes -r /tmp/production.txt

FROM python:3.11-slim-bookworm AS shop
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin holdfast \
    && mkdir -p /srv/static /srv/media /srv/private /state /metrics \
    && chown holdfast:holdfast /srv/static /srv/media /srv/private /state /metrics \
    && chmod 0700 /srv/private /state
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
COPY --from=packages /venv /venv
WORKDIR /app
COPY manage.py ./
COPY escrow escrow
COPY sellers sellers
COPY marketplace marketplace
COPY disputes disputes
COPY templates templates
COPY static static
COPY locale locale
COPY deploy/healthcheck.py deploy/healthcheck.py
RUN python -m marketplace.words compile && python -m compileall -q escrow sellers marketplace disputes
USER holdfast
EXPOSE 8000

# PostgreSQL's connections, shared: only with the profile `pgbouncer`.
FROM debian:bookworm-slim AS pgbouncer
RUN apt-get update && apt-get install -y --no-install-recommends pgbouncer && rm -rf /var/lib/apt/lists/*
USER postgres
