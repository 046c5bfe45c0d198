"""Files that try to make an importer hang, read what it should not, or fall over.

The long ones are long enough that work which grows with the square of their length would not end in time.
"""

from functools import lru_cache

from lms.quiz.interchange.decoding import MAX_BYTES
from lms.quiz.interchange.formats import Format

QUESTION = (
    '<question type="{}"><name><text>n</text></name><questiontext><text>{}</text></questiontext>{}</question>'
)
ANSWERS = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


def quiz(text: str, kind: str = "multichoice", more: str = ANSWERS) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><quiz>{QUESTION.format(kind, text, more)}</quiz>'


def with_document_type(declarations: str, text: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE quiz [{declarations}]>{quiz(text).partition("?>")[2]}'


XML = {
    "entities that multiply": with_document_type(LAUGHS, "&l9;"),
    "one entity, many times": with_document_type(f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 10_000),
    "an entity in a file": with_document_type('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    "an entity in the network": with_document_type('<!ENTITY a SYSTEM "https://example.org/a">', "&a;"),
    "a parameter entity": with_document_type('<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;', "x"),
    "a document type elsewhere": f'<!DOCTYPE quiz SYSTEM "file:///etc/passwd">{quiz("x").partition("?>")[2]}',
    "an entity of nowhere": quiz("&nothing;"),
    "an inclusion": (
        '<quiz xmlns:xi="http://www.w3.org/2001/XInclude">'
        '<xi:include href="file:///etc/passwd" parse="text"/>'
        + quiz("<xi:include href='file:///etc/passwd' parse='text'/>").partition("<quiz>")[2]
    ),
    "a style sheet": quiz("x").replace("?><quiz", '?><?xml-stylesheet href="file:///etc/passwd"?><quiz'),
    "deeply nested": "<quiz>" + "<a>" * 100_000 + "</a>" * 100_000 + "</quiz>",
    "nested and never closed": "<quiz>" + "<a>" * 200_000,
    "many elements": "<quiz>" + "<a/>" * 200_000 + "</quiz>",
    "many questions": "<quiz>" + "<question/>" * 20_000 + "</quiz>",
    "many answers": quiz("x", more=ANSWERS * 10_000),
    "many attributes": "<quiz " + " ".join(f'a{n}="b"' for n in range(100_000)) + "/>",
    "the same attribute twice": '<quiz a="1" a="2"/>',
    "one long text": quiz("x" * 5_000_000),
    "html that is never closed": quiz(f"<![CDATA[{'<a ' * 16_000}]]>"),
    "html that is deeply nested": quiz(f"<![CDATA[{'<b><i>' * 7_000}]]>"),
    "html of comments": quiz(f"<![CDATA[{'<!--' * 12_000}]]>"),
    "many texts of html": "<quiz>"
    + QUESTION.format("multichoice", f"<![CDATA[{'<p>a <b>b</b> *c* [d</p>' * 100}]]>", ANSWERS) * 60
    + "</quiz>",
    "many gaps": quiz("{1:SA:=a}" * 5_000, "cloze", ""),
    "gaps that are never closed": quiz("{1:SHORTANSWER:=a~" * 1_500, "cloze", ""),
    "tables in tables": quiz(f"<![CDATA[{'<table><tr><td>' * 3_000}]]>"),
    "another root": "<html><body>Sign in</body></html>",
    "no root": "<?xml version='1.0'?>",
    "numbers that are none": quiz(
        "x", "numerical", '<answer fraction="1e999999"><text>1e999999</text></answer>'
    ),
    "a huge number": quiz(
        "x", "numerical", '<answer fraction="100"><text>1e14</text><tolerance>1e-14</tolerance></answer>'
    ),
    "a grade without end": quiz("x", more=f"<defaultgrade>{'9' * 100_000}</defaultgrade>{ANSWERS}"),
    "a picture in the text": quiz(f'<![CDATA[<img src="data:image/png;base64,{"A" * 3_000_000}">x]]>'),
    "scripts": quiz("<![CDATA[<script>alert(1)</script><a href='javascript:alert(1)' onclick='x'>b</a>]]>"),
    "written in another encoding": quiz("x").replace("UTF-8", "UTF-7"),
    "an encoding nobody knows": quiz("x").replace("UTF-8", "x-none"),
}
LINES = {
    "opening braces": "{" * 1_000_000,
    "many answers": "a{" + "=a ~b " * 100_000 + "}",
    "many questions": "a{=b ~c}\n\n" * 100_000,
    "many empty braces": "{}" * 500_000,
    "a name that never ends": "::" + "a" * 3_000_000,
    "many names": "::" * 500_000,
    "escapes": "\\" * 1_000_001,
    "many lines": "a\n" * 300_000,
    "many letters": "A) a\n" * 100_000,
    "many keys": "ANSWER: A\n" * 100_000,
    "many categories": "$CATEGORY: a\n" * 50_000,
    "comments": "// [id:" * 300_000,
    "weights": "a{" + "~%" * 20_000 + "}",
    "arrows": "a{" + "=a -> b\n" * 5_000 + "}",
    "brackets": "a{" + "[" * 40_000 + "}",
    "html": "[html]" + "<a " * 15_000 + "{=a ~b}",
    "a span of numbers": "a{#" + "1.." * 15_000 + "}",
    "a huge number": "a{#1e14:1e-14}",
    "no number": "a{#NaN:Infinity}",
    "an empty question": "{=a ~b}",
    "nothing but escapes": "\\n\\n{=\\n ~\\=}",
    "a heading and a fence": "[markdown]```quiz\\n\\#\\#\\# id [outcome\\: X]{=a ~b}",
    "another item": "[markdown]a\\n\\#\\#\\# other{=( ) b ~[x] c}",
    "a fact": "[markdown]Ask [[fact\\:x]]{=a ~b}",
    "html in Markdown": "[markdown]<script>alert(1)</script>{=a ~b}",
}
BYTES = {
    "nothing": b"",
    "a mark alone": b"\xef\xbb\xbf",
    "spaces": b" \n\t\r\n" * 1_000,
    "no text": bytes(range(256)) * 1_000,
    "Latin-1": "::n::Är det sant?{T}".encode("latin-1"),
    "broken UTF-8": b"a\nb\n::n::x\xc3{T}",
    "UTF-16 without its mark": "::n::x{T}".encode("utf-16-le"),
    "half of UTF-16": "::n::x{T}".encode("utf-16")[:-1],
    "UTF-32": "::n::x{T}".encode("utf-32"),
    "a zip with a way out": b"PK\x03\x04\x14\x00\x00\x00\x00\x00" + b"\x00" * 16 + b"../../etc/passwd",
    "too large": b"a" * (MAX_BYTES + 1),
    "as large as may be": b"a" * MAX_BYTES,
    "marks that turn the text round": "::n::Is \u202eeurt\u202c this \u200fsaid\u2067?{T}".encode(),
    "control characters": b"::n::Is\x00 this\x1b[31m \x07said?{T}".replace(b"\x00", b"\x01"),
    "a surrogate": b"::n::\xed\xa0\x80{T}",
}


@lru_cache
def hostile(form: Format) -> dict[str, bytes]:
    """Name → file, for each format made once."""
    texts = XML if form is Format.MOODLE_XML else LINES
    return {**BYTES, **{name: text.encode() for name, text in texts.items()}}
