"""What makes a PDF an archive file: the XMP packet and the sRGB profile (ISO 19005-2, level B)."""

from __future__ import annotations

from functools import cache
from struct import pack
from xml.sax.saxutils import escape

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
{number}<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{creator}</pdf:Producer><xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


_NUMBER = '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>\n'


def xmp_packet(title: str, author: str, number: str, creator: str, day: tuple[int, int, int]) -> bytes:
    """Return the XMP packet that declares PDF/A-2b and repeats the document information."""
    year, month, date = day
    return _PACKET.format(
        title=escape(title), author=escape(author), creator=escape(creator),
        number=_NUMBER.format(escape(number)) if number else "",
        day=f"{year:04d}-{month:02d}-{date:02d}T00:00:00+08:00",
    ).encode()


@cache
def srgb_profile() -> bytes:
    """Return an ICC 2.1 display profile of sRGB (IEC 61966-2-1): three colorants, one tone curve."""
    curve = b"curv" + pack(">II", 0, 1024) + pack(">1024H", *(_linear(i / 1023) for i in range(1024)))
    tags = {
        b"desc": _description("sRGB IEC61966-2.1"),
        b"cprt": b"text" + pack(">I", 0) + b"Public domain\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.43607, 0.22249, 0.01392),
        b"gXYZ": _xyz(0.38515, 0.71687, 0.09708),
        b"bXYZ": _xyz(0.14307, 0.06061, 0.71410),
        b"rTRC": curve,
    }
    shared = {b"gTRC": b"rTRC", b"bTRC": b"rTRC"}
    table, body = b"", b""
    start = 128 + 4 + 12 * (len(tags) + len(shared))
    places: dict[bytes, tuple[int, int]] = {}
    for name, data in tags.items():
        places[name] = (start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    for name, other in shared.items():
        places[name] = places[other]
    for name, (offset, size) in places.items():
        table += name + pack(">II", offset, size)
    header = pack(">II", start + len(body), 0) + pack(">I", 0x02100000) + b"mntrRGB XYZ "
    header += pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 24
    header += pack(">I", 0) + pack(">3I", 0xF6D6, 0x10000, 0xD32D)
    return header.ljust(128, b"\0") + pack(">I", len(places)) + table + body


def _linear(value: float) -> int:
    linear = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return round(linear * 65535)


def _xyz(*values: float) -> bytes:
    return b"XYZ " + pack(">I", 0) + pack(">3i", *(round(v * 65536) for v in values))


def _description(text: str) -> bytes:
    data = text.encode("ascii") + b"\0"
    return b"desc" + pack(">II", 0, len(data)) + data + pack(">IIHB", 0, 0, 0, 0) + b"\0" * 67
