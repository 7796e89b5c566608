"""Text search: dictionaries and configurations of each language, and what makes the words of a text.

Frozen here: a change of these needs a migration that makes the words anew.
"""

from django.db import migrations

STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "ga": "irish",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
SIMPLE = "public.shopbell_simple"
WORDS = "asciiword, asciihword, hword_asciipart, word, hword, hword_part"
# `AF-10233` and `a/b_c` would else be one word, and -10233 a number below zero.
APART = "regexp_replace({}, '[/_]|-(?=[0-9])', ' ', 'g')"


def configuration(name: str, dictionaries: str) -> str:
    return (
        f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = pg_catalog.simple);"
        f"ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR {WORDS} WITH {dictionaries};"
    )


def create() -> str:
    """`shopbell_words` reads the first 100,000 characters, because a tsvector holds 1 MB."""
    statements = ["CREATE EXTENSION IF NOT EXISTS unaccent;", configuration(SIMPLE, "public.unaccent, simple")]
    for stemmer in sorted(set(STEMMERS.values())):
        name = f"public.shopbell_{stemmer}"
        statements.append(f"CREATE TEXT SEARCH DICTIONARY {name} (TEMPLATE = snowball, Language = {stemmer});")
        statements.append(configuration(name, f"public.unaccent, {name}"))
    cases = " ".join(f"WHEN '{code}' THEN 'public.shopbell_{name}'::regconfig" for code, name in STEMMERS.items())
    chosen = "public.shopbell_configuration(language)"
    return "\n".join(
        [
            *statements,
            "CREATE FUNCTION public.shopbell_configuration(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE"
            f" PARALLEL SAFE AS $$ SELECT CASE lower(left(language, 2)) {cases} ELSE '{SIMPLE}'::regconfig END $$;",
            "CREATE FUNCTION public.shopbell_words(language text, subject text, body text) RETURNS tsvector"
            " LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT"
            f" setweight(to_tsvector({chosen}, {APART.format('subject')}), 'A') ||"
            f" to_tsvector({chosen}, {APART.format('left(body, 100000)')}) $$;",
        ]
    )


def drop() -> str:
    names = [f"public.shopbell_{stemmer}" for stemmer in sorted(set(STEMMERS.values()))]
    return "\n".join(
        [
            "DROP FUNCTION public.shopbell_words(text, text, text);",
            "DROP FUNCTION public.shopbell_configuration(text);",
            *(f"DROP TEXT SEARCH CONFIGURATION {name};" for name in [*names, SIMPLE]),
            *(f"DROP TEXT SEARCH DICTIONARY {name};" for name in names),
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0002_cache")]
    operations = [migrations.RunSQL(create(), drop())]
