from django.urls import path

from shopbell.staff.views.agent import people, profile

urlpatterns = [
    path("", people.people, name="settings"),
    path("profile/", profile.profile, name="profile"),
    path("availability/", profile.availability, name="availability"),
]
