"""Contains all the data models used in inputs/outputs"""

from .account_change import AccountChange
from .account_change_settings import AccountChangeSettings
from .account_in import AccountIn
from .account_in_settings import AccountInSettings
from .account_out import AccountOut
from .account_out_settings import AccountOutSettings
from .account_page import AccountPage
from .account_row import AccountRow
from .added import Added
from .address_in import AddressIn
from .agent_change import AgentChange
from .agent_change_role_type_0 import AgentChangeRoleType0
from .agent_in import AgentIn
from .agent_in_role import AgentInRole
from .agent_out import AgentOut
from .agent_out_availability import AgentOutAvailability
from .agent_out_role import AgentOutRole
from .agent_page import AgentPage
from .arrangement import Arrangement
from .assignment_in import AssignmentIn
from .audit_filter import AuditFilter
from .audit_line import AuditLine
from .audit_line_data import AuditLineData
from .audit_page import AuditPage
from .availability_in import AvailabilityIn
from .availability_in_availability import AvailabilityInAvailability
from .backfill_in import BackfillIn
from .bar_out import BarOut
from .bulk_in import BulkIn
from .bulk_out import BulkOut
from .bulk_out_state import BulkOutState
from .change_in import ChangeIn
from .change_in_priority_type_0 import ChangeInPriorityType0
from .change_in_status_type_0 import ChangeInStatusType0
from .conflict_out import ConflictOut
from .consent_in import ConsentIn
from .consent_in_purpose import ConsentInPurpose
from .consent_in_source import ConsentInSource
from .consent_out import ConsentOut
from .consent_out_purpose import ConsentOutPurpose
from .consent_out_source import ConsentOutSource
from .consent_page import ConsentPage
from .custom_field_change import CustomFieldChange
from .custom_field_in import CustomFieldIn
from .custom_field_in_applies_to import CustomFieldInAppliesTo
from .custom_field_in_kind import CustomFieldInKind
from .custom_field_out import CustomFieldOut
from .custom_field_out_applies_to import CustomFieldOutAppliesTo
from .custom_field_out_kind import CustomFieldOutKind
from .custom_field_page import CustomFieldPage
from .customer_change import CustomerChange
from .customer_change_fields_type_0 import CustomerChangeFieldsType0
from .customer_filter import CustomerFilter
from .customer_note_change import CustomerNoteChange
from .customer_note_in import CustomerNoteIn
from .customer_note_out import CustomerNoteOut
from .customer_note_page import CustomerNotePage
from .customer_out import CustomerOut
from .customer_out_fields import CustomerOutFields
from .customer_page import CustomerPage
from .delivery_out import DeliveryOut
from .draft_in import DraftIn
from .draft_out import DraftOut
from .draft_out_way import DraftOutWay
from .due_out import DueOut
from .envelope_in import EnvelopeIn
from .erasure_in import ErasureIn
from .erasure_in_basis import ErasureInBasis
from .erasure_out import ErasureOut
from .erasure_out_certificate import ErasureOutCertificate
from .erasure_out_state import ErasureOutState
from .erasure_page import ErasurePage
from .event_filter import EventFilter
from .event_out import EventOut
from .event_out_data import EventOutData
from .event_page import EventPage
from .export_out import ExportOut
from .export_out_state import ExportOutState
from .failure_out import FailureOut
from .field_filter import FieldFilter
from .field_filter_applies_to_type_0 import FieldFilterAppliesToType0
from .field_order import FieldOrder
from .field_order_applies_to import FieldOrderAppliesTo
from .file_out import FileOut
from .forward_in import ForwardIn
from .habits_in import HabitsIn
from .habits_in_signatures import HabitsInSignatures
from .habits_in_undo_seconds import HabitsInUndoSeconds
from .habits_out import HabitsOut
from .habits_out_signatures import HabitsOutSignatures
from .header_out import HeaderOut
from .health_out import HealthOut
from .history import History
from .hold_in import HoldIn
from .hold_out import HoldOut
from .holiday_in import HolidayIn
from .holiday_kept import HolidayKept
from .holiday_out import HolidayOut
from .holiday_page import HolidayPage
from .hours_block import HoursBlock
from .hours_in import HoursIn
from .hours_kept import HoursKept
from .hours_out import HoursOut
from .identity_out import IdentityOut
from .keep_for import KeepFor
from .kept_for import KeptFor
from .kind_list import KindList
from .kind_out import KindOut
from .link_in import LinkIn
from .link_in_reason import LinkInReason
from .link_list import LinkList
from .link_out import LinkOut
from .me_out import MeOut
from .me_out_availability import MeOutAvailability
from .me_out_role import MeOutRole
from .merge_in import MergeIn
from .merge_out import MergeOut
from .merging_in import MergingIn
from .message_out import MessageOut
from .message_out_kind import MessageOutKind
from .message_out_recipients import MessageOutRecipients
from .message_page import MessagePage
from .moment_out import MomentOut
from .named import Named
from .note_in import NoteIn
from .paging import Paging
from .parked_detail import ParkedDetail
from .parked_filter import ParkedFilter
from .parked_out import ParkedOut
from .parked_page import ParkedPage
from .part_out import PartOut
from .part_page import PartPage
from .permission_out import PermissionOut
from .plan_in import PlanIn
from .plan_in_kind import PlanInKind
from .plan_in_on_answer import PlanInOnAnswer
from .plan_list import PlanList
from .plan_out import PlanOut
from .plan_out_kind import PlanOutKind
from .plan_out_on_answer import PlanOutOnAnswer
from .plan_out_state import PlanOutState
from .preview_out import PreviewOut
from .priority_in import PriorityIn
from .priority_in_priority import PriorityInPriority
from .problem import Problem
from .problem_errors_type_0 import ProblemErrorsType0
from .profile_in import ProfileIn
from .profile_in_theme_type_0 import ProfileInThemeType0
from .queue_list import QueueList
from .queue_out import QueueOut
from .queue_out_order import QueueOutOrder
from .replay_out import ReplayOut
from .replayed import Replayed
from .reply_in import ReplyIn
from .role_change import RoleChange
from .role_change_sight_type_0 import RoleChangeSightType0
from .role_in import RoleIn
from .role_in_sight import RoleInSight
from .role_out import RoleOut
from .role_out_sight import RoleOutSight
from .role_page import RolePage
from .session_out import SessionOut
from .session_page import SessionPage
from .setting_out import SettingOut
from .setting_out_kind import SettingOutKind
from .shop_change import ShopChange
from .shop_detail import ShopDetail
from .shop_out import ShopOut
from .shop_page import ShopPage
from .shop_settings import ShopSettings
from .signatures_in import SignaturesIn
from .signatures_in_signatures import SignaturesInSignatures
from .signatures_out import SignaturesOut
from .signatures_out_signatures import SignaturesOutSignatures
from .snooze_in import SnoozeIn
from .source_out import SourceOut
from .spam_in import SpamIn
from .split_in import SplitIn
from .staff_custom_fields_applies_to_type_0 import StaffCustomFieldsAppliesToType0
from .status_in import StatusIn
from .status_in_status import StatusInStatus
from .step_out import StepOut
from .suggestion_out import SuggestionOut
from .suppression_in import SuppressionIn
from .tags_in import TagsIn
from .team_change import TeamChange
from .team_in import TeamIn
from .team_out import TeamOut
from .team_page import TeamPage
from .test_out import TestOut
from .ticket_filter import TicketFilter
from .ticket_filter_order_type_0 import TicketFilterOrderType0
from .ticket_filter_status_type_0 import TicketFilterStatusType0
from .ticket_in import TicketIn
from .ticket_made import TicketMade
from .ticket_out import TicketOut
from .ticket_out_handling import TicketOutHandling
from .ticket_out_priority import TicketOutPriority
from .ticket_out_status import TicketOutStatus
from .ticket_page import TicketPage
from .ticket_row import TicketRow
from .ticket_row_handling import TicketRowHandling
from .ticket_row_priority import TicketRowPriority
from .ticket_row_status import TicketRowStatus
from .tickets_draft_way import TicketsDraftWay
from .tickets_forget_draft_way import TicketsForgetDraftWay
from .tickets_keep_draft_way import TicketsKeepDraftWay
from .tickets_tickets_of_view_order_type_0 import TicketsTicketsOfViewOrderType0
from .tickets_tickets_order_type_0 import TicketsTicketsOrderType0
from .tickets_tickets_status_type_0 import TicketsTicketsStatusType0
from .tickets_upload_file_params import TicketsUploadFileParams
from .time_in import TimeIn
from .time_in_on_answer import TimeInOnAnswer
from .token_out import TokenOut
from .token_page import TokenPage
from .topic_in import TopicIn
from .topic_list import TopicList
from .topic_out import TopicOut
from .view_change import ViewChange
from .view_change_order_type_0 import ViewChangeOrderType0
from .view_figure import ViewFigure
from .view_figure_order import ViewFigureOrder
from .view_in import ViewIn
from .view_in_order import ViewInOrder
from .view_list import ViewList
from .view_out import ViewOut
from .view_out_order import ViewOutOrder
from .way import Way
from .year_in import YearIn

__all__ = (
    "AccountChange",
    "AccountChangeSettings",
    "AccountIn",
    "AccountInSettings",
    "AccountOut",
    "AccountOutSettings",
    "AccountPage",
    "AccountRow",
    "Added",
    "AddressIn",
    "AgentChange",
    "AgentChangeRoleType0",
    "AgentIn",
    "AgentInRole",
    "AgentOut",
    "AgentOutAvailability",
    "AgentOutRole",
    "AgentPage",
    "Arrangement",
    "AssignmentIn",
    "AuditFilter",
    "AuditLine",
    "AuditLineData",
    "AuditPage",
    "AvailabilityIn",
    "AvailabilityInAvailability",
    "BackfillIn",
    "BarOut",
    "BulkIn",
    "BulkOut",
    "BulkOutState",
    "ChangeIn",
    "ChangeInPriorityType0",
    "ChangeInStatusType0",
    "ConflictOut",
    "ConsentIn",
    "ConsentInPurpose",
    "ConsentInSource",
    "ConsentOut",
    "ConsentOutPurpose",
    "ConsentOutSource",
    "ConsentPage",
    "CustomerChange",
    "CustomerChangeFieldsType0",
    "CustomerFilter",
    "CustomerNoteChange",
    "CustomerNoteIn",
    "CustomerNoteOut",
    "CustomerNotePage",
    "CustomerOut",
    "CustomerOutFields",
    "CustomerPage",
    "CustomFieldChange",
    "CustomFieldIn",
    "CustomFieldInAppliesTo",
    "CustomFieldInKind",
    "CustomFieldOut",
    "CustomFieldOutAppliesTo",
    "CustomFieldOutKind",
    "CustomFieldPage",
    "DeliveryOut",
    "DraftIn",
    "DraftOut",
    "DraftOutWay",
    "DueOut",
    "EnvelopeIn",
    "ErasureIn",
    "ErasureInBasis",
    "ErasureOut",
    "ErasureOutCertificate",
    "ErasureOutState",
    "ErasurePage",
    "EventFilter",
    "EventOut",
    "EventOutData",
    "EventPage",
    "ExportOut",
    "ExportOutState",
    "FailureOut",
    "FieldFilter",
    "FieldFilterAppliesToType0",
    "FieldOrder",
    "FieldOrderAppliesTo",
    "FileOut",
    "ForwardIn",
    "HabitsIn",
    "HabitsInSignatures",
    "HabitsInUndoSeconds",
    "HabitsOut",
    "HabitsOutSignatures",
    "HeaderOut",
    "HealthOut",
    "History",
    "HoldIn",
    "HoldOut",
    "HolidayIn",
    "HolidayKept",
    "HolidayOut",
    "HolidayPage",
    "HoursBlock",
    "HoursIn",
    "HoursKept",
    "HoursOut",
    "IdentityOut",
    "KeepFor",
    "KeptFor",
    "KindList",
    "KindOut",
    "LinkIn",
    "LinkInReason",
    "LinkList",
    "LinkOut",
    "MeOut",
    "MeOutAvailability",
    "MeOutRole",
    "MergeIn",
    "MergeOut",
    "MergingIn",
    "MessageOut",
    "MessageOutKind",
    "MessageOutRecipients",
    "MessagePage",
    "MomentOut",
    "Named",
    "NoteIn",
    "Paging",
    "ParkedDetail",
    "ParkedFilter",
    "ParkedOut",
    "ParkedPage",
    "PartOut",
    "PartPage",
    "PermissionOut",
    "PlanIn",
    "PlanInKind",
    "PlanInOnAnswer",
    "PlanList",
    "PlanOut",
    "PlanOutKind",
    "PlanOutOnAnswer",
    "PlanOutState",
    "PreviewOut",
    "PriorityIn",
    "PriorityInPriority",
    "Problem",
    "ProblemErrorsType0",
    "ProfileIn",
    "ProfileInThemeType0",
    "QueueList",
    "QueueOut",
    "QueueOutOrder",
    "Replayed",
    "ReplayOut",
    "ReplyIn",
    "RoleChange",
    "RoleChangeSightType0",
    "RoleIn",
    "RoleInSight",
    "RoleOut",
    "RoleOutSight",
    "RolePage",
    "SessionOut",
    "SessionPage",
    "SettingOut",
    "SettingOutKind",
    "ShopChange",
    "ShopDetail",
    "ShopOut",
    "ShopPage",
    "ShopSettings",
    "SignaturesIn",
    "SignaturesInSignatures",
    "SignaturesOut",
    "SignaturesOutSignatures",
    "SnoozeIn",
    "SourceOut",
    "SpamIn",
    "SplitIn",
    "StaffCustomFieldsAppliesToType0",
    "StatusIn",
    "StatusInStatus",
    "StepOut",
    "SuggestionOut",
    "SuppressionIn",
    "TagsIn",
    "TeamChange",
    "TeamIn",
    "TeamOut",
    "TeamPage",
    "TestOut",
    "TicketFilter",
    "TicketFilterOrderType0",
    "TicketFilterStatusType0",
    "TicketIn",
    "TicketMade",
    "TicketOut",
    "TicketOutHandling",
    "TicketOutPriority",
    "TicketOutStatus",
    "TicketPage",
    "TicketRow",
    "TicketRowHandling",
    "TicketRowPriority",
    "TicketRowStatus",
    "TicketsDraftWay",
    "TicketsForgetDraftWay",
    "TicketsKeepDraftWay",
    "TicketsTicketsOfViewOrderType0",
    "TicketsTicketsOrderType0",
    "TicketsTicketsStatusType0",
    "TicketsUploadFileParams",
    "TimeIn",
    "TimeInOnAnswer",
    "TokenOut",
    "TokenPage",
    "TopicIn",
    "TopicList",
    "TopicOut",
    "ViewChange",
    "ViewChangeOrderType0",
    "ViewFigure",
    "ViewFigureOrder",
    "ViewIn",
    "ViewInOrder",
    "ViewList",
    "ViewOut",
    "ViewOutOrder",
    "Way",
    "YearIn",
)
