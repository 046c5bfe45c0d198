"""How what is kept about an account is laid out in the files that people take away."""

from flask_babel import lazy_gettext as _

from lms.core.privacy import Document, PlainWords, given, part

WORDS = PlainWords(
    title=_("Your account"),
    kept=_(
        "Your address, the name on your certificates, your password as a fingerprint that cannot be turned "
        "back, what you told about your work, where you are signed in, your roles and organisations, what "
        "you agreed to, who looked at your data, mails to you, and a log of what was done in your account."
    ),
    goes=_(
        "All of it, and mails to you that have not been sent yet. Nobody can sign in to the account again."
    ),
    stays=_(
        "An empty account without name or address, so that totals such as “40 people completed this module” "
        "stay true, and the log of what was done, which holds no names."
    ),
)

_PROFILE = {
    "id": given("text", "What the account is called inside; random."),
    "email": given("text", "Address, as it is used to sign in."),
    "email_confirmed_at": given("moment?", "When it was shown that mail reaches you there."),
    "certificate_name": given("text?", "Name as certificates print it."),
    "name_key": given("text", "What lists of people are sorted by: your name without case and accents."),
    "shown_key": given("text", "The same where addresses are not shown; empty if you have given no name."),
    "country": given("text?", "Country you work in, ISO 3166-1."),
    "organisation": given("text?", "Organisation, as you typed it."),
    "occupation": given("text?", "What you do."),
    "languages": given("list", "Languages you work in, ISO 639-1."),
    "language": given("text", "Language of pages and mail."),
    "time_zone": given("text", "Time zone of dates and times."),
    "name_shown": given(
        "text", "What people see of your name who verify a certificate: full, masked, hidden."
    ),
    "wants_review": given("yes-no", "Questions come back that you did not answer rightly."),
    "created_at": given("moment", "When the account was made."),
    "last_sign_in_at": given("moment?", "When you signed in last."),
    "disabled_at": given("moment?", "When the account was closed."),
}
_JOINED = {
    "email": given("text", "Address that the other account had."),
    "joined_at": given("moment", "When it was joined with this one."),
}
_WORDS = {"word": given("text", "Word of your name, address or organisation.")}
_INVITATIONS = {
    "email": given("text", "Address that it was sent to."),
    "certificate_name": given("text?", "Name that whoever invited you wrote."),
    "country": given("text?", "Country that they wrote."),
    "organisation": given("text?", "Organisation that they wrote."),
    "occupation": given("text?", "What they wrote that you do."),
    "language": given("text", "Language of the invitation."),
    "sent_at": given("moment", "When."),
}
_ROLES = {
    "role": given("text", "Role beyond participant."),
    "scope": given(
        "text", "What it is limited to: programme, course, module, country, region, organisation."
    ),
    "scope_id": given("text", "Which one; empty for the whole programme."),
    "granted_at": given("moment", "When it was given."),
}
_SIGN_INS = {
    "created_at": given("moment", "When you signed in."),
    "seen_at": given("moment", "Last use, to the minute."),
    "network": given("text", "Network it was made from, not the whole address."),
    "agent": given("text", "Browser and system."),
    "ended_at": given("moment?", "When it ended."),
}
_LINKS = {
    "purpose": given("text", "What the link was for."),
    "email": given("text?", "New address that it would have brought."),
    "created_at": given("moment", "When it was sent."),
}
_ORGANISATIONS = {
    "organisation": given("text", "Name of the organisation."),
    "organisation_id": given("text", "What it is called inside."),
    "proposed_at": given("moment", "When it was proposed that you belong to it."),
    "agreed_at": given("moment?", "When you agreed."),
    "ended_at": given("moment?", "When it ended."),
}
_CONSENTS = {
    "kind": given("text", "What you agreed to."),
    "text": given("text", "The text as it was shown to you."),
    "language": given("text", "Its language."),
    "version": given("text", "Its fingerprint, SHA-256."),
    "given_at": given("moment", "When you agreed."),
    "withdrawn_at": given("moment?", "When you took it back."),
}
_LOOKS = {
    "at": given("moment", "When, the first time on that day."),
    "what": given("text", "What was looked at: achievements, path, account."),
    "of": given("text", "Whose data, as their account is called inside."),
    "by": given("text", "Who looked, as their account is called inside."),
}
_MAIL = {
    "kind": given("text", "Kind of mail."),
    "subject": given("text", "Its subject."),
    "created_at": given("moment", "When it was written."),
    "sent_at": given("moment?", "When it was sent."),
}
_EXPORTS = {
    "asked_at": given("moment", "When you asked for an archive like this one."),
    "finished_at": given("moment?", "When it was ready."),
    "language": given("text", "Language of its explanations."),
}
_ERASURE = {
    "cause": given(
        "text", "Why: you asked for it, nobody has signed in for long, or the account was closed long ago."
    ),
    "asked_at": given("moment", "When the waiting time began."),
    "due_at": given("moment", "When it ends."),
}
_MAIL_CHOICES = {
    "topic": given("text", "What you want no mail about."),
    "off_since": given("moment", "Since when."),
}
_ACTS = {
    "at": given("moment", "When."),
    "act": given("text", "What was done."),
    "to": given("text", "To what: kind and id."),
    "by": given("text", "“you”, “somebody else” or “the programme itself”."),
    "detail": given("object", "What belongs to it, such as a role."),
}

DOCUMENTS = (
    Document(
        path="profile.json",
        about=_("Your account and what you told about yourself"),
        fields=_PROFILE,
        rows=part("account"),
        is_one=True,
    ),
    Document(
        path="joined-accounts.csv",
        about=_("Other accounts of yours that were joined with this one"),
        fields=_JOINED,
        rows=part("joined_accounts"),
    ),
    Document(
        path="found-by.csv",
        about=_("Words by which those who look after accounts find you"),
        fields=_WORDS,
        rows=part("found_by"),
    ),
    Document(
        path="invitations.csv",
        about=_("Invitations to your address that nobody has accepted"),
        fields=_INVITATIONS,
        rows=part("invitations"),
    ),
    Document(path="roles.csv", about=_("Roles that you were given"), fields=_ROLES, rows=part("roles")),
    Document(
        path="sign-ins.csv",
        about=_("Where and when you were signed in"),
        fields=_SIGN_INS,
        rows=part("sign_ins"),
    ),
    Document(
        path="links.csv",
        about=_("Links that were mailed to you, without their secrets"),
        fields=_LINKS,
        rows=part("links"),
    ),
    Document(
        path="organisations.csv",
        about=_("Organisations that you belong to"),
        fields=_ORGANISATIONS,
        rows=part("organisations"),
    ),
    Document(
        path="consents.json",
        about=_("What you agreed to: text, version and time"),
        fields=_CONSENTS,
        rows=part("consents"),
    ),
    Document(
        path="looks.csv",
        about=_("Who looked at your data by name, and at whose you looked"),
        fields=_LOOKS,
        rows=part("looks"),
    ),
    Document(
        path="mail.csv",
        about=_("Mails to you; their texts are not kept once they are sent"),
        fields=_MAIL,
        rows=part("mail"),
    ),
    Document(
        path="exports.csv",
        about=_("Archives like this one that you asked for"),
        fields=_EXPORTS,
        rows=part("exports"),
    ),
    Document(
        path="erasure.json",
        about=_("Your wish to have the account erased, while it waits"),
        fields=_ERASURE,
        rows=part("erasure"),
        is_one=True,
    ),
    Document(
        path="mail-choices.csv",
        about=_("Mails that you do not want"),
        fields=_MAIL_CHOICES,
        rows=part("mail_choices"),
    ),
    Document(
        path="log.json",
        about=_("What you did, and what was done to your account, as the log has it"),
        fields=_ACTS,
        rows=part("log"),
    ),
)
