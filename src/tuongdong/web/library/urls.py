"""Addresses of the library."""

from django.urls import path

from tuongdong.web.library.views import comparisons, covering, documents, families, policies, searching

app_name = "library"
urlpatterns = [
    path("", documents.documents, name="documents"),
    path("upload/", documents.upload, name="upload"),
    path("upload/<uuid:batch>/", documents.uploads, name="uploads"),
    path("record/", documents.record, name="record"),
    path("cited", documents.cited, name="cited"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/coverage/", covering.coverage, name="coverage"),
    path("<int:pk>/graph/", covering.graph, name="graph"),
    path("<int:pk>/edit/", documents.edit, name="document_edit"),
    path("<int:pk>/delete/", documents.delete, name="document_delete"),
    path("<int:pk>/versions/", documents.version_add, name="version_add"),
    path("<int:pk>/versions/<int:version>/original", documents.original, name="original"),
    path("<int:pk>/doubts/<int:doubt>/settle/", documents.settle, name="settle"),
    path("search/", searching.search, name="search"),
    path("comparisons/", comparisons.comparisons, name="comparisons"),
    path("comparisons/add/", comparisons.comparison_add, name="comparison_add"),
    path("comparisons/<int:pk>/", comparisons.comparison, name="comparison"),
    path("comparisons/<int:pk>/again/", comparisons.comparison_again, name="comparison_again"),
    path("comparisons/<int:pk>/share/", comparisons.comparison_share, name="comparison_share"),
    path("comparisons/<int:pk>/delete/", comparisons.comparison_delete, name="comparison_delete"),
    path("comparisons/<int:pk>/table.<str:suffix>", comparisons.table_out, name="comparison_table"),
    path("comparisons/<int:pk>/table/", comparisons.table_back, name="comparison_table_back"),
    path("pairings/<int:pk>/decide/", comparisons.decision, name="comparison_decide"),
    path("pairings/<int:pk>/accept/", comparisons.accept_rest, name="comparison_accept_rest"),
    path("pairings/<int:pk>/remark/", comparisons.remark, name="comparison_remark"),
    path("pairings/<int:pk>/live/", comparisons.live, name="comparison_live"),
    path("policies/", policies.policies, name="policies"),
    path("policies/families/", families.families, name="policies_families"),
    path("policies/families/again/", families.families_again, name="policies_families_again"),
    path("policies/add/", policies.policy_add, name="policy_add"),
    path("policies/<int:pk>/", policies.policy, name="policy"),
    path("policies/<int:pk>/edit/", policies.policy_edit, name="policy_edit"),
    path("policies/<int:pk>/share/", policies.policy_share, name="policy_share"),
    path("policies/<int:pk>/items/", policies.item_add, name="policy_item_add"),
    path("policies/<int:pk>/items/<int:item>/remove/", policies.item_remove, name="policy_item_remove"),
    path("policies/<int:pk>/states/", policies.state_set, name="policy_state"),
    path("policies/<int:pk>/figures/", policies.figure_add, name="policy_figure"),
    path("policies/<int:pk>/figures/<int:figure>/remove/", policies.figure_remove, name="policy_figure_remove"),
]
