"""Which mails a client wants: one wish, said in the portal or by the link at a mail's foot."""

from coachhub.mail.rules import Sort
from tests.cast import Cast
from tests.public.test_mail_wish import MAILS_NONE, NEWS, REMINDER, address_of, kept_back

MAILS = "/portal/north/mails"


def test_the_way_there_is_under_more(cast: Cast) -> None:
    assert MAILS in cast.browser("ben").get("/portal/north/more").text


def test_they_say_what_they_do_without(cast: Cast) -> None:
    ben = cast.browser("ben")
    assert ben.get(MAILS).text.count(" checked") == 2
    assert ben.post(MAILS, {"sorts": ["news"]}).status_code == 303
    assert kept_back(cast) == [REMINDER]
    assert ben.get(MAILS).text.count(" checked") == 1
    assert MAILS_NONE in cast.browser(None).get(address_of(cast)).text
    ben.post(MAILS, {})
    assert kept_back(cast) == [REMINDER, NEWS]
    ben.post(MAILS, {"sorts": ["news", "reminders"]})
    assert kept_back(cast) == []


def test_what_the_link_said_is_shown_there(cast: Cast) -> None:
    cast.browser(None).post(address_of(cast, Sort.NEWS), {})
    assert cast.browser("ben").get(MAILS).text.count(" checked") == 1


def test_nothing_else_can_be_done_without(cast: Cast) -> None:
    ben = cast.browser("ben")
    for sort in ("needed", "always", "x"):
        assert ben.post(MAILS, {"sorts": [sort]}).status_code == 422
    assert kept_back(cast) == []
