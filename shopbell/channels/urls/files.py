from django.urls import path

from shopbell.channels.views import links

urlpatterns = [path("<str:signed>/", links.linked_file, name="linked-file")]
