"""
The records of an exchange.

    Programme   what the visits serve (kế hoạch gốc)
    Visit       a delegation's journey to one or several hosts
    Host, Member, Session, Question, Conclusion, Experience, Obstacle, Proposal, Adoption      what belongs to a visit
    Task        what somebody is to do; a Step each time its state or deadline changes
    Evidence    what a record is founded on: a provision with the quoted words, a document, an answer, a session
    Sameness    what a person said of two records that read alike
    Preference  when a task is due soon, and in which tone it is shown: an agency's choice
    Paper       draft -> submitted -> signed -> issued; number and day come from the clerk
    GuestLink   a host without an account answers these questions, until it ends or is revoked

What belongs to a visit is seen and changed by whoever may see and change the visit. A task is seen, and its progress
told, by its lead agency, too.
"""

from tuongdong.web.exchange.models.duties import Preference, Step, Task
from tuongdong.web.exchange.models.findings import (
    Adoption,
    Attachment,
    Conclusion,
    Evidence,
    Experience,
    Obstacle,
    Proposal,
    Question,
    Sameness,
)
from tuongdong.web.exchange.models.handing import GuestLink, Paper, Sent
from tuongdong.web.exchange.models.journey import Field, Host, Member, OfVisit, Programme, Session, Visit

__all__ = [
    "Adoption",
    "Attachment",
    "Conclusion",
    "Evidence",
    "Experience",
    "Field",
    "GuestLink",
    "Host",
    "Member",
    "Obstacle",
    "OfVisit",
    "Paper",
    "Preference",
    "Programme",
    "Proposal",
    "Question",
    "Sameness",
    "Sent",
    "Session",
    "Step",
    "Task",
    "Visit",
]
