from django.urls import path

from shopbell.channels.views import hooks

urlpatterns = [
    path("<slug:kind>/<slug:token>/", hooks.hook, name="hook"),
    path("<slug:kind>/<slug:token>/<path:rest>", hooks.hook, name="hook-below"),
]
