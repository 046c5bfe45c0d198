"""Every route with who gets which answer, and what its form looks like: the written matrix of access."""

from dataclasses import dataclass, field

from tests.factories.people import PASSWORD
from tests.functional.security.world import ACTORS, OWN_NAME, World

Form = dict[str, str]
NUMBERS = frozenset({"number", "position", "version"})
"""What is a number in an address."""

NOBODY = "x" * 43
"""A link's secret that fits nothing."""
NEW_PASSWORD = "eleven lanterns over Norrvik"

EVERYBODY = "200 200 200 200 200 200"
OWN_PAGE = "303 200 200 200 200 200"
OWN_OBJECT = "303 200 404 404 404 404"
TRAINERS = "303 403 403 200 200 200"
PROGRAMME_OWNERS = "303 403 403 403 200 200"
NOT_THERE = "404 404 404 404 404 404"
CLOSED = "410 410 410 410 410 410"
GOES_ON = "303 303 303 303 303 303"
REFUSED = "422 422 422 422 422 422"

PROGRAMME_OWNERS_POST = "401 403 403 403 200 200"
PROGRAMME_OWNERS_SAVE = "401 403 403 403 303 303"
TRAINERS_POST = "401 403 403 200 200 200"
TRAINERS_SAVE = "401 403 403 303 303 303"
SAVES_OWN = "401 303 303 303 303 303"
SAVES_OBJECT = "401 303 404 404 404 404"


FOR_MACHINES = frozenset(
    {
        "credentials.show_achievement",
        "credentials.show_achievement_picture",
        "credentials.show_did",
        "credentials.show_key",
        "credentials.show_keys",
        "credentials.show_status_list",
        "credentials.show_log",
    }
)
"""Name nobody; scripts of any site may read them."""
NEED_NO_TOKEN = frozenset({"credentials.verification_of_sent_file", "people.unsubscribe"})
"""For programs of any site: know nobody who is signed in, change nothing but what a signed link is for."""
SHOW_BY_LINK = frozenset({"credentials.show_shared"})
"""Show something of a person to whoever got the link from them."""
NAME_PEOPLE_TO_OWNERS = frozenset(
    {
        "admin.show_audit",
        "admin.show_mail",
        "admin.show_one_mail",
        "admin.show_enrolments",
        "admin.show_enrolment",
        "admin.show_credentials",
        "admin.show_credential",
        "admin.download_credential",
        "admin.show_reissue",
        "credentials.show_cohort",
        "quiz.show_extra_time",
        "study.show_recognitions",
    }
)
"""Whoever looks after the programme sees there who takes part and for whom certificates are issued."""
NAME_PEOPLE_TO_TRAINERS = frozenset(
    {
        "teaching.show_participants",
        "teaching.show_path",
        "teaching.show_note",
        "study.show_recognitions",
        "quiz.show_extra_time",
    }
)
"""Who teaches a module sees there who takes part in it; the last two say it of whom a path led there."""
COUNT_WHAT_IS_UNKNOWN = frozenset({"credentials.show_file_verification", "credentials.verification_of_file"})
"""Look-ups that find nothing are counted, so that nobody guesses."""
NOTE_LOOKS = frozenset({"reports.show_people", "teaching.show_participants", "teaching.show_path"})
"""Show people's data by name: who looked is written down before the answer goes out (ADR 11)."""


FOR_OFFICIALS = frozenset(
    {
        "reports.show_figures",
        "reports.show_people",
        "reports.export_figures",
        "reports.export_people",
    }
)
"""What an official may do, and a participant may not; everything else is answered as to a participant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method of one endpoint. Statuses stand in the order of `ACTORS`, without the official."""

    method: str
    endpoint: str
    statuses: str
    values: dict[str, str] = field(default_factory=dict)
    """Values of the address that are not those of the same name in the world: name → key there, or text."""
    form: Form = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What the route is called in reports."""
        return f"{self.method} {self.endpoint}"

    def expected(self, actor: str) -> int:
        """The status that an actor gets."""
        if actor == "official":
            actor = "programme-owner" if self.endpoint in FOR_OFFICIALS else "other"
        return int(self.statuses.split()[ACTORS.index(actor)])

    def path(self, world: World) -> str:
        """The address, with the owner's objects in it."""
        values = {**world.values, **{one: world.values.get(key, key) for one, key in self.values.items()}}
        for rule in world.app.url_map.iter_rules(self.endpoint):
            if self.method in (rule.methods or ()):
                given: dict[str, str | int] = {name: values[name] for name in rule.arguments}
                given |= {name: int(given[name]) for name in NUMBERS & given.keys()}
                built = rule.build(given)
                assert built is not None
                return built[1]
        raise LookupError(self.id)


def get(endpoint: str, statuses: str, **values: str) -> Route:
    return Route(method="GET", endpoint=endpoint, statuses=statuses, values=values)


def post(endpoint: str, statuses: str, form: Form | None = None, **values: str) -> Route:
    return Route(method="POST", endpoint=endpoint, statuses=statuses, values=values, form=form or {})


GETS = (
    get("study.show_front", EVERYBODY),
    get("study.show_catalogue", EVERYBODY),
    get("study.show_module", EVERYBODY),
    get("study.show_file", EVERYBODY),
    get("study.show_lesson", "303 200 303 303 303 303"),
    get("study.go_on", GOES_ON),
    get("study.show_dashboard", OWN_PAGE),
    get("study.show_glossary", OWN_PAGE),
    get("study.show_progress", OWN_OBJECT),
    get("study.show_edition", "303 303 404 404 404 404"),
    get("study.show_facilitator", TRAINERS),
    get("study.show_recognitions", TRAINERS),
    get("quiz.show_final_test", OWN_PAGE),
    get("quiz.show_item", OWN_OBJECT),
    get("quiz.show_review", OWN_OBJECT),
    get("quiz.show_result", OWN_OBJECT, attempt_id="submitted_id"),
    get("teaching.show_desk", TRAINERS),
    get("teaching.show_module", TRAINERS),
    get("teaching.show_participants", TRAINERS),
    get("teaching.show_path", TRAINERS),
    get("teaching.show_note", TRAINERS),
    get("teaching.show_where_they_stop", TRAINERS),
    get("admin.show_desk", PROGRAMME_OWNERS),
    get("admin.show_state", PROGRAMME_OWNERS),
    get("admin.show_enrolments", PROGRAMME_OWNERS),
    get("admin.show_enrolling", PROGRAMME_OWNERS),
    get("admin.show_extending", "303 403 403 403 303 303"),
    get("admin.show_enrolment", PROGRAMME_OWNERS),
    get("admin.show_people", PROGRAMME_OWNERS),
    get("admin.find_person", PROGRAMME_OWNERS.replace("200", "303")),
    get("admin.show_person", PROGRAMME_OWNERS),
    get("admin.show_closing", PROGRAMME_OWNERS),
    get("admin.show_erasing", PROGRAMME_OWNERS),
    get("admin.show_roles", PROGRAMME_OWNERS),
    get("admin.show_doubles", PROGRAMME_OWNERS),
    get("admin.show_join", PROGRAMME_OWNERS),
    get("admin.show_joining", PROGRAMME_OWNERS),
    get("admin.show_invite", PROGRAMME_OWNERS),
    get("admin.show_invitations", PROGRAMME_OWNERS),
    get("admin.show_moving", PROGRAMME_OWNERS),
    get("admin.show_audit", PROGRAMME_OWNERS),
    get("admin.show_settings", "303 403 403 403 403 200"),
    get("admin.show_setting", "303 403 403 403 403 200", key="front.title.en"),
    get("admin.show_logos", "303 403 403 403 403 200"),
    get("admin.show_logo_preview", "303 403 403 403 403 404", sha256="0" * 64),
    get("admin.show_retention", PROGRAMME_OWNERS),
    get("admin.show_credentials", PROGRAMME_OWNERS),
    get("admin.show_credential", PROGRAMME_OWNERS),
    get("admin.download_credential", "303 403 403 403 200 200"),
    get("admin.show_reissue", PROGRAMME_OWNERS),
    get("reports.show_figures", PROGRAMME_OWNERS),
    get("admin.show_organisations", PROGRAMME_OWNERS),
    get("admin.show_new_organisation", PROGRAMME_OWNERS),
    get("admin.show_organisation_import", PROGRAMME_OWNERS),
    get("admin.show_organisation", PROGRAMME_OWNERS),
    get("admin.show_merging", "303 403 403 403 422 422"),
    get("reports.show_people", PROGRAMME_OWNERS),
    get("admin.show_mail", PROGRAMME_OWNERS),
    get("admin.show_one_mail", PROGRAMME_OWNERS),
    get("admin.show_mail_texts", PROGRAMME_OWNERS),
    get("admin.show_mail_text", PROGRAMME_OWNERS, kind="confirm-email"),
    get("quiz.show_extra_time", TRAINERS),
    get("quiz.show_bank", TRAINERS),
    get("quiz.export_bank", TRAINERS, form="gift"),
    get("quiz.show_statistics", TRAINERS),
    get("quiz.show_item_statistics", TRAINERS, item_id="t-network"),
    get("quiz.show_trial", TRAINERS),
    get("quiz.show_daily_set", OWN_PAGE),
    get("quiz.show_card", OWN_OBJECT),
    get("quiz.show_changes", TRAINERS),
    get("quiz.show_regrade", PROGRAMME_OWNERS),
    get("quiz.show_regrades", PROGRAMME_OWNERS),
    get("quiz.show_learning_gain", PROGRAMME_OWNERS),
    get("quiz.download_learning_gain", PROGRAMME_OWNERS),
    get("quiz.show_assignment", OWN_OBJECT),
    get("quiz.show_files", OWN_OBJECT),
    get("quiz.show_handing_in", OWN_OBJECT),
    get("quiz.show_submission", OWN_OBJECT),
    get("quiz.download_file", OWN_OBJECT),
    get("quiz.show_grading", TRAINERS),
    get("quiz.show_agreement", TRAINERS),
    get("quiz.show_marking", "303 403 403 200 404 404", submission_id="taken_id"),
    get(
        "quiz.download_marked_file", "303 403 403 200 404 404", submission_id="taken_id", file_id="taken_file"
    ),
    get("tools.show_tool", "303 200 303 303 303 303"),
    get("tools.show_section", OWN_OBJECT),
    get("tools.show_sheet", OWN_OBJECT),
    get("tools.ask_to_delete", OWN_OBJECT),
    get("tools.download_spreadsheet", OWN_OBJECT),
    get("credentials.show_certificates", OWN_PAGE),
    get("credentials.show_certificate", OWN_OBJECT),
    get("credentials.download_certificate", OWN_OBJECT),
    get("credentials.download_badge", OWN_OBJECT, ending="json"),
    get("credentials.show_name", OWN_PAGE),
    get("credentials.show_links", OWN_PAGE),
    get("credentials.download_all", "303 200 404 404 404 404"),
    get("credentials.show_shared", EVERYBODY, token="share_token"),
    get("credentials.show_transcript", EVERYBODY, code="transcript_code"),
    get("credentials.show_verify", EVERYBODY),
    get("credentials.show_proof", EVERYBODY),
    get("credentials.show_verification", EVERYBODY),
    get("credentials.show_enquiry_form", EVERYBODY),
    get("credentials.show_enquiry", EVERYBODY, token="enquiry"),
    get("credentials.download_report", EVERYBODY, token="enquiry"),
    get("credentials.download_report_table", EVERYBODY, token="enquiry"),
    get("credentials.show_verification_again", GOES_ON),
    get("credentials.show_verify_again", GOES_ON),
    get("credentials.show_file_verification", NOT_THERE, sha256="0" * 64),
    get("credentials.verification_of_code", EVERYBODY),
    get("credentials.verification_of_file", NOT_THERE, sha256="0" * 64),
    get("credentials.openapi", EVERYBODY),
    get("credentials.show_revocation", PROGRAMME_OWNERS),
    get("credentials.show_credential", EVERYBODY),
    get("credentials.show_badge_png", "302 200 302 302 302 302"),
    get("credentials.show_badge_svg", "302 200 302 302 302 302"),
    get("credentials.download_elm", OWN_OBJECT),
    get("credentials.show_achievement", EVERYBODY),
    get("credentials.show_achievement_picture", EVERYBODY),
    get("credentials.show_did", EVERYBODY),
    get("credentials.show_keys", EVERYBODY),
    get("credentials.show_key", EVERYBODY),
    get("credentials.show_status_list", EVERYBODY),
    get("credentials.show_log", EVERYBODY),
    get("credentials.show_waiting", PROGRAMME_OWNERS),
    get("credentials.show_cohorts", PROGRAMME_OWNERS),
    get("credentials.show_cohort", PROGRAMME_OWNERS),
    get("credentials.show_preview", PROGRAMME_OWNERS),
    get("credentials.download_preview", PROGRAMME_OWNERS),
    get("credentials.show_template", PROGRAMME_OWNERS),
    get("credentials.download_example", PROGRAMME_OWNERS),
    get("credentials.download_examples", PROGRAMME_OWNERS),
    get("people.show_data", OWN_PAGE),
    get("people.show_erasure", OWN_PAGE),
    get("people.show_preferences", OWN_PAGE),
    get("people.show_unsubscribe", EVERYBODY, token="unsubscribe"),
    get("people.show_keep_account", EVERYBODY, token="keep"),
    get("people.show_account", OWN_PAGE),
    get("people.show_name", OWN_PAGE),
    get("people.show_email", OWN_PAGE),
    get("people.show_new_email", "303 200 410 410 410 410", token="new_email"),
    get("people.show_moving", EVERYBODY, token="move"),
    get("people.show_invitation", CLOSED, token=NOBODY),
    get("people.show_password", OWN_PAGE),
    get("people.show_sign_ins", OWN_PAGE),
    get("people.show_looks", OWN_PAGE),
    get("people.show_memberships", OWN_PAGE),
    get("people.show_sharing", OWN_PAGE),
    get("people.show_register", "200 303 303 303 303 303"),
    get("people.show_sign_in", "200 303 303 303 303 303"),
    get("people.show_mail_sent", GOES_ON),
    get("people.show_confirm", EVERYBODY, token="confirm"),
    get("people.show_forgotten_password", EVERYBODY),
    get("people.show_reset_password", EVERYBODY, token="reset"),
    get("people.show_first_administrator", CLOSED, token=NOBODY),
    get("web.show_design", NOT_THERE),
    get("web.show_health", EVERYBODY),
    get("web.show_offline", EVERYBODY),
    get("web.show_privacy", EVERYBODY),
    get("web.show_accessibility", EVERYBODY),
    get("web.show_logo", NOT_THERE, sha256="0" * 64),
    get("service_worker", EVERYBODY),
    get("static_file", EVERYBODY, fingerprint="any", name="css/site.css"),
)

NEW_PERSON = {
    "email": "new@example.org",
    "password": NEW_PASSWORD,
    "certificate_name": "Aino Virtanen",
}
PREFERENCES = {"language": "en", "time_zone": "Europe/Riga", "name_shown": "masked", "topics": "notes"}

MARKS = {
    "points-c1": "1",
    "points-c2": "1",
    "comment-c1": "Clear",
    "comment-c2": "Sound",
    "comment": "Good",
    "second": "yes",
}

POSTS = (
    post("people.agree_to_membership", SAVES_OBJECT),
    post("people.join_organisation", SAVES_OWN),
    post("people.end_membership", SAVES_OBJECT),
    post("admin.make_organisation", "401 403 403 403 422 422"),
    post("admin.check_organisations", "401 403 403 403 422 422"),
    post("admin.add_organisations", "401 403 403 403 422 422"),
    post("admin.save_organisation", "401 403 403 403 422 422"),
    post("admin.merge_organisation", "401 403 403 403 422 422"),
    post("admin.propose_member", "401 403 403 403 303 303", {"email": "nobody@example.org"}),
    post("admin.close_organisation", "401 403 403 403 303 303"),
    post("admin.reopen_organisation", "401 403 403 403 303 303"),
    post("admin.export_organisations", "401 403 403 403 200 200", {"as": "csv"}),
    post("people.give_consent", SAVES_OWN, kind="path-to-trainers"),
    post("people.withdraw_consent", SAVES_OWN, kind="path-to-trainers"),
    post("web.choose_language", GOES_ON, {"language": "en", "next": "/"}),
    post("web.choose_theme", GOES_ON, {"theme": "dark", "next": "/"}),
    post("study.save_place", "401 204 404 404 404 404", {"lesson": "measuring", "anchor": "s-doing-it"}),
    post("study.complete_lesson", SAVES_OBJECT, {"lang": "en"}),
    post("study.move_to_newer_edition", SAVES_OBJECT, {"edition": "0" * 64}),
    post("quiz.answer_self_check", SAVES_OBJECT, {"text": "growth", "lang": "en"}),
    post("quiz.start_final_test", SAVES_OBJECT, {"extra_time": "yes"}),
    post("quiz.start_preparation", "401 404 404 404 404 404"),
    post("quiz.choose_daily_set", SAVES_OWN, {"wanted": "yes"}),
    post("quiz.answer_card", SAVES_OBJECT, {"text": "growth"}),
    post("quiz.save_item", SAVES_OBJECT, {"go": "next", "text": "", "value": "", "flagged": "yes"}),
    post("quiz.submit", SAVES_OBJECT),
    post("quiz.regrade", "401 403 403 403 422 422", {"item": "t-layers", "reason": "mended"}),
    post("quiz.grant_extra_time", TRAINERS_SAVE, {"email": "other@example.org", "amount": "50"}),
    post("quiz.withdraw_extra_time", TRAINERS_SAVE),
    post("quiz.try_item", TRAINERS_POST, {"text": "growth", "language": "en"}),
    post("quiz.save_submission", SAVES_OBJECT, {"text-work": "A map", "go": "review"}),
    post("quiz.add_files", "401 422 404 404 404 404", {"part": "work"}),
    post("quiz.hand_in", SAVES_OBJECT),
    post("quiz.remove_file", "401 404 404 404 404 404"),
    post("quiz.withdraw_submission", "401 409 404 404 404 404"),
    post("quiz.ask_for_review", "401 409 404 404 404 404", {"reason": "It was not read to its end."}),
    post("quiz.save_marking", "401 403 403 303 404 404", {**MARKS, "go": "later"}, submission_id="taken_id"),
    post("quiz.give_back", "401 403 403 303 404 404", submission_id="taken_id"),
    post("quiz.take_submission", "401 403 403 303 409 409", submission_id="taken_id"),
    post("quiz.take_next", "401 403 403 303 303 303", {"module": "small-clusters"}),
    post("tools.start_sheet", SAVES_OBJECT, {"name": "Norrvik"}),
    post("tools.open_example", SAVES_OBJECT),
    post(
        "tools.save_section",
        SAVES_OBJECT,
        {"revision": "1", "do": "next", "f-region": "Norrvik", "f-region_jobs": "60 000", "f-trust": "3"},
    ),
    post("tools.rename_sheet", SAVES_OBJECT, {"name": "Norrvik"}),
    post("tools.copy_sheet", SAVES_OBJECT),
    post("tools.delete_sheet", SAVES_OBJECT),
    post("credentials.choose_visibility", SAVES_OBJECT, {"name_shown": "full"}),
    post("credentials.correct_name", "401 409 404 404 404 404"),
    post("credentials.begin_renewal", "401 409 404 404 404 404"),
    post("credentials.confirm_name", SAVES_OWN, {"certificate_name": OWN_NAME}),
    post("credentials.request_language", SAVES_OBJECT, {"language": "lv"}),
    post("credentials.request_badge", SAVES_OBJECT),
    post("credentials.give_awards", SAVES_OWN),
    post("credentials.make_transcript", "401 200 404 404 404 404"),
    post("credentials.compare_transcript", EVERYBODY, code="transcript_code"),
    post("credentials.share", "401 303 422 422 422 422", {"credentials": "credential_id", "label": "Work"}),
    post("credentials.end_link", SAVES_OBJECT),
    post("credentials.look_up_code", GOES_ON, {"code": "code"}),
    post("credentials.verify_file", REFUSED),
    post("credentials.verification_of_sent_file", EVERYBODY),
    post("credentials.ask_about_many", GOES_ON, {"codes": "code", "language": "lv"}),
    post("credentials.remove_enquiry", NOT_THERE, token=NOBODY),
    post("credentials.compare_name", EVERYBODY, {"name": "Somebody Else"}),
    post("people.save_account", SAVES_OWN, {"country": "LV", "languages": "lv"}),
    post("people.save_name", SAVES_OWN, {"certificate_name": OWN_NAME}),
    post("people.confirm_new_email", "401 303 410 410 410 410", token="new_email"),
    post("people.change_email", SAVES_OWN, {"email": "elsewhere@example.org", "password": PASSWORD}),
    post("people.change_password", SAVES_OWN, {"current": PASSWORD, "password": NEW_PASSWORD}),
    post("people.end_sign_in", SAVES_OBJECT),
    post("people.end_other_sign_ins", SAVES_OWN),
    post("people.ask_for_export", SAVES_OWN),
    post("people.ask_to_be_erased", "401 303 303 303 303 422", {"password": NEW_PASSWORD, "word": "erase"}),
    post("people.keep_account", SAVES_OWN),
    post("people.save_preferences", SAVES_OWN, PREFERENCES),
    post("people.unsubscribe", EVERYBODY, token="unsubscribe"),
    post("people.keep_account_by_link", CLOSED, token=NOBODY),
    post("people.download_export", "401 200 404 404 404 404", {"password": NEW_PASSWORD}),
    post("people.remove_export", SAVES_OBJECT),
    post(
        "people.register",
        GOES_ON,
        {
            "email": "new@example.org",
            "password": NEW_PASSWORD,
            "certificate_name": "Aino Virtanen",
            "next": "/",
        },
    ),
    post("people.sign_in", REFUSED, {"email": "nobody@example.org", "password": NEW_PASSWORD, "next": "/"}),
    post("people.confirm", CLOSED, {"password": NEW_PASSWORD}, token=NOBODY),
    post("people.send_reset_link", GOES_ON, {"email": "nobody@example.org"}),
    post("people.reset_password", CLOSED, {"password": NEW_PASSWORD}, token=NOBODY),
    post(
        "people.create_first_administrator",
        CLOSED,
        NEW_PERSON,
        token=NOBODY,
    ),
    post("admin.reissue", "401 403 403 403 422 422", {"wording": "as-now"}),
    post(
        "credentials.revoke",
        "401 403 403 403 303 303",
        {"reason": "issued-in-error", "is_sure": "y"},
    ),
    post(
        "study.recognise",
        "401 403 403 303 422 422",
        {
            "email": "other@example.org",
            "module": "small-clusters",
            "part": "lessons",
            "kind": "waiver",
            "evidence": "A letter",
            "reason": "Taught it",
        },
    ),
    post("study.withdraw_recognition", TRAINERS_SAVE),
    post("teaching.export_participants", TRAINERS_POST, {"as": "csv"}),
    post("teaching.write_note", TRAINERS_SAVE, {"text": "How do you do?", "do": "send"}),
    post("admin.export_enrolments", "401 403 403 403 200 200", {"as": "csv"}),
    post("admin.export_credentials", "401 403 403 403 200 200", {"as": "csv"}),
    post("admin.make_files_again", "401 403 403 403 303 303"),
    post("admin.grant_try", "401 403 403 403 422 422", {"reason": "The network failed."}),
    post(
        "admin.enrol", "401 403 403 403 422 422", {"email": "nobody@example.org", "module": "small-clusters"}
    ),
    post("admin.extend_tests", "401 403 403 403 303 303", {"minutes": "10"}),
    post("admin.extend_test", "401 403 403 403 422 422", {"minutes": "10"}),
    post("admin.hold_mail", "401 403 403 403 303 303"),
    post("admin.release_mail", "401 403 403 403 303 303"),
    post("admin.retry_mail", "401 403 403 403 303 303"),
    post("admin.export_people", PROGRAMME_OWNERS_POST, {"as": "csv"}),
    post("admin.grant_role", PROGRAMME_OWNERS_SAVE, {"grant": "trainer:module:small-clusters"}),
    post("admin.withdraw_role", PROGRAMME_OWNERS_SAVE, {"grant": "trainer:module:small-clusters"}),
    post("admin.send_password_link", PROGRAMME_OWNERS_SAVE),
    post("admin.sign_person_out", PROGRAMME_OWNERS_SAVE),
    post("admin.move_account", PROGRAMME_OWNERS_SAVE, {"email": "bystander.again@example.org"}),
    post("admin.close_account", PROGRAMME_OWNERS_SAVE, {"reason": "left"}),
    post("admin.reopen_account", PROGRAMME_OWNERS_SAVE),
    post("admin.erase_account", PROGRAMME_OWNERS_SAVE, {"way": "letter"}),
    post(
        "admin.name_somebody",
        PROGRAMME_OWNERS_SAVE,
        {"email": "bystander@example.org", "grant": "trainer:module:small-clusters"},
    ),
    post("admin.take_from_somebody", "401 403 403 403 422 422", {"grant": ""}),
    post("admin.join_accounts", "401 403 403 403 422 422", {"address": "somebody@example.org"}),
    post("people.confirm_move", CLOSED, token=NOBODY),
    post("people.accept_invitation", CLOSED, token=NOBODY),
    post("admin.check_invitations", PROGRAMME_OWNERS_POST, {"text": "guest@example.org"}),
    post("admin.send_invitations", PROGRAMME_OWNERS_SAVE, {"text": "guest@example.org"}),
    post("admin.send_invitation_again", PROGRAMME_OWNERS_SAVE),
    post("admin.withdraw_invitation", "401 403 403 403 303 404"),
    post(
        "admin.change_setting",
        "401 403 403 403 403 303",
        {"value": "Learn together", "is_seen": "y"},
        key="front.title.en",
    ),
    post("admin.retry_all_mail", "401 403 403 403 303 303"),
    post("admin.pause_mail", "401 403 403 403 303 303"),
    post("admin.resume_mail", "401 403 403 403 303 303"),
    post("admin.add_logo", "401 403 403 403 403 422"),
    post("admin.remove_logo", "401 403 403 403 403 404", sha256="0" * 64),
    post("admin.reset_logos", "401 403 403 403 403 303"),
    post("admin.export_mail", "401 403 403 403 200 200", {"as": "csv"}),
    post("admin.export_audit", "401 403 403 403 200 200", {"as": "csv"}),
    post("credentials.prove_template", "401 403 403 403 404 404"),
    post("credentials.remind_of_names", "401 403 403 403 303 303"),
    post("credentials.issue_batch", "401 403 403 403 303 303"),
    post(
        "credentials.plan_cohort",
        "401 403 403 403 200 200",
        {"module": "small-clusters", "choice": "addresses", "addresses": "nobody@example.org"},
    ),
    post(
        "credentials.start_cohort",
        "401 403 403 403 409 409",
        {"module": "small-clusters", "choice": "everyone"},
    ),
    post("credentials.try_cohort_again", "401 403 403 403 303 303"),
    post("credentials.take_cohort_files", "401 403 403 403 200 200"),
    post("reports.export_figures", "401 403 403 403 200 200", {"as": "csv"}),
    post("reports.export_people", "401 403 403 403 200 200", {"as": "csv"}),
    post("credentials.take_cohort_list", "401 403 403 403 200 200"),
    post("credentials.remove_cohort", "401 403 403 403 404 404", cohort_id=NOBODY),
    post("credentials.try_files_again", "401 403 403 403 303 303"),
    post("credentials.take_files", "401 403 403 403 200 200", {"module": "module_slug"}),
    post("people.sign_out", GOES_ON),
    post("study.leave", SAVES_OBJECT),
    post("study.join", SAVES_OWN),
)
"""In an order in which each finds what it needs; the others come before the owner."""
