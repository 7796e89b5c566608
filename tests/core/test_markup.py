from shopbell.core.markup import markdown, paragraphs


def test_each_paragraph_has_a_direction_of_its_own() -> None:
    assert paragraphs("Hello\nthere\n\n مرحبا <b>") == (
        '<p dir="auto">Hello<br>there</p><p dir="auto"> مرحبا &lt;b&gt;</p>'
    )


def test_each_block_of_an_answer_too() -> None:
    assert markdown("Hello\n\n- مرحبا\n\n> said") == (
        '<p dir="auto">Hello</p>\n<ul dir="auto">\n<li dir="auto">مرحبا</li>\n</ul>\n'
        '<blockquote dir="auto">\n<p dir="auto">said</p>\n</blockquote>\n'
    )


def test_links_are_told_from_what_surrounds_them() -> None:
    assert 'href="https://x.example/a"' in paragraphs("See (https://x.example/a).")
    assert "<script" not in markdown("<script>alert(1)</script>")
