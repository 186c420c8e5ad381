"""Where every setting comes from: the environment, with `.env` beside manage.py read once."""

from pathlib import Path

import environ

env = environ.FileAwareEnv()
env.read_env(Path(__file__).resolve().parents[1] / ".env")
