"""Where a city has closed a channel, nothing new begins there: the page says so and where to go. What is on record is
read as before."""
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pendopo.core.places.standing import city_of
from pendopo.core.records import kinds


class Channels:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any,
                     words: Any) -> HttpResponse | None:
        match = request.resolver_match
        kind = kinds.entry(match.view_name) if match is not None else None
        if kind is None:
            return None
        whose = city_of(request)
        if whose is None or kinds.room_of(kind) not in whose.closed:
            return None
        room = kinds.get(kinds.room_of(kind))
        return render(request, "web/channel-closed.html", {
            "label": room.label, "address": reverse(f"{room.name}:list"), "contact": whose.contact,
            "others": [{"text": other.label, "address": reverse(f"{other.name}:list")} for other in kinds.rooms()
                       if other.name not in whose.closed]}, status=403)
