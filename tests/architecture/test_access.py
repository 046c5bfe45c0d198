"""Every page names who may open it, and who may is written down here."""

from collections.abc import Iterator
from itertools import pairwise

from flask import Flask

from lms.content.naming import RESERVED_SLUGS
from lms.content.tools.places import ID
from lms.content.tools.reading import TAKEN
from lms.core.access import GRANTS, Permission, Role, permissions_of


def endpoints(app: Flask) -> Iterator[tuple[str, Permission | None]]:
    for endpoint, view in app.view_functions.items():
        yield endpoint, getattr(view, "permission", None)


def test_every_endpoint_names_a_permission(app: Flask) -> None:
    # Flask adds an endpoint for its static folder; it stays closed, because ours has an address of its own.
    assert [name for name, permission in endpoints(app) if permission is None and name != "static"] == []


def test_a_view_that_names_no_permission_is_closed(app: Flask) -> None:
    assert app.test_client().get("/static/css/site.css").status_code in {403, 404}


def test_roles_only_add_to_what_a_participant_may() -> None:
    ladder = [Role.PARTICIPANT, Role.TRAINER, Role.PROGRAMME_OWNER, Role.ADMINISTRATOR]
    for lower, higher in pairwise(ladder):
        assert GRANTS[lower] < GRANTS[higher]


def test_nobody_may_only_what_is_public() -> None:
    assert permissions_of([]) == {Permission.PUBLIC}


PUBLIC_PAGES = {
    "credentials.ask_about_many",
    "credentials.compare_name",
    "credentials.compare_transcript",
    "credentials.download_report",
    "credentials.download_report_table",
    "credentials.look_up_code",
    "credentials.openapi",
    "credentials.remove_enquiry",
    "credentials.show_achievement",
    "credentials.show_achievement_picture",
    "credentials.show_badge_png",
    "credentials.show_badge_svg",
    "credentials.show_credential",
    "credentials.show_did",
    "credentials.show_enquiry",
    "credentials.show_enquiry_form",
    "credentials.show_file_verification",
    "credentials.show_key",
    "credentials.show_keys",
    "credentials.show_log",
    "credentials.show_proof",
    "credentials.show_shared",
    "credentials.show_status_list",
    "credentials.show_transcript",
    "credentials.show_verification",
    "credentials.show_verification_again",
    "credentials.show_verify",
    "credentials.show_verify_again",
    "credentials.verification_of_code",
    "credentials.verification_of_file",
    "credentials.verification_of_sent_file",
    "credentials.verify_file",
    "people.confirm",
    "people.show_moving",
    "people.confirm_move",
    "people.show_invitation",
    "people.accept_invitation",
    "people.create_first_administrator",
    "people.keep_account_by_link",
    "people.register",
    "people.reset_password",
    "people.send_reset_link",
    "people.show_confirm",
    "people.show_first_administrator",
    "people.show_forgotten_password",
    "people.show_keep_account",
    "people.show_mail_sent",
    "people.show_register",
    "people.show_reset_password",
    "people.show_sign_in",
    "people.show_unsubscribe",
    "people.sign_in",
    "people.sign_out",
    "people.unsubscribe",
    "service_worker",
    "static_file",
    "study.show_catalogue",
    "study.show_file",
    "study.show_front",
    "study.show_module",
    "web.choose_language",
    "web.choose_theme",
    "web.show_design",
    "web.show_health",
    "web.show_accessibility",
    "web.show_logo",
    "web.show_offline",
    "web.show_privacy",
}


def test_the_public_pages_are_these_and_no_others(app: Flask) -> None:
    public = {name for name, permission in endpoints(app) if permission is Permission.PUBLIC}
    assert public == PUBLIC_PAGES


def test_no_lesson_can_take_the_address_of_another_page_of_its_module(app: Flask) -> None:
    rules = [rule.rule.split("/")[1:] for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    own = {parts[2] for parts in rules if parts[:2] == ["modules", "<module_slug>"] and len(parts) == 3}
    assert own - {"<lesson_slug>"} == RESERVED_SLUGS


def test_no_section_of_a_tool_can_take_the_address_of_another_page_of_a_sheet(app: Flask) -> None:
    rules = [rule.rule.split("/")[1:] for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    own = {parts[2] for parts in rules if parts[:2] == ["tools", "<sheet_id>"] and len(parts) == 3}
    assert {name for name in own if ID.fullmatch(name)} == TAKEN
