"""Pools of names and places by country."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _places(text: str) -> tuple[str, ...]:
    return tuple(place.strip() for place in text.split(","))


_IRISH = (
    _words(
        "Aoife Niamh Ciara Sinéad Orla Gráinne Róisín Caoimhe Saoirse Siobhán Clodagh Deirdre Maeve Nuala Bríd"
        " Conor Seán Pádraig Cian Eoin Fergal Declan Ronan Darragh Oisín Cormac Brendan Liam Tadhg Colm Emma"
        " Sarah Kate Grace Jack Daniel Mark Anna Helen Paul"
    ),
    _words(
        "Murphy Kelly O'Sullivan Walsh Byrne Ryan O'Connor O'Neill O'Reilly Doyle McCarthy Gallagher Doherty"
        " Kennedy Lynch Murray Quinn Moore McLoughlin O'Carroll Connolly Daly O'Connell Wilson Dunne Brennan"
        " Burke Collins Campbell Clarke Johnston Hughes Farrell Fitzgerald Brown Nolan Power Maguire Flynn"
        " Keane Healy Hogan Sheehan Tierney Cullen Foley Breen Moran Cassidy Devlin"
    ),
)
_BRITISH = (
    _words(
        "Olivia Amelia Isla Emily Poppy Jessica Charlotte Hannah Lucy Alice Harriet Priya Zara Megan Fiona"
        " Oliver George Harry Noah Thomas James William Samuel Edward Adam Callum Hamish Rhys Owen Imran Kwame"
        " Gillian Margaret Susan Peter David Andrew Michael Ruth"
    ),
    _words(
        "Smith Jones Taylor Davies Evans Thomas Roberts Johnson Walker Wright Robinson Thompson White Edwards"
        " Green Hall Wood Harris Lewis Martin Jackson Clark Turner Hill Cooper Ward Morris Moore Cox Patel Khan"
        " Singh Begum Fraser Mackenzie Ross Stewart Morgan Griffiths Pritchard Okafor Mensah Shaw Holt Ashworth"
    ),
)
_GERMAN = (
    _words(
        "Anna Lena Katharina Julia Sabine Monika Petra Ursula Claudia Birgit Heike Susanne Franziska Johanna"
        " Theresa Miriam Ayşe Lukas Jan Felix Maximilian Tobias Stefan Thomas Andreas Michael Wolfgang Jürgen"
        " Uwe Matthias Sebastian Florian Moritz Emre Björn Hannah Clara Greta Frieda Anton"
    ),
    _words(
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Koch Bauer Richter Klein"
        " Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause"
        " Meier Lehmann Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß"
        " Jung Hahn Vogel Friedrich Keller Günther Yılmaz Brandt Winkler Lorenz"
    ),
)
_AUSTRIAN = (
    _words("Eva Maria Elisabeth Magdalena Verena Sophie Christoph Markus Bernhard Georg Josef Lukas Helene Barbara"),
    _words("Gruber Huber Bauer Wagner Müller Pichler Steiner Moser Mayer Hofer Leitner Berger Fuchs Eder Fischer"),
)
_SWISS = (
    _words("Ruth Verena Regula Nina Sandra Urs Reto Beat Daniel Marco Céline Nadine Luca Simon Andrea Corinne"),
    _words("Müller Meier Keller Huber Schneider Frei Brunner Baumann Gerber Widmer Zimmermann Graf Rochat Favre"),
)
_FRENCH = (
    _words(
        "Camille Manon Chloé Léa Inès Jeanne Louise Sophie Isabelle Nathalie Valérie Aurélie Hélène Françoise"
        " Lucas Hugo Louis Jules Gabriel Antoine Nicolas Julien Mathieu Guillaume Olivier Philippe François Yves"
        " Karim Amina Margaux Élodie Benoît Thibault"
    ),
    _words(
        "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel"
        " Garcia David Bertrand Roux Vincent Fournier Morel Girard André Mercier Dupont Lambert Bonnet François"
        " Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Benali Perrin"
    ),
)
_BELGIAN = (_FRENCH[0], _words("Peeters Janssens Maes Jacobs Willems Lambert Dubois Claes Leclercq Dumont Renard"))
_SPANISH = (
    _words(
        "María Carmen Lucía Paula Laura Marta Elena Ana Cristina Pilar Rosa Isabel Sara Alba Irene Antonio"
        " Manuel José Francisco David Javier Daniel Carlos Alejandro Miguel Rafael Pablo Sergio Jorge Álvaro"
        " Íñigo Nuria Rocío Beatriz"
    ),
    _words(
        "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández"
        " Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Serrano"
        " Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz Rubio Marín Iglesias"
    ),
)
_SWEDISH = (_words("Carl Astrid Linnea Erik Johan Sara Ingrid Nils"), _words("Nilsson Berg Lindgren Holm Ek Sjöberg"))
_DUTCH = (_words("Sanne Lotte Fleur Daan Bram Jeroen Anouk Thijs"), _words("Bakker Visser Smit Mulder Bos Dekker"))
_ITALIAN = (_words("Giulia Chiara Francesca Luca Marco Paolo"), _words("Rossi Bianchi Ferrari Esposito Ricci Greco"))
_ARABIC = (
    _words("ليلى فاطمة نور ريم هالة سلمى مريم دانا يوسف عمر خالد سامي طارق رامي حسن زياد"),
    _words("الحسن الخطيب حداد منصور نجار السيد قاسم عباس درويش الأحمد شاهين فارس"),
)

POOLS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "IE": _IRISH,
    "GB": _BRITISH,
    "DE": _GERMAN,
    "AT": _AUSTRIAN,
    "CH": _SWISS,
    "FR": _FRENCH,
    "BE": _BELGIAN,
    "ES": _SPANISH,
    "SE": _SWEDISH,
    "NL": _DUTCH,
    "IT": _ITALIAN,
    "ar": _ARABIC,
}
PLACES: dict[str, tuple[str, ...]] = {
    "IE": _places("Galway, Dublin, Cork, Limerick, Westport, Sligo, Ennis, Tralee, Kilkenny, Wexford, Clifden"),
    "GB": _places("London, Leeds, Bristol, Glasgow, Edinburgh, Belfast, Cardiff, Keswick, York, Inverness, Norwich"),
    "DE": _places("Berlin, Hamburg, München, Köln, Leipzig, Dresden, Freiburg, Bremen, Kassel, Nürnberg, Jena, Kiel"),
    "AT": _places("Wien, Graz, Innsbruck, Salzburg, Linz"),
    "CH": _places("Zürich, Bern, Basel, Luzern, Lausanne"),
    "FR": _places("Paris, Lyon, Nantes, Rennes, Lille, Grenoble, Toulouse, Brest, Bordeaux, Annecy"),
    "BE": _places("Bruxelles, Liège, Namur, Gand"),
    "ES": _places("Madrid, Bilbao, Barcelona, Valencia, Sevilla, Oviedo, Santander, Zaragoza"),
    "SE": _places("Malmö, Göteborg, Uppsala, Umeå"),
    "NL": _places("Utrecht, Groningen, Haarlem, Leiden"),
    "IT": _places("Bologna, Torino, Trento, Verona"),
}
TIMEZONES = {
    "IE": "Europe/Dublin",
    "GB": "Europe/London",
    "DE": "Europe/Berlin",
    "AT": "Europe/Vienna",
    "CH": "Europe/Zurich",
    "FR": "Europe/Paris",
    "BE": "Europe/Brussels",
    "ES": "Europe/Madrid",
    "SE": "Europe/Stockholm",
    "NL": "Europe/Amsterdam",
    "IT": "Europe/Rome",
}
