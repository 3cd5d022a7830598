"""The zones one can choose from: each once, as the reader calls them, and not too many letters."""

import gzip
from zoneinfo import ZoneInfo

import pytest
from flask import Flask, render_template_string
from werkzeug.datastructures import MultiDict

from coachhub.core.web import i18n
from coachhub.core.web.forms import Form
from coachhub.core.web.zones import ZoneField, zone_choices
from coachhub.core.zones import as_typed, listed, may_be_chosen

AT_MOST, SENT_AT_MOST = 21_500, 4_800


class Where(Form):
    zone = ZoneField("Time zone")


@pytest.mark.parametrize("locale", i18n.LOCALES)
def test_each_zone_is_there_once_and_no_two_sound_alike(app: Flask, locale: str) -> None:
    with app.test_request_context():
        i18n.speak(locale, "UTC")
        choices = zone_choices()
    for said in ([one.value for one in choices], [(one.optgroup, one.label) for one in choices]):
        assert len(said) == len(set(said))
    values = {one.value for one in choices}
    assert {"UTC", "Asia/Kolkata", "Europe/Kyiv"} <= values
    assert not values & {"Asia/Calcutta", "Europe/Kiev", "America/Buenos_Aires"}


def test_what_can_be_chosen_is_taken_as_it_is_everywhere(app: Flask) -> None:
    """By forms, by the picker's address, and by a file of clients."""
    with app.test_request_context():
        for choice in zone_choices():
            form = Where(MultiDict({"zone": choice.value}), meta={"csrf": False})
            assert form.validate()
            assert form.zone.data == choice.value
            assert f'<option selected value="{choice.value}">' in str(form.zone())
            assert listed(choice.value) == choice.value
            assert may_be_chosen(choice.value)
            assert as_typed(choice.value.lower()) == choice.value
            assert ZoneInfo(choice.value)
            assert i18n.zone_city(choice.value) == choice.label


@pytest.mark.parametrize("zone", ["Etc/UTC", "Etc/UCT", "Zulu", "UCT", "UTC"])
def test_utc_has_one_name(app: Flask, zone: str) -> None:
    assert may_be_chosen(zone)
    with app.test_request_context():
        form = Where(MultiDict({"zone": zone}), meta={"csrf": False})
        assert form.validate()
        assert form.zone.data == "UTC"


def test_they_stand_in_the_order_of_the_readers_words(app: Flask) -> None:
    with app.test_request_context():
        i18n.speak("fr", "UTC")
        choices = {one.value: one for one in zone_choices()}
    london, athens = choices["Europe/London"], choices["Europe/Athens"]
    assert (london.label, london.optgroup) == ("Londres", "Europe")
    assert choices["America/New_York"].optgroup == "Amérique"
    order = list(choices)
    assert order.index(athens.value) < order.index(london.value) < order.index("Europe/Vienna")


@pytest.mark.parametrize("zone", ["Asia/Calcutta", "Asia/Kolkata"])
def test_an_older_name_is_taken_for_the_newer(app: Flask, zone: str) -> None:
    """Browsers know some zones by names of long ago."""
    assert may_be_chosen(zone)
    with app.test_request_context():
        form = Where(MultiDict({"zone": zone}), meta={"csrf": False})
        assert form.validate()
        assert form.zone.data == "Asia/Kolkata"
        assert '<option selected value="Asia/Kolkata">' in str(Where(data={"zone": zone}).zone())


def test_what_is_no_zone_is_refused(app: Flask) -> None:
    with app.test_request_context():
        assert not Where(MultiDict({"zone": "Nowhere/Atall"}), meta={"csrf": False}).validate()


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_list_is_light(app: Flask, locale: str) -> None:
    with app.test_request_context():
        i18n.speak(locale, "UTC")
        shown = render_template_string("{{ form.zone() }}", form=Where()).encode()
    assert len(shown) < AT_MOST
    assert len(gzip.compress(shown)) < SENT_AT_MOST
