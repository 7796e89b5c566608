"""Every address of the house; `project` alone knows them all."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from shopbell.project.api import api
from shopbell.project.first_run.views import setup
from shopbell.project.operation import views as operation

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # else the second step is skipped

urlpatterns = [
    path("", RedirectView.as_view(url="/desk/"), name="home"),
    path("setup/", setup, name="setup"),
    path("health/live", operation.alive, name="alive"),
    path("health/ready", operation.ready, name="ready"),
    path("metrics", operation.metrics, name="metrics"),
    path("desk/settings/health/", operation.health, name="health"),
    path("desk/", include("shopbell.tickets.urls")),
    path("desk/", include("shopbell.customers.urls")),
    path("desk/settings/", include("shopbell.staff.urls")),
    path("desk/settings/", include("shopbell.channels.urls.desk")),
    path("desk/", include("shopbell.channels.urls.messages")),
    path("s/<slug:shop>/", include("shopbell.channels.urls.customer")),
    path("hooks/", include("shopbell.channels.urls.hooks")),
    path("files/", include("shopbell.channels.urls.files")),
    path("api/v1/", api.urls),
    re_path(r"^api\b", api.nowhere, name="api_nowhere"),
    path("accounts/", include("shopbell.project.sign_in_urls")),
    path("admin/", admin.site.urls),
]
