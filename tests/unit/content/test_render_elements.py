"""Every element of the Markdown that authors write becomes the HTML that the stylesheet knows."""

import re
from dataclasses import replace

import pytest

from lms.content.outline import Section
from lms.content.render import FoundLink, render_blocks, render_inline, render_prompt
from tests.unit.content.rendering import CONTEXT, assert_clean, blocks, codes, html_of

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


def squeezed(html: str) -> str:
    """Without the line breaks between elements."""
    return re.sub(r">\n+<", "><", html).strip()


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("One\ntwo.", "<p>One\ntwo.</p>"),
        ("**bold** *it* `a < b`", "<p><strong>bold</strong> <em>it</em> <code>a &lt; b</code></p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("> quoted", "<blockquote><p>quoted</p></blockquote>"),
        (
            "cluster\n: many firms\n: and more",
            "<dl><dt>cluster</dt><dd>many firms</dd><dd>and more</dd></dl>",
        ),
        ("---", "<hr>"),
        ("## What & why", '<h2 id="s-what-why">What &amp; why</h2>'),
        ("```\n<b>\n\n&amp; $x$\n```", "<pre><code>&lt;b&gt;\n\n&amp;amp; $x$\n</code></pre>"),
        ("~~~ python\nx\n~~~", "<pre><code>x\n</code></pre>"),
        ("\\*no\\* \\$5 \\<b> \\| \\[x\\]", "<p>*no* $5 &lt;b&gt; | [x]</p>"),
        ("3 < 4 & 5 > 2 &copy; AT&T", "<p>3 &lt; 4 &amp; 5 &gt; 2 © AT&amp;T</p>"),
        ("a_b_c and 2*3*4", "<p>a_b_c and 2<em>3</em>4</p>"),
        ("Gap \ue000 and \uf8ff.", "<p>Gap \ue000 and \uf8ff.</p>"),
        ("    indented", "<p>indented</p>"),
    ],
)
def test_plain_elements(source: str, html: str) -> None:
    rendered = blocks(source)
    assert squeezed(rendered.html) == html
    assert_clean(rendered.html)


def test_a_table_can_be_scrolled_and_its_head_is_named() -> None:
    html = squeezed(html_of("| Region | Jobs |\n|---|---:|\n| $|x|$ | `a|b` |"))
    assert html.startswith(
        '<div aria-label="Region, Jobs" class="table-scroll" role="region" tabindex="0"><table>'
    )
    assert '<th scope="col">Region</th><th class="align-right" scope="col">Jobs</th>' in html
    assert 'alttext="|x|"' in html
    assert '<td class="align-right"><code>a|b</code></td>' in html


@pytest.mark.parametrize("kind", ["note", "tip", "warning", "example", "monday", "legal"])
def test_a_call_out_has_its_kind_and_its_title(kind: str) -> None:
    html = squeezed(html_of(f"> [!{kind}] A *title*\n> Text.\n>\n> - one\n> - two\n>\n> ```\n> code\n> ```"))
    assert html == (
        f'<aside class="callout callout-{kind}"><p class="callout-title">A <em>title</em></p><p>Text.</p>'
        "<ul><li>one</li><li>two</li></ul><pre><code>code\n</code></pre></aside>"
    )


def test_a_call_out_without_title_is_named_in_the_language_of_the_page() -> None:
    assert '<p class="callout-title">Warning</p>' in html_of("> [!warning]\n> Text.")
    assert '<p class="callout-title">Varning</p>' in html_of("> [!warning]\n> Text.", language="sv")
    assert '<p class="callout-title">Warning</p>' in html_of("> [!warning]\n> Text.", language="xx")


def test_a_fold_out_opens_without_a_script() -> None:
    html = squeezed(html_of("> [!fold] More\n> Hidden."))
    assert html == '<details class="fold"><summary>More</summary><p>Hidden.</p></details>'


def test_call_outs_stand_in_each_other_and_side_by_side() -> None:
    html = html_of("> [!note] A\n> Text.\n>\n> > [!fold] B\n> > Inner.", "> [!tip] C\n> Text.", "> quoted")
    assert squeezed(html).count("<aside") == 2
    assert re.search(r"<aside[^>]*>.*<details.*</details>\s*</aside>\s*<aside", html, re.DOTALL)
    assert "<blockquote>" in html


def test_a_drawing_alone_in_a_paragraph_is_a_figure_inlined() -> None:
    html = html_of('![Rings](../assets/layers.svg "Who *belongs* to $n$ clusters")')
    assert_clean(html)
    assert '<figure class="figure"><svg class="fig" viewBox="0 0 360 200" role="img"' in squeezed(html)
    caption = squeezed(SVG.sub("", html))
    assert "<figcaption>Who <em>belongs</em> to <math" in caption


def test_a_photograph_has_its_size_and_loads_late() -> None:
    html = squeezed(html_of('![A *harbour*](../assets/photo.png "The harbour")'))
    digest = CONTEXT.asset_digests["photo.png"]
    for part in (
        'width="40"',
        'height="30"',
        'loading="lazy"',
        'decoding="async"',
        'alt="A *harbour*"',
        f'src="/modules/clusters/files/{digest}/photo.png"',
        "<figcaption>The harbour</figcaption>",
    ):
        assert part in html


def test_a_figure_stands_in_lists_and_call_outs_and_over_two_lines() -> None:
    figure = '![Rings](../assets/layers.svg "Caption")'
    html = html_of(f"> [!note] Look\n> Here:\n>\n> {figure}", f"1. first\n\n    {figure}\n\n2. second")
    assert html.count("<figure") == 2
    assert_clean(html)
    assert "<figure" in html_of('![Rings](../assets/layers.svg\n"Caption")')


def test_figures_take_their_texts_from_the_labels_of_the_language() -> None:
    labels = {"layers.svg": {"title": "Tre lager", "desc": "Ord", "labels": {"firms": "Företag"}}}
    html = html_of('![Ringar](../assets/layers.svg "Text")', language="sv", figure_labels=labels)
    assert ">Företag</text>" in html
    assert ">Tre lager</title>" in html


def test_the_same_figure_twice_keeps_its_ids_apart() -> None:
    assert_clean(html_of('![A](../assets/layers.svg "A")', '![B](../assets/layers.svg "B")'))


def test_a_formula_in_a_line_and_one_alone() -> None:
    html = html_of(r"The quotient $LQ = \frac{a}{b}$ is", "$$\nx = \\sum_i y_i\n$$", "> $$a_b$$")
    assert '<p>The quotient <math display="inline" alttext="LQ = a / b">' in html
    frame = '<div aria-label="{}" class="formula" role="region" tabindex="0"><math display="block"'
    assert frame.format("x = ∑_i y_i") in html
    assert frame.format("a_b") in html
    assert_clean(html)


def test_a_number_and_its_per_cent_sign_stay_together_except_in_code() -> None:
    html = html_of("At 70 % of *1.5 %* and `5 % 2`.")
    assert html == "<p>At 70&nbsp;% of <em>1.5&nbsp;%</em> and <code>5 % 2</code>.</p>"


def test_formulas_stand_in_headings_lists_notes_and_links() -> None:
    html = html_of("## The $LQ$", "- $x$ **$y$**\n\n[The $z$](#the-lq) _$q$_.[^1]\n\n[^1]: Note $w$.")
    assert html.count("<math") == 6
    assert 'id="s-the-lq"' in html
    assert_clean(html)


def test_headings_get_anchors_that_stay_apart() -> None:
    rendered = blocks("## Mål och *medel*", "### Mål & medel", "## ≠", taken_anchors=frozenset({"s-section"}))
    assert rendered.sections == (
        Section(anchor="s-mal-och-medel", title="Mål och medel", level=2),
        Section(anchor="s-mal-medel", title="Mål & medel", level=3),
        Section(anchor="s-section-2", title="≠", level=2),
    )
    assert '<h2 id="s-mal-och-medel">Mål och <em>medel</em></h2>' in rendered.html


def test_equal_headings_are_numbered() -> None:
    assert [s.anchor for s in blocks("## A", "## A", "## A").sections] == ["s-a", "s-a-2", "s-a-3"]


def test_a_term_is_linked_and_counted_once() -> None:
    rendered = blocks(
        "A [triple helix](term:triple-helix) and [clusters](term:cluster), [again](term:triple-helix)."
    )
    assert rendered.term_slugs == ("triple-helix", "cluster")
    assert '<a class="term" href="#term-triple-helix">triple helix</a>' in rendered.html


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("04-mapping.md", "/modules/clusters/mapping"),
        ("./01-start.md", "/modules/clusters/start"),
        ("04-mapping.md#the-formula", "/modules/clusters/mapping#s-the-formula"),
        ("04-mapping.md#s-the-formula", "/modules/clusters/mapping#s-the-formula"),
        ("01-start.md#not-known-yet", "/modules/clusters/start#s-not-known-yet"),
        ("#here", "#s-here"),
        ("module:facilitation", "/modules/facilitation"),
        ("https://example.org/a?b=1&copy=2&amp;c=3", "https://example.org/a?b=1&amp;copy=2&amp;c=3"),
        ("mailto:me@example.org", "mailto:me@example.org"),
        ('https://example.org "a title"', "https://example.org"),
        ("<https://example.org/a_(b)>", "https://example.org/a_(b)"),
    ],
)
def test_links_lead_where_they_say(target: str, address: str) -> None:
    html = html_of(f"[text]({target})")
    assert f'href="{address}"' in html
    assert_clean(html)


def test_links_out_of_the_house_are_marked_and_tell_nothing() -> None:
    html = html_of("[out](https://example.org) and <https://example.com> or <me@example.org>")
    assert '<a class="external" href="https://example.org" rel="noopener noreferrer nofollow">out</a>' in html
    assert ">https://example.com</a>" in html
    assert '<a href="mailto:me@example.org">me@example.org</a>' in html


def test_a_file_is_offered_for_download() -> None:
    html = html_of("[Sheet](../assets/sheet.xlsx)")
    digest = CONTEXT.asset_digests["sheet.xlsx"]
    assert f'<a class="download" download="" href="/modules/clusters/files/{digest}/sheet.xlsx">' in html


def test_links_to_lessons_and_headings_are_handed_on_with_their_places() -> None:
    rendered = blocks("First.", "See [one](01-start.md#x), [here](#y)\nand [two](04-mapping.md).")
    assert rendered.links == (
        FoundLink(file="01-start.md", anchor="s-x", line=3, column=11),
        FoundLink(file=None, anchor="s-y", line=3, column=34),
        FoundLink(file="04-mapping.md", anchor=None, line=4, column=11),
    )


def test_footnotes_stand_at_the_end_and_lead_back() -> None:
    html = squeezed(html_of("A[^b] and B[^a] and A again[^b].", "[^a]: Note a.", "[^b]: Note *b*."))
    assert_clean(html)
    assert '<sup id="fnref-1-1"><a class="footnote-ref" href="#fn-1-1">1</a></sup>' in html
    assert re.search(r'<li id="fn-1-1"><p>Note <em>b</em>\.', html)
    assert 'aria-label="Back to the text" class="footnote-backref" href="#fnref-1-1"' in html
    assert 'href="#fnref-1-1-2"' in html
    assert html.index("Note <em>b</em>") < html.index("Note a")


def test_a_prompt_has_blocks_but_no_headings_figures_or_notes() -> None:
    rendered = render_prompt(
        "What is $x$?\n\n- a\n- b\n\n| A | B |\n|---|---|\n| 1 | \ue001 |\n\n```\nc\n```", CONTEXT
    )
    assert rendered.problems == ()
    assert_clean(rendered.html)
    for part in ("<p>What is <math", "<ul>", "<table>", "<td>\ue001</td>", "<pre>"):
        assert part in rendered.html
    assert codes(render_prompt('# A\n\n![a](../assets/layers.svg "b")', CONTEXT)) == [
        "heading-in-prompt",
        "picture-not-alone",
    ]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**a** $x$", '<strong>a</strong> <math display="inline" alttext="x"><mrow><mi>x</mi></mrow></math>'),
        ("1. a # b > c", "1. a # b &gt; c"),
        ("- a", "- a"),
        ("# a", "# a"),
        ("> a", "&gt; a"),
        ("| a | b |", "| a | b |"),
        ("a\nb", "a b"),
        ("`x`", "<code>x</code>"),
        ("", ""),
        ("  a  ", "a"),
        ("[c](term:cluster)", '<a class="term" href="#term-cluster">c</a>'),
    ],
)
def test_one_line_has_no_blocks(source: str, html: str) -> None:
    rendered = render_inline(source, CONTEXT)
    assert rendered.html == html
    assert rendered.problems == ()


def test_a_gap_never_stands_in_an_attribute() -> None:
    rendered = blocks(
        '![Alt \ue000](../assets/photo.png "Caption \ue001")',
        "| A \ue002 |\n|---|\n| b |",
        "[a](https://example.org/\ue003) $x \ue004$",
    )
    assert not re.search(r'="[^"]*[\ue000-\uf8ff]', rendered.html)
    assert "Caption \ue001" in rendered.html
    assert codes(rendered) == ["link-address", "formula-unreadable"]


def test_what_looks_like_a_token_is_text() -> None:
    forged = "q0123456789abcdef01234567q0z \x02klzzwxh:0000\x03 wzxhzdk:0 $x$"
    html = blocks(forged).html
    assert "q0123456789abcdef01234567q0z klzzwxh:0000 wzxhzdk:0 <math" in html


def test_rendering_twice_gives_the_same() -> None:
    sources = ("## A $x$", "Text.[^1]", "[^1]: Note.", '![A](../assets/layers.svg "B")')
    assert blocks(*sources) == blocks(*sources)


def test_an_empty_corner_makes_the_first_column_name_the_rows() -> None:
    html = html_of("|  | Low | High |\n|---|---|---|\n| Power | a | b |")
    assert '<th scope="row">Power</th>' in html
    assert "<td></td>" in html
    assert html.count('scope="col"') == 2


def test_a_link_leads_to_the_tool_of_the_module_where_it_has_one() -> None:
    text = [(1, "Open the [tool](tool:).")]
    rendered = render_blocks(text, replace(CONTEXT, has_tool=True))
    assert f'href="/modules/{CONTEXT.module_slug}/tool"' in rendered.html
    assert codes(render_blocks(text, CONTEXT)) == ["tool-missing"]
