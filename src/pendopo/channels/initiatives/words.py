"""The codes of an initiative as people read them."""
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SECTORS = {
    "health": _("Health"), "schools": _("Schools"), "waste": _("Waste"), "water": _("Clean water and sanitation"),
    "roads": _("Roads and transport"), "environment": _("Environment and disasters"),
    "poverty": _("Poverty and social aid"), "villages": _("Villages"), "budget": _("Budget and procurement"),
    "licences": _("Licences and services"), "other": _("Another sector"),
}
SIDES = {"government": _("Government"), "cso": _("Civil society"), "other": _("Others")}
STEPS = {
    "issue": _("Finding the issue"), "understanding": _("Shared understanding"), "team": _("Joint action team"),
    "action": _("Supported action plan"), "learning": _("Learning"),
}
SHEETS = {
    "issue": _("Issue sheet"), "problem": _("Problem sheet"), "team": _("Team and pledge"), "plan": _("Action plan"),
    "lessons": _("Common lessons"),
}
EVIDENCE = {
    "survey": _("Opinion survey"), "focus": _("Focus group"), "media": _("Media analysis"),
    "expert": _("Interview with somebody who knows"), "records": _("The city's own records"),
}
METHODS = {"consent": _("Consent (musyawarah)"), "dots": _("Dots"), "score": _("Score")}
STANCES = {
    "consent": _("I can go along with it"), "aside": _("I stand aside and do not hinder it"),
    "dissent": _("I object"),
}
RATINGS = {1: _("not acceptable"), 2: _("hardly"), 3: _("neither nor"), 4: _("acceptable"), 5: _("very acceptable")}
MARKS = {1: _("very bad"), 2: _("bad"), 3: _("so so"), 4: _("good"), 5: _("very good")}
INTERVALS = {14: _("Every two weeks"), 30: _("Every thirty days"), 60: _("Every two months"),
             90: _("Every three months")}
BRANCHES = {
    "cause": _("Cause"), "implication": _("Implication"), "effort": _("What is done already"), "goal": _("Goal"),
    "expectation": _("Expectation"), "role": _("Role of a side"),
}
GROUPS = {
    "cause": _("Causes"), "implication": _("Implications"), "effort": _("What is done already"), "goal": _("Goals"),
    "expectation": _("Expectations"), "role": _("Who does what"),
}
ASSETS = {
    "open": (_("Open"), "good"), "closed": (_("Not open"), "late"), "missing": (_("Does not exist"), "bad"),
}
MEETINGS = {
    "forum": _("Forum session"), "training": _("Training"), "visit": _("Support visit"),
    "learning": _("Learning session"),
}
WORKED = {"yes": (_("It worked"), "good"), "partly": (_("It worked in part"), "going"),
          "no": (_("It did not work"), "bad")}
REQUESTS = {
    "open": (_("Asked, no answer yet"), "waiting"), "given": (_("Given"), "good"), "refused": (_("Refused"), "bad"),
    "silent": (_("Never answered"), "late"),
}
SCALING = {
    "wide": (_("Carried out at full size"), "good"), "small": (_("Stays small for now"), "going"),
    "none": (_("Not carried on"), "neutral"),
}
PLEDGES = {"asked": (_("Asked, not answered yet"), "waiting"), "signed": (_("Signed"), "good"),
           "declined": (_("Declined"), "bad")}
LESSONS = {
    "worked": _("What worked"), "failed": _("What did not work"),
    "of_cso": _("How the government's view of civil society changed"),
    "of_government": _("How civil society's view of the government changed"),
    "next": _("How the next initiative should be made"),
}
FEWER = pgettext_lazy("people", "fewer than 5")

# What a gate misses: the sentence, and the way to the form that supplies it ("deed" or "deed:table").
MISSING = {
    "facilitator": (_("Nobody leads yet: name a facilitator."), "fasilitator"),
    "government": (_("Nobody of the government takes part yet."), "kursi"),
    "cso": (_("Nobody of civil society takes part yet."), "kursi"),
    "issue": (_("No issue stands on the list yet."), "tulis:isu"),
    "evidence": (_("An issue on the list has no evidence: %(what)s"), "tulis:bukti"),
    "solution": (_("The chosen issue has no solution that somebody could rate."), "tulis:solusi"),
    "rated": (_("Both sides have to rate the solutions; this side has not: %(what)s"), "step"),
    "chosen": (_("No issue has been chosen by a decision yet."), "tulis:keputusan"),
    "data": (_("It is not said that data can help with the chosen issue, and why."), "chosen"),
    "sensitive": (_("It is not said why the topic is sensitive."), "atur:peka"),
    "small": (_("The topic is sensitive, and a text tells of fewer than five people: %(what)s"), "step"),
    "agreed": (_("This side has not agreed to the sheet as it stands: %(what)s"), "step"),
    "session": (_("No forum session is on record in which both sides were present."), "tulis:pertemuan"),
    "cause": (_("No cause stands on the problem sheet."), "tulis:pohon"),
    "implication": (_("No implication stands on the problem sheet."), "tulis:pohon"),
    "goal": (_("No goal stands on the problem sheet."), "tulis:pohon"),
    "role": (_("The role of this side is not described: %(what)s"), "tulis:pohon"),
    "asset": (_("No data are named that would be needed."), "tulis:data"),
    "holder": (_("It is not said who holds these data: %(what)s"), "asset"),
    "third": (_("It is not said whether others should be invited."), "atur:undangan"),
    "pledge": (_("The text of the pledge is not written yet."), "atur:ikrar"),
    "team": (_("Nobody of this side is in the action team: %(what)s"), "step"),
    "task": (_("Members of the team are people who do something; it is not said what this one does: %(what)s"), "task"),
    "signed": (_("No leader of this side has signed the pledge as it stands: %(what)s"), "ikrar"),
    "activity": (_("The plan has no activity."), "tulis:kegiatan"),
    "milestone": (_("The plan has no milestone with a day."), "tulis:kegiatan"),
    "tested": (_("No prototype was tried, and it is not said why not."), "tulis:purwarupa"),
    "scaling": (_("It is not decided whether the solution is carried out at full size."), "atur:skala"),
    "checked": (_("This side has never checked in: %(what)s"), "tinjauan"),
    "late": (_("The check-in of %(what)s is overdue."), "tinjauan"),
    "request": (_("A data request has no answer yet: %(what)s"), "request"),
    "apart": (_("This side has not met on its own: %(what)s"), "tulis:pertemuan"),
    "lesson": (_("No common lesson is left to publish."), "tulis:pelajaran"),
    "lessons": (_("The common lessons are not published, and nobody has said in their own words why not."), "step"),
}
