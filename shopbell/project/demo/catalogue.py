"""What Alder & Flax sells, and how each thing is called in the languages of its customers."""

from __future__ import annotations

from dataclasses import dataclass

_APPAREL = ("XS", "S", "M", "L", "XL")
_TROUSERS = ("28", "30", "32", "34", "36", "38")
_SHOES = ("37", "38", "39", "40", "41", "42", "43", "44")
_ONE = ("one size",)


@dataclass(frozen=True, slots=True)
class Product:
    """One product. `de`, `fr`, `es` hold a gender (m, f, n; with + for plural) and the noun."""

    key: str
    en: str
    de: str
    fr: str
    es: str
    price: int  # euro cents
    sizes: tuple[str, ...]
    colours: tuple[str, ...]

    def forms(self, language: str) -> dict[str, str]:
        """The words that templates ask for: the bare name, and the name with its article."""
        if language == "de":
            gender, noun = self.de.split(" ", 1)
            article = {"m": "den", "f": "die", "n": "das", "p": "die"}[gender]
            return {"thing": noun, "den": f"{article} {noun}", "Den": f"{article.capitalize()} {noun}"}
        if language == "fr":
            gender, noun = self.fr.split(" ", 1)
            le, du = {"m": ("le ", "du "), "f": ("la ", "de la "), "p": ("les ", "des ")}[gender]
            return {"thing": noun, "le": le + noun, "du": du + noun}
        if language == "es":
            gender, noun = self.es.split(" ", 1)
            el, de_el = {
                "m": ("el ", "del "),
                "f": ("la ", "de la "),
                "mp": ("los ", "de los "),
                "fp": ("las ", "de las "),
            }[gender]
            return {"thing": noun, "el": el + noun, "del": de_el + noun}
        return {"thing": self.en}


PRODUCTS = (
    Product(
        "cairn", "Cairn rain shell", "f Regenjacke Cairn", "f veste de pluie Cairn", "f chaqueta Cairn",
        18900, _APPAREL, ("Lichen", "Storm", "Rust"),
    ),
    Product(
        "harbour", "Harbour linen shirt", "n Leinenhemd Harbour", "f chemise en lin Harbour",
        "f camisa de lino Harbour",
        8900, _APPAREL, ("Natural", "Ink", "Sage"),
    ),
    Product(
        "fell", "Fell trousers", "f Hose Fell", "m pantalon Fell", "mp pantalones Fell",
        12900, _TROUSERS, ("Slate", "Peat"),
    ),
    Product(
        "tarn", "Tarn dress", "n Kleid Tarn", "f robe Tarn", "m vestido Tarn",
        13900, _APPAREL, ("Heather", "Ink", "Rust"),
    ),
    Product(
        "skerry", "Skerry boots", "p Stiefel Skerry", "p bottes Skerry", "fp botas Skerry",
        21900, _SHOES, ("Peat", "Black"),
    ),
    Product(
        "burren", "Burren jumper", "m Pullover Burren", "m pull Burren", "m jersey Burren",
        11900, _APPAREL, ("Oat", "Moss", "Ink"),
    ),
    Product(
        "moss", "Moss merino socks", "p Socken Moss", "p chaussettes Moss", "mp calcetines Moss",
        1400, ("36–38", "39–41", "42–44"), ("Rust", "Moss", "Oat"),
    ),
    Product(
        "bracken", "Bracken beanie", "f Mütze Bracken", "m bonnet Bracken", "m gorro Bracken",
        3400, _ONE, ("Rust", "Slate"),
    ),
    Product(
        "heath", "Heath scarf", "m Schal Heath", "f écharpe Heath", "f bufanda Heath",
        4900, _ONE, ("Heather", "Oat"),
    ),
    Product(
        "tor", "Tor down vest", "f Daunenweste Tor", "m gilet Tor", "m chaleco Tor",
        15900, _APPAREL, ("Slate", "Lichen"),
    ),
    Product(
        "rill", "Rill rucksack", "m Rucksack Rill", "m sac à dos Rill", "f mochila Rill",
        14900, ("18 l", "26 l"), ("Storm", "Peat"),
    ),
    Product(
        "strand", "Strand linen trousers", "f Leinenhose Strand", "m pantalon en lin Strand",
        "mp pantalones de lino Strand", 10900, _TROUSERS, ("Natural", "Sage"),
    ),
    Product(
        "sorrel", "Sorrel blouse", "f Bluse Sorrel", "f blouse Sorrel", "f blusa Sorrel",
        7900, _APPAREL, ("Natural", "Heather"),
    ),
    Product(
        "mizen", "Mizen waxed coat", "m Wachsmantel Mizen", "m manteau ciré Mizen", "m abrigo encerado Mizen",
        25900, _APPAREL, ("Peat", "Ink"),
    ),
    Product(
        "otter", "Otter gloves", "p Handschuhe Otter", "p gants Otter", "mp guantes Otter",
        3900, ("S", "M", "L"), ("Peat", "Slate"),
    ),
    Product(
        "ling", "Ling wool blanket", "f Wolldecke Ling", "f couverture Ling", "f manta Ling",
        16900, _ONE, ("Heather", "Oat"),
    ),
)  # fmt: skip
SHELF = {product.key: product for product in PRODUCTS}
WEARABLE = tuple(product for product in PRODUCTS if len(product.sizes) > 2)
CARRIERS = {
    "IE": "An Post", "GB": "Harrier", "DE": "Windhund", "AT": "Windhund", "CH": "Windhund", "FR": "Colis Mistral",
    "BE": "Colis Mistral", "ES": "Rapidor",
}  # fmt: skip
