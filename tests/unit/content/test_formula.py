"""Formulas become MathML and readable text, and nothing else."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.content.formula import COMMANDS, MAX_LENGTH, FormulaError, plain_text, to_mathml
from tests.unit.content.rendering import assert_clean


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"LQ = \frac{e_{ir}/e_r}{E_i/E}", "LQ = (e_ir / e_r) / (E_i / E)"),
        (r"LQ = \frac{\frac{e_{ir}}{e_r}}{\frac{E_i}{E}}", "LQ = (e_ir / e_r) / (E_i / E)"),
        (r"\frac{a}{b}", "a / b"),
        (r"\frac{a+b}{2c} \cdot \frac{x}{y}", "((a + b) / (2c)) · (x / y)"),
        (r"\frac{1}{2}x - \frac{a}{b}", "(1 / 2)x − a / b"),
        (r"\left(\frac{E_{2020}}{E_{2010}} - 1\right) \times 100", "(E_2020 / E_2010 − 1) × 100"),
        (r"1 - \sum_{i=1}^{n} s_i^2", "1 − ∑_(i = 1)^n s_i^2"),
        (r"e_1 - e_0 = e_0 g + e_0 (g_i - g)", "e_1 − e_0 = e_0 g + e_0(g_i − g)"),
        (r"-a \pm b", "−a ± b"),
        (r"\sqrt{x+1} + \sqrt[3]{y}", "√(x + 1) + (y)^(1/3)"),
        (r"\mathrm{LQ}_{ir} \approx 1{,}87", "LQ_ir ≈ 1,87"),
        (r"\text{jobs in the region} > 5\,000", "jobs in the region > 5 000"),
        (r"\hat{x} \ne \bar{y}", "x̂ ≠ ȳ"),
        (r"x' = x''", "x′ = x″"),
        (r"\begin{cases} a & x > 0 \\ b & x \le 0 \end{cases}", "{a, x > 0; b, x ≤ 0"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b; c = d"),
        (r"\max(a, b) = \operatorname{HHI}", "max(a, b) = HHI"),
        (r"7.00\,\%", "7.00 %"),
        (r"\binom{n}{k}", "(n over k)"),
        (r"\underbrace{a+b}_{c}", "(a + b)_c"),
        (r"\alpha \rightarrow \Delta", "α → Δ"),
        (r"\frac{1}{\frac{a}{b}}", "1 / (a / b)"),
    ],
)
def test_a_formula_reads_as_one_line_of_text(latex: str, text: str) -> None:
    assert plain_text(latex) == text


def test_the_text_of_a_formula_goes_with_its_mathml() -> None:
    assert 'alttext="a / b"' in to_mathml(r"\frac{a}{b}", display=False)


def test_a_formula_in_a_line_and_one_alone_are_told_apart() -> None:
    assert to_mathml("x", display=False).startswith('<math display="inline"')
    assert to_mathml("x", display=True).startswith('<math display="block"')


def test_letters_of_one_upright_word_stay_together() -> None:
    assert '<mi mathvariant="normal">LQ</mi>' in to_mathml(r"\mathrm{LQ}", display=False)


def test_a_decimal_comma_belongs_to_its_number() -> None:
    assert "<mn>1,87</mn>" in to_mathml("1{,}87", display=False)


@pytest.mark.parametrize(
    "latex",
    [
        "",
        " ",
        "{",
        "}",
        r"\frac{a}",
        r"\left(",
        r"x^",
        r"\href{javascript:alert(1)}{x}",
        r"\def\x{\x\x}\x",
        r"\newcommand{\x}{y}",
        r"\style{color:red}{x}",
        r"\class{a}{x}",
        r"\textcolor{red}{x}",
        r"\color{red}x",
        r"\unicode{x}",
        r"\begin{document}",
        r"\begin",
        r"\input{/etc/passwd}",
        "5%",
        "\\",
        "x" * (MAX_LENGTH + 1),
        "{" * 20 + "x" + "}" * 20,
        r"\left(" * 30,
        r"\foo",
    ],
)
def test_a_formula_that_cannot_be_shown_says_so(latex: str) -> None:
    with pytest.raises(FormulaError) as error:
        to_mathml(latex, display=False)
    assert str(error.value)


def test_a_mistyped_command_gets_the_nearest_one() -> None:
    with pytest.raises(FormulaError, match=r"Did you mean “times”"):
        to_mathml(r"a \tmes b", display=False)


@pytest.mark.parametrize("command", sorted(COMMANDS - {"begin", "end", "left", "right", "limits"}))
def test_every_command_of_the_list_can_be_shown(command: str) -> None:
    arguments = {"frac": "{a}{b}", "operatorname": "{a}"}
    two = ("dfrac", "tfrac", "binom", "overset", "underset")
    tail = arguments.get(command) or ("{a}{b}" if command in two else "{a}")
    markup = to_mathml(f"x \\{command}{tail}", display=True)
    assert_clean(markup)
    assert "\\" not in markup


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{<script>alert(1)</script>}",
        r"\text{</math><img src=x onerror=alert(1)>}",
        r"\text{&#x3c;script&#x3e;}",
        r"\text{&#x110000;&#xd800;&#x0;}",
        r"\mathrm{<b>}",
        r"x<script>y",
        r"\operatorname{a b}",
        '\\text{" onload=x}',
    ],
)
def test_text_in_a_formula_stays_text(latex: str) -> None:
    assert_clean(to_mathml(latex, display=True))


_PIECES = st.sampled_from(
    [
        *(f"\\{c}" for c in sorted(COMMANDS)),
        "{",
        "}",
        "_",
        "^",
        "&",
        "\\\\",
        "a",
        "1",
        "<",
        '"',
        "'",
        "(",
        "%",
        " ",
    ]
)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=25).map(" ".join) | st.text(max_size=60))
def test_any_text_is_shown_safely_or_refused(latex: str) -> None:
    began = time.process_time()
    try:
        markup = to_mathml(latex, display=True)
    except FormulaError:
        return
    finally:
        assert time.process_time() - began < 2
    assert_clean(markup)
    assert isinstance(plain_text(latex), str)
