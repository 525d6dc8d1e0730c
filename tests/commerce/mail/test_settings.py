"""One address says which mail server sends."""

from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.test import override_settings

from tamio.config.mail import mail_settings


def test_a_server_is_spoken_to_encrypted() -> None:
    smtp = mail_settings("smtp://shop:p%40ss@mail.example.se")
    assert (smtp["EMAIL_HOST"], smtp["EMAIL_PORT"]) == ("mail.example.se", 587)
    assert (smtp["EMAIL_HOST_USER"], smtp["EMAIL_HOST_PASSWORD"]) == ("shop", "p@ss")
    assert (smtp["EMAIL_USE_TLS"], smtp["EMAIL_USE_SSL"]) == (True, False)
    smtps = mail_settings("smtps://mail.example.se")
    assert (smtps["EMAIL_PORT"], smtps["EMAIL_USE_SSL"], smtps["EMAIL_USE_TLS"]) == (
        465,
        True,
        False,
    )


def test_only_this_machines_own_server_may_be_spoken_to_in_the_clear() -> None:
    assert mail_settings("smtp://127.0.0.1:1025")["EMAIL_USE_TLS"] is False


def test_without_a_server_each_message_is_a_file(tmp_path: Path) -> None:
    with override_settings(**mail_settings(f"file://{tmp_path}/mail")):
        EmailMessage("Hej", "God dag", to=["a@example.com"]).send()
    (file,) = (tmp_path / "mail").iterdir()
    assert "Subject: Hej" in file.read_text()


@pytest.mark.parametrize("url", ["mail.example.se", "smtp://", "file://", "smtp://h:x", "pop://h"])
def test_an_address_of_another_form_is_refused_with_the_right_ones(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://user:password@host:587"):
        mail_settings(url)
