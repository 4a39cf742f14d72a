"""The same house for the pages that a library draws with Django's own templates (sign-in): our frame, our parts."""
from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import get_template

register = template.Library()


class Page(template.Node):
    """{% page "Sign in" %}...{% endpage %}: what stands between becomes the main part of ui/page.html."""

    def __init__(self, title: template.base.FilterExpression, nodelist: NodeList) -> None:
        self.title, self.nodelist = title, nodelist

    def render(self, context: Context) -> str:
        given: dict[str, Any] = {str(name): value for name, value in context.flatten().items()}
        given |= {"frame_title": self.title.resolve(context), "frame_main": self.nodelist.render(context)}
        return get_template("ui/frame.html").render(given)


@register.tag
def page(parser: Parser, token: Token) -> Page:
    _, title = token.split_contents()
    nodelist = parser.parse(("endpage",))
    parser.delete_first_token()
    return Page(parser.compile_filter(title), nodelist)


@register.simple_tag
def part(name: str, *args: Any, **kwargs: Any) -> str:
    """{% part "field" form.login %}: any part of ui/parts.html that needs no block of its own."""
    parts = get_template("ui/parts.html").template.module  # type: ignore[attr-defined]  # the Jinja2 backend's own
    drawn: str = getattr(parts, name)(*args, **kwargs)
    return drawn
