"""What a laid-out PDF lacks: PDF/UA-1 beside PDF/A, attachments in order, streams packed once.

Runs in the process that lays out (`pdf_worker`), so it imports nothing of ours.
"""

import base64
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 that the document keeps</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""Says in the metadata that PDF/UA-1 is kept too, and, as PDF/A wants, what that word means."""

END_OF_RDF = b"</rdf:RDF>"
UNCLEAR_END = b"\r\nendstream"
"""A stream whose last byte could be taken for a part of the line's end: its length seems wrong then."""


def finish(pdf: Any, media_types: Mapping[str, str] = MappingProxyType({})) -> None:
    """Bring a laid-out PDF to PDF/UA-1 beside PDF/A, before it is written."""
    _put_attachments_right(pdf, media_types)
    for entry in pdf.objects:
        if not hasattr(entry, "stream"):
            continue
        if entry.extra.get("Type") == "/Metadata":
            _identify(entry)
        else:
            _forbid_smoothing(entry)
            _compress(entry)


def fix(pdf: Any) -> None:
    """Make the bytes of each object now, once: the library does it to write them, and for the file's id."""
    pdf.objects[1:] = map(Fixed, pdf.objects[1:])


class Fixed:
    """An object of a PDF that changes no more."""

    def __init__(self, entry: Any) -> None:
        self.number, self.generation, self.free, self.offset = entry.number, entry.generation, entry.free, 0
        self.reference, self.compressible = entry.reference, entry.compressible
        self.data: bytes = entry.data

    @property
    def indirect(self) -> bytes:
        """As it is written."""
        return b"%d %d obj\n%s\nendobj" % (self.number, self.generation, self.data)


def _forbid_smoothing(stream: Any) -> None:
    """PDF/A wants pictures as they are, not as a reader would smooth them."""
    if "Interpolate" in stream.extra:
        stream.extra["Interpolate"] = "false"


def _put_attachments_right(pdf: Any, media_types: Mapping[str, str]) -> None:
    """Say what kind of file each is, and list it once: the library guesses that, and lists it twice."""
    if not media_types:
        return
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for entry in pdf.objects:
        if isinstance(entry, dict) and entry.get("Type") == "/Filespec":
            stream = pdf.objects[int(entry["EF"]["F"].split()[0])]
            stream.extra["Subtype"] = f"/{media_types[entry['UF'].string].replace('/', '#2f')}"


def _identify(metadata: Any) -> None:
    metadata.compress = False  # also a program that knows no PDF shall find it
    metadata.stream = [b"".join(metadata.stream).replace(END_OF_RDF, PDF_UA + END_OF_RDF)]


def _compress(stream: Any) -> None:
    """Do now, once, what the library would do twice: to compute the file's id, and to write."""
    stream.compress = False
    if "Filter" in stream.extra:
        return
    _, _, body = stream.data.partition(b"\nstream\n")
    small = zlib.compress(body.removesuffix(b"\nendstream"), 9)
    filters = ["/FlateDecode"]
    if small.endswith(b"\r"):
        small = base64.a85encode(small) + b"~>"
        filters.insert(0, "/ASCII85Decode")
    stream.extra["Filter"] = f"[{' '.join(filters)}]" if len(filters) > 1 else filters[0]
    stream.stream = [small]
