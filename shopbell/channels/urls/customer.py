"""What customers and shop pages ask for, below `/s/<shop>/`."""

from django.urls import path

from shopbell.channels.views import chat, form, storefront, widget

urlpatterns = [
    path("chat/<slug:account>/loader.js", widget.loader, name="chat_loader"),
    path("chat/<slug:account>/frame/", widget.frame, name="chat_frame"),
    path("chat/<slug:account>/start/", chat.start, name="chat_start"),
    path("chat/<slug:account>/messages/", chat.messages, name="chat_messages"),
    path("chat/<slug:account>/files/", chat.files, name="chat_files"),
    path("chat/<slug:account>/files/<slug:public_id>/", chat.file, name="chat_file"),
    path("chat/<slug:account>/read/", chat.read, name="chat_read"),
    path("chat/<slug:account>/stream/", chat.stream, name="chat_stream"),
    path("chat/<slug:account>/status/", chat.status, name="chat_status"),
    path("contact/", form.write, {"kind": "contact"}, name="contact"),
    path("complaint/", form.write, {"kind": "complaint"}, name="complaint"),
    path("contact/embed.js", form.embed, {"kind": "contact"}, name="contact_embed"),
    path("complaint/embed.js", form.embed, {"kind": "complaint"}, name="complaint_embed"),
    path("contact/thanks/", form.thanks, {"kind": "contact"}, name="contact_thanks"),
    path("complaint/thanks/", form.thanks, {"kind": "complaint"}, name="complaint_thanks"),
    path("storefront/", storefront.product, name="storefront"),
]
