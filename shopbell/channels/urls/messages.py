from django.urls import path

from shopbell.channels.views.agent import mail, message

urlpatterns = [
    path("messages/<slug:public_id>/mail/", mail.mail, name="mail"),
    path("messages/<slug:public_id>/retry/", message.retry, name="message_retry"),
    path("messages/<slug:public_id>/settle/", message.settle, name="message_settle"),
    path("messages/<slug:public_id>/withdraw/", message.withdraw, name="message_withdraw"),
    path("messages/<slug:public_id>/undo/", message.undo, name="message_undo"),
]
