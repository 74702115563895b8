from django.utils.translation import gettext_lazy as _

from cms.core.exceptions import DomainError


class ReviewInThePast(DomainError):
    code = "review_in_the_past"
    message = _("A review date lies ahead. Choose tomorrow or a later day.")


class ReviewTooFar(DomainError):
    code = "review_too_far"
    message = _("That is too far ahead. Choose %(last)s or an earlier day.")


class ReasonNeeded(DomainError):
    code = "reason_needed"
    message = _("Say in a sentence why the review has to wait.")


class PostponedTooOften(DomainError):
    code = "postponed_too_often"
    message = _(
        "This review was put off twice already. Say that the page is still true, or change it, or hand it over."
    )


class NothingToReview(DomainError):
    code = "nothing_to_review"
    message = _("Pages of this kind are not reviewed: they tell what was true on their day.")


class CannotKeep(DomainError):
    code = "cannot_keep"
    message = _("%(name)s cannot see this page, or has left. Choose somebody else.")
