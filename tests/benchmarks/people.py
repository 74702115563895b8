"""Import a company of 20,000 people, again, and with a change to everyone; then ask the directory for some of them."""

import csv
import json
import resource
from pathlib import Path

PEOPLE, DIVISIONS, TEAMS, SITES, TEAM_OF = 20_000, 8, 50, 60, 10
SKILLS = [f"skill {number}" for number in range(400)]
LANGUAGES = ["en", "fr", "de", "sv", "pt"]


def write_file(path, *, job="Engineer"):
    """Write the file of an HR system, each person below one who stands further up."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(
            [
                "matricule",
                "courriel",
                "prénom",
                "nom",
                "poste",
                "unité",
                "responsable",
                "site",
                "langues",
                "compétences",
            ]
        )
        for number in range(PEOPLE):
            division, team = number % DIVISIONS, number % TEAMS
            lines.writerow(
                [
                    *(
                        number,
                        f"p{number}@example.org",
                        f"First{number % 900}",
                        f"Last{number}",
                        f"{job} {number % 40}",
                    ),
                    f"Company > Division {division} > Team {division}-{team}",
                    number // TEAM_OF if number else "",
                    f"Site {number % SITES}",
                    f"en|{LANGUAGES[number % len(LANGUAGES)]}",
                    "|".join(SKILLS[number * step % len(SKILLS)] for step in (1, 3, 7)),
                ]
            )


def measure(bench):
    """Import the file into an empty database, again, and with a change to everyone; then ask the directory."""
    first, changed = (
        Path(bench.environment["VAR_DIR"]) / "people.csv",
        Path(bench.environment["VAR_DIR"]) / "changed.csv",
    )
    write_file(first)
    write_file(changed, job="Technician")
    seconds = {}
    for name, path in (("new", first), ("unchanged", first), ("all changed", changed)):
        done, seconds[name] = bench.run("manage.py", "import_people", str(path))
        if done.returncode:
            raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    done, _seconds = bench.run("-m", "tests.benchmarks.directory")
    if done.returncode:
        raise SystemExit(done.stderr)
    return (
        {"people": PEOPLE}
        | {f"import, {name}, seconds": round(value, 1) for name, value in seconds.items()}
        | {"largest process so far, MB": largest}
        | json.loads(done.stdout)
    )
