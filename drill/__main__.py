"""The commands of `bin/drill`: one for each drill."""

import signal
import tempfile
from pathlib import Path

import click

from drill import attempts, backups, issuing
from drill.database import DATABASES, NoPostgresqlError, database, two_databases


@click.group()
def main() -> None:
    """Break things on purpose, and check that nothing was lost. Exit status 1: something was."""
    # Ended from outside, a drill still takes its servers along.
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))


@main.command("attempts")
@click.option("--people", default=50, show_default=True, type=click.IntRange(1, 500))
@click.option("--answers", default=20, show_default=True, type=click.IntRange(1, 200), help="Of each person.")
@click.option("--kills", default=8, show_default=True, type=click.IntRange(0, 100), help="Of the server.")
@click.option("--database", "kind", default="sqlite", show_default=True, type=click.Choice(DATABASES))
@click.option(
    "--seed", default=1, show_default=True, help="The same seed draws the same answers and moments."
)
def attempts_drill(people: int, answers: int, kills: int, kind: str, seed: int) -> None:
    """People answer a test in parallel while the server is killed and started again."""
    plan = attempts.Plan(people=people, answers=answers, kills=kills, seed=seed)
    try:
        with tempfile.TemporaryDirectory(prefix="campus-drill-") as folder, database(kind) as url:
            report = attempts.run(plan, Path(folder), url)
    except NoPostgresqlError as problem:
        raise click.ClickException(str(problem)) from None
    for line in report.lines():
        click.echo(line)
    raise SystemExit(1 if report.problems else 0)


@main.command("credentials")
@click.option("--people", default=50, show_default=True, type=click.IntRange(1, 500))
@click.option("--kills", default=200, show_default=True, type=click.IntRange(0, 2000), help="Of the process.")
@click.option("--database", "kind", default="sqlite", show_default=True, type=click.Choice(DATABASES))
@click.option("--seed", default=1, show_default=True, help="The same seed draws the same moments.")
@click.option("--courses", type=click.Path(exists=True, path_type=Path), help="Instead of our own courses.")
@click.option("--data", type=click.Path(path_type=Path), help="A fresh data folder, which is then kept.")
def credentials_drill(
    people: int, kills: int, kind: str, seed: int, courses: Path | None, data: Path | None
) -> None:
    """A cohort gets its certificates while the process that issues them is killed again and again."""
    plan = issuing.Plan(people=people, kills=kills, seed=seed)
    try:
        with tempfile.TemporaryDirectory(prefix="campus-drill-") as folder, database(kind) as url:
            report = issuing.run(plan, data or Path(folder), url, courses=courses)
    except NoPostgresqlError as problem:
        raise click.ClickException(str(problem)) from None
    for line in report.lines():
        click.echo(line)
    raise SystemExit(1 if report.problems else 0)


@main.command("backup")
@click.option("--people", default=20, show_default=True, type=click.IntRange(1, 500))
@click.option("--answers", default=20, show_default=True, type=click.IntRange(1, 200), help="Of each person.")
@click.option("--certificates", default=12, show_default=True, type=click.IntRange(1, 500))
@click.option("--history", default=0, show_default=True, help="Final tests that were taken before.")
@click.option("--damaged", default=100, show_default=True, help="Copies of the backup that are damaged.")
@click.option("--database", "kind", default="sqlite", show_default=True, type=click.Choice(DATABASES))
@click.option("--into", default="sqlite", show_default=True, type=click.Choice(DATABASES))
@click.option("--seed", default=1, show_default=True)
def backup_drill(
    people: int,
    answers: int,
    certificates: int,
    history: int,
    damaged: int,
    kind: str,
    into: str,
    seed: int,
) -> None:
    """People work while backups are made; the last one is restored elsewhere and compared."""
    plan = backups.Plan(
        people=people, answers=answers, certificates=certificates, history=history, damaged=damaged, seed=seed
    )
    try:
        with tempfile.TemporaryDirectory(prefix="campus-drill-") as folder, two_databases(kind, into) as urls:
            report = backups.run(plan, Path(folder), *urls)
    except NoPostgresqlError as problem:
        raise click.ClickException(str(problem)) from None
    for line in report.lines():
        click.echo(line)
    raise SystemExit(1 if report.problems else 0)


if __name__ == "__main__":
    main()
