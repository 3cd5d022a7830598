"""How days felt: the scales that a client answers on, and charts in sentences."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from coachhub.core.web.i18n import number
from coachhub.nocontact.rules import Chart, Feeling, Trend
from coachhub.nocontact.words.plans import days_words

SCALE_WORDS = {
    Feeling.ENERGY: {
        1: lazy_pgettext("energy", "low"),
        2: lazy_pgettext("energy", "so-so"),
        3: lazy_pgettext("energy", "good"),
    },
    Feeling.SLEEP: {
        1: lazy_pgettext("sleep", "low"),
        2: lazy_pgettext("sleep", "so-so"),
        3: lazy_pgettext("sleep", "good"),
    },
}

FEELING_WORDS = {
    Feeling.MOOD: _l("Mood"),
    Feeling.ENERGY: _l("Energy"),
    Feeling.SLEEP: _l("Sleep"),
}

TICKS = {
    Feeling.MOOD: {0: "0", 5: "5", 10: "10"},
    **SCALE_WORDS,
}
"""What stands beside the scale of a chart."""


def chart_words(chart: Chart) -> str:
    """What a chart shows, in sentences."""
    if chart.is_counted:
        return f"{_range_words(chart)} {_trend_words(chart)}"
    scale = SCALE_WORDS[chart.feeling]
    parts = [
        _("%(word)s on %(days)s", word=scale[step], days=days_words(chart.days_with(step)))
        for step in sorted(scale, reverse=True)
        if chart.days_with(step)
    ]
    listed = ", ".join(parts)
    return f"{listed[:1].upper()}{listed[1:]}."


def _range_words(chart: Chart) -> str:
    days = days_words(len(chart.values))
    words: str
    if chart.least == chart.most:
        words = _("%(value)s on %(days)s.", value=chart.least, days=days)
    else:
        words = _(
            "Between %(least)s and %(most)s on %(days)s.",
            least=chart.least,
            most=chart.most,
            days=days,
        )
    return words


def _trend_words(chart: Chart) -> str:
    """Where it goes, once two weeks can be compared."""
    mean, before = _rounded(chart.mean), _rounded(chart.mean_before)
    words: str
    if chart.mean is None:
        words = _("It is too early to say where it goes.")
    elif chart.trend is Trend.HIGHER:
        words = _(
            "In the last seven days %(mean)s on average, higher than in the seven before "
            "(%(before)s).",
            mean=mean,
            before=before,
        )
    elif chart.trend is Trend.LOWER:
        words = _(
            "In the last seven days %(mean)s on average, lower than in the seven before "
            "(%(before)s).",
            mean=mean,
            before=before,
        )
    elif chart.trend is Trend.SAME:
        words = _(
            "In the last seven days %(mean)s on average, about the same as in the seven before "
            "(%(before)s).",
            mean=mean,
            before=before,
        )
    else:
        words = _(
            "In the last seven days %(mean)s on average; it is too early to say where it goes.",
            mean=mean,
        )
    return words


def _rounded(mean: float | None) -> str:
    return "" if mean is None else number(round(mean, 1))
