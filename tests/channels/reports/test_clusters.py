"""Many reports about one matter become one problem that everybody sees, that a forum takes up, and that is answered
once: each reporter hears it. Found by sums, made by a person."""
from datetime import date, timedelta

import pytest
from django.utils import timezone

from pendopo.channels.reports import showing
from pendopo.channels.reports.actions import clustering, routing, verifying
from pendopo.channels.reports.models import Cluster, Finding, Knock, Report
from pendopo.channels.reports.queries.clusters import reports_of, waiting_with
from pendopo.core.notices.models import Notice
from pendopo.core.people.queries import system
from pendopo.core.records import actions as records
from pendopo.core.records import queries
from pendopo.core.records.keeping import keep_figures
from pendopo.core.voices.actions import standing
from pendopo.kit.regions.models import Region
from tests.channels.reports.test_pages import staff
from tests.channels.reports.town import again
from tests.core.records.quoting import quoted_from, shown, ways
from tests.web.town import enter


@pytest.fixture
def rina(town):
    return again(town.rina)


@pytest.fixture
def told(town, rina):
    """told("Lampu mati", category=..., days=3) is a published report that came in three days ago."""
    def make(title, days=0, village=None, category=None, office=None, **more):
        about = category or town.road
        report, _reporter = town.report(created=timezone.now() - timedelta(days=days), category=about.pk,
                                        region=village or town.village, **more)
        report = verifying.verify(actor=rina, report=report, classification="complaint", category=about, **(
            {} if report.secret else {"title": title, "text": f"{title}, sudah lama."}))
        return routing.route(actor=rina, report=report, office=office) if office else report
    return make


@pytest.fixture
def burst(town, told):
    """A year of usual reports, and a hole in one road that eight people tell of within a fortnight."""
    villages = list(Region.objects.filter(level=4, pk__startswith="99.99.").order_by("pk"))
    others = [town.category(code) for code in ("jalan/drainase", "kesehatan/puskesmas", "pendidikan/gedung-sekolah")]
    for number in range(24):
        told(f"Hal biasa {number}", days=20 + number * 14, village=villages[(7 * number) % len(villages)],
             category=others[number % 3])
    return [told(f"Jembatan Kali Contoh ambles bagian {number}", days=number, office=town.pu) for number in range(8)]


def test_what_lies_together_is_found_once_and_dismissed_for_good(town, burst, rina):
    assert clustering.find_clusters(actor=system("timer")) == 1
    assert clustering.find_clusters(actor=system("timer")) == 0
    found = Finding.objects.get()
    assert set(found.reports.values_list("pk", flat=True)) == {one.pk for one in burst}
    assert found.category == town.road and town.village.code.startswith(found.region_id)
    assert found.expected < 2 and "jembatan" in found.words.lower()
    clustering.dismiss_finding(actor=rina, finding=found)
    assert clustering.find_clusters(actor=system("timer")) == 0


def test_a_person_makes_it_one_problem_that_everybody_sees(client, town, told, burst, rina):
    secret = told("x", secret=True)
    clustering.find_clusters(actor=system("timer"))
    for who in (None, again(town.hadi), again(town.citizen)):
        if who is not None:
            enter(client, who)
        assert client.get("/masalah-bersama/usul/").status_code in (302, 403)
        client.logout()
    enter(client, rina)
    assert "Jembatan Kali Contoh ambles bagian 0" in client.get("/masalah-bersama/usul/").content.decode()
    key = Finding.objects.get().pk
    chosen = [str(one.pk) for one in burst[:7]]
    answer = client.post(f"/masalah-bersama/usul/{key}/", {
        "title": "Jembatan Kali Contoh ambles", "text": "Jembatan ambles di beberapa bagian.",
        "reports": [*chosen, str(secret.pk)]})
    assert answer.status_code == 422                     # what was not proposed cannot be brought in
    answer = client.post(f"/masalah-bersama/usul/{key}/", {
        "title": "Jembatan Kali Contoh ambles", "text": "Jembatan ambles di beberapa bagian.", "reports": chosen})
    made = Cluster.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/masalah-bersama/{made.code}/")
    assert set(reports_of(made)) == set(burst[:7]) and made.office == town.pu and made.topic == "jalan"
    client.logout()
    page = client.get(f"/masalah-bersama/{made.code}/").content.decode()
    assert "Jembatan ambles di beberapa bagian." in page and burst[0].code in page and secret.code not in page
    assert f"/masalah-bersama/{made.code}/" in client.get(f"/laporan/{burst[0].code}/").content.decode()
    assert made.code in client.get("/masalah-bersama/?q=jembatan").content.decode()
    assert made.code in client.get("/cari/?q=ambles").content.decode()
    keep_figures()
    (way,) = ways(client, f"/masalah-bersama/{made.code}/")
    page = shown(client, way)
    assert "Jembatan Kali Contoh ambles" in page and "<strong>7</strong>" in page
    Cluster.objects.update(visibility="private")                 # hidden: what was quoted stays, its words do not
    page = client.get(quoted_from(page)).content.decode()
    assert "ambles" not in page and "<strong>7</strong>" in page and "kini terlalu sedikit" in page


@pytest.fixture
def made(town, burst, rina):
    clustering.find_clusters(actor=system("timer"))
    return clustering.make_cluster(actor=rina, title="Jembatan ambles", text="Di beberapa bagian.", reports=burst,
                                   finding=Finding.objects.get())


def test_one_answer_reaches_each_reporter_and_all_who_follow(town, burst, made):
    citizen, hadi = again(town.citizen), again(town.hadi)
    standing.follow(actor=citizen, record=made)
    before = Knock.objects.count()
    assert clustering.answer_cluster(actor=hadi, cluster=made, text="Diperbaiki bulan depan.",
                                     public="Diperbaiki bulan depan.") == 8
    assert {one.state for one in Report.objects.filter(pk__in=[one.pk for one in burst])} == {"working"}
    assert Knock.objects.count() == before + 8
    assert Notice.objects.filter(person=citizen, template="clusters.answered").count() == 1
    assert Cluster.objects.get().state == "answered"


def test_later_reports_join_it_and_its_end_can_be_taken_back(town, told, made, rina):
    told("Jembatan Kali Contoh makin ambles", office=town.pu)
    assert clustering.find_clusters(actor=system("timer")) == 0      # one more is no burst of its own
    more = [told(f"Jembatan Kali Contoh makin ambles {number}", office=town.pu) for number in range(6)]
    clustering.find_clusters(actor=system("timer"))
    found = Finding.objects.filter(decided=None).first()
    if found is not None:
        assert found.cluster == made
    assert clustering.enlarge_cluster(actor=rina, cluster=made, reports=more, finding=found) == 6
    assert reports_of(made).count() == 14
    clustering.settle_cluster(actor=rina, cluster=made, text="Jembatan baru dibuka.")
    assert not queries.problems(None).exists()
    clustering.reopen_cluster(actor=rina, cluster=made, text="Ambles lagi.")
    assert queries.problems(None).get().pk == made.pk


def test_a_forum_is_offered_it_by_topic_place_and_words(town, made, rina):
    pk = made.pk
    assert queries.problems(None, topic="jalan", place="99.99").get().pk == pk
    assert queries.problems(None, words="perbaikan jembatan kota").get().pk == pk
    assert not queries.problems(None, topic="kesehatan").exists()
    assert not queries.problems(None, words="sekolah").exists()
    other = clustering.make_cluster(actor=rina, title="Lain", text="Lain.", reports=list(reports_of(made)[:2]))
    records.link(other, made, by=rina, sort="takes_up")
    assert [sort for sort, _one in queries.links(made, None)].count("takes_up-back") == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_asks_the_same_however_long_it_is(client, town, burst, rina, many, django_assert_num_queries):
    for number in range(many):
        clustering.make_cluster(actor=rina, title=f"Masalah {number}", text="x", reports=burst[number:number + 2])
    client.get("/masalah-bersama/")
    with django_assert_num_queries(2):
        client.get("/masalah-bersama/?tahun=2024")


@pytest.mark.parametrize("many", [1, 3])
def test_what_waits_for_a_coordinator_asks_the_same_however_much_it_is(town, burst, rina, many,
                                                                       django_assert_num_queries):
    for number in range(many):
        Finding.objects.create(
            category=town.road, region=town.village.parent, first=date(2024, 2, 1 + number), last=date(2024, 3, 1),
            expected=0.5, at=timezone.now()).reports.set(burst)
    with django_assert_num_queries(2):
        rows = [(one.many, len(showing.cards(one.newest))) for one in waiting_with(50, 5)]
    assert rows == [(8, 5)] * many
    page = staff(rina).get("/masalah-bersama/usul/").text
    assert page.count("8 laporan") == many and page.count('class="card-title"') == 5 * many
