"""The gallery: every part in every state, for those who build pages and those who check them. Public on purpose."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pendopo.kit.ui import gallery


def show(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", gallery.everything())
