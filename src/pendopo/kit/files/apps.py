from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "pendopo.kit.files"
    label = "files"
