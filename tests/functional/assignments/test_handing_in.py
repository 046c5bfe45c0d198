"""Handing in: drafts that are kept, files, what is refused, taking it back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from lms.core.db import db
from lms.quiz.models import Submission, SubmissionFile
from tests.conftest import SignIn
from tests.support.assignments import ASSIGNMENT, MODULE, hand_in, jpeg, office, pdf, png, upload, write
from tests.support.pages import counted_queries, post


def rows(app: Flask, model: type[Submission] | type[SubmissionFile]) -> int:
    with app.app_context():
        return int(db.session.scalar(db.select(db.func.count()).select_from(model)) or 0)


def test_a_text_is_kept_as_a_draft_and_handed_in(learner: FlaskClient, app: Flask) -> None:
    assert "Your work" in learner.get(ASSIGNMENT).text
    assert rows(app, Submission) == 0, "looking writes nothing"
    assert write(learner, "Three layers\r\nand a\0 link.").headers["Location"].endswith("/assignment#work")
    assert "Three layers\nand a link." in learner.get(ASSIGNMENT).text
    page = learner.get(f"{ASSIGNMENT}/hand-in").text
    assert "5 words" in page
    assert "Hand in now" in page
    address = hand_in(learner)
    assert "waits for a marker" in learner.get(address).text
    assert hand_in(learner) == address, "the second time leads to the same page"
    assert rows(app, Submission) == 1


def test_a_script_saves_in_the_background_and_learns_when(learner: FlaskClient) -> None:
    answer = post(learner, ASSIGNMENT, {"text-work": "A map"}, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    assert answer.json["message"].startswith("Saved ")
    answer = post(learner, ASSIGNMENT, {"text-work": "x" * 100_001}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["message"][:22]) == (422, "This text is too long ")


def test_another_windows_newer_text_is_not_overwritten_unseen(learner: FlaskClient) -> None:
    write(learner, "From the first window", known="")
    answer = write(learner, "From the second window", known="")
    assert answer.status_code == 409
    assert "From the second window" in answer.text
    assert "Another window has saved a different text" in answer.text
    assert "From the first window" in learner.get(ASSIGNMENT).text
    known = answer.text.split('name="known" value="')[1].split('"')[0]
    assert write(learner, "From the second window", known=known).status_code == 303
    assert "From the second window" in learner.get(ASSIGNMENT).text


def test_what_was_typed_is_shown_again_when_it_cannot_be_kept(learner: FlaskClient) -> None:
    answer = write(learner, "long " * 20_001)
    assert answer.status_code == 422
    assert "long long" in answer.text
    assert "<title>Error:" in answer.text


@pytest.mark.parametrize(
    ("text", "why"),
    [("", "Write a text or add a file"), ("  \n ", "Write a text"), ("word " * 201, "is longer")],
)
def test_nothing_and_too_much_are_not_handed_in(learner: FlaskClient, text: str, why: str) -> None:
    write(learner, text)
    assert why in learner.get(f"{ASSIGNMENT}/hand-in").text
    answer = post(learner, f"{ASSIGNMENT}/hand-in", page="/modules")
    assert answer.status_code == 422
    assert why in answer.text


def test_there_is_nothing_to_hand_in_before_a_draft(learner: FlaskClient) -> None:
    assert learner.get(f"{ASSIGNMENT}/hand-in").status_code == 303
    assert post(learner, f"{ASSIGNMENT}/hand-in", page="/modules").status_code == 409


def test_files_are_added_named_taken_away_and_removed(learner: FlaskClient, app: Flask) -> None:
    sent = [(pdf(), "../../etc/Karte över\u202eNorrvik\x07.PDF"), (jpeg(), "C:\\bild.jpeg")]
    assert upload(learner, *sent).status_code == 303
    page = learner.get(f"{ASSIGNMENT}/files").text
    assert "Karte överNorrvik.pdf" in page
    assert "bild.jpeg" in page
    with app.app_context():
        first = db.session.scalars(db.select(SubmissionFile).where(SubmissionFile.kind == "pdf")).one()
        address, own_id, stored = (
            f"/submissions/{first.submission_id}/files/{first.id}",
            first.id,
            first.stored_as,
        )
    answer = learner.get(address)
    assert answer.data == pdf()
    assert answer.headers["Content-Disposition"].endswith("filename*=UTF-8''Karte%20%C3%B6verNorrvik.pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    assert stored not in answer.headers["Content-Disposition"]
    assert post(learner, f"{ASSIGNMENT}/files/{own_id}/remove", page="/modules").status_code == 303
    assert learner.get(address).status_code == 404
    assert rows(app, SubmissionFile) == 1


def test_more_files_than_are_taken_add_nothing(learner: FlaskClient, app: Flask) -> None:
    upload(learner, (pdf(), "one.pdf"), (pdf(), "two.pdf"))
    answer = upload(learner, (pdf(), "three.pdf"), (pdf(), "four.pdf"))
    assert answer.status_code == 422
    assert "as many files as can be handed in" in answer.text
    assert rows(app, SubmissionFile) == 2


def test_one_file_that_is_not_taken_keeps_out_the_others_and_is_named(
    learner: FlaskClient, app: Flask
) -> None:
    answer = upload(learner, (pdf(), "fine.pdf"), (b"MZ\x90", "<b>note</b>.pdf"))
    assert answer.status_code == 422
    assert "&lt;b&gt;note&lt;/b&gt;.pdf: Its kind is not taken" in answer.text
    assert rows(app, SubmissionFile) == 0
    assert "Choose a file first" in upload(learner).text


def test_a_file_may_have_ten_megabytes_and_no_more(learner: FlaskClient, app: Flask) -> None:
    most = pdf()[:-7] + b" " * (10 * 1024 * 1024 - len(pdf())) + pdf()[-7:]
    assert upload(learner, (most, "large.pdf")).status_code == 303
    assert upload(learner, (most + b"\n", "larger.pdf")).status_code == 422
    assert upload(learner, (most * 4, "huge.pdf")).status_code == 413
    answer = post(learner, ASSIGNMENT, {"text-work": "x" * 3_000_000}, page="/modules")
    assert answer.status_code == 413, "only files may be large"
    assert rows(app, SubmissionFile) == 1


def test_all_files_of_a_person_have_room_together(
    learner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.quiz.rules.submissions.PERSON_MEGABYTES", 0)
    assert "all the room" in upload(learner, (pdf(), "one.pdf")).text


def test_work_can_be_taken_back_until_somebody_has_begun(learner: FlaskClient, trainer: FlaskClient) -> None:
    write(learner, "A map")
    address = hand_in(learner)
    assert post(learner, f"{address}/withdraw", page="/modules").headers["Location"] == ASSIGNMENT
    assert learner.get(address).status_code == 404
    assert "A map" in learner.get(ASSIGNMENT).text
    assert hand_in(learner) == address


def test_what_is_handed_in_can_no_longer_be_changed(learner: FlaskClient) -> None:
    write(learner, "A map")
    upload(learner, (png(), "map.png"))
    hand_in(learner)
    assert write(learner, "Another map").status_code == 409
    assert upload(learner, (png(), "more.png")).status_code == 409
    assert learner.get(f"{ASSIGNMENT}/files").status_code == 303


def test_nobody_else_sees_the_work(learner: FlaskClient, sign_in: SignIn, app: Flask) -> None:
    write(learner, "A map")
    upload(learner, (office(), "map.docx"))
    address = hand_in(learner)
    with app.app_context():
        file = db.session.scalars(db.select(SubmissionFile)).one()
        path = f"{address}/files/{file.id}"
    assert learner.get(path).status_code == 200
    other = sign_in("janis@example.org", name="Jānis Ozols")
    assert [other.get(one).status_code for one in (address, path, ASSIGNMENT)] == [404, 404, 404]
    assert post(other, f"{address}/withdraw", page="/modules").status_code == 404


def test_the_pages_ask_little_of_the_database(learner: FlaskClient, app: Flask) -> None:
    write(learner, "A map")
    upload(learner, (png(), "map.png"))
    for path, most in ((ASSIGNMENT, 5), (f"{ASSIGNMENT}/files", 5), (f"{ASSIGNMENT}/hand-in", 6)):
        with counted_queries(app) as statements:
            assert learner.get(path).status_code == 200
        assert len(statements) <= most, (path, statements)
    address = hand_in(learner)
    with counted_queries(app) as statements:
        assert learner.get(address).status_code == 200
    assert len(statements) <= 6, statements


def test_the_module_says_that_the_assignment_counts(learner: FlaskClient) -> None:
    page = learner.get(f"{MODULE}/progress").text
    assert "Counts when you have handed it in" in page
    assert "It counts towards completing the module." in learner.get(ASSIGNMENT).text
    assert "The assignment is what is missing" not in learner.get("/learning").text
