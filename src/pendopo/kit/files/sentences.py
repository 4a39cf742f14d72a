"""Why a file is not taken, in words that say what to do instead; and what the person should know about one that is."""
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class NotTaken(ValidationError):
    """A file that cannot be taken. A form shows the sentence beside the field."""


EMPTY = _("The file is empty.")
TOO_LARGE = _("The file is larger than %(limit)s. Make it smaller and send it again.")
UNKNOWN = _("We do not know this kind of file. Send a picture, a PDF, a document, a table or plain text.")
NOT_HERE = _("A file of the kind %(kind)s is not taken here. Taken are: %(kinds)s.")
HEIC = _("This photo is in the HEIC format, which many devices cannot show. Set the camera to “most compatible”, or "
         "send a JPEG.")
OLD_OFFICE = _("This is a document of an old Office version. Save it as DOCX, XLSX or PDF and send it again.")
ARCHIVE = _("Packed folders (ZIP) are not taken. Send the files one by one.")
MACROS = _("This document contains a program (macros). Save it without macros and send it again.")
BOMB = _("This document unpacks to an unusual size and was not opened.")
BROKEN = _("The file is broken or incomplete. Open it on your device, save it anew and send it again.")
BROKEN_PICTURE = _("The picture is broken or incomplete. Open it on your device, save it anew and send it again.")
TOO_MANY_PIXELS = _("The picture has more than %(limit)s million pixels. Make it smaller and send it again.")
ENCODING = _("The text is not in UTF-8, so letters would come out wrong. Save it as “CSV UTF-8” or as text in UTF-8.")
INFECTED = _("The virus scanner found something harmful in this file. It was not kept.")
UNSCANNED = _("The file could not be checked for viruses just now. Please try again later.")
FULL = _("There is no room for more files at the moment. Please try again later, or send the text without the file.")

NAMES_AUTHOR = _("This document says inside who wrote it, and stays as it is. If nobody should know, remove the name "
                 "from its properties and send it again.")
FIRST_FRAME = _("Only the first picture of the animation is kept.")
