"""The field that a seal goes into: invisible on the page, but tagged, so that assistive technology meets it.

An untagged field would break PDF/UA-1, a hidden one PDF/A.
"""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, String

FIELD = "Seal"
PRINTED_AND_LOCKED = 4 | 128
SIGNATURES_EXIST_AND_APPEND_ONLY = 3


def with_field(pdf: bytes, title: str, *, is_packed: bool = True) -> bytes:
    """The PDF with an empty field for its seal; as it is where it has one. The same gives the same bytes.

    Objects are packed into streams, which is shorter, or not.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if _has_field(opened):
            return pdf
        _add(opened, title)
        out = io.BytesIO()
        # Streams stay as they were: whoever wrote them chose their ends and left the metadata readable.
        opened.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            compress_streams=is_packed,  # the library would write some anew, with an end of its own
            object_stream_mode=ObjectStreamMode.preserve if is_packed else ObjectStreamMode.disable,
        )
    return out.getvalue()


def _has_field(opened: pikepdf.Pdf) -> bool:
    form = opened.Root.get(Name.AcroForm)
    return form is not None and any(one.get(Name.T) == FIELD for one in form.get(Name.Fields, Array()))


def _add(opened: pikepdf.Pdf, title: str) -> None:
    page, tree = opened.pages[0].obj, opened.Root.StructTreeRoot
    number = _next_number(tree)
    widget = opened.make_indirect(_widget(page, title, number))
    element = opened.make_indirect(_element(page, tree.K[0], widget, title))
    tree.K[0].K.append(element)
    for entry in (number, element):
        tree.ParentTree.Nums.append(entry)
    page.Annots = Array([*page.get(Name.Annots, Array()), widget])
    page.Tabs = Name.S
    opened.Root.AcroForm = Dictionary(Fields=Array([widget]), SigFlags=SIGNATURES_EXIST_AND_APPEND_ONLY)


def _next_number(tree: pikepdf.Object) -> int:
    """The number under which the tree finds what belongs to the field."""
    return 1 + max((int(number) for number in list(tree.ParentTree.Nums)[::2]), default=-1)


def _widget(page: pikepdf.Object, title: str, number: int) -> Dictionary:
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String(FIELD),
        TU=String(title),
        Rect=Array([0, 0, 0, 0]),
        F=PRINTED_AND_LOCKED,
        P=page,
        StructParent=number,
    )


def _element(page: pikepdf.Object, parent: pikepdf.Object, widget: pikepdf.Object, title: str) -> Dictionary:
    return Dictionary(
        Type=Name.StructElem,
        S=Name.Form,
        P=parent,
        Pg=page,
        Alt=String(title),
        K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page),
    )
