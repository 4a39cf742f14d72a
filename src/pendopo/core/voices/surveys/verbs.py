from django.utils.translation import gettext_lazy as _

from pendopo.core.records.kinds import Verb

VERBS = {
    "surveys.add": Verb(_("{actor} began to prepare this survey"), "edit"),
    "surveys.edit": Verb(_("{actor} corrected this survey"), "edit"),
    "surveys.open": Verb(_("{actor} opened this survey with {questions} questions"), "right"),
    "surveys.close": Verb(_("{actor} closed this survey; the results of all came out together"), "chart"),
    "surveys.give_up": Verb(_("{actor} gave this survey up"), "close"),
    "surveys.instrument": Verb(_("{actor} took over the questions word for word (version {version})"), "copy"),
    "surveys.name": Verb(_("{actor} named a facilitator for one side"), "user"),
    "surveys.key": Verb(_("{actor} made the key to which free words are sealed"), "private"),
    "surveys.gist": Verb(_("{actor} published the gist of what people wrote"), "comment"),
}
