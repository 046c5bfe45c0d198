"""The outbox against a real SMTP server."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from flask import Flask

from lms.core import clock, mail
from lms.core.db import db
from lms.core.mail import RETRY_MINUTES, OutboxMail
from tests.support.ports import free_port


class Sink:
    """Keeps what it is sent; answers as a test tells it to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.received: list[bytes] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.mails.append(message)
            self.received.append(envelope.content)
            self.recipients.append(envelope.rcpt_tos)
        return self.answer


@pytest.fixture
def sink(context: Flask) -> Iterator[Sink]:
    sink = Sink()
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    settings = context.config["CAMPUS"]
    context.config["CAMPUS"] = replace(settings, mail_server=f"127.0.0.1:{port}", mail_tls="none")
    yield sink
    context.config["CAMPUS"] = settings
    controller.stop()


def queue(**changes: str) -> str:
    values = {
        "to": "ilze@example.org",
        "subject": "Bekräfta din adress – ģ",
        "text": "https://campus.example/x",
        "kind": "test",
        "language": "sv",
    }
    queued = mail.queue(**{**values, **changes})  # type: ignore[arg-type]
    db.session.commit()
    return queued.id


def test_a_mail_arrives_once_with_all_its_letters(sink: Sink) -> None:
    queue()
    assert mail.send_due_mail() == 1
    assert mail.send_due_mail() == 0
    (message,) = sink.mails
    assert message["Subject"] == "Bekräfta din adress – ģ"
    assert message["Content-Language"] == "sv"
    assert message.get_content().strip() == "https://campus.example/x"
    assert sink.recipients == [["ilze@example.org"]]


def test_one_click_that_ends_mails_of_a_kind_arrives_in_its_headers(sink: Sink) -> None:
    url = "https://campus.example.org/unsubscribe/" + "x" * 120
    queue(unsubscribe_url=url)
    queue()
    assert mail.send_due_mail() == 2
    wanted, always = sorted(sink.received, key=lambda sent: b"List-Unsubscribe" not in sent)
    # As they stand: mail programs undo no encoding in this header.
    assert f"\r\nList-Unsubscribe: <{url}>\r\n".encode() in wanted
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in wanted
    assert b"List-Unsubscribe" not in always


def test_the_text_is_blanked_once_it_went_out(sink: Sink) -> None:
    mail_id = queue()
    mail.send_due_mail()
    row = db.session.get_one(OutboxMail, mail_id)
    assert row.text == ""
    assert row.sent_at is not None


@pytest.mark.parametrize("answer", ["451 try later", "550 no"])
def test_a_refused_mail_is_tried_again_later_under_the_same_id(sink: Sink, answer: str) -> None:
    mail_id = queue()
    sink.answer = answer
    mail.send_due_mail()
    row = db.session.get_one(OutboxMail, mail_id)
    assert row.sent_at is None
    assert row.last_error is not None
    assert answer[:3] in row.last_error
    db.session.rollback()
    assert mail.send_due_mail() == 0, "not at once"
    sink.answer = "250 OK"
    with time_machine.travel(clock.now() + timedelta(minutes=RETRY_MINUTES[0] + 1), tick=False):
        assert mail.send_due_mail() == 1
    assert [message["Message-ID"] for message in sink.mails] == [row.message_id]


def test_a_mail_that_never_goes_out_is_given_up_and_stays_visible(sink: Sink) -> None:
    mail_id = queue()
    sink.answer = "550 no"
    moment = clock.now()
    for _attempt in range(len(RETRY_MINUTES) + 1):
        moment += timedelta(days=2)
        with time_machine.travel(moment, tick=False):
            assert mail.send_due_mail() == 1
    row = db.session.get_one(OutboxMail, mail_id)
    assert row.failed_at is not None
    assert row.due_at is None
    assert [one.id for one in mail.waiting_mail()] == [mail_id]


def test_a_server_that_is_down_loses_nothing(sink: Sink, context: Flask) -> None:
    settings = context.config["CAMPUS"]
    context.config["CAMPUS"] = replace(settings, mail_server="127.0.0.1:1")
    mail_id = queue()
    mail.send_due_mail()
    context.config["CAMPUS"] = settings
    assert db.session.get_one(OutboxMail, mail_id).attempt_count == 1
    db.session.rollback()


def test_nothing_is_sent_where_no_server_is_set(context: Flask) -> None:
    queue()
    assert mail.send_due_mail() == 0
    assert len(mail.waiting_mail()) == 1


@pytest.mark.parametrize("field", ["to", "subject"])
def test_a_line_break_cannot_add_a_header(sink: Sink, field: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        queue(**{field: "ilze@example.org\r\nBcc: other@example.org"})
    assert mail.send_due_mail() == 0


def test_a_mail_that_cannot_be_written_holds_up_no_other(sink: Sink) -> None:
    bad = queue(to="=?utf-8?q?x?=@example.org")
    queue()
    assert mail.send_due_mail() == 2
    assert sink.recipients == [["ilze@example.org"]]
    row = db.session.get_one(OutboxMail, bad)
    assert (row.sent_at, row.attempt_count) == (None, 1)
    assert row.last_error


def test_a_trial_shows_links_on_the_console_and_a_real_installation_never(
    context: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    queue()
    assert "https://campus.example/x" in caplog.text
    assert "ilze@example.org" not in caplog.text
    caplog.clear()
    settings = context.config["CAMPUS"]
    context.config["CAMPUS"] = replace(settings, public_url="https://campus.example.org")
    queue()
    context.config["CAMPUS"] = settings
    assert caplog.text == ""
