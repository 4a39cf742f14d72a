"""Every address of a city names its rule, and a visitor's GET behaves so. A new address without a line here fails.

public    for everybody, without cookie; kept whole in the cache where it is a page
form      for everybody, and it sets the cookie of the form: nobody's page is kept
receipt   for everybody who holds a code or a link; without the right one it says so
signed    after sign-in; a visitor is led there
role      by a rule on the thing; a visitor is refused or led to sign in
post      only takes what is sent; what may be sent is the action's rule
demo      only in a demo city on this machine
"""
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from pendopo.core.ledger.actions import sequence_all
from pendopo.core.people.models import Person
from pendopo.core.records import kinds
from pendopo.core.voices.actions.speech import comment
from pendopo.web.machines import STEP
from tests.web.town import promise, resident

pytestmark = pytest.mark.django_db
RULES = {
    "public": """
        files:thumbnail files:file tlog:checkpoint tlog:key tlog:verifier tlog:records tlog:rows tlog:proof tlog:tile
        feeds:records feeds:json feeds:kind feeds:office feeds:place
        feeds-en:records feeds-en:json feeds-en:kind feeds-en:office feeds-en:place
        api:openapi api:page api-en:openapi api-en:page
        open311:root open311:discovery open311:services open311:service open311:bulk open311:requests open311:request
        open311:token open311:updates open311:nothing
        plans:standards plans:standards_data plans:pack plans:snapshots plans:snapshot plans:snapshot_data plans:since
        plans:list plans:table plans:data plans:feed plans:plans plans:plan plans:detail
        reports:list reports:detail reports:data reports:field_worker reports:outlines
        initiatives:list initiatives:detail initiatives:data_request initiatives:dossier initiatives:kits
        initiatives:kit
        clusters:list clusters:detail
        plans:rules plans:clocks plans:inception plans:contributions plans:contribution plans:forums plans:forum
        plans:meeting plans:promises plans:term plans:end_of_commitment cycles:list cycles:detail
        reports:feed reports:figures reports:office reports:region
        surveys:list surveys:detail surveys:print surveys:table
        people:organisations people:organisation people:organisations_feed voices:feed
        plans:contributions_feed plans:forums_feed plans:forum_feed plans:promises_feed
        voices:conduct voices:log voices:log_feed voices:case voices:comment voices:discussion
        regions:top regions:find regions:near regions:children ui:gallery
        records:go records:timeline records:clock records:ties records:choose-day records:dated records:figures
        records:figures-of records:figures-now records:figures-now-of records:figures-data
        records:figures-days records:figures-days-of ledger:page
        checkpoints:page checkpoints:feed checkpoints:paper checkpoints:paper-of
        checkpoints-en:page checkpoints-en:feed checkpoints-en:paper checkpoints-en:paper-of
        web:home web:search web:download web:map web:points web:calendar web:ical web:ical-days web:statistics
        web:statistics-file web:how web:office web:about web:privacy web:accessibility web:data web:health web:robots
        web:sitemap web:sitemap-still web:sitemap-records web:many-pages web:manifest web:icon
        account_inactive""",
    "form": """
        ledger:check account_login account_signup account_signup_by_phone people:receipt people:use_spare_key
        voices:flag voices:write
        surveys:invitation reports:enter reports:find reports:lost""",
    "receipt": """
        people:invitation notices:stop notices:prove notices:contact account_confirm_login_code
        account_email_verification_sent account_verify_phone
        account_request_login_code account_reset_password mfa_authenticate mfa_login_webauthn
        surveys:answer surveys:preview surveys:invited reports:digits reports:outside
        reports:contact reports:contact_stop
        reports:own reports:own_clock reports:own_file reports:own_act reports:forget reports:hide
        reports:own_letter""",
    "signed": """
        people:account people:change_name people:change_language people:password people:second_factor people:data
        people:erase people:assist people:looks people:propose
        account_logout account_email account_change_phone account_change_password account_set_password
        account_reauthenticate mfa_reauthenticate mfa_reauthenticate_webauthn mfa_index mfa_activate_totp
        mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes mfa_download_recovery_codes
        mfa_list_webauthn mfa_add_webauthn mfa_remove_webauthn mfa_edit_webauthn usersessions_list
        voices:mine voices:follow voices:support voices:support_comment checkpoints:by-mail checkpoints-en:by-mail
        reports:subscribe voices:appeal notices:mine notices:prefer notices:open web:mine""",
    "role": """
        plans:take_snapshot plans:edit plans:assess plans:step plans:report plans:evidence
        initiatives:begin initiatives:room initiatives:step initiatives:notes initiatives:file initiatives:draft
        initiatives:redraft initiatives:aside initiatives:settle initiatives:act initiatives:act_on
        plans:open plans:rename plans:timeline plans:theme plans:stage plans:adopt plans:paper plans:submission
        plans:draft plans:contribute plans:answer plans:hide plans:release plans:take_back plans:found_forum
        plans:forum_rules plans:seat plans:unseat plans:call plans:minutes plans:open_term plans:ask
        plans:record_promise plans:end_term plans:answer_handover plans:self_assess plans:parts plans:promise
        plans:decline plans:confirm plans:answer_dispute plans:close_dispute plans:dispute plans:add_milestone
        plans:edit_milestone plans:remove_milestone
        reports:desk reports:case reports:case_act reports:case_clock reports:case_file reports:case_letter
        reports:link
        reports:type_in reports:counter reports:desk_filter reports:filter_keep reports:many reports:stroke
        reports:phrases reports:phrase_new reports:phrase reports:absences reports:field
        reports:morning reports:morning_rows reports:case_publish reports:outside_ask
        reports:setup reports:setup_desk reports:duties reports:score
        clusters:findings clusters:finding clusters:of_group clusters:answer clusters:turn
        surveys:new surveys:climate_new surveys:edit surveys:questions surveys:question surveys:step surveys:invite
        surveys:papers surveys:settle surveys:facilitator surveys:key surveys:writings surveys:gist surveys:export
        people:spare_key people:found people:vouch people:refuse people:appeal people:succeed people:staff
        people:end_role
        records:tie records:untie records:hold voices:queue voices:hide voices:edit voices:withdraw
        watch:page watch-en:page lapor:page lapor-en:page intake:held intake:one intake-en:held intake-en:one
        sms:kannel sms:whatsapp web:readonly web:health-lines web:settings web:begin web:setting
        open311-keys:keys open311-keys-en:keys open311-keys:end open311-keys-en:end""",
    "post": """
        surveys:arrange reports:unsubscribe clusters:dismiss
        reports:who reports:filter_drop reports:phrase_drop reports:absence_end reports:case_together
        reports:outside_end reports:visit reports:setup_categories
        people:export people:claim_receipt people:close_receipt people:end_assistance people:withdraw voices:undo
        sms:in sms:rapidpro watch:again watch-en:again lapor:choose lapor:number lapor:sheet lapor:back
        lapor-en:choose lapor-en:number lapor-en:sheet lapor-en:back""",
    "demo": "mail:outgoing mail:letter",
}
ANSWERS = {                     # what a visitor's GET may get
    "public": (200, 301, 302), "form": (200,), "receipt": (200, 302, 404, 410), "signed": (302,),
    "role": (302, 403, 404), "post": (405,), "demo": (404,)}
ABSENT = {                      # public, and not there in this small town
    "files:thumbnail", "files:file", "tlog:checkpoint", "tlog:key", "tlog:tile", "tlog:proof", "voices:case",
    "records:clock", "records:figures", "records:figures-now", "records:figures-of", "records:figures-now-of",
    "records:figures-days", "records:figures-days-of",
    "checkpoints:paper", "checkpoints:paper-of", "checkpoints-en:paper", "checkpoints-en:paper-of",
    "initiatives:detail", "initiatives:dossier", "initiatives:data_request", "reports:detail", "reports:data",
    "clusters:detail", "surveys:detail", "surveys:print", "surveys:table",
    "plans:contributions", "plans:contribution", "plans:forum", "plans:contributions_feed", "plans:forum_feed",
    "plans:meeting", "plans:term", "cycles:detail",
    "plans:snapshots", "plans:snapshot", "plans:snapshot_data", "plans:since",
    "open311:service", "open311:request", "open311:token", "open311:nothing"}
TABLE = {name: rule for rule, names in RULES.items() for name in names.split()}


def addresses(found: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in found.url_patterns:
        if isinstance(one, URLResolver):
            inner = ":".join(filter(None, [space, one.namespace]))
            yield from addresses(one, inner)
        else:
            yield ":".join(filter(None, [space, one.name or str(one.pattern)])), one


ALL = dict(addresses(get_resolver()))


@pytest.fixture
def samples(city):
    """Real things for the parts of addresses."""
    record = promise()
    words = comment(actor=resident(), record=record, text="Kapan selesai?")
    sequence_all()
    return {"code": record.code, "kind": "plans", "office": "bappeda-contoh", "slug": "bappeda-contoh",
            "place": city.region_id, "number": 0, "part": record.pk // STEP, "name": "jenis",
            "digest": "0" * 64, "sha256": "0" * 64,
            "move": "start", "table": "isu", "what": "ikrar", "deed": "maju",
            "day": "2026-11-22", "subject": "RAD1",
            "position": 1, "token": "x", "key": 1, "pk": 1, "batch": "x", "clock": 1,
            "comment": words.pk, "colour": "merah", "word": "balas", "form": "xml", "rest": "x", "older": "x",
            "way": "naik", "side": "society", "question": "tulisan"}


def made(name, samples):
    special = {**{f"plans:{name}": {"code": "RAD1"} for name in (
        "plan", "clocks", "inception", "contributions", "contributions_feed", "standards", "standards_data", "pack")},
               "initiatives:kit": {"number": 1}, "web:sitemap-records": {"number": samples["part"]},
               "tlog:proof": {"place": 0}, "tlog:tile": {"path": "tile/0/000"},
               "regions:children": {"code": samples["place"]},
               "reports:region": {"code": samples["place"]}, "regions:find": {}}
    if name.startswith("voices:") and "number" in ALL[name].pattern.converters and name != "voices:case":
        return reverse(name, kwargs={"number": samples["comment"]})
    return reverse(name, kwargs=special.get(name) or {part: samples[part] for part in ALL[name].pattern.converters})


def test_every_address_names_its_rule():
    assert set(ALL) == set(TABLE)
    assert len(TABLE) == sum(len(names.split()) for names in RULES.values())


def test_every_kind_has_the_addresses_that_cards_need():
    for kind in kinds.all():
        assert {f"{kind.name}:list", f"{kind.name}:detail"} <= set(ALL)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_visitor_gets_what_the_rule_says(client, samples, rule):
    before = Person.objects.count()
    wrong = {name: said for name in RULES[rule].split() if (said := odd(client, name, rule, made(name, samples)))}
    assert wrong == {} and Person.objects.count() == before


def odd(client, name, rule, address):
    """What is wrong with the answer to a visitor; nothing if all is well."""
    client.cookies.clear()
    answer = client.get(address)
    if answer.status_code not in ((404,) if name in ABSENT else ANSWERS[rule]):
        return answer.status_code
    if rule == "public":
        page = b"" if answer.streaming else answer.content
        return ["a cookie"] * bool(answer.cookies) + ["a token"] * (b"csrfmiddlewaretoken" in page)
    if rule in ("signed", "role") and answer.status_code == 302 and name != "account_logout":
        last = client.get(address, follow=True).request["PATH_INFO"]
        return "" if last == ("/en" if address.startswith("/en/") else "") + reverse("account_login") else last
    return ""
