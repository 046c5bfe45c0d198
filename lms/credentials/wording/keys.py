"""What a seal proves, in plain words, for each kind of key."""

from flask_babel import gettext

from lms.credentials.formats.keys import PublishedKey, Purpose, Standing


def what_it_proves(key: PublishedKey) -> str:
    """What may truthfully be said of a key's signatures; “qualified” only where it was set so."""
    if key.compromised_at is not None:
        return str(
            gettext(
                "This key was reported lost or stolen. Its seal alone proves nothing; what counts is whether "
                "the register knows the file."
            )
        )
    if key.purpose is not Purpose.SEAL:
        return str(
            gettext(
                "This key shows that the record was issued by this installation and not altered since. "
                "It says nothing about who runs the installation beyond its address."
            )
        )
    return _of_seal(key.standing)


def _of_seal(standing: Standing) -> str:
    if standing is Standing.QUALIFIED:
        return str(
            gettext(
                "The seal shows that the file was not altered. Its certificate was entered here as a "
                "qualified certificate for electronic seals (eIDAS); whether it is one, a validation service "
                "that uses the EU trusted lists says independently of us."
            )
        )
    if standing is Standing.ADVANCED:
        return str(
            gettext(
                "The seal shows that the file was not altered. Its certificate comes from a provider that "
                "checked who the organisation is. It was not entered here as a qualified certificate."
            )
        )
    return str(
        gettext(
            "The seal shows that the file was not altered since it was sealed with the key published here. "
            "The key was made by this installation itself: nobody else vouches for who runs it, and a reader "
            "of PDF calls the signer unknown. It is not a qualified seal."
        )
    )
