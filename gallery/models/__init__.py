"""The nouns: a file each, rows and the rules a row keeps by itself.

``stage`` holds the table of stages that ``photo`` obeys. A ``photo`` belongs to a ``submission``,
came by an ``upload``, is filed under an ``edition`` and a ``city``, and is counted in ``tally``.
``decision`` says what moderators (``account``) did, in a ``chain`` that tells when somebody else
changed it, ``lease`` what they are looking at, ``opinion``
what trainees would decide, ``proposal`` what senders ask them afterwards, ``letter`` where these
want to hear from us, ``report`` what anybody says is wrong with a photo, ``inquiry`` what somebody
asks its sender; ``factor`` is what an account has besides its password. ``campaign`` is one row,
``start`` a group that wants to join, ``suggestion`` a city that the gazetteer does not know.
``bulk`` is what a moderator does with many photos at once, ``reason`` why one is not published;
``search`` the words by which visitors find one that is. ``milestone`` is what the campaign tells of
a year, ``supporter`` who stands by it, ``partner`` what such an organisation does with our
galleries on its own pages, ``press`` which photos newspapers are given, ``purge`` what caches in
front of us are to forget, ``change`` what programs that follow us are told, ``webhook`` who is told
without asking, ``process`` who works at all that, ``fingerprint`` what the files of a photo are.
What lies ``sealed`` only our secret opens.
"""

from gallery.models.account import (
    MODERATOR,
    ORGANISER,
    ROLES,
    TRAINEE,
    Account,
    Invitation,
    Place,
    Role,
    Scope,
    SignedIn,
)
from gallery.models.bulk import Bulk, BulkStage
from gallery.models.campaign import LISTED, THE_ONE, Campaign, CampaignText, Wording, WordingText
from gallery.models.change import Change
from gallery.models.city import City, Statue
from gallery.models.decision import Decision, DecisionCut, DecisionHead
from gallery.models.edition import TOOK_PART, Action, ActionLink, ActionStage, Edition
from gallery.models.factor import APP, PASSKEY, Factor, RecoveryCode
from gallery.models.fingerprint import Fingerprint
from gallery.models.inquiry import Inquiry, InquiryStage
from gallery.models.lease import Lease
from gallery.models.letter import Letter
from gallery.models.milestone import Milestone
from gallery.models.opinion import Opinion
from gallery.models.partner import Partner, PartnerView
from gallery.models.photo import Apart, Faces, Mark, Original, Photo, Source
from gallery.models.press import PressPhoto
from gallery.models.process import Kind, Process
from gallery.models.proposal import Proposal
from gallery.models.purge import Purge
from gallery.models.reason import Mend, Reason, ReasonWording
from gallery.models.report import TOLD, Report, ReportKind
from gallery.models.search import SearchEntry, SearchWord
from gallery.models.stage import NEXT_STAGES, TAKEN_BACK, Stage
from gallery.models.start import Start, StartStage
from gallery.models.submission import DRAFT_LIFE, LATE, FaceWish, How, Precision, SaidBy, Submission
from gallery.models.suggestion import CitySuggestion
from gallery.models.supporter import Supporter, SupporterKind
from gallery.models.tally import CityTally, Tally
from gallery.models.upload import PART, Piece, Upload
from gallery.models.webhook import Webhook

__all__ = [
    "APP", "DRAFT_LIFE", "LATE", "LISTED", "MODERATOR", "NEXT_STAGES", "ORGANISER", "PART",
    "PASSKEY", "ROLES", "TAKEN_BACK", "THE_ONE", "TOLD", "TOOK_PART", "TRAINEE", "Account",
    "Action", "ActionLink", "ActionStage", "Apart", "Bulk", "BulkStage", "Campaign", "CampaignText",
    "Change", "City", "CitySuggestion", "CityTally", "Decision", "DecisionCut", "DecisionHead",
    "Edition", "FaceWish", "Faces", "Factor", "Fingerprint", "How", "Inquiry", "InquiryStage",
    "Invitation", "Kind", "Lease", "Letter", "Mark", "Mend", "Milestone", "Opinion", "Original",
    "Partner", "PartnerView", "Photo", "Piece", "Place", "Precision", "PressPhoto", "Process",
    "Proposal", "Purge", "Reason", "ReasonWording", "RecoveryCode", "Report", "ReportKind", "Role",
    "SaidBy", "Scope", "SearchEntry", "SearchWord", "SignedIn", "Source", "Stage", "Start",
    "StartStage", "Statue", "Submission", "Supporter", "SupporterKind", "Tally", "Upload",
    "Webhook", "Wording", "WordingText",
]  # fmt: skip
