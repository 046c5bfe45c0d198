"""How certificates are laid out in the files that people take away."""

from flask_babel import lazy_gettext as _

from lms.core.privacy import Document, Folder, PlainWords, given, part

WORDS = PlainWords(
    title=_("Your certificates"),
    kept=_(
        "Each certificate as it was recorded, its files, the name that you confirmed, and the links by which "
        "you show certificates to others. Record and files are encrypted with a key of your own."
    ),
    goes=_("Your name, the records, all files, your links, and the key that opens them."),
    stays=_(
        "The proof without a name: that a certificate with this code was issued for this module on this day. "
        "Otherwise a certificate that you have kept, or given to an employer, could be verified no more."
    ),
)

_NAME = {
    "name": given("text", "Name that you confirmed for certificates."),
    "confirmed_at": given("moment", "When."),
}
_FILE = {
    "form": given("text", "Form of the file."),
    "language": given("text", "Its language; empty where it holds all."),
    "sha256": given("text?", "Its fingerprint."),
}
_CERTIFICATE = {
    "id": given("text", "Id of the certificate, which also stands in it."),
    "completion_id": given("text?", "The completion that it was issued for."),
    "issued_at": given("moment", "When it was issued."),
    "standing": given("text", "valid, expired, superseded or revoked."),
    "revoked_at": given("moment?", "When it was withdrawn."),
    "name_shown": given("text", "What people see of your name who verify it."),
    "files": given("list", "Its files.", _FILE),
    "record_sha256": given("text", "Fingerprint of the record."),
    "record": given("object", "Everything that it says; see docs/credentials.md."),
}
_LINK = {
    "label": given("text", "What you called the link."),
    "created_at": given("moment", "When you made it."),
    "ended_at": given("moment?", "When you ended it."),
    "certificate_count": given("number", "How many certificates it shows."),
}
_COHORT = {
    "module": given("text", "Module."),
    "started_at": given("moment", "When certificates were ordered for many, yours among them."),
}

DOCUMENTS = (
    Document(
        path="confirmed-name.json",
        about=_("The name that you confirmed for certificates"),
        fields=_NAME,
        rows=part("confirmed_name"),
        is_one=True,
    ),
    Document(
        path="certificates.json",
        about=_("Your certificates as they are recorded"),
        fields=_CERTIFICATE,
        rows=part("certificates"),
    ),
    Document(
        path="cohorts.csv",
        about=_("Orders for many certificates that yours are in"),
        fields=_COHORT,
        rows=part("cohorts"),
    ),
    Document(
        path="share-links.csv",
        about=_("Links by which you show certificates to others"),
        fields=_LINK,
        rows=part("share_links"),
    ),
)
FOLDERS = (
    Folder(
        path="certificates/",
        about=_("Each certificate as PDF in its languages, as Open Badge, and for Europass (elm.jsonld)"),
    ),
)
