"""PostgreSQL, Valkey and the demo on this machine, for people who have installed neither.

For development, tests and the demo only. Nothing here imports Django: it runs
before the settings do.
"""
