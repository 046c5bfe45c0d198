"""A certificate as somebody gets it under a template of the programme: proven, issued, made, sealed, kept."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from lms.core.db import db
from lms.credentials import services
from lms.credentials.rules import FileForm
from lms.credentials.services import templates
from tests.factories.credentials import complete, confirm_name, module_with_test, programme
from tests.factories.people import make_user
from tests.factories.print_templates import example
from tests.support.application import make_app, settings_for

NAME = "Wilhelmina-Maria Žanete Bērziņa-Öberg Święcisława Čiurlionis"
LANGUAGES = ("en", "lv")


def issued_by_template(data: Path) -> dict[str, bytes]:
    """Language → the file; in an installation of its own, by the services that the worker runs."""
    app = make_app(settings_for(data))
    with app.app_context(), pytest.MonkeyPatch.context() as patched:
        # All nine are looked over by the tests of templates; here it must be in order to be used at all.
        patched.setattr(templates, "preflight", partial(templates.preflight, languages=("lv",)))
        template, module = example(), module_with_test()
        assert services.prove(template).passes
        user = make_user(certificate_name=NAME)
        confirm_name(user)
        own = replace(programme(), template=template)
        credential = services.issue(*complete(user, module), module, own)
        for language in LANGUAGES:
            services.request_file(credential.id, FileForm.PDF, language)
        db.session.commit()
        while services.render_due():
            pass
        made = {language: services.file_of(credential, FileForm.PDF, language) for language in LANGUAGES}
        db.session.remove()
        db.engine.dispose()
    return {language: file.data for language, file in made.items() if file is not None}
