from django.urls import path

from shopbell.staff.views.agent import overview, people, profile, roles, shop, teams, tokens

urlpatterns = [
    path("", overview.overview, name="settings"),
    path("shop/", shop.shop, name="shop"),
    path("shop/<slug:public_id>/", shop.shop, name="shop_of"),
    path("hours/", shop.business_hours, name="hours"),
    path("hours/<slug:public_id>/", shop.business_hours, name="hours_of"),
    path("hours/<slug:public_id>/holidays/", shop.holidays, name="holidays"),
    path("hours/<slug:public_id>/holidays/<int:pk>/remove/", shop.remove_holiday, name="holiday_remove"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="person_new"),
    path("people/<slug:public_id>/", people.person, name="person"),
    path("people/<slug:public_id>/link/", people.person_link, name="person_link"),
    path("people/<slug:public_id>/active/", people.person_active, name="person_active"),
    path("roles/", roles.roles, name="roles"),
    path("roles/new/", roles.role, name="role_new"),
    path("roles/<slug:public_id>/", roles.role, name="role"),
    path("roles/<slug:public_id>/delete/", roles.delete, name="role_delete"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.team, name="team_new"),
    path("teams/<slug:public_id>/", teams.team, name="team"),
    path("teams/<slug:public_id>/archive/", teams.archive, name="team_archive"),
    path("profile/", profile.profile, name="profile"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<slug:public_id>/revoke/", tokens.revoke, name="token_revoke"),
    path("availability/", profile.availability, name="availability"),
]
