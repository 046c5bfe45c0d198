"""What can be done with accounts: one function per use case."""

from lms.people.services.addresses import (
    ask_for_new_email,
    ask_to_move,
    confirm_move,
    confirm_new_email,
)
from lms.people.services.consents import (
    give_consent,
    withdraw_consent,
)
from lms.people.services.data_exports import (
    OldExports,
    ask_for_export,
    make_due_exports,
    open_export,
    remove_export,
)
from lms.people.services.entrance import (
    NotConfirmed,
    NotSignedIn,
    SignedIn,
    record_refused_sign_in,
    sign_in,
)
from lms.people.services.erasure_requests import (
    DueErasures,
    ask_for_erasure_of,
    ask_to_be_erased,
    keep_account,
    keep_account_by_link,
)
from lms.people.services.first_administrator import (
    create_first_administrator,
    first_administrator_link,
    may_create_first_administrator,
)
from lms.people.services.looks import (
    note_list,
    note_looks,
    note_new_looks,
)
from lms.people.services.mail_choices import (
    choose_mail,
    unsubscribe,
)
from lms.people.services.names import (
    confirm_certificate_name,
    require_name,
)
from lms.people.services.passwords import (
    change_password,
    reset_password,
    send_reset_link,
    send_reset_link_for,
)
from lms.people.services.profiles import (
    Preferences,
    Profile,
    choose_review,
    save_preferences,
    save_profile,
)
from lms.people.services.registration import (
    Sent,
    confirm_email,
    register,
)
from lms.people.services.roles import (
    disable_user,
    enable_user,
    grant_role,
    withdraw_role,
)
from lms.people.services.sign_ins import (
    begin_sign_in,
    end_other_sign_ins,
    end_sign_in,
    sign_out_everywhere,
)
from lms.people.services.strength import (
    require_strong,
)

__all__ = [
    "DueErasures",
    "NotConfirmed",
    "NotSignedIn",
    "OldExports",
    "Preferences",
    "Profile",
    "Sent",
    "SignedIn",
    "ask_for_erasure_of",
    "ask_for_export",
    "ask_for_new_email",
    "ask_to_be_erased",
    "ask_to_move",
    "begin_sign_in",
    "change_password",
    "choose_mail",
    "choose_review",
    "confirm_certificate_name",
    "confirm_email",
    "confirm_move",
    "confirm_new_email",
    "create_first_administrator",
    "disable_user",
    "enable_user",
    "end_other_sign_ins",
    "end_sign_in",
    "first_administrator_link",
    "give_consent",
    "grant_role",
    "keep_account",
    "keep_account_by_link",
    "make_due_exports",
    "may_create_first_administrator",
    "note_list",
    "note_looks",
    "note_new_looks",
    "open_export",
    "record_refused_sign_in",
    "register",
    "remove_export",
    "require_name",
    "require_strong",
    "reset_password",
    "save_preferences",
    "save_profile",
    "send_reset_link",
    "send_reset_link_for",
    "sign_in",
    "sign_out_everywhere",
    "unsubscribe",
    "withdraw_consent",
    "withdraw_role",
]
