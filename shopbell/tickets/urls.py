from django.urls import path

from shopbell.tickets.views.agent import answer, inbox, merging, properties, saved, search, ticket
from shopbell.tickets.views.files import file

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("queues/", inbox.nav, name="queues"),
    path("queues/<slug:key>/", inbox.inbox, name="queue"),
    path("queues/<slug:key>/rows/", inbox.rows, name="queue_rows"),
    path("queues/<slug:key>/filters/", inbox.filter_panel, name="queue_filters"),
    path("views/", saved.views, name="views"),
    path("views/figures/", saved.figures, name="view_figures"),
    path("views/new/", saved.view, name="view_new"),
    path("views/<slug:public_id>/", saved.view, name="view"),
    path("views/<slug:public_id>/moving/", saved.moving, name="view_moving"),
    path("views/<slug:public_id>/removal/", saved.removal, name="view_removal"),
    path("views/<slug:public_id>/return/", saved.return_, name="view_return"),
    path("search/", search.results, name="search"),
    path("search/words/", search.completion, name="search_words"),
    path("tickets/<int:pk>/", ticket.ticket, name="ticket"),
    path("tickets/<int:pk>/talk/", ticket.talk, name="ticket_talk"),
    path("tickets/<int:pk>/composer/", ticket.composer, name="composer"),
    path("tickets/<int:pk>/head/", ticket.head, name="ticket_head"),
    path("tickets/<int:pk>/sidebar/", ticket.sidebar, name="ticket_sidebar"),
    path("tickets/<int:pk>/reading/", ticket.reading, name="reading"),
    path("tickets/<int:pk>/replies/", answer.replies, name="replies"),
    path("tickets/<int:pk>/files/", answer.files, name="uploads"),
    path("tickets/<int:pk>/assignment/", properties.assignment, name="assignment"),
    path("tickets/<int:pk>/status/", properties.status, name="status"),
    path("tickets/<int:pk>/snooze/", properties.snooze, name="snooze"),
    path("tickets/<int:pk>/priority/", properties.priority, name="priority"),
    path("tickets/<int:pk>/tags/", properties.tags, name="tags"),
    path("tickets/<int:pk>/spam/", properties.spam, name="spam"),
    path("tickets/merging/", merging.merging_many, name="merging_many"),
    path("tickets/<int:pk>/merging/", merging.merging, name="merging"),
    path("tickets/<int:pk>/merging/undo/", merging.unmerging, name="unmerging"),
    path("files/<slug:public_id>/", file, name="file"),
]
