"""Every word that people see can be translated."""

from pathlib import Path

import pytest

from tests.project import untranslated
from tests.project.files import APPS, ROOT, named, project_files

UNSEEN = ("/migrations/", "/management/", "/embedded/")


def test_every_word_in_the_templates() -> None:
    found = [
        line
        for path in project_files()
        if path.is_relative_to(ROOT / "templates") and path.suffix in (".html", ".txt")
        for line in untranslated.report(
            Path(named(path)), untranslated.in_template(path.read_text())
        )
    ]
    assert not found, "\n".join(found)


def test_every_word_in_python() -> None:
    found = [
        line
        for path in project_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in APPS
        if not any(part in str(path) for part in UNSEEN)
        for line in untranslated.report(Path(named(path)), untranslated.in_python(path.read_text()))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("<p>Pay now</p>", 1),
        ("<p>{% translate 'Pay now' %}</p>", 0),
        ("<p>{% blocktranslate with a=b %}Pay {{ a }}{% endblocktranslate %} now</p>", 1),
        ("<p>{{ amount }} · 3 × &nbsp;—</p>", 0),
        ("<input placeholder='Your name' value='x'>", 1),
        ("<input {% if a %}placeholder='{% translate 'Name' %}'{% endif %} class='wide'>", 0),
        ("<a {% if a %}title='Raw'{% endif %}>{{ b }}</a>", 1),
        ("<svg><text>Raw</text></svg><script>let words</script><style>p {}</style>", 0),
        ("<svg/><p>Seen</p>", 1),
        ("<{% if a %}a href='/'{% else %}button{% endif %} class='wide'>3</{{ tag }}>", 0),
        ("<a href='/'>Holdfast</a> <code translate='no'>make demo</code>", 0),
        ("{% comment %}words{% endcomment %}{# words #}", 0),
        ("{% block title %}Orders{% endblock %}", 1),
        ("<p class='{% block page_class %}narrow{% endblock %}'>{% block b %}x{% endblock %}", 1),
        ("{% include 'a.html' with label='Raw words' %}", 1),
        ("{% include 'a.html' with label=words state='open' %}", 0),
    ],
)
def test_a_template_is_read_as_a_person_would(source: str, count: int) -> None:
    assert len(untranslated.in_template(source)) == count


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("messages.success(request, 'Done')", 1),
        ("messages.success(request, _('Done'))", 0),
        ("messages.error(request, f'{n} failed')", 1),
        ("raise ValidationError({'a': ['Wrong'], 'b': _('Wrong')})", 1),
        ("raise ValidationError('%s is wrong' % n)", 1),
        ("forms.CharField(label='Name', help_text=_('Yours'))", 1),
        ("models.CharField(verbose_name='size')", 1),
        ("class State(models.TextChoices):\n    OPEN = 'open', 'Open'", 1),
        ("class State(models.TextChoices):\n    OPEN = 'open', _('Open')", 0),
        ("raise Held('internal')", 0),
    ],
)
def test_python_is_read_as_a_person_would(source: str, count: int) -> None:
    assert len(untranslated.in_python(source)) == count
