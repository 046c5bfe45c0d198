"""Requests made under a foreign name."""

from flask.testing import FlaskClient


def test_a_foreign_host_gets_a_plain_refusal_and_no_link(client: FlaskClient) -> None:
    answer = client.get("/forgotten-password", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_forwarded_headers_change_nothing_without_a_proxy(client: FlaskClient) -> None:
    headers = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "https",
    }
    assert "evil.example" not in client.get("/", headers=headers).text
