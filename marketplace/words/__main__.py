"""python -m marketplace.words collect [language ...] | compile"""

import sys

from marketplace.words import catalogue


def collect(languages: list[str]) -> None:
    for language in languages or catalogue.languages():
        lacking = catalogue.missing(catalogue.write(language))
        print(f"{language}: {len(lacking)} not translated yet")


def main(what: str = "", *languages: str) -> None:
    if what == "collect":
        collect(list(languages))
    elif what != "compile":
        raise SystemExit(__doc__)
    catalogue.compile_all()


if __name__ == "__main__":
    main(*sys.argv[1:])
