"""Addresses of the library."""

from django.urls import path

from tuongdong.web.library.views import documents, searching

app_name = "library"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("upload/", documents.upload, name="upload"),
    path("upload/<uuid:batch>/", documents.uploads, name="uploads"),
    path("record/", documents.record, name="record"),
    path("cited", documents.cited, name="cited"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/edit/", documents.edit, name="document_edit"),
    path("<int:pk>/delete/", documents.delete, name="document_delete"),
    path("<int:pk>/versions/", documents.version_add, name="version_add"),
    path("<int:pk>/versions/<int:version>/original", documents.original, name="original"),
    path("<int:pk>/doubts/<int:doubt>/settle/", documents.settle, name="settle"),
    path("search/", searching.search, name="search"),
    path("comparisons/", documents.documents, name="comparisons"),
    path("policies/", documents.documents, name="policies"),
]
