from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class AlreadyAnswered(DomainError):
    code = "already_answered"
    message = _("You have answered this form already. Each person answers it once.")
    status = 409


class NoQuestions(DomainError):
    code = "no_questions"
    message = _("This form asks nothing yet. Its owner has to add questions first.")
