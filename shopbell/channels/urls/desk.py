"""The channel pages of the settings."""

from django.urls import path

from shopbell.channels.views.agent import accounts, parked, sign_in

urlpatterns = [
    path("channels/", accounts.accounts, name="channels"),
    path("channels/new/", accounts.new_account, name="channel_kinds"),
    path("channels/new/<slug:kind>/", accounts.new_account, name="channel_new"),
    path("channels/proposal/", accounts.proposal, name="channel_proposal"),
    path("channels/signed-in/", sign_in.signed_in, name="channel_signed_in"),
    path("channels/parked/", parked.parked, name="parked"),
    path("channels/parked/replay/", parked.replay_all, name="parked_replay_all"),
    path("channels/parked/<int:pk>/", parked.parked_one, name="parked_one"),
    path("channels/parked/<int:pk>/raw/", parked.raw_bytes, name="parked_raw"),
    path("channels/parked/<int:pk>/replay/", parked.replay, name="parked_replay"),
    path("channels/parked/<int:pk>/aside/", parked.put_aside, name="parked_aside"),
    path("channels/outgoing/", parked.outgoing, name="outgoing"),
    path("channels/account/<slug:public_id>/", accounts.account, name="channel"),
    path("channels/account/<slug:public_id>/cards/", accounts.cards, name="channel_cards"),
    path("channels/account/<slug:public_id>/sign-in/", sign_in.sign_in, name="channel_sign_in"),
    path("channels/account/<slug:public_id>/test/", accounts.test, name="channel_test"),
    path("channels/account/<slug:public_id>/state/", accounts.state, name="channel_state"),
    path("channels/account/<slug:public_id>/older/", accounts.older, name="channel_older"),
]
