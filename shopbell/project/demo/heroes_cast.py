"""Fifteen customers whom everybody at Alder & Flax knows by name."""

from __future__ import annotations

import uuid

from shopbell.project.demo.people import Person


def _hero(key: str, name: str, email: str, language: str, country: str, city: str, phone: str = "") -> Person:
    return Person(
        key=key,
        name=name,
        email=email,
        language=language,
        country=country,
        city=city,
        phone=phone,
        visitor=str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{key}.alderandflax.example")),
    )


NIAMH = _hero("niamh", "Niamh Gallagher", "niamh.gallagher@post.example", "en", "IE", "Cork", "+353209110042")
PRIYA = _hero("priya", "Priya Raman", "priya.raman@letters.example", "en", "GB", "Leeds")
LAYLA = _hero("layla", "ليلى الحسن", "layla.alhasan@post.example", "ar", "DE", "Berlin", "+493023125777")
LENA = _hero("lena", "Lena Brandt", "lena.brandt@briefe.example", "de", "DE", "Kassel")
BARTHOLOMEW = _hero(
    "bartholomew",
    "Bartholomew Featherstonehaugh-Cholmondeley",
    "bartholomew@featherstonehaugh.example",
    "en",
    "GB",
    "Norwich",
    "+447700900461",
)
TOMAS = _hero("tomas", "Tomás Ó Briain", "tomas.obriain@inbox.example", "en", "IE", "Clifden")
SOFIA = _hero("sofia", "Sofia Marchetti", "sofia.marchetti@mail.example", "en", "IT", "Bologna")
CARL = _hero("carl", "Carl Nyström", "carl.nystrom@post.example", "en", "SE", "Umeå")
AOIFE = _hero("aoife", "Aoife Brennan", "aoife.brennan@inbox.example", "en", "IE", "Westport", "+353209114071")
GERDA = _hero("gerda", "Gerda Holm", "gerda.holm@briefe.example", "de", "DE", "Kiel")
MARGUERITE = _hero(
    "marguerite", "Marguerite Delacroix-Fontaine", "marguerite@courrier.example", "fr", "FR", "Brest", "+33639981204"
)
INIGO = _hero("inigo", "Íñigo Etxeberria", "inigo.etxeberria@correo.example", "es", "ES", "Bilbao")
HANS = _hero("hans", "Hans-Jürgen Oberhuber", "oberhuber@briefe.example", "de", "AT", "Innsbruck")
GRACE = _hero("grace", "Grace Okonkwo", "grace@hillwalkers.example", "en", "GB", "Keswick", "+447700900188")
NOOR = _hero("noor", "Noor Visser", "noor.visser@mail.example", "en", "NL", "Utrecht")
