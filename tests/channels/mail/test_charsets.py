import pytest

from shopbell.channels.mail.charsets import codec_name, decode


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        (b"\x93Gr\xfc\xdfe\x94 \x80 5", "iso-8859-1", "“Grüße” € 5"),
        (b"caf\xe9\x85", "us-ascii", "café…"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        ("Grüße".encode(), "", "Grüße"),
        ("Привет".encode(), "koi8-r", "Привет"),
        ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
        ("镕基".encode("gb18030"), "gb2312", "镕基"),
        ("똠방각하".encode("cp949"), "ks_c_5601-1987", "똠방각하"),
        ("①株式".encode("cp932"), "shift_jis", "①株式"),
        ("株式".encode("iso2022_jp"), "iso-2022-jp", "株式"),
        ("株式".encode("iso2022_jp"), "", "株式"),
        ("株式".encode("iso2022_jp"), "us-ascii", "株式"),
        (b"\x1b$B-!\x1b(B", "iso-2022-jp", "①"),
        ("שלום".encode("iso-8859-8"), "iso-8859-8-i", "שלום"),
        ("สวัสดี".encode("cp874"), "windows-874", "สวัสดี"),
        ("Größe".encode("cp850"), "cp-850", "Größe"),
        ("Grüße".encode("utf-16"), "utf-16", "Grüße"),
        (b"\xef\xbb\xbfHallo", "utf-8", "Hallo"),
        (b"Hallo", "no-such-charset", "Hallo"),
        (b"aGFsbG8=", "base64", "aGFsbG8="),
        (b"Hi", "rot13", "Hi"),
        (b"a\\x41", "unicode_escape", "a\\x41"),
    ],
)
def test_the_bytes_decide_and_the_label_helps(data, label, text):
    assert decode(data, label)[0] == text


def test_html_may_name_its_own_charset():
    html = '<html><head><meta http-equiv=Content-Type content="text/html; charset=koi8-r"></head>Привет'.encode(
        "koi8-r"
    )
    assert decode(html, "", html=True)[0].endswith("Привет")
    assert not decode(html, "iso-8859-1", html=True)[0].endswith("Привет")


def test_what_cannot_be_decoded_is_marked_and_said():
    text, defect = decode(b"abc\x81\x81\xff\xfe\x8d" * 20, "utf-8")
    assert text
    assert defect in ("charset_guessed", "charset_lost")
    assert decode(b"ok " * 300 + b"\x81", "iso-8859-1") == ("ok " * 300 + "\ufffd", "")


@pytest.mark.parametrize("label", ["x-unknown", "", "zlib", "hex", "uu", "idna", "punycode", "a\0b", "x" * 300])
def test_labels_that_are_no_charsets_are_refused(label):
    assert codec_name(label) == ""
