"""What `{% once %}` holds is drawn once for all that it names, and can show nothing else."""

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from tamio.commerce.stores.models import Store
from tamio.look.templatetags.once import OnceNode


def _drawn(source: str, **shown: Any) -> str:
    return str(Template("{% load i18n once %}" + source).render(Context(shown)))


def _node(template: Template) -> OnceNode:
    (found,) = template.nodelist.get_nodes_by_type(OnceNode)
    assert isinstance(found, OnceNode)
    return found


def test_it_is_drawn_once_for_each_value_and_language() -> None:
    said = []
    template = Template(
        "{% load i18n once %}{% once word=word %}{{ word }}-{{ LANGUAGE_CODE }} {% endonce %}"
    )
    node = _node(template)
    for word in ("a", "b", "a"):
        for language in ("sv", "en"):
            with override(language):
                said.append(template.render(Context({"word": word})))
    assert said == ["a-sv ", "a-en ", "b-sv ", "b-en ", "a-sv ", "a-en "]
    assert len(node._kept) == 4


def test_what_is_not_named_is_not_there() -> None:
    source = "{% once a=a %}{{ a }}{{ b }}{% endonce %}"
    assert _drawn(source, a="1", b="2") == "1"


def test_what_may_change_unseen_is_no_key() -> None:
    with pytest.raises(TypeError, match="store is a Store"):
        _drawn("{% once store=store %}{{ store.name }}{% endonce %}", store=Store(name="a"))


def test_equal_values_of_different_kinds_are_drawn_apart() -> None:
    template = Template("{% load once %}{% once n=n %}{{ n }}{% endonce %}")
    assert [template.render(Context({"n": n})) for n in (1, True, "1")] == ["1", "True", "1"]


def test_what_it_shows_is_escaped_once() -> None:
    source = "{% once name=name %}<b>{{ name }}</b>{% endonce %}"
    assert _drawn(source, name="<i>") == "<b>&lt;i&gt;</b>" == _drawn(source, name="<i>")


def test_a_page_that_asks_for_ever_new_ones_fills_no_memory() -> None:
    template = Template("{% load once %}{% once n=n %}{{ n }}{% endonce %}")
    assert [template.render(Context({"n": n})) for n in range(1300)] == list(map(str, range(1300)))
    assert len(_node(template)._kept) <= 512


def test_it_takes_names_with_values_only() -> None:
    with pytest.raises(TemplateSyntaxError, match="name=value only"):
        _drawn("{% once store %}{% endonce %}")
