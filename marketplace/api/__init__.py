"""The same stories for programs: /api/v1/, tokens, problem+json, stored idempotency keys."""
