"""Fields to choose an organisation in, by its name in the language of the page."""
from django import forms

from pendopo.core.people.models import Organisation


class OfficeField(forms.ModelChoiceField[Organisation]):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.called


class OfficesField(forms.ModelMultipleChoiceField[Organisation]):
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.called
