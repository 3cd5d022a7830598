"""Forms of a practice's own affairs."""

from math import isqrt
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    ColorField,
    EmailField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import ValidationError

from coachhub.accounts.rules import NotAnAddress, normal_email
from coachhub.core.colour import colour_of, hex_of
from coachhub.core.web.forms import (
    Form,
    LocaleField,
    VersionField,
    at_most,
    choices_of,
    one_line,
    required,
)
from coachhub.core.web.i18n import currency_name
from coachhub.core.web.zones import ZoneField
from coachhub.practices.face import OUR_HUE, theme
from coachhub.practices.models import Settings
from coachhub.practices.pictures import (
    LARGEST_FILE,
    LARGEST_PHOTO,
    MOST_PIXELS,
    MOST_PIXELS_OF_PHOTO,
    NoPicture,
    TooManyPixels,
    logo_from,
    photo_from,
)
from coachhub.practices.rules import (
    CURRENCIES,
    HUES,
    IDLE_CHOICES,
    LEAST_CHROMA,
    is_slug,
    may_take,
)
from coachhub.practices.words import ROLE_WORDS

HUE_WORDS = {
    195: _l("Lagoon"),
    165: _l("Pine"),
    110: _l("Olive"),
    290: _l("Iris"),
    320: _l("Plum"),
    350: _l("Rose"),
}
OWN = "own"
"""The choice of a hue that isn't offered."""


def hue_choice(hue: int | None) -> str:
    """Which choice of `FaceForm.hue` this hue is."""
    if hue is None:
        return ""
    return str(hue) if hue in HUES else OWN


class CurrencyField(SelectField):  # type: ignore[misc]
    """A currency that a practice may take, as the reader calls it, with its code."""

    def __init__(self, label: Any, **options: Any) -> None:  # noqa: ANN401
        names = {code: currency_name(code) for code in CURRENCIES}
        super().__init__(label, choices=choices_of(names), **options)


class PracticeForm(Form):
    name = StringField(_l("Name of the practice"), [required(), at_most(60), one_line])
    slug = StringField(_l("Address"), [required(), at_most(48)])
    zone = ZoneField(_l("Time zone"))
    currency = CurrencyField(_l("Currency"))
    locale = LocaleField(_l("Language"))

    def validate_slug(self, field: StringField) -> None:
        field.data = (field.data or "").lower()
        if not is_slug(field.data):
            raise ValidationError(
                _l("Three to 48 small letters, digits and hyphens, like “north-window”.")
            )


class SettingsForm(Form):
    version = VersionField()
    name = StringField(_l("Name of the practice"), [required(), at_most(60), one_line])
    zone = ZoneField(_l("Time zone"))
    currency = CurrencyField(_l("Currency"))
    locale = LocaleField(_l("Language"))
    desk_idle_minutes = SelectField(
        _l("Sign members out after"),
        coerce=int,
        choices=choices_of(
            {minutes: _l("%(n)d minutes without use", n=minutes) for minutes in IDLE_CHOICES}
        ),
    )
    coaches_share_clients = BooleanField(_l("Coaches share clients"))


class FaceForm(Form):
    version = VersionField()
    sentence = TextAreaField(_l("One sentence about your work"), [at_most(200)])
    hue = RadioField(
        _l("Colour"),
        choices=choices_of(
            {
                "": _l("North blue"),
                **{str(hue): HUE_WORDS[hue] for hue in HUES},
                OWN: _l("Another colour"),
            }
        ),
    )
    own_colour = ColorField(_l("Your colour"))
    logo = FileField(_l("Logo"))
    remove_logo = BooleanField(_l("Show no logo"))
    photo = FileField(_l("Photo"))
    remove_photo = BooleanField(_l("Show no photo"))

    hue_now: int | None = None
    new_logo: bytes | None = None
    new_photo: bytes | None = None

    @classmethod
    def of(cls, settings: Settings) -> "FaceForm":
        """The form with what is saved; the colour is shown as it is used by day."""
        by_day, _ = theme(OUR_HUE if settings.hue is None else settings.hue)["--blue"]
        form = cls(
            version=settings.version,
            sentence=settings.sentence,
            hue=hue_choice(settings.hue),
            own_colour=hex_of(by_day),
        )
        form.hue_now = settings.hue
        return form

    @property
    def chosen_hue(self) -> int | None:
        """The hue of the choice, in degrees; None is our own. Raises ValueError for no colour."""
        if self.hue.data == OWN:
            return self.hue_now if self._is_colour_of_now() else _hue_of(self.own_colour.data)
        return int(self.hue.data) if self.hue.data else None

    def _is_colour_of_now(self) -> bool:
        """Then its hue stays: a screen can't show each hue, and what it shows has another."""
        return bool(self.own_colour.data == self.own_colour.object_data)

    def validate_own_colour(self, field: ColorField) -> None:
        if self.hue.data != OWN or self._is_colour_of_now():
            return
        try:
            colour = colour_of(field.data or "")
        except ValueError:
            raise ValidationError(_l("Please choose a colour.")) from None
        if colour.chroma < LEAST_CHROMA:
            raise ValidationError(
                _l("This is nearly grey. Please choose a colour with more to it.")
            )
        if not may_take(_hue_of(field.data)):
            raise ValidationError(
                _l(
                    "Reds, oranges, yellows and moss greens say something of their own here."
                    " Please choose another colour."
                )
            )

    def validate_logo(self, field: FileField) -> None:
        if field.data:
            try:
                self.new_logo = logo_from(field.data.read(LARGEST_FILE + 1))
            except TooManyPixels:
                raise ValidationError(_too_many(MOST_PIXELS)) from None
            except NoPicture:
                raise ValidationError(_l("A PNG, JPEG or WebP of at most 2 MB, please.")) from None

    def validate_photo(self, field: FileField) -> None:
        if field.data:
            try:
                self.new_photo = photo_from(field.data.read(LARGEST_PHOTO + 1))
            except TooManyPixels:
                raise ValidationError(_too_many(MOST_PIXELS_OF_PHOTO)) from None
            except NoPicture:
                raise ValidationError(_l("A PNG, JPEG or WebP of at most 10 MB, please.")) from None


def _hue_of(written: str) -> int:
    return round(colour_of(written).hue) % 360


def _too_many(most: int) -> Any:  # noqa: ANN401
    side = isqrt(most) // 100 * 100
    return _l(
        "This picture has too many pixels. Please make it smaller: %(side)s by %(side)s are fine.",
        side=side,
    )


def _keep_address(field: EmailField) -> None:
    try:
        field.data = normal_email(field.data or "")
    except NotAnAddress:
        raise ValidationError(_l("This doesn’t look like an e-mail address.")) from None


def _roles_field() -> SelectMultipleField:
    return SelectMultipleField(_l("Roles"), [required()], choices=choices_of(ROLE_WORDS))


class InviteMemberForm(Form):
    name = StringField(_l("Name"), [required(), at_most(80), one_line])
    email = EmailField(_l("E-mail"), [required(), at_most(254)])
    roles = _roles_field()

    def validate_email(self, field: EmailField) -> None:
        _keep_address(field)


class RolesForm(Form):
    roles = _roles_field()


class PublicPageForm(Form):
    keeps_draft = True

    version = VersionField()
    is_listed = BooleanField(_l("The practice has a public page"))
    contact = EmailField(_l("E-mail for questions"), [at_most(254)])
    approach = TextAreaField(_l("How you work"), [at_most(2000)])
    limits = TextAreaField(_l("What your coaching is not"), [at_most(1000)])
    imprint = TextAreaField(_l("Imprint"), [at_most(8000)])
    privacy = TextAreaField(_l("Privacy notice"), [at_most(8000)])

    def validate_contact(self, field: EmailField) -> None:
        field.data = (field.data or "").strip()
        if field.data:
            _keep_address(field)
