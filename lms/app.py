"""Puts the application together: settings, extensions, blueprints, handlers, jobs; nothing else."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Settings
from lms import migrate
from lms.admin.routes import bp as admin_bp
from lms.backup.services.nightly import NightlyBackup
from lms.content.loader import LiveCatalogue, due_facts
from lms.content.outline import Module
from lms.core import mail
from lms.core.clock import now
from lms.core.db import db, engine_options, prepare_engine, reading
from lms.core.extension import Campus
from lms.core.heartbeat import Heartbeat
from lms.core.storage import Storage
from lms.core.upkeep import FreshStatistics
from lms.credentials import services as credentials
from lms.credentials.merging import MERGING as CREDENTIALS_MERGING
from lms.credentials.privacy import PERSONAL_DATA as CREDENTIALS_DATA
from lms.credentials.routes import bp as credentials_bp
from lms.learning import services as learning
from lms.learning.errors import ModuleNotOpenError, PrerequisitesMissingError
from lms.learning.merging import MERGING as LEARNING_MERGING
from lms.learning.models import Completion, Enrolment, Renewal
from lms.learning.privacy import PERSONAL_DATA as LEARNING_DATA
from lms.people import login as people_login
from lms.people import services as people
from lms.people.joining import MERGING as PEOPLE_MERGING
from lms.people.merging import register_merging
from lms.people.privacy import PERSONAL_DATA as PEOPLE_DATA
from lms.people.routes import bp as people_bp
from lms.people.services.inviting import on_accepted
from lms.people.services.retention import CATEGORIES as PEOPLE_KEPT
from lms.people.services.roles import on_closed, on_reopened
from lms.people.services.sweep import Sweep as PeopleSweep
from lms.quiz import jobs as quiz_jobs
from lms.quiz.merging import MERGING as QUIZ_MERGING
from lms.quiz.privacy import PERSONAL_DATA as QUIZ_DATA
from lms.quiz.routes import bp as quiz_bp
from lms.quiz.services.retention import CATEGORIES as QUIZ_KEPT
from lms.reports.routes import bp as reports_bp
from lms.study.routes import bp as study_bp
from lms.teaching.routes import bp as teaching_bp
from lms.tools.merging import MERGING as TOOLS_MERGING
from lms.tools.privacy import PERSONAL_DATA as TOOLS_DATA
from lms.tools.routes import bp as tools_bp
from lms.web import (
    access,
    bodies,
    catalogue,
    errors,
    filters,
    i18n,
    limits,
    security,
    static_files,
    transaction,
)
from lms.web.forms import csrf
from lms.web.identity import present_programme
from lms.web.routes import bp as web_bp

MEGABYTE = 1024 * 1024


def create_app(settings: Settings | None = None) -> Flask:
    """The application for these settings (read from the environment where none are given)."""
    settings = settings or Settings.from_environ()
    app = Flask(__name__, static_folder=None)
    _configure(app, settings)
    _prepare_database(app)
    campus = Campus(storage=Storage(settings.data / "files"), uploads=Storage(settings.data / "uploads"))
    app.extensions["campus"] = campus
    _prepare_web(app)
    catalogue.register(app, _load_courses(settings), follows_files=settings.development)
    _register_rooms(app)
    _register_jobs(campus)
    # From the top floor down: a package finds a person's rows through those of the floors below.
    campus.personal_data += [CREDENTIALS_DATA, QUIZ_DATA, TOOLS_DATA, LEARNING_DATA, PEOPLE_DATA]
    campus.retention += [*PEOPLE_KEPT, *QUIZ_KEPT]
    campus.has_current_schema = lambda: migrate.is_current_over(db.session.connection())
    # Tests first: one that is handed in then may still give a certificate to the account that goes.
    register_merging(QUIZ_MERGING, TOOLS_MERGING, CREDENTIALS_MERGING, LEARNING_MERGING, PEOPLE_MERGING)
    learning.on_completed(_issue_certificate)
    learning.on_renewed(_renew_certificate)
    on_accepted(_enrol_guest)
    on_closed(learning.leave_with_account)
    on_reopened(_return_to_modules)
    return app


def _issue_certificate(completion: Completion, enrolment: Enrolment, module: Module) -> None:
    credentials.issue_on_completion(completion, enrolment, module, catalogue.current_catalogue().programme)


def _enrol_guest(user_id: str, module_slugs: Sequence[str]) -> None:
    """Whoever accepts an invitation joins what was chosen for them, where nothing stands in the way."""
    modules = catalogue.current_catalogue().modules
    for slug in module_slugs:
        with suppress(ModuleNotOpenError, PrerequisitesMissingError):
            if slug in modules:
                learning.enrol(modules[slug], user_id)


def _return_to_modules(user_id: str, closed_at: datetime) -> None:
    learning.return_with_account(user_id, closed_at, catalogue.current_catalogue())


def _renew_certificate(renewal: Renewal, enrolment: Enrolment, module: Module) -> None:
    credentials.renew(renewal, enrolment, module, catalogue.current_catalogue().programme)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        CAMPUS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=2 * MEGABYTE,
        TRUSTED_HOSTS=settings.trusted_hosts,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_https else "session",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE=i18n.SOURCE_LANGUAGE,
    )
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    # At "info" it writes what is counted: e-mail addresses, secrets of links, networks.
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]


def _prepare_database(app: Flask) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def _prepare_web(app: Flask) -> None:
    # The order matters: what is registered first begins first and ends last.
    transaction.register(app)
    access.register(app)
    security.register(app)
    bodies.register(app)
    csrf.init_app(app)
    limits.register(app)
    i18n.register(app)
    filters.register(app)
    errors.register(app)
    static_files.register(app)


def _load_courses(settings: Settings) -> LiveCatalogue:
    # Editions lie apart from other files: whoever knows a digest there may see what it names.
    storage = Storage(settings.data / "editions")
    live = LiveCatalogue(settings.courses, cache=settings.data / "build" / "catalogue", storage=storage)
    for problem in due_facts(settings.courses, now().date()):
        logging.getLogger(__name__).warning("%s:%s %s", problem.path, problem.line, problem.message)
    return live


def _register_rooms(app: Flask) -> None:
    people_login.register(app)
    for blueprint in (
        web_bp,
        people_bp,
        quiz_bp,
        tools_bp,
        credentials_bp,
        study_bp,
        teaching_bp,
        admin_bp,
        reports_bp,
    ):
        app.register_blueprint(blueprint)


def prove_template_if_due() -> int:
    """Prove the programme's template of certificates where nobody has."""
    return credentials.prove_if_due(catalogue.current_catalogue().programme.template)


def answer_enquiries() -> int:
    """Check the certificates that were handed in together, and report in the programme's name."""
    with reading():
        issuer = present_programme().issuer
    return credentials.answer_enquiries(issuer.name)


def issue_cohorts() -> int:
    """Issue the certificates that were ordered for a cohort."""
    return credentials.issue_cohorts(catalogue.current_catalogue())


def _register_jobs(campus: Campus) -> None:
    campus.jobs.register("sign of life", Heartbeat())
    campus.jobs.register("mail", mail.send_due_mail)
    campus.jobs.register("statistics of the database", FreshStatistics())
    campus.jobs.register("throttle", limits.sweep_expired_counts)
    campus.jobs.register("what was kept long enough", PeopleSweep())
    campus.jobs.register("archives of people's data", people.make_due_exports)
    campus.jobs.register("old archives", people.OldExports())
    campus.jobs.register("accounts to erase", people.DueErasures())
    quiz_jobs.register_jobs(campus.jobs)
    campus.jobs.register("template of certificates", prove_template_if_due)
    campus.jobs.register("certificates of cohorts", issue_cohorts)
    campus.jobs.register("certificates", credentials.render_due)
    campus.jobs.register("head of the log", credentials.NoteHead())
    campus.jobs.register("plain certificates", credentials.EncryptPlain())
    campus.jobs.register("erased certificates", credentials.remove_erased_files)
    campus.jobs.register("orphaned certificates", credentials.OrphanedFiles())
    campus.jobs.register("expiring certificates", credentials.RemindOfExpiry())
    campus.jobs.register("many certificates", answer_enquiries)
    campus.jobs.register("old reports", credentials.OldEnquiries())
    campus.jobs.register("nightly backup", NightlyBackup())
    campus.jobs.register("old cohorts", credentials.OldCohorts())
