"""Lighthouse on the running demo: python -m tests.lighthouse http://127.0.0.1:8000."""
