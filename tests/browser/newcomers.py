"""People who may join a module, because what comes before it is behind them."""

from pathlib import Path

import yaml
from flask import Flask
from playwright.sync_api import Page

from config import ROOT
from lms.content.outline import Module, Prerequisite
from lms.core import clock
from lms.core.db import db
from lms.core.ids import new_id
from lms.learning.models import Completion, Enrolment, LessonCompletion
from lms.web.catalogue import current_catalogue
from tests.browser.conftest import Server
from tests.factories.people import PASSWORD, make_user


def modules_in_state(state: str) -> list[str]:
    """Slugs of the real modules in this state, read without compiling them."""
    files = sorted((ROOT / "courses").glob("*/*/module.yaml"))
    return [file.parent.name for file in files if _state(file) == state]


def _state(file: Path) -> object:
    return yaml.safe_load(file.read_text(encoding="utf-8"))["state"]


def make_newcomer(server: Server, slug: str, email: str) -> str:
    """An account with everything that the module requires; gives the module's title."""
    app: Flask = server.app()
    with app.app_context():
        catalogue = current_catalogue()
        module = catalogue.module(slug)
        user = make_user(email=email, certificate_name=None)
        for needed in module.prerequisites:
            if needed.module and not needed.is_recommended and not needed.or_declaration:
                _put_behind(user.id, catalogue.module(needed.module), needed)
        db.session.commit()
        db.engine.dispose()
    return module.text("en").title


def _put_behind(user_id: str, module: Module, needed: Prerequisite) -> None:
    enrolment = Enrolment(
        id=new_id(),
        user_id=user_id,
        module_slug=module.slug,
        edition_digest=module.digest,
        enrolled_at=clock.now(),
        declarations=[],
    )
    db.session.add(enrolment)
    db.session.flush()
    digest, moment = module.digest, clock.now()
    for lesson in module.lessons[: needed.lessons]:
        done = LessonCompletion(
            enrolment_id=enrolment.id, lesson_slug=lesson.slug, completed_at=moment, edition_digest=digest
        )
        db.session.add(done)
    if needed.lessons is None:
        db.session.add(Completion.of(enrolment, completed_at=moment, edition_digest=digest))


def sign_in(page: Page, email: str) -> None:
    """Sign in somebody made here."""
    page.goto("/sign-in")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/learning")
