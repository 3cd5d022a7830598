from flask import Flask


def test_the_signature_is_set_off_as_mail_programs_know_it(app: Flask) -> None:
    template = app.jinja_env.from_string('{% extends "layouts/mail.txt" %}')
    assert "\n-- \n" in template.render(practice_name="North")
