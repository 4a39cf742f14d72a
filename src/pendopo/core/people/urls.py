"""Addresses under /akun/. Signing in has its own list (doors.py)."""
from django.urls import path

from pendopo.core.people import offices, spare, views

app_name = "people"
urlpatterns = [
    path("", views.account, name="account"),
    path("nama/", views.change_name, name="change_name"),
    path("bahasa/", views.change_language, name="change_language"),
    path("sandi/", views.password, name="password"),
    path("faktor-kedua/", views.second_factor, name="second_factor"),
    path("data/", views.data, name="data"),
    path("data/unduh/", views.export, name="export"),
    path("data/hapus/", views.erase, name="erase"),
    path("tanda-terima/", views.receipt, name="receipt"),
    path("tanda-terima/milik-saya/", views.claim_receipt, name="claim_receipt"),
    path("tanda-terima/tutup/", views.close_receipt, name="close_receipt"),
    path("undangan/<str:token>/", views.invitation, name="invitation"),
    path("dampingi/", views.assist, name="assist"),
    path("dampingi/selesai/", views.end_assistance, name="end_assistance"),
    path("pemeriksaan/", views.looks, name="looks"),
    path("kunci-cadangan/", spare.spare_key, name="spare_key"),
    path("kunci-cadangan/pakai/", spare.use, name="use_spare_key"),
    path("lembaga/", offices.organisations, name="organisations"),
    path("lembaga/umpan.xml", offices.feed, name="organisations_feed"),
    path("lembaga/usul/", offices.propose, name="propose"),
    path("lembaga/unit-baru/", offices.found, name="found"),
    path("lembaga/<slug:slug>/", offices.organisation, name="organisation"),
    path("lembaga/<slug:slug>/dukung/", offices.vouch, name="vouch"),
    path("lembaga/<slug:slug>/tolak/", offices.refuse, name="refuse"),
    path("lembaga/<slug:slug>/banding/", offices.appeal, name="appeal"),
    path("lembaga/<slug:slug>/penerus/", offices.succeed, name="succeed"),
    path("lembaga/<slug:slug>/orang/", offices.staff, name="staff"),
    path("lembaga/<slug:slug>/orang/<int:key>/akhiri/", offices.end_role, name="end_role"),
    path("lembaga/<slug:slug>/undangan/<int:key>/tarik/", offices.withdraw, name="withdraw"),
]
