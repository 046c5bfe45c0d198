"""`lms quiz changes` and `lms quiz regrade`: what has changed in a bank, and judging tests anew by it."""

import json
from collections.abc import Iterator

import click
from flask_babel import force_locale

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core.db import db
from lms.quiz.cli.group import quiz
from lms.quiz.cli.trying import module_named
from lms.quiz.errors import RegradeRefusedError
from lms.quiz.queries.regrades import EditionInUse
from lms.quiz.rules.changes import ChangeKind, ItemChange, changes_between
from lms.quiz.rules.regrading import Verdict
from lms.quiz.services.regrade_previews import Preview, editions_behind, mended_items, preview
from lms.quiz.services.regrading import decide_regrade, go_on_with_regrade
from lms.quiz.wording.changes import KINDS, sentence
from lms.web.catalogue import current_catalogue


@quiz.command()
@click.option("--module", "slug", required=True, help="The module.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def changes(slug: str, form: str) -> None:
    """Say what has changed in a bank since the editions that people's tests are on."""
    module = module_named(slug)
    behind = editions_behind(current_catalogue(), module)
    with force_locale("en"):
        if form == "json":
            found = [_as_data(used, edition, module) for used, edition in behind]
            click.echo(json.dumps(found, ensure_ascii=False, indent=2))
            return
        for used, edition in behind:
            click.echo("\n".join(_as_text(used, edition, module)))
        click.echo(f"{len(behind)} earlier edition(s) in use.")


def _changed(edition: Module, module: Module) -> tuple[ItemChange, ...]:
    found = changes_between(edition, module)
    return tuple(change for change in found if change.kind is not ChangeKind.UNCHANGED)


def _as_data(used: EditionInUse, edition: Module | None, module: Module) -> dict[str, object]:
    return {
        "edition": used.digest,
        "open": used.open_count,
        "submitted": used.submitted_count,
        "changes": [
            {
                "item": change.item_id,
                "kind": change.kind.value,
                "differences": [sentence(one) for one in change.differences],
            }
            for change in (_changed(edition, module) if edition else ())
        ],
    }


def _as_text(used: EditionInUse, edition: Module | None, module: Module) -> Iterator[str]:
    yield f"edition {used.digest[:12]}: {used.open_count} under way, {used.submitted_count} handed in"
    if edition is None:
        yield "    cannot be read any more"
    for change in _changed(edition, module) if edition else ():
        yield f"    {change.item_id}: {KINDS[change.kind]}"
        yield from (f"        {sentence(one)}" for one in change.differences)


@quiz.command()
@click.option("--module", "slug", required=True, help="The module.")
@click.option("--item", "items", multiple=True, help="A question (default: all whose scoring has changed).")
@click.option("--reason", default="", help="Why; everybody whose result gets better reads it.")
@click.option("--confirm", is_flag=True, help="Do it, for a reason; without, only say what would come of it.")
def regrade(slug: str, items: tuple[str, ...], reason: str, confirm: bool) -> None:
    """Judge tests that were handed in by the questions as they are now; nobody loses by it."""
    if confirm and not reason.strip():
        raise click.UsageError("--confirm needs a --reason.")
    catalogue, module = current_catalogue(), module_named(slug)
    unknown = set(items) - set(module.text(module.source_language).test_items)
    if unknown:
        raise click.ClickException(f"not in the bank of {slug}: {', '.join(sorted(unknown))}")
    seen = preview(catalogue, module, items or mended_items(catalogue, module))
    click.echo("\n".join(_said(seen)))
    if not confirm:
        click.echo("Nothing has been changed; --confirm does it.")
    elif seen.better:
        _do(catalogue, module, seen, reason)


def _said(seen: Preview) -> Iterator[str]:
    for item_id in seen.item_ids:
        better, worse = seen.count(item_id, Verdict.BETTER), seen.count(item_id, Verdict.WORSE)
        left = seen.count(item_id, Verdict.LEFT)
        yield f"{item_id}: {better} better, {worse} would be worse and stay, {left} not judged"
    yield f"{len(seen.judged)} test(s) looked at, {len(seen.better)} result(s) would get better,"
    yield f"{len(seen.newly_passed)} would be passed by it."


def _do(catalogue: Catalogue, module: Module, seen: Preview, reason: str) -> None:
    try:
        decided = decide_regrade(
            module, seen, fingerprint=seen.fingerprint, reason=reason, decided_by=None
        ).id
    except RegradeRefusedError as refusal:
        with force_locale("en"):
            raise click.ClickException(str(refusal.message)) from None
    db.session.commit()
    while go_on_with_regrade(catalogue, decided):
        db.session.commit()
    db.session.commit()
    click.echo(f"Done: regrade {decided}.")
