"""What filters of the desk offer: modules, courses and countries, in the reader's language."""

from flask_babel import gettext as _

from lms.core.scopes import Reach
from lms.people.choices import country_choices
from lms.web.catalogue import current_catalogue
from lms.web.i18n import language
from lms.web.listing import Said


def titles() -> dict[str, str]:
    """Slug of a module → its sign and title."""
    modules = current_catalogue().modules.values()
    return {module.slug: f"{module.id} · {module.text(language()).title}" for module in modules}


def modules_within(reach: Reach) -> dict[str, Said]:
    """The modules to choose from: all, unless somebody reaches nothing but courses and modules."""
    modules = current_catalogue().modules
    return {
        slug: title
        for slug, title in titles().items()
        if reach.meets_module(course=modules[slug].course, module=slug)
    }


def modules_to_join(reach: Reach) -> dict[str, Said]:
    """Those of them that are open."""
    modules = current_catalogue().modules
    return {slug: title for slug, title in modules_within(reach).items() if modules[slug].is_open}


def courses() -> dict[str, Said]:
    """Slug of a course → its title."""
    programme = current_catalogue().programme
    source = programme.languages[0]
    return {one.slug: one.titles.get(language()) or one.titles[source] for one in programme.courses}


def modules_of(course: str) -> frozenset[str]:
    """Slugs of the modules of a course."""
    modules = current_catalogue().modules.values()
    return frozenset(module.slug for module in modules if module.course == course)


def countries() -> dict[str, Said]:
    """Code → name, those around the Baltic Sea first."""
    choices = country_choices(language(), near=_("Around the Baltic Sea"), elsewhere=_("Elsewhere"))
    return {str(choice.value): str(choice.label) for choice in choices}
