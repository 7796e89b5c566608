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
from .agent_change import AgentChange
from .agent_change_role_type_0 import AgentChangeRoleType0
from .agent_in import AgentIn
from .agent_in_role import AgentInRole
from .agent_out import AgentOut
from .agent_out_availability import AgentOutAvailability
from .agent_out_role import AgentOutRole
from .agent_page import AgentPage
from .assignment_in import AssignmentIn
from .availability_in import AvailabilityIn
from .availability_in_availability import AvailabilityInAvailability
from .backfill_in import BackfillIn
from .bar_out import BarOut
from .customer_filter import CustomerFilter
from .customer_out import CustomerOut
from .customer_page import CustomerPage
from .delivery_out import DeliveryOut
from .event_filter import EventFilter
from .event_out import EventOut
from .event_out_data import EventOutData
from .event_page import EventPage
from .file_out import FileOut
from .header_out import HeaderOut
from .health_out import HealthOut
from .holiday_in import HolidayIn
from .holiday_kept import HolidayKept
from .holiday_out import HolidayOut
from .holiday_page import HolidayPage
from .hours_block import HoursBlock
from .hours_in import HoursIn
from .hours_kept import HoursKept
from .hours_out import HoursOut
from .identity_out import IdentityOut
from .kind_list import KindList
from .kind_out import KindOut
from .me_out import MeOut
from .me_out_availability import MeOutAvailability
from .me_out_role import MeOutRole
from .message_out import MessageOut
from .message_out_kind import MessageOutKind
from .message_page import MessagePage
from .named import Named
from .note_in import NoteIn
from .paging import Paging
from .parked_detail import ParkedDetail
from .parked_filter import ParkedFilter
from .parked_out import ParkedOut
from .parked_page import ParkedPage
from .part_out import PartOut
from .part_page import PartPage
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
from .setting_out import SettingOut
from .setting_out_kind import SettingOutKind
from .shop_change import ShopChange
from .shop_detail import ShopDetail
from .shop_out import ShopOut
from .shop_page import ShopPage
from .shop_settings import ShopSettings
from .snooze_in import SnoozeIn
from .spam_in import SpamIn
from .status_in import StatusIn
from .status_in_status import StatusInStatus
from .step_out import StepOut
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
from .tickets_tickets_order_type_0 import TicketsTicketsOrderType0
from .tickets_tickets_status_type_0 import TicketsTicketsStatusType0
from .tickets_upload_file_params import TicketsUploadFileParams
from .token_out import TokenOut
from .token_page import TokenPage
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
    "AgentChange",
    "AgentChangeRoleType0",
    "AgentIn",
    "AgentInRole",
    "AgentOut",
    "AgentOutAvailability",
    "AgentOutRole",
    "AgentPage",
    "AssignmentIn",
    "AvailabilityIn",
    "AvailabilityInAvailability",
    "BackfillIn",
    "BarOut",
    "CustomerFilter",
    "CustomerOut",
    "CustomerPage",
    "DeliveryOut",
    "EventFilter",
    "EventOut",
    "EventOutData",
    "EventPage",
    "FileOut",
    "HeaderOut",
    "HealthOut",
    "HolidayIn",
    "HolidayKept",
    "HolidayOut",
    "HolidayPage",
    "HoursBlock",
    "HoursIn",
    "HoursKept",
    "HoursOut",
    "IdentityOut",
    "KindList",
    "KindOut",
    "MeOut",
    "MeOutAvailability",
    "MeOutRole",
    "MessageOut",
    "MessageOutKind",
    "MessagePage",
    "Named",
    "NoteIn",
    "Paging",
    "ParkedDetail",
    "ParkedFilter",
    "ParkedOut",
    "ParkedPage",
    "PartOut",
    "PartPage",
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
    "SettingOut",
    "SettingOutKind",
    "ShopChange",
    "ShopDetail",
    "ShopOut",
    "ShopPage",
    "ShopSettings",
    "SnoozeIn",
    "SpamIn",
    "StatusIn",
    "StatusInStatus",
    "StepOut",
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
    "TicketsTicketsOrderType0",
    "TicketsTicketsStatusType0",
    "TicketsUploadFileParams",
    "TokenOut",
    "TokenPage",
    "Way",
    "YearIn",
)
