"""Four kinds of page, five runs each, the median of each score against what it must reach."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests import chromium
from tests.lighthouse.addresses import Visit, visits

HERE = Path(__file__).parent
TOOLS = HERE.parents[1] / ".tools" / "lighthouse"
RUNS = int(os.environ.get("RUNS", "5"))
LEAST = 95
TRIES = 3  # a browser that falls over says nothing about the page
SCORES = ("performance", "accessibility", "best-practices", "seo")
PUBLIC_ONLY = {"seo"}
# Chromium's own calls home have nothing to do with our pages, and no answer here.
FLAGS = "--headless=new --no-sandbox --disable-quic --disable-background-networking"


def main(base: str) -> int:
    """Prints every median; 1 if one is too low."""
    install()
    low = [line for visit in visits(base) for line in measured(visit)]
    print("\n".join(["", *low]) if low else "\nAll are high enough.")
    return 1 if low else 0


def install() -> None:
    """The one version that package.json names, into a folder that git ignores."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package.json").read_text()
    kept = TOOLS / "package.json"
    if not kept.exists() or kept.read_text() != wanted:
        (TOOLS / "package-lock.json").unlink(missing_ok=True)
        kept.write_text(wanted)
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=TOOLS, check=True
        )


def measured(visit: Visit) -> list[str]:
    """What is too low on that page."""
    runs = [run(visit) for _ in range(RUNS)]
    low = []
    for score in SCORES:
        if score in PUBLIC_ONLY and not visit.public:
            continue
        value = median(each["categories"][score]["score"] * 100 for each in runs)
        print(f"lighthouse_{visit.name}_{score.replace('-', '_')} {value:.0f}", flush=True)
        if value < LEAST:
            low.append(f"{visit.name}: {score} is {value:.0f}, not {LEAST}. {_why(runs[0], score)}")
    for audit, unit in (("largest-contentful-paint", 1000), ("cumulative-layout-shift", 1)):
        value = median(each["audits"][audit]["numericValue"] / unit for each in runs)
        print(f"lighthouse_{visit.name}_{audit.replace('-', '_')} {value:.3f}", flush=True)
    return low


def run(visit: Visit) -> dict[str, dict[str, dict[str, float]]]:
    """One report, of a phone on a slow network."""
    command = [str(TOOLS / "node_modules" / ".bin" / "lighthouse"), visit.address]
    command += ["--output=json", "--quiet", f"--chrome-flags={FLAGS}"]
    command += [f"--only-categories={','.join(SCORES)}"]
    if visit.cookie:
        command.append(f"--extra-headers={json.dumps({'Cookie': visit.cookie})}")
    env = {**os.environ, "CHROME_PATH": str(chromium.find())}
    for _ in range(TRIES):
        done = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
        if done.returncode == 0:
            return json.loads(done.stdout)
    raise SystemExit(f"Lighthouse could not look at {visit.address}:\n{done.stderr}")


def _why(report: dict, score: str) -> str:
    """The audits that cost something."""
    refs = report["categories"][score]["auditRefs"]
    failed = [ref["id"] for ref in refs if ref["weight"] and (_score(report, ref["id"]) or 1) < 0.9]
    return "Look at: " + ", ".join(failed)


def _score(report: dict, audit: str) -> float | None:
    value = report["audits"][audit]["score"]
    return 0.001 if value == 0 else value


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/")))
