"""A small world for tests of access: one learner who has everything, and others who look on."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from lms.content.outline import Module
from lms.core import clock
from lms.core.access import Role
from lms.core.db import db
from lms.core.ids import digest_of, new_id
from lms.core.mail import OutboxMail
from lms.core.scopes import EVERYWHERE, Reach
from lms.credentials import queries as credential_queries
from lms.credentials import services as credentials
from lms.credentials.codes import new_code
from lms.credentials.models import Cohort, CohortMember, Transcript
from lms.credentials.queries import enquiry_to_change
from lms.credentials.queries.sharing import links_of
from lms.credentials.rules import FileForm
from lms.credentials.rules.cohorts import KEPT, Choice
from lms.credentials.rules.lists import codes_in
from lms.credentials.services.enquiries import enquiry_files, name_of
from lms.learning import services as learning
from lms.learning.models import Enrolment
from lms.learning.rules import RecognisedPart, RecognitionKind
from lms.learning.services.recognitions import Decision
from lms.people.models import Affiliation, DataExport, Invitation, Organisation, SignIn, User
from lms.people.rules import OrganisationKind, Purpose
from lms.people.rules.erasures import ErasureCause
from lms.people.rules.invitations import Guest
from lms.people.rules.mail_topics import MailTopic
from lms.people.services.data_exports import export_files
from lms.people.services.erasure_requests import begin_waiting
from lms.people.services.inviting import invite, plan_invitations
from lms.people.services.links import issue_link
from lms.people.unsubscribing import unsubscribe_token
from lms.quiz.models import CardSource, Submission
from lms.quiz.queries import markings as marking_queries
from lms.quiz.queries.attempts import locked_attempt_with_items
from lms.quiz.queries.cards import cards_for
from lms.quiz.queries.submissions import files_of
from lms.quiz.rules.extra_time import ExtraTime
from lms.quiz.rules.file_kinds import FileKind
from lms.quiz.services import attempts as quiz
from lms.quiz.services import marking, submitting
from lms.quiz.services.cards import put_aside
from lms.quiz.services.extra_time import grant_extra_time
from lms.tools import services as tools
from lms.web.catalogue import current_catalogue
from tests.factories.badges import keep_badge
from tests.factories.credentials import complete, confirm_name
from tests.factories.people import make_user, sign_in_token
from tests.factories.signing import badge_key
from tests.support.assignments import pdf

MODULE = "small-clusters"
ACTORS = ("anonymous", "owner", "other", "trainer", "programme-owner", "administrator", "official")
"""`owner` owns every object of the world; `other` is a participant like them."""
ROLES = {
    "owner": (),
    "other": (),
    "trainer": (Role.TRAINER,),
    "programme-owner": (Role.PROGRAMME_OWNER,),
    "administrator": (Role.ADMINISTRATOR,),
    "official": (Role.OFFICIAL,),
}
OWN_NAME = "Xanthippa Quillfeather"
OWN_EMAIL = "xanthippa.quillfeather@example.org"
OWN_ORGANISATION = "Quagmire Harbour Agency"
OWN_ANSWER = "a-telling-answer-of-mine"
SECRETS_OF_OWNER = ("Quillfeather", "quillfeather", "Xanthippa", OWN_ORGANISATION, OWN_ANSWER)


@dataclass(slots=True, kw_only=True)
class World:
    """Ids of what the owner has, and browsers of everybody."""

    app: Flask
    user_ids: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    """What stands in addresses: ids, codes, tokens."""

    def browser(self, actor: str) -> FlaskClient:
        """A new browser of somebody, signed in unless anonymous."""
        client = self.app.test_client()
        if actor == "anonymous":
            return client
        with self.app.app_context():
            token = sign_in_token(db.session.get_one(User, self.user_ids[actor]))
            db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = token
        return client


def make_world(app: Flask) -> World:
    """Everybody, and everything that the owner has."""
    world = World(app=app)
    with app.app_context():
        for name, roles in ROLES.items():
            world.user_ids[name] = _person(name, roles)
        _give_everything(world, db.session.get_one(User, world.user_ids["owner"]))
        _let_somebody_stand_by(world)
        _add_links(world)
        _add_organisations(world)
        _ask_about_many(world)
        _take_data_away(world)
        db.session.commit()
    return world


def _add_organisations(world: World) -> None:
    moment = clock.now()
    row = Organisation(id=new_id(), name="Norrvik Cluster", name_key="norrvik cluster", country="SE")
    row.kind, row.created_at = OrganisationKind.CLUSTER, moment
    db.session.add(row)
    db.session.flush()
    member = Affiliation(
        id=new_id(), user_id=world.user_ids["owner"], organisation_id=row.id, proposed_at=moment
    )
    db.session.add(member)
    db.session.flush()
    world.values |= {"organisation_id": row.id, "affiliation_id": member.id}


def _person(name: str, roles: tuple[Role, ...]) -> str:
    if name != "owner":
        return make_user(email=f"{name}@example.org", certificate_name="Jānis Ozols", roles=roles).id
    user = make_user(email=OWN_EMAIL, certificate_name=OWN_NAME, organisation=OWN_ORGANISATION)
    confirm_name(user)
    return user.id


def _give_everything(world: World, user: User) -> None:
    catalogue = current_catalogue()
    module = catalogue.module(MODULE)
    completion, enrolment = complete(user, module)
    learning.save_place(enrolment, module, "measuring", "s-doing-it")
    credential = credentials.issue(completion, enrolment, module, catalogue.programme)
    world.values |= {
        "credential_id": credential.id,
        "enrolment_id": enrolment.id,
        "code": credential.code,
        "slug": credential.achievement_slug,
        "version": str(credential.achievement_version),
        "number": "1",
        "kid": badge_key().kid,
        "module_slug": MODULE,
        "lesson_slug": "measuring",
        "item_id": "word",
        "position": "1",
        "digest": module.assets[0].digest,
        "name": module.assets[0].name,
        "edition": module.digest,
    }
    _share(world, user.id, credential.id)
    _put_in_a_cohort(world, completion.id)
    _take_tests(world, enrolment, module)
    _put_a_question_aside(world, enrolment, module)
    _fill_in_a_sheet(world, enrolment, module)
    _hand_in_work(world, enrolment, module)
    _grant_extra_time(world)
    _recognise_learning(world)
    other_device = sign_in_token(user)
    world.values["sign_in_id"] = _id_of_sign_in(other_device)


def _put_in_a_cohort(world: World, completion_id: str) -> None:
    moment = clock.now()
    cohort = Cohort(
        module_slug=MODULE, choice=Choice.EVERYONE, started_at=moment, removed_after=moment + KEPT
    )
    db.session.add(cohort)
    db.session.flush()
    db.session.add(CohortMember(cohort_id=cohort.id, completion_id=completion_id, tried_at=moment))
    world.values["cohort_id"] = cohort.id


def _share(world: World, user_id: str, credential_id: str) -> None:
    world.values["share_token"] = credentials.share(user_id, [credential_id], "Harbour")
    world.values["link_id"] = links_of(user_id)[0].link.id
    code = new_code(bytes(12))
    transcript = Transcript(code=code, made_at=clock.now(), sha256="0" * 64, credential_count=1, hours="7.5")
    db.session.add(transcript)
    world.values["transcript_code"] = code


def _take_tests(world: World, enrolment: Enrolment, module: Module) -> None:
    done = quiz.start_attempt(enrolment, module)
    opened = locked_attempt_with_items(enrolment.user_id, done.id)
    assert opened is not None
    for item in opened.items:
        item.response, item.saved_at = {"text": OWN_ANSWER}, clock.now()
    quiz.submit_attempt(opened, module)
    world.values["submitted_id"] = done.id
    world.values["attempt_id"] = quiz.start_attempt(enrolment, module).id


def _grant_extra_time(world: World) -> None:
    granted = ExtraTime(percent=50, valid_until=None)
    by = world.user_ids["trainer"]
    accommodation = grant_extra_time("other@example.org", granted, current_catalogue(), by=by)
    world.values["accommodation_id"] = accommodation.id


def _recognise_learning(world: World) -> None:
    decision = Decision(
        module_slug=MODULE,
        part=RecognisedPart.MODULE,
        kind=RecognitionKind.PRIOR_LEARNING,
        evidence="A diploma",
        reason="It fits",
    )
    by = world.user_ids["trainer"]
    recognition = learning.recognise(world.user_ids["other"], decision, current_catalogue(), by=by)
    world.values["recognition_id"] = recognition.id


def _put_a_question_aside(world: World, enrolment: Enrolment, module: Module) -> None:
    put_aside(enrolment.user_id, module, CardSource.SELF_CHECK, {"word": 0})
    card = cards_for(enrolment.user_id, module.slug, CardSource.SELF_CHECK, ["word"])["word"]
    card.due_on = clock.now().date()
    world.values["card_id"] = card.id


def _fill_in_a_sheet(world: World, enrolment: Enrolment, module: Module) -> None:
    tool = module.text("en").tool
    assert tool is not None
    sheet = tools.start_sheet(enrolment, module, tool, OWN_ANSWER)
    world.values |= {"sheet_id": sheet.id, "section_id": "totals", "example_id": "norrvik"}


def _hand_in_work(world: World, enrolment: Enrolment, module: Module) -> None:
    """Work of the owner that was graded, a draft after it, and work of somebody else that the trainer has."""
    graded = _work_of(enrolment, module, OWN_ANSWER)
    marking.take(graded.id, world.user_ids["trainer"])
    entries = marking.Entries(points={"c1": 0, "c2": 0}, comments={}, comment="")
    mine = marking_queries.marking_of(world.user_ids["trainer"], graded.id)
    assert mine is not None
    graded.markers_needed = 1
    marking.save(mine, entries)
    marking.finish(mine, module)
    world.values |= {"submission_id": graded.id, "file_id": _file_of(graded)}
    submitting.draft_for(enrolment, module)
    author = make_user(email="author@example.org", certificate_name="Aino Virtanen")
    taken = _work_of(learning.enrol(module, author.id), module, "A map")
    taken.markers_needed = 1
    marking.take(taken.id, world.user_ids["trainer"])
    world.values |= {"taken_id": taken.id, "taken_file": _file_of(taken)}


def _work_of(enrolment: Enrolment, module: Module, text: str) -> Submission:
    draft = submitting.draft_for(enrolment, module)
    submitting.save_texts(draft, {"work": text})
    file = submitting.NewFile(name=f"{text}.pdf", kind=FileKind.PDF, data=pdf())
    submitting.add_files(draft, submitting.parts_of(module)[0], [file])
    return submitting.hand_in(draft, module)


def _file_of(submission: Submission) -> str:
    return files_of(submission.id)[0].id


def _id_of_sign_in(token: str) -> str:
    found: str = db.session.scalars(db.select(SignIn.id).where(SignIn.token_digest == digest_of(token))).one()
    return found


def _add_links(world: World) -> None:
    waiting = make_user(email="waiting@example.org", is_confirmed=False)
    owner = world.user_ids["owner"]
    world.values["confirm"] = issue_link(Purpose.CONFIRM_EMAIL, user_id=waiting.id)
    world.values["reset"] = issue_link(Purpose.RESET_PASSWORD, user_id=owner)
    world.values["new_email"] = issue_link(Purpose.CHANGE_EMAIL, user_id=owner, email="moved@example.org")


def _let_somebody_stand_by(world: World) -> None:
    """A person whom those may act on who look after people, and a link to another address of theirs."""
    bystander = make_user(email="bystander@example.org", certificate_name="Kaisa Lepp")
    world.values["person_id"] = bystander.id
    double = make_user(email="k.lepp@example.org", certificate_name="Kaisa Lepp", organisation="Sadam")
    world.values["other_id"] = double.id
    move = issue_link(Purpose.MOVE_EMAIL, user_id=bystander.id, email="bystander.moved@example.org")
    world.values["move"] = move
    guest = Guest(line=1, email="invited@example.org", language="en")
    invite(plan_invitations([guest], Reach(frozenset({EVERYWHERE}))), by=world.user_ids["administrator"])
    world.values["invitation_id"] = db.session.scalars(db.select(Invitation.id)).one()
    its_mail = db.select(OutboxMail.id).where(OutboxMail.recipient == guest.email)
    world.values["mail_id"] = db.session.scalars(its_mail).one()


def _take_data_away(world: World) -> None:
    moment, name = clock.now(), "0" * 32
    export = DataExport(
        id=new_id(),
        user_id=world.user_ids["owner"],
        language="en",
        asked_at=moment,
        finished_at=moment,
        file=name,
        size=1,
        removed_after=moment + timedelta(days=7),
    )
    db.session.add(export)
    export_files().put_named(name, OWN_ANSWER.encode())
    world.values["export_id"] = export.id
    world.values["unsubscribe"] = unsubscribe_token(world.user_ids["owner"], MailTopic.RESULTS)
    other = db.session.get_one(User, world.user_ids["other"])
    begin_waiting(other, ErasureCause.ASKED, timedelta(days=14))
    world.values["keep"] = re.search(r"/keep-account/(\S+)", _last_mail_of(other.email))[1]  # type: ignore[index]


def _last_mail_of(email: str) -> str:
    query = db.select(OutboxMail.text).where(OutboxMail.recipient == email)
    return str(db.session.scalars(query.order_by(OutboxMail.created_at.desc())).first())


def _ask_about_many(world: World) -> None:
    """An enquiry that is finished; the secret of its address is all that it takes to see it."""
    token = credentials.ask_for_codes(codes_in(world.values["code"]), "en")
    enquiry = enquiry_to_change(digest_of(token))
    assert enquiry is not None
    enquiry.due_at, enquiry.finished_at = None, clock.now()
    for file in (credentials.REPORT_PDF, credentials.REPORT_CSV):
        enquiry_files().put_named(name_of(enquiry.id, file), b"report")
    world.values["enquiry"] = token


def give_pdf(world: World) -> None:
    """A stand-in for the certificate's file, and its badge."""
    with world.app.app_context():
        file = next(
            one
            for one in credential_queries.files_of(world.values["credential_id"])
            if one.form is FileForm.PDF
        )
        digest = world.app.extensions["campus"].storage.put(b"%PDF-1.7 stand-in")
        file.sha256 = file.stored_sha256 = digest
        file.made_at, file.due_at = clock.now(), None
        keep_badge(world.values["credential_id"], world.user_ids["owner"])
        db.session.commit()
