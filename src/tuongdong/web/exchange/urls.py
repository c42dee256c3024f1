"""Addresses of the exchange."""

from django.urls import path

from tuongdong.web.exchange import guests, views, views_follow, views_papers

app_name = "exchange"
urlpatterns = [
    path("", views.home, name="home"),
    path("programmes/", views.programmes, name="programmes"),
    path("fields/", views.fields, name="fields"),
    path("visits/add/", views.visit_add, name="visit_add"),
    path("visits/extract/", views.visit_extract, name="visit_extract"),
    path("visits/import/", views.visit_import, name="visit_import"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("visits/<int:pk>/edit/", views.visit_edit, name="visit_edit"),
    path("visits/<int:pk>/draft/", views.draft, name="draft"),
    path("visits/<int:pk>/draft/<str:group>/<int:at>/", views.draft_item, name="draft_item"),
    path("visits/<int:pk>/leader/", views.leader, name="leader"),
    path("visits/<int:pk>/calendar.ics", views.calendar, name="calendar"),
    path("visits/<int:pk>/files/", views.file_add, name="file_add"),
    path("files/<int:pk>/", views.file_of, name="file_of"),
    path("visits/<int:pk>/export.json", views.visit_export, name="visit_export"),
    path("visits/<int:pk>/questions/draft/", views.questions_draft, name="questions_draft"),
    path("visits/<int:pk>/questions.xlsx", views_papers.questions_form, name="questions_form"),
    path("visits/<int:pk>/questions/answers/", views_papers.questions_answers, name="questions_answers"),
    path("visits/<int:pk>/links/", guests.link_add, name="link_add"),
    path("visits/<int:pk>/links/<int:link>/revoke/", guests.link_revoke, name="link_revoke"),
    path("visits/<int:pk>/papers/", views_papers.paper_add, name="paper_add"),
    path("papers/<int:pk>/move/", views_papers.paper_move, name="paper_move"),
    path("papers/<int:pk>.docx", views_papers.paper_file, name="paper_file"),
    path("check/", views_papers.checker, name="checker"),
    path("visits/<int:pk>/tasks.xlsx", views_follow.tasks_export, name="tasks_export"),
    path("visits/<int:pk>/tasks/import/", views_follow.tasks_import, name="tasks_import"),
    path("tasks/", views_follow.tasks, name="tasks"),
    path("tasks/<int:pk>/", views_follow.task, name="task"),
    path("visits/<int:pk>/<str:kind>/", views.records, name="records"),
    path("visits/<int:pk>/<str:kind>/<int:row>/", views.record_edit, name="record_edit"),
    path("visits/<int:pk>/<str:kind>/<int:row>/delete/", views.record_delete, name="record_delete"),
    path("visits/<int:pk>/<str:kind>/<int:row>/evidence/", views.evidence_add, name="evidence_add"),
    path("guest/<str:key>/", guests.guest, name="guest"),
]
