"""A wrong setting of background work is an error that names it, before any task fails on it."""

import pytest

from cms.core.checks import check_background_work, check_environment


@pytest.mark.parametrize(
    ("retries", "what"),
    [
        ([60], "it is no mapping of tasks to waits"),
        ({}, 'the waits of "default" are missing'),
        ({"default": 60}, 'the waits of "default" are no list of whole seconds'),
        ({"default": ["60"]}, 'the waits of "default" are no list of whole seconds'),
        ({"default": [True]}, 'the waits of "default" are no list of whole seconds'),
        (
            {"default": [], "cms.pages.tasks.index": [-1]},
            'the waits of "cms.pages.tasks.index" are no list of whole seconds',
        ),
        ({"default": [10**12]}, 'the waits of "default" are no list of whole seconds'),
    ],
)
def test_wrong_waits_are_an_error_that_names_the_setting(settings, retries, what):
    settings.TASK_RETRIES = retries

    (error,) = check_background_work()

    assert (error.id, error.msg) == ("core.E005", f"TASK_RETRIES is wrong: {what}.")


@pytest.mark.parametrize("limit", [0, -1, "3600", None])
def test_wrong_time_limit_is_an_error_that_names_the_setting(settings, limit):
    settings.TASK_TIME_LIMIT = limit

    assert [error.id for error in check_background_work()] == ["core.E006"]


def test_waits_that_are_right_are_no_error(settings):
    settings.TASK_RETRIES = {"default": [60, 300], "cms.pages.tasks.index": []}

    assert check_background_work() == check_environment() == []
