"""How far markers agree, for each module whose work is marked by two."""

from dataclasses import dataclass
from fractions import Fraction

from flask import render_template
from flask_babel import format_decimal
from markupsafe import Markup

from lms.content.catalogue import Catalogue
from lms.content.outline import Module
from lms.core.access import Permission
from lms.core.errors import NotFoundError
from lms.learning.editions import seen_edition
from lms.quiz.queries.markings import double_marked
from lms.quiz.routes.blueprint import bp
from lms.quiz.rules.agreement import LEAST_PAIRS, Agreement, agreement_of, by_criterion
from lms.quiz.rules.marking import Points
from lms.quiz.services.marking import rubric_of
from lms.web.access import requires
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementLine:
    """A criterion, or all of them, with how far markers agree."""

    title: Markup | None
    """None for all criteria together."""
    agreement: Agreement
    percent: int
    kappa: str | None
    """None where there is too little to say, or nothing but one level."""


@bp.get("/teaching/agreement/<module_slug>")
@requires(Permission.GRADE)
def show_agreement(module_slug: str) -> str:
    """Agreement of first and second markers, criterion by criterion."""
    catalogue = current_catalogue()
    module = seen_edition(catalogue, module_slug, None)
    text = module.text(language()).assignment
    if module.assignment is None or text is None or text.rubric is None:
        raise NotFoundError
    pairs = by_criterion(_comparable(catalogue, module))
    works = max((len(one) for one in pairs.values()), default=0)
    lines = [
        _line(Markup(one.title_html), pairs[one.id], works) for one in text.rubric.criteria if one.id in pairs
    ]
    everything = [pair for some in pairs.values() for pair in some]
    return render_template(
        "quiz/show_agreement.html",
        module=module,
        text=module.text(language()),
        lines=lines,
        whole=_line(None, everything, works) if everything else None,
        works=works,
        least=LEAST_PAIRS,
    )


def _comparable(catalogue: Catalogue, module: Module) -> list[tuple[Points, Points]]:
    """Pairs of points by the rubric as it stands now; those by another one would mean something else."""
    same: dict[str, bool] = {}
    found = []
    for digest, first, second in double_marked(module.slug):
        if digest not in same:
            same[digest] = _has_same_rubric(catalogue, module, digest)
        if same[digest]:
            found.append((first, second))
    return found


def _has_same_rubric(catalogue: Catalogue, module: Module, digest: str) -> bool:
    try:
        return rubric_of(catalogue.edition(module.slug, digest)) == rubric_of(module)
    except (LookupError, NotFoundError):
        return False


def _line(title: Markup | None, pairs: list[tuple[int, int]], works: int) -> AgreementLine:
    agreement = agreement_of(pairs)
    kappa = agreement.kappa if works >= LEAST_PAIRS else None
    return AgreementLine(
        title=title,
        agreement=agreement,
        percent=round(100 * agreement.exact),
        kappa=_two_places(kappa) if kappa is not None else None,
    )


def _two_places(value: Fraction) -> str:
    return str(format_decimal(round(float(value), 2), "0.00"))
